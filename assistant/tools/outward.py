"""Where we may call out to: anything that names an address passes here before it is opened."""

import ipaddress
import socket
from collections.abc import Callable, Iterable
from urllib.parse import urlsplit

from assistant.core.errors import RightbackError

Resolve = Callable[[str, int], Iterable[str]]
Address = ipaddress.IPv4Address | ipaddress.IPv6Address


class OutwardRefused(RightbackError):
    """An address that we do not call; the sentence says why."""


def resolved(host: str, port: int) -> list[str]:
    """The IP addresses of a host name; OutwardRefused when it has none."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except OSError as error:
        raise OutwardRefused(f"the host {host} is not known ({error.strerror or error})") from None
    return [str(entry[4][0]) for entry in found]


def checked(url: str, *, allowed: Iterable[str] = (), resolve: Resolve = resolved) -> str:
    """`url`, if we may call it; OutwardRefused otherwise.

    `allowed` are hosts that a setting names itself: they may be private or this machine, and speak
    plain http there. A public host needs https; link-local addresses (cloud metadata) are never called.
    """
    scheme, host, port = _parts(url)
    named = host in {name.lower() for name in allowed}
    addresses = [_address(text) for text in resolve(host, port)]
    if not addresses:
        raise OutwardRefused(f"the host {host} has no address")
    for address in addresses:
        _refuse(address, host, named=named)
    if scheme == "http" and not all(_inside(address) for address in addresses):
        raise OutwardRefused(f"{host} is a public host: use https")
    return url


def _parts(url: str) -> tuple[str, str, int]:
    try:
        parts = urlsplit(url)
        host, port = (parts.hostname or "").rstrip("."), parts.port
    except ValueError:
        raise OutwardRefused("the address is not a valid URL") from None
    if parts.scheme not in ("http", "https"):
        raise OutwardRefused("the address must start with https:// or http://")
    if not host:
        raise OutwardRefused("the address names no host")
    if parts.username is not None or parts.password is not None:
        raise OutwardRefused("the address must not carry a user name or a password")
    return parts.scheme, host.lower(), port or (443 if parts.scheme == "https" else 80)


def _address(text: str) -> Address:
    """As it is reached in the end: an IPv4 address inside an IPv6 one is the IPv4 address."""
    address = ipaddress.ip_address(text.partition("%")[0])
    if isinstance(address, ipaddress.IPv6Address):
        return address.ipv4_mapped or address.sixtofour or address
    return address


def _inside(address: Address) -> bool:
    return address.is_private or address.is_loopback


def _refuse(address: Address, host: str, *, named: bool) -> None:
    if address.is_link_local or address.is_multicast or address.is_unspecified:
        raise OutwardRefused(f"{host} leads to {address}, which is never called")
    if named and _inside(address):
        return
    if not address.is_global:
        raise OutwardRefused(f"{host} leads to {address}, inside a private network")
