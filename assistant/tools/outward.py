"""Where we may call out to: anything that names an address passes here before it is opened."""

import ipaddress
import re
import socket
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from urllib.parse import quote, urlsplit

from assistant.core.errors import RightbackError

Resolve = Callable[[str, int], Iterable[str]]
Address = ipaddress.IPv4Address | ipaddress.IPv6Address

LONGEST = 2048  # characters of a URL
PORTS = {"http": 80, "https": 443}
MAIL_PORTS = (143, 993)
UNWRITTEN = re.compile(r"[\x00-\x20\x7f\\]")  # no URL holds these; parsers disagree about them
NAT64 = ipaddress.ip_network("64:ff9b::/96")  # RFC 6052: an IPv4 address inside an IPv6 one
COMPATIBLE = ipaddress.ip_network("::/96")  # RFC 4291 section 2.5.5.1
# What the registers keep for special use (RFC 6890) and this version of Python takes for public.
SPECIAL = tuple(map(ipaddress.ip_network, ("192.0.0.0/24", "192.88.99.0/24", "3fff::/20", "5f00::/16")))
# Where clouds tell their machines secrets: Oracle, Alibaba, Azure, Amazon. 169.254.169.254 is link-local.
METADATA = frozenset(
    map(ipaddress.ip_address, ("192.0.0.192", "100.100.100.200", "168.63.129.16", "fd00:ec2::254"))
)
KEPT = "/%:=&?~+!$,;'@()*[]-._"


class OutwardRefused(RightbackError):
    """An address that we do not call; the sentence says why."""


@dataclass(frozen=True)
class Target:
    """A checked place. Connect to one of `addresses` and to nothing else; `host` is for the certificate.

    `path` holds the query too, encoded as it goes on the line.
    """

    scheme: str
    host: str
    port: int
    path: str
    addresses: tuple[str, ...]

    @property
    def authority(self) -> str:
        """The Host header."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == PORTS[self.scheme] else f"{host}:{self.port}"


def resolved(host: str, port: int) -> list[str]:
    """The IP addresses of a host name; OutwardRefused when it has none."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        why = getattr(error, "strerror", None) or "it is no name"
        raise OutwardRefused(f"the host {host} is not known ({why})") from None
    return [str(entry[4][0]) for entry in found]


def checked(url: str, *, allowed: Iterable[str] = (), resolve: Resolve = resolved) -> str:
    """`url`, if we may call it; OutwardRefused otherwise. See `target`."""
    target(url, allowed=allowed, resolve=resolve)
    return url


def target(url: str, *, allowed: Iterable[str] = (), resolve: Resolve = resolved) -> Target:
    """Where `url` leads, if we may call it; OutwardRefused otherwise.

    `allowed` are hosts that a setting names itself: they may be private or this machine, and speak
    plain http there, on any port. A public host needs https; link-local addresses (cloud metadata) are
    never called. Whoever connects takes `addresses` as they are: a second look-up may be answered otherwise.
    """
    scheme, host, port, path = _parts(url)
    named = host in {name.lower().rstrip(".") for name in allowed}
    if not named and port < 1024 and port not in PORTS.values():
        raise OutwardRefused(f"port {port} is no port of the web")
    found = tuple(dict.fromkeys(resolve(host, port)))
    addresses = [_address(text) for text in found]
    if not addresses:
        raise OutwardRefused(f"the host {host} has no address")
    for address in addresses:
        _refuse(address, host, named=named)
    if scheme == "http" and not all(_inside(address) for address in addresses):
        raise OutwardRefused(f"{host} is a public host: use https")
    return Target(scheme, host, port, path, found)


def mail_host(
    host: str, port: int, *, sealed: bool, allowed: Iterable[str] = (), resolve: Resolve = resolved
) -> tuple[str, ...]:
    """The checked addresses of a mailbox's server; OutwardRefused otherwise. As `target`: inside our own

    network, without TLS, or at another port than those of IMAP only where a setting names the host.
    """
    host = host.lower().rstrip(".")
    named = host in {name.lower().rstrip(".") for name in allowed}
    found = tuple(dict.fromkeys(resolve(host, port)))
    if not named and port not in MAIL_PORTS:
        raise OutwardRefused(f"port {port} is no port of IMAP (993 or 143)")
    for text in found:
        _refuse(_address(text), host, named=named)
    if not sealed and not all(_inside(_address(text)) for text in found):
        raise OutwardRefused(f"{host} is a public host: the password would travel unsealed")
    return found


def _parts(url: str) -> tuple[str, str, int, str]:
    if len(url) > LONGEST or UNWRITTEN.search(url):
        raise OutwardRefused("the address is not a valid URL")
    try:
        parts = urlsplit(url)
        host, port = (parts.hostname or "").rstrip("."), parts.port
        host = host if host.isascii() else host.encode("idna").decode()
    except (ValueError, UnicodeError):
        raise OutwardRefused("the address is not a valid URL") from None
    if parts.scheme not in PORTS:
        raise OutwardRefused("the address must start with https:// or http://")
    if not host:
        raise OutwardRefused("the address names no host")
    if parts.username is not None or parts.password is not None:
        raise OutwardRefused("the address must not carry a user name or a password")
    path = quote(parts.path or "/", safe=KEPT) + (f"?{quote(parts.query, safe=KEPT)}" if parts.query else "")
    return parts.scheme, host.lower(), PORTS[parts.scheme] if port is None else port, path


def _address(text: str) -> Address:
    """As it is reached in the end: an IPv4 address inside an IPv6 one is the IPv4 address."""
    address = ipaddress.ip_address(text.partition("%")[0])
    if isinstance(address, ipaddress.IPv4Address) or address.is_loopback or address.is_unspecified:
        return address
    if address in NAT64 or address in COMPATIBLE:
        return ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
    return address.ipv4_mapped or address.sixtofour or address


def _inside(address: Address) -> bool:
    return address.is_private or address.is_loopback


def _refuse(address: Address, host: str, *, named: bool) -> None:
    if address.is_link_local or address.is_multicast or address.is_unspecified or address in METADATA:
        raise OutwardRefused(f"{host} leads to {address}, which is never called")
    if named and _inside(address):
        return
    site_local = isinstance(address, ipaddress.IPv6Address) and address.is_site_local
    special = any(address in network for network in SPECIAL)
    if not address.is_global or address.is_reserved or site_local or special:
        raise OutwardRefused(f"{host} leads to {address}, inside a private network")
