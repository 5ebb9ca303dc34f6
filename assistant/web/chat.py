"""Chat: the widget's script, a visitor's lines in, and the lines that they may read."""

import hashlib
import hmac
import json
import re
from pathlib import Path
from typing import Any

from flask import (
    Blueprint,
    Response,
    current_app,
    jsonify,
    make_response,
    render_template,
    request,
    send_from_directory,
    url_for,
)
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import HTTPException, RequestEntityTooLarge

from assistant.core.message import Channel
from assistant.pipeline.receive import receive
from assistant.records import Inbox, Teammate
from assistant.records.visitor import Line, lines_of
from assistant.web import origins, streams, whence
from assistant.web.here import services
from assistant.web.hooks import inbox_of, said
from assistant.web.shown.presence import presence, reader_of

STATIC = Path(__file__).parent / "static"
LARGEST_POST = 64 * 1024  # bytes
LONGEST_LINE = 4_000  # characters
TOO_LONG = f"A line has at most {LONGEST_LINE:,} characters. Please send it in parts."
SCRIPT_SECONDS = 300  # how long a browser keeps the script
FIELDS = ("visitor", "line", "text", "name", "email", "page")
LINE_ID = re.compile(r"[0-9a-f]{8}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{12}")
VISITOR = re.compile(r"[0-9a-f]{32}")  # 128 bits

blueprint = Blueprint("chat", __name__)


@blueprint.errorhandler(429)
def too_fast(error: HTTPException) -> ResponseReturnValue:
    answer = said(429, "Many lines came at once. Nothing is lost: the widget sends them in a moment.")
    answer.headers["Retry-After"] = str(getattr(error, "retry_after", None) or 10)
    inbox = _inbox(str((request.view_args or {})["token"]))
    return origins.share(answer, inbox.store) if inbox else answer


@blueprint.get("/widget.js")
def widget() -> ResponseReturnValue:
    response = send_from_directory(STATIC, "widget.js", max_age=SCRIPT_SECONDS)
    response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    return response


@blueprint.post("/chat/<token>/lines", provide_automatic_options=False)
def write(token: str) -> ResponseReturnValue:
    """Keep one line, `{"line": uuid, "text", "visitor"?, "name"?, "email"?, "page"?}`; says whose it is."""
    inbox = _inbox(token)
    if inbox is None:
        return _unknown()
    request.max_content_length = LARGEST_POST
    try:
        sent = json.loads(request.get_data())
    except RequestEntityTooLarge:
        return origins.share(said(413, TOO_LONG), inbox.store)
    except (ValueError, RecursionError):
        sent = None
    answer = said(400, 'Send JSON: {"line": a new UUID, "text": what was written}.')
    if isinstance(sent, dict):
        answer = _kept(inbox, {name: _text(sent.get(name)) for name in FIELDS})
    return origins.share(answer, inbox.store)


@blueprint.get("/chat/<token>/lines", provide_automatic_options=False)
def lines(token: str) -> ResponseReturnValue:
    """All lines of this visitor, oldest first; with `after` only those behind that one."""
    inbox, visitor = _inbox(token), request.args.get("visitor", "")
    if inbox is None or not VISITOR.fullmatch(visitor):
        return _unknown()
    with services().sessions() as session:
        found = lines_of(session, inbox.id, key_of(visitor))
    after = request.args.get("after", "")
    place = next((n for n, one in enumerate(found) if one.id == after), -1)
    answer = jsonify(lines=[_shown(one) for one in found[place + 1 :]])
    answer.headers["Cache-Control"] = "no-store"
    return origins.share(answer, inbox.store)


@blueprint.get("/chat/<token>/events")
def events(token: str) -> ResponseReturnValue:
    """Tells the visitor's widget to look for new lines."""
    inbox, visitor = _inbox(token), request.args.get("visitor", "")
    if inbox is None or not VISITOR.fullmatch(visitor):
        return _unknown()
    topic = f"visitor:{inbox.id}:{key_of(visitor)}"
    return origins.share(streams.stream(streams.visitors, whence.place(), [topic]), inbox.store)


