"""The outward client over real sockets, against peers that mean no good."""

import time

import pytest
from peers import OK, certificate, peer

from assistant.tools.calling import Answered, Caller, Unanswered

INSIDE = frozenset({"127.0.0.1", "gateway.lan"})
PUBLIC = "93.184.216.34"


def at(*addresses):
    return lambda host, port: addresses


def test_get_and_post_bring_status_headers_and_body():
    with peer() as (port, seen):
        answer = Caller(INSIDE).get(f"http://127.0.0.1:{port}/a b".replace(" ", "%20"), {"X-One": "1"})
        assert isinstance(answer, Answered)
        assert (answer.status, answer.content, answer.headers["content-length"]) == (200, b"hello", "5")
        assert seen[0].startswith(b"GET /a%20b HTTP/1.1\r\n")
        assert b"X-One: 1" in seen[0] and f"Host: 127.0.0.1:{port}".encode() in seen[0]
    with peer() as (port, seen):
        Caller(INSIDE).post(f"http://127.0.0.1:{port}/?q=1", b"{}", {"Content-Type": "application/json"})
        assert seen[0].startswith(b"POST /?q=1 HTTP/1.1\r\n")
        assert seen[0].endswith(b"\r\n\r\n{}")


def test_without_leave_nothing_inside_is_called():
    with peer() as (port, seen):
        answer = Caller().get(f"http://127.0.0.1:{port}/")
        assert isinstance(answer, Unanswered) and answer.refused and not answer.given
        assert seen == []


def test_a_name_that_is_answered_differently_a_second_time_leads_nowhere():
    """DNS rebinding: the address that was checked is the address that is called, looked up once."""
    asked = []

    def rebinding(host, port):
        asked.append(host)
        return [PUBLIC] if len(asked) == 1 else ["127.0.0.1"]

    with peer() as (port, seen):
        answer = Caller(resolve=rebinding, seconds=0.5).get(f"https://rebind.example:{port}/")
        assert isinstance(answer, Unanswered)
        assert (asked, seen) == (["rebind.example"], [])


def test_the_certificate_must_stand_for_the_name_in_the_url(tmp_path):
    server, trusted = certificate(tmp_path, "gateway.lan")
    with peer(tls=server) as (port, _):
        caller = Caller(INSIDE | {"other.lan"}, resolve=at("127.0.0.1"), trusted=trusted)
        assert caller.get(f"https://gateway.lan:{port}/").content == b"hello"
        wrong = caller.get(f"https://other.lan:{port}/")
        assert isinstance(wrong, Unanswered) and "does not stand for other.lan" in wrong.reason
        untrusted = Caller(INSIDE, resolve=at("127.0.0.1")).get(f"https://gateway.lan:{port}/")
        assert isinstance(untrusted, Unanswered) and "certificate" in untrusted.reason


@pytest.mark.parametrize("where", ["http://169.254.169.254/latest/meta-data", "http://127.0.0.1:1/"])
def test_a_redirect_is_an_answer_and_is_not_followed(where):
    moved = f"HTTP/1.1 302 Found\r\nLocation: {where}\r\nContent-Length: 0\r\n\r\n".encode()
    with peer(moved) as (port, seen):
        answer = Caller(INSIDE).get(f"http://127.0.0.1:{port}/")
        assert (answer.status, answer.headers["location"], len(seen)) == (302, where, 1)


def drips(start):
    def drip(line):
        line.sendall(start)
        for _ in range(200):
            line.sendall(b"x")
            time.sleep(0.05)

    return drip


