"""Where we call out to, and where never."""

import pytest

from assistant.tools.outward import OutwardRefused, checked, target


def at(*addresses: str):
    return lambda host, port: addresses


PUBLIC = "93.184.216.34"


def test_a_public_https_address_is_called():
    assert checked("https://api.example.com/v1", resolve=at(PUBLIC)) == "https://api.example.com/v1"


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1", "10.0.0.5", "192.168.1.1", "172.16.9.9", "169.254.169.254", "0.0.0.0", "224.0.0.1",
        "2002:7f00:1::", "100.64.0.1",
        "::1", "fe80::1%eth0", "fd00::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "::127.0.0.1", "::",
        "64:ff9b::7f00:1", "64:ff9b::169.254.169.254", "fec0::1", "2001:db8::1",
        "240.0.0.1", "255.255.255.255", "192.0.0.8", "192.88.99.1", "3fff::1", "3fff:fff::1", "5f00::1",
        "192.0.0.192", "100.100.100.200", "168.63.129.16", "fd00:ec2::254", "::ffff:192.0.0.192",
    ],
)  # fmt: skip
def test_an_inside_address_is_refused(address: str):
    with pytest.raises(OutwardRefused):
        checked("https://api.example.com", resolve=at(address))


def test_one_inside_address_among_public_ones_is_refused():
    with pytest.raises(OutwardRefused):
        checked("https://api.example.com", resolve=at(PUBLIC, "10.0.0.1"))


@pytest.mark.parametrize("address", ["127.0.0.1", "192.168.1.9", "::1"])
def test_a_host_that_the_setting_names_may_be_inside(address: str):
    assert checked("http://model.lan:8080/v1", allowed=["Model.lan"], resolve=at(address))


@pytest.mark.parametrize(
    "address",
    [
        "169.254.169.254",
        "fe80::1",
        "0.0.0.0",
        "224.0.0.1",
        "192.0.0.192",
        "100.100.100.200",
        "168.63.129.16",
        "fd00:ec2::254",
    ],
)
def test_the_metadata_service_is_not_called_even_when_named(address: str):
    with pytest.raises(OutwardRefused, match="never called"):
        checked("http://meta.lan", allowed=["meta.lan"], resolve=at(address))


def test_a_public_host_needs_https_even_when_named():
    with pytest.raises(OutwardRefused, match="use https"):
        checked("http://api.example.com", allowed=["api.example.com"], resolve=at(PUBLIC))


@pytest.mark.parametrize(
    "url",
    [
        "file:///etc/passwd",
        "ftp://example.com",
        "https://",
        "https://user:pw@example.com",
        "https://[::1",
        "x",
        "",
    ],
)
def test_what_is_no_web_address_is_refused(url: str):
    with pytest.raises(OutwardRefused):
        checked(url, resolve=at(PUBLIC))


def test_localhost_by_name_is_found_and_refused():
    with pytest.raises(OutwardRefused, match="private network"):
        checked("https://localhost:8443/")


def test_an_unknown_host_is_said_to_be_unknown():
    with pytest.raises(OutwardRefused, match="not known"):
        checked("https://nobody.invalid/")


@pytest.mark.parametrize(
    "host",
    [
        "2130706433",
        "0x7f000001",
        "0177.0.0.1",
        "127.1",
        "127.0.0.1.",
        "[::ffff:7f00:1]",
        "ⓛocalhost",
        "１２７.0.0.1",
    ],
)
def test_an_inside_address_in_disguise_is_found_out(host):
    """As the machine itself would read it: decimal, hexadecimal, octal, short, mapped, in other letters."""
    with pytest.raises(OutwardRefused):
        checked(f"https://{host}/")


@pytest.mark.parametrize(
    "url",
    [
        "https://example.com\\@127.0.0.1/",
        "https://exam\r\nple.com/",
        "https://example.com/a b",
        "https://example.com\x00.evil.example/",
        "https://@example.com/",
        "https://:pw@example.com/",
        "https://example.com:99999/",
        "https://example.com:25/",
        f"https://example.com/{'a' * 3000}",
        f"https://{'a' * 70}é.example/",
    ],
)
def test_what_parsers_read_differently_is_refused(url):
    with pytest.raises(OutwardRefused):
        checked(url, resolve=at(PUBLIC))


def test_a_host_in_other_letters_is_called_by_its_ascii_name():
    found = target("https://bücher.example/weg/é?x=ü", resolve=at(PUBLIC))
    assert (found.host, found.path) == ("xn--bcher-kva.example", "/weg/%C3%A9?x=%C3%BC")


def test_the_target_holds_exactly_what_was_checked():
    found = target("https://api.example.com/v1?a=1", resolve=at(PUBLIC, PUBLIC))
    assert (found.authority, found.port, found.path) == ("api.example.com", 443, "/v1?a=1")
    assert found.addresses == (PUBLIC,)
