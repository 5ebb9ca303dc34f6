"""Which other sites may talk to us from a visitor's browser: the store's domains, without credentials."""

from urllib.parse import urlsplit

from flask import Response, request

from assistant.records import Store

PREFLIGHT_SECONDS = 600


def belongs_to(store: Store, address: str, more: tuple[str, ...] = ()) -> bool:
    """Whether this http(s) address or origin lies on one of the store's domains, or is one of `more` hosts.

    What parsers read in more than one way lies nowhere: a backslash is a slash to browsers, tabs and line
    breaks are taken out by them, and before an @ stands a name that only looks like a host.
    """
    if "\\" in address or not address.isprintable():
        return False
    try:
        parts = urlsplit(address)
        host = (parts.hostname or "").rstrip(".")
    except ValueError:
        return False
    if parts.scheme not in ("http", "https") or not host or "@" in parts.netloc:
        return False
    if host in more:
        return True
    domains = [domain.strip().lower().strip(".") for domain in store.domains]
    return any(domain and (host == domain or host.endswith(f".{domain}")) for domain in domains)


def share(response: Response, store: Store, more: tuple[str, ...] = ()) -> Response:
    """Let a page of the store read this answer."""
    response.vary.add("Origin")
    origin = request.headers.get("Origin", "")
    if belongs_to(store, origin, more):
        response.headers["Access-Control-Allow-Origin"] = origin
        if request.method == "OPTIONS":
            response.headers["Access-Control-Allow-Methods"] = "GET, POST"
            response.headers["Access-Control-Allow-Headers"] = "Content-Type"
            response.headers["Access-Control-Max-Age"] = str(PREFLIGHT_SECONDS)
    return response
