"""Where a request comes from: the address as it is shown to its owner, and the place that is counted."""

import ipaddress

from flask import has_request_context, request


def address() -> str:
    return (request.remote_addr or "") if has_request_context() else ""


def place() -> str:
    """What tries and streams are counted by: of IPv6 the network, since a household has all its addresses."""
    here = address()
    try:
        found = ipaddress.ip_address(here)
    except ValueError:
        return here
    if isinstance(found, ipaddress.IPv4Address):
        return here
    return str(found.ipv4_mapped or ipaddress.ip_network((found, 64), strict=False))