@blueprint.get("/chat/<token>/presence")
def here_now(token: str) -> ResponseReturnValue:
    """Who reads and when they are there, as far as hours and the store's own policy say."""
    inbox = _inbox(token)
    if inbox is None:
        return _unknown()
    with services().sessions() as session:
        owner = session.get(Teammate, inbox.owner_id) if inbox.owner_id else None
    reader = reader_of(inbox, owner.first_name if owner is not None and owner.active else "")
    now = presence(inbox.store, services().clock())
    answer = jsonify(store=inbox.store.name, open=now.open, line=f"{reader} reads this. {now.line}".strip())
    answer.headers["Cache-Control"] = "no-store"
    return origins.share(answer, inbox.store)


@blueprint.route("/chat/<token>/lines", methods=["OPTIONS"])
def preflight(token: str) -> ResponseReturnValue:
    inbox = _inbox(token)
    return origins.share(Response(status=204), inbox.store) if inbox else _unknown()


@blueprint.get("/chat/<token>/demo")
def demo(token: str) -> ResponseReturnValue:
    inbox = _inbox(token)
    if inbox is None:
        return _unknown()
    script = url_for("chat.widget", _external=True)
    snippet = f'<script src="{script}" data-inbox="{token}" defer></script>'
    return render_template("chat/demo.html", store=inbox.store, token=token, snippet=snippet)


def visitor_of(secret: bytes, inbox: Inbox, line: str) -> str:
    """The token of whoever wrote their first line: 128 bits that nobody can guess from the outside.

    It follows from the line's own random id, so that a first line that is sent again, because its answer
    was lost, comes to the same visitor.
    """
    seed = f"chat visitor {inbox.token_hash} {line.replace('-', '')}".encode()
    return hmac.new(secret, seed, hashlib.sha256).hexdigest()[:32]


def key_of(visitor: str) -> str:
    """What is kept of a visitor's token: whoever reads the database cannot read a chat with it."""
    return hashlib.sha256(f"chat visitor key {visitor}".encode()).hexdigest()[:32]


def _kept(inbox: Inbox, sent: dict[str, str]) -> Response:
    sent["line"] = sent["line"].lower()
    if not LINE_ID.fullmatch(sent["line"]):
        return said(400, "Each line needs an id of its own: a new UUID.")
    if not sent["text"].strip():
        return said(400, "The line was empty.")
    if len(sent["text"]) > LONGEST_LINE:
        return said(413, TOO_LONG)
    if not VISITOR.fullmatch(sent["visitor"]):
        sent["visitor"] = visitor_of(_secret(), inbox, sent["line"])
    kept = {**sent, "visitor": key_of(sent["visitor"])}
    entry = receive(
        services(),
        inbox_id=inbox.id,
        form="chat",
        entry="widget",
        raw=json.dumps(kept, ensure_ascii=False).encode("utf-8", "replace"),
        now=services().clock(),
        envelope={"visitor": kept["visitor"]},
    )
    return make_response(jsonify(visitor=sent["visitor"], id=f"v{entry}", line=sent["line"]), 202)


def _inbox(token: str) -> Inbox | None:
    return inbox_of(token, {Channel.CHAT})


def _secret() -> bytes:
    key = current_app.secret_key or b""
    return key.encode() if isinstance(key, str) else key


def _text(value: Any) -> str:
    return value if isinstance(value, str) else ""


def _shown(line: Line) -> dict[str, str]:
    return {
        "id": line.id,
        "line": line.line,
        "from": "store" if line.ours else "visitor",
        "name": line.name,
        "text": line.text,
        "at": line.at.isoformat(),
    }


def _unknown() -> Response:
    return said(404, "There is no such chat. Copy the script tag again from the settings of the store.")
