"""The entrance: what may come in at all, before anybody asks who it is.

From which proxies an address is believed, for which hosts this answers, how large and how slow a body may
be, and from which other sites a browser may have been sent here.
"""

import ipaddress
from urllib.parse import urlsplit

from flask import Flask, abort, request
from werkzeug.exceptions import SecurityError
from werkzeug.middleware.proxy_fix import ProxyFix
from werkzeug.sansio.utils import host_is_trusted

from assistant.settings import Settings
from assistant.web import doors
from assistant.web.here import services
from assistant.web.patience import Patient

LARGEST_FORM = 1024 * 1024  # bytes of a body; the hooks for mails set their own
MOST_FIELDS = 1000
HERE = ("localhost", "127.0.0.1", "[::1]")
EVERYWHERE = frozenset({"0.0.0.0", "::", ""})  # noqa: S104  # to compare with, not to bind to
SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
WITHIN = frozenset({"same-origin", "none", ""})  # "none": typed or a bookmark; "": an old browser
EMBEDDED = frozenset({"iframe", "frame", "embed", "object"})


def guard(app: Flask, settings: Settings) -> None:
    if settings.proxies:
        hops = settings.proxies
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=hops, x_proto=hops, x_host=hops, x_prefix=0)  # type: ignore[method-assign]
    app.wsgi_app = Patient(app.wsgi_app)  # type: ignore[method-assign]
    app.config.update(
        MAX_CONTENT_LENGTH=LARGEST_FORM, MAX_FORM_MEMORY_SIZE=LARGEST_FORM, MAX_FORM_PARTS=MOST_FIELDS
    )
    app.before_request(look)


def look() -> None:
    """400 for a host that is not ours and for what no browser of ours sends."""
    _for_us()
    _readable()
    _from_here()


def hosts(settings: Settings) -> tuple[str, ...]:
    """The names under which pages are served: of the public address and of RIGHTBACK_HOSTS."""
    named = [name.strip().lower() for name in settings.hosts.split(",") if name.strip()]
    base = urlsplit(settings.base_url).hostname or ""
    return tuple(dict.fromkeys([*named, *([base] if base else [])]))


def _for_us() -> None:
    """A name that is not ours may be another's that was pointed here, to read pages in its own name."""
    settings = services().settings
    try:
        host = request.host
    except SecurityError:
        host = ""
    named = hosts(settings)
    if host and host_is_trusted(host, (*named, *HERE)):
        return
    if host and not named and _is_address(host):  # nobody can point an address somewhere else
        return
    if host and not named and settings.host not in EVERYWHERE and host_is_trusted(host, [settings.host]):
        return
    abort(400, "host")


def _is_address(host: str) -> bool:
    try:
        ipaddress.ip_address(urlsplit(f"//{host}").hostname or "")
    except ValueError:
        return False
    return True


def _readable() -> None:
    """No address of ours holds a NUL, and none is anything but UTF-8."""
    if "\x00" in request.path or "\ufffd" in request.path or "%00" in request.query_string.decode("latin-1"):
        abort(400)


def _from_here() -> None:
    """Behind the gate: no other site's page may post, embed or fetch; a link may lead here."""
    if request.blueprint in doors.STRANGERS or request.endpoint in doors.OPEN_ENDPOINTS:
        return
    site = request.headers.get("Sec-Fetch-Site", "").lower()
    if request.method not in SAFE:
        if site not in WITHIN or not _own(request.headers.get("Origin")):
            abort(400, "elsewhere")
    elif site not in WITHIN and (
        request.headers.get("Sec-Fetch-Mode", "navigate") != "navigate"
        or request.headers.get("Sec-Fetch-Dest", "") in EMBEDDED
    ):
        abort(403)


def _own(origin: str | None) -> bool:
    if origin is None:
        return True
    return urlsplit(origin).netloc.lower() == request.host.lower()
