"""Hooks of mail services: mails and reports on deliveries. 200 only once it is on disk.

POST /hooks/<service>/<inbox token>, and the same with /mime or /events behind it: what is in it says what
it is, the ending is for services that go by it (Mailgun) and for people. What each service needs and how it
takes our answers stands with its channel (channels/mailgun.py, …). Besides those: 404 for a token that is no
e-mail inbox's, 413 beyond LARGEST, 503 with Retry-After where the database does not answer.
"""

from flask import Blueprint, Response, jsonify, make_response, request
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import RequestEntityTooLarge

from assistant.core.post import Denied, Post
from assistant.pipeline import posting
from assistant.web.here import services
from assistant.web.hooks import MAILS, MEGABYTE, inbox_of, unknown

LARGEST = 40 * MEGABYTE  # a mail of 25 MB, as any service packs it
TOO_LARGE = Denied(
    413, f"That is too large: at most {LARGEST // MEGABYTE} MB are taken here.", "it was too large"
)
RULE = "/hooks/<any(mailgun, postmark, sendgrid, ses, json):service>/<token>"

blueprint = Blueprint("mail_hooks", __name__)


@blueprint.post(RULE)
@blueprint.post(f"{RULE}/<any(mime, events):kind>")
def take(service: str, token: str, kind: str = "") -> ResponseReturnValue:
    """`kind` only makes the address look as the service wants it."""
    del kind
    inbox = inbox_of(token, MAILS)
    if inbox is None:
        return unknown()
    now = services().clock()
    body = _body()
    if body is None:
        return _said(posting.refuse(services(), inbox.id, service, TOO_LARGE, now))
    headers = {name.lower(): value for name, value in request.headers.items()}
    given = Post(body, request.content_type or "", headers)
    return _said(posting.post(services(), inbox.id, service, given, now))


def _body() -> bytes | None:
    """None where it is too large. One byte more is asked for: a chunked body says no length."""
    request.max_content_length = LARGEST + 1
    try:
        body = request.stream.read()
    except RequestEntityTooLarge:
        return None
    return body if len(body) <= LARGEST else None


def _said(answer: posting.Answer) -> Response:
    response = make_response(jsonify(answer.said), answer.code)
    if answer.code == 401:
        response.headers["WWW-Authenticate"] = 'Basic realm="Rightback"'
    return response
