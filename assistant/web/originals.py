"""The original of a message: as text, as cleaned HTML in a sandboxed frame, as bytes to download.

Nothing that a stranger sent is ever opened in the origin of the pages.
"""

from io import BytesIO

from flask import Blueprint, Response, abort, render_template, request, send_file
from flask.typing import ResponseReturnValue

from assistant.core.audit import Did
from assistant.core.filename import filename
from assistant.records import LedgerEntry, Message, Session, desk
from assistant.records.ledger import Gone
from assistant.tools.html import safe
from assistant.web import find, watching
from assistant.web.shown.thread import size
from assistant.web.shown.times import Telling

SHOWN_AT_MOST = 200_000  # characters of a raw original on a page; the whole is a download
FRAME = "sandbox; default-src 'none'; frame-ancestors 'self'"

blueprint = Blueprint("originals", __name__)


@blueprint.get("/messages/<int:message_id>/original")
def page(message_id: int) -> ResponseReturnValue:
    with find.reading() as session:
        message = _message(session, message_id)
        tell = find.telling(message.conversation.store)
        entry = session.scalars(desk.ledger_entry(find.stores(), message.entry_id or 0)).first()
        raw = _raw_of(entry)
        return render_template(
            "original.html",
            message=message,
            at=tell.moment(message.at),
            raw=decoded(raw),
            size=size(len(raw)),
            cut=len(raw) > SHOWN_AT_MOST,
            gone=gone(entry, tell),
        )


@blueprint.get("/messages/<int:message_id>/html")
def html(message_id: int) -> ResponseReturnValue:
    """The HTML part, cleaned; no scripts, no styles, no remote images; alone in a sandbox."""
    with find.reading() as session:
        message = _message(session, message_id)
        content = message.html
    response = Response(f"<!doctype html><meta charset=utf-8>{safe(content)}", mimetype="text/html")
    response.headers["Content-Security-Policy"] = FRAME
    return response


@blueprint.get("/messages/<int:message_id>/raw")
def raw(message_id: int) -> ResponseReturnValue:
    with find.reading() as session:
        message = _message(session, message_id)
        content = _raw_of(session.scalars(desk.ledger_entry(find.stores(), message.entry_id or 0)).first())
    return download(content, f"message-{message_id}.eml")


@blueprint.get("/attachments/<int:attachment_id>")
def attachment(attachment_id: int) -> ResponseReturnValue:
    """Always a download, always as bytes that no browser runs."""
    with find.reading() as session:
        found = find.one(session, desk.attachment(find.stores(), attachment_id))
        _saw(found.message, Did.SAW_ATTACHMENT, attachment=found.id)
        return download(found.content, filename(found.name))


def decoded(content: bytes) -> str:
    """Raw bytes as a person can read them; what is no text is shown as a mark."""
    return content[:SHOWN_AT_MOST].decode("utf-8", errors="replace")


def download(content: bytes, name: str) -> Response:
    response = send_file(
        BytesIO(content), mimetype="application/octet-stream", as_attachment=True, download_name=name
    )
    response.headers["Content-Security-Policy"] = FRAME
    response.headers["Cache-Control"] = "no-store"
    return response


def _message(session: Session, message_id: int) -> Message:
    message = find.one(session, desk.message(find.stores(), message_id))
    _saw(message, Did.SAW_ORIGINAL, message=message.id)
    return message


def _saw(of: Message, what: Did, /, **about: int) -> None:
    conversation = of.conversation
    watching.saw(
        what,
        conversation.store_id,
        customer_id=conversation.customer_id,
        conversation_id=conversation.id,
        **about,
    )


def gone(entry: LedgerEntry | None, tell: Telling) -> str:
    """That the original is not there any more, and why; empty where it is."""
    if entry is None or entry.raw_gone_at is None:
        return ""
    when = tell.day(entry.raw_gone_at).text
    if entry.raw_gone_why == Gone.ERASED:
        return f"The original was deleted with its customer ({when})."
    if entry.raw_gone_why == Gone.DELETED:
        return f"The original was deleted after it had been set aside ({when})."
    if entry.raw_gone_why == Gone.REFUSED:
        return "It was turned away at the door, so nothing of it was kept."
    return f"The original was deleted by the store's rule ({when}); what was read from it stays."


def _raw_of(entry: LedgerEntry | None) -> bytes:
    if entry is None:
        abort(404)
    if entry.raw_gone_at is not None and request.endpoint == "originals.raw":
        abort(410)
    return entry.raw.content