@pytest.mark.parametrize(
    "start",
    [b"", b"HTTP/1.1 200 OK\r\nX-Long: ", b"HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n",
     b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n400\r\n"],
    ids=["status line", "header", "body", "chunk"],
)  # fmt: skip
def test_a_dripping_peer_is_left_when_the_time_is_up(start):
    with peer(drips(start)) as (port, _):
        began = time.monotonic()
        answer = Caller(INSIDE, seconds=0.6).get(f"http://127.0.0.1:{port}/")
        assert time.monotonic() - began < 1.5
        assert isinstance(answer, Unanswered) and answer.given


def test_a_peer_that_never_greets_is_left_during_the_handshake(tmp_path):
    _, trusted = certificate(tmp_path, "gateway.lan")
    with peer(drips(b"")) as (port, _):
        began = time.monotonic()
        caller = Caller(INSIDE, seconds=0.6, resolve=at("127.0.0.1"), trusted=trusted)
        assert isinstance(caller.get(f"https://gateway.lan:{port}/"), Unanswered)
        assert time.monotonic() - began < 1.5


def test_a_look_up_that_hangs_is_left_too():
    def hangs(host, port):
        time.sleep(3)
        return [PUBLIC]

    began = time.monotonic()
    answer = Caller(seconds=0.3, resolve=hangs).get("https://slow.example/")
    assert isinstance(answer, Unanswered) and not answer.given
    assert time.monotonic() - began < 1


@pytest.mark.parametrize(
    "head",
    [b"Content-Length: 10000000\r\n\r\n", b"Transfer-Encoding: chunked\r\n\r\n989680\r\n", b"\r\n"],
    ids=["told", "chunked", "until the end"],
)
def test_a_huge_body_is_not_taken_in(head):
    def pours(line):
        line.sendall(b"HTTP/1.1 200 OK\r\n" + head)
        for _ in range(100):
            line.sendall(b"x" * 100_000)

    with peer(pours) as (port, _):
        answer = Caller(INSIDE, largest=200_000).get(f"http://127.0.0.1:{port}/")
        assert isinstance(answer, Unanswered) and "larger than 200000" in answer.reason


@pytest.mark.parametrize(
    "raw",
    [
        b"HTTP/1.1 200 OK\r\nContent-Length: 50\r\n\r\nhello",
        b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 5\r\n\r\nhello",
        b"HTTP/1.1 200 OK\r\n" + b"X: y\r\n" * 200 + b"\r\n",
        b"HTTP/1.1 200 OK\r\nX: " + b"y" * 70_000 + b"\r\n\r\n",
        b"220 mail.example ESMTP\r\n",
        b"",
    ],
    ids=["cut off", "packed", "many headers", "long header", "no HTTP", "nothing"],
)
def test_what_is_no_whole_answer_is_told_as_none(raw):
    with peer(raw) as (port, _):
        answer = Caller(INSIDE).get(f"http://127.0.0.1:{port}/")
        assert isinstance(answer, Unanswered) and answer.given


def test_a_proxy_in_the_environment_is_not_asked(monkeypatch):
    with peer() as (port, seen), peer() as (proxy, asked):
        for name in ("http_proxy", "HTTP_PROXY", "https_proxy", "all_proxy", "ALL_PROXY"):
            monkeypatch.setenv(name, f"http://127.0.0.1:{proxy}")
        assert Caller(INSIDE).get(f"http://127.0.0.1:{port}/").content == b"hello"
        assert (len(seen), asked) == (1, [])


@pytest.mark.parametrize("header", [{"X": "a\r\nEvil: 1"}, {"X\r\nEvil": "1"}])
def test_a_header_cannot_carry_another(header):
    with peer(OK) as (port, seen):
        answer = Caller(INSIDE).get(f"http://127.0.0.1:{port}/", header)
        assert isinstance(answer, Unanswered) and answer.refused
        assert b"Evil" not in b"".join(seen)


def test_our_own_headers_cannot_be_changed_by_the_caller():
    with peer() as (port, seen):
        Caller(INSIDE).get(f"http://127.0.0.1:{port}/", {"Host": "evil.example", "Accept-Encoding": "gzip"})
        assert b"evil.example" not in seen[0] and b"gzip" not in seen[0]


def test_the_second_address_is_tried_where_the_first_is_dead():
    with peer() as (port, _):
        caller = Caller(INSIDE, resolve=at("127.0.0.2", "127.0.0.1"))
        assert caller.get(f"http://gateway.lan:{port}/").content == b"hello"
