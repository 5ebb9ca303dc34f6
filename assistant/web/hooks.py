"""Hooks: mails, leads and forms posted by machines and web sites. 2xx only when they are safe on disk."""

from flask import Blueprint, Response, jsonify, make_response, redirect, render_template, request
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import RequestEntityTooLarge

from assistant.core.message import Channel
from assistant.core.web_form import rules_of
from assistant.pipeline.receive import receive
from assistant.records import Inbox
from assistant.web import origins, posted
from assistant.web.here import services
from assistant.web.shown.presence import presence, reader_of

MEGABYTE = 1024 * 1024
LARGEST_MAIL, LARGEST_POST, LARGEST_UPLOAD = 25 * MEGABYTE, MEGABYTE, 15 * MEGABYTE
# A form's token stands in a public page, so it opens no way in for mails whose checks we would trust.
MAILS, LEADS = {Channel.EMAIL}, {Channel.EMAIL, Channel.API, Channel.FORM}
FORMS = {Channel.FORM, Channel.API}

blueprint = Blueprint("hooks", __name__)


@blueprint.post("/hooks/email/<token>")
def email(token: str) -> ResponseReturnValue:
    """The raw MIME message as the body, of any content type."""
    return _bytes(token, "email", MAILS, LARGEST_MAIL, "Send the raw MIME message as the body.")


@blueprint.post("/hooks/adf/<token>")
def adf(token: str) -> ResponseReturnValue:
    """The ADF/XML document as the body, or the same as JSON."""
    return _bytes(token, "adf", LEADS, LARGEST_POST, "Send the ADF/XML document as the body.")


@blueprint.post("/hooks/form/<token>", provide_automatic_options=False)
def form(token: str) -> ResponseReturnValue:
    """Any fields and files, as JSON, urlencoded or multipart. A browser gets a page, a program JSON."""
    inbox = inbox_of(token, FORMS)
    if inbox is None:
        return unknown()
    hosts = rules_of(inbox.form).hosts
    largest = LARGEST_UPLOAD if request.mimetype == "multipart/form-data" else LARGEST_POST
    request.max_content_length = largest
    try:
        fields = posted.fields_of(request)
    except RequestEntityTooLarge:
        return origins.share(_too_large(largest), inbox.store, hosts)
    if posted.is_empty(fields):
        empty = said(400, "The form was empty. Send its fields as JSON, urlencoded or multipart.")
        return origins.share(empty, inbox.store, hosts)
    entry = _kept(inbox, "form", posted.as_raw(fields, services().clock()))
    return origins.share(_thanks(inbox, fields, entry, hosts), inbox.store, hosts)


@blueprint.route("/hooks/form/<token>", methods=["OPTIONS"])
def form_preflight(token: str) -> ResponseReturnValue:
    inbox = inbox_of(token, FORMS)
    if inbox is None:
        return unknown()
    return origins.share(Response(status=204), inbox.store, rules_of(inbox.form).hosts)


def inbox_of(token: str, channels: set[Channel]) -> Inbox | None:
    """The inbox with this token, its store loaded; None where it is not of these channels."""
    with services().sessions() as session:
        inbox = session.scalar(Inbox.by_token(token))
        if inbox is None or inbox.channel not in channels:
            return None
        _ = inbox.store.name  # loaded while the session is open
        return inbox


def said(code: int, sentence: str) -> Response:
    """A plain sentence for whoever reads the other program's log."""
    return make_response(jsonify(error=sentence), code)


def _bytes(token: str, form: str, channels: set[Channel], largest: int, what: str) -> ResponseReturnValue:
    inbox = inbox_of(token, channels)
    if inbox is None:
        return unknown()
    # One byte more than is taken: a chunked body says no length, and is silently cut off at this limit.
    request.max_content_length = largest + 1
    try:
        raw = request.stream.read()
    except RequestEntityTooLarge:
        return _too_large(largest)
    if len(raw) > largest:
        return _too_large(largest)
    if not raw.strip():
        return said(400, f"The body was empty. {what}")
    return jsonify(entry=_kept(inbox, form, raw)), 202


def _kept(inbox: Inbox, form: str, raw: bytes) -> int:
    return receive(services(), inbox_id=inbox.id, form=form, entry="hook", raw=raw, now=services().clock())


def _thanks(inbox: Inbox, fields: posted.Fields, entry: int, hosts: tuple[str, ...]) -> Response:
    if request.accept_mimetypes.best_match(["application/json", "text/html"]) != "text/html":
        return make_response(jsonify(entry=entry), 202)
    back = str(fields.get("redirect", ""))
    if back and origins.belongs_to(inbox.store, back, hosts):
        return make_response(redirect(back, 303))
    return make_response(
        render_template(
            "feedback/thanks.html",
            store=inbox.store,
            reader=reader_of(inbox, ""),
            presence=presence(inbox.store, services().clock()),
            ending="",
        )
    )


def unknown() -> Response:
    return said(404, "No inbox has this address. Copy it again from the settings of the store.")


def _too_large(largest: int) -> Response:
    return said(413, f"That is too large: at most {largest // MEGABYTE} MB are taken here. Nothing was kept.")
