"""What all templates share: icons, asset addresses that change with their content, who is here."""

import gzip
import hashlib
from pathlib import Path

from flask import Blueprint, Flask, Response, g, request, send_from_directory, url_for
from lucide.jinja import lucide
from markupsafe import Markup

from assistant.core.clock import time_in_words
from assistant.core.roles import Action
from assistant.records import Notice, desk
from assistant.web import find
from assistant.web.here import services, user
from assistant.web.shown import nav

STATIC = Path(__file__).parent / "static"
A_YEAR = 365 * 24 * 3600  # seconds

blueprint = Blueprint("look", __name__)


def add(app: Flask) -> None:
    app.register_blueprint(blueprint)
    app.extensions["assets"] = digest_of(STATIC)
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.jinja_env.globals.update(icon=icon, Action=Action, asset_url=lambda name: asset_url(app, name))
    app.context_processor(_who)


@blueprint.get("/assets/<digest>/<path:name>")
def asset(digest: str, name: str) -> Response:
    """A static file under an address that changes with any of them: kept by the browser for ever.

    Packed where the browser unpacks it; pages are not, for what they hold is secret (BREACH).
    """
    del digest
    response = send_from_directory(STATIC, name, max_age=A_YEAR)
    response.headers["Cache-Control"] = f"public, max-age={A_YEAR}, immutable"
    response.vary.add("Accept-Encoding")
    if response.status_code == 200 and request.accept_encodings["gzip"]:
        response.direct_passthrough = False
        response.set_data(gzip.compress(response.get_data(), mtime=0))
        response.content_encoding = "gzip"
    return response


def asset_url(app: Flask, name: str) -> str:
    return url_for("look.asset", digest=app.extensions["assets"], name=name)


def digest_of(folder: Path) -> str:
    whole = hashlib.sha256()
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            whole.update(path.name.encode() + path.read_bytes())
    return whole.hexdigest()[:12]


def icon(name: str, size: int = 18) -> Markup:
    """An icon inline; it is decoration, the words beside it say the same."""
    return Markup(lucide(name, size=size, stroke_width="1.75", aria_hidden="true", focusable="false"))  # noqa: S704


def drawing(svg: str) -> Markup:
    """An SVG element that the program has drawn itself: the QR code of a second factor."""
    return Markup(svg)  # noqa: S704


def _who() -> dict[str, object]:
    if g.get("sign_in") is None:
        return {"me": None}
    return {
        "me": user(),
        "nav": nav.of(user()),
        "counts": counts(),
        "open_words": open_words(),
        "now": services().clock().isoformat(),
    }


def counts() -> dict[str, int]:
    """What stands beside the places of the navigation: what waits for this teammate there."""
    stores, me = find.stores(), user().id
    with find.reading() as session:
        return {
            "Today": session.scalar(desk.waiting_count(stores, me)) or 0,
            "Promises": session.scalar(desk.promised_count(stores, me)) or 0,
            "Notices": session.scalar(Notice.matters(me, stores)) or 0,
        }


def open_words() -> str:
    """ "open until 6 pm", for the store of this teammate."""
    if not user().stores:
        return ""
    tell = find.telling(find.home())
    span = tell.hours.on(tell.now.date())
    return f"open until {time_in_words(span[1])}" if span and tell.hours.is_open(tell.now) else "closed now"
