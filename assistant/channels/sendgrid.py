"""SendGrid: Inbound Parse, taken apart or raw, and the Event Webhook.

Set up: Settings → Inbound Parse → "https://…/hooks/sendgrid/<inbox token>", with "POST the raw, full MIME
message" ticked. Settings → Mail Settings → Event Webhook: "https://…/hooks/sendgrid/<inbox token>/events",
Signature Verification on, its public key in RIGHTBACK_SENDGRID_PUBLIC_KEY. Inbound Parse signs nothing unless
it is told to: the token in the address is what lets in; where a key is set, a signature has to be right.

Answers: 200 once it is on disk, also for what was there already; 400 unreadable; 401 events without a
signature; 403 for a wrong one or one older than 26 hours; 413 too large. SendGrid tries for 3 days after a
5xx for mails, for 24 hours after anything but 2xx for events; a mail that it is told 4xx for is gone there.
Source: twilio.com/docs/sendgrid, "Inbound Parse Webhook", "Event Webhook security features".
"""

import base64
import re
from binascii import Error as Base64Error
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.ec import ECDSA, EllipticCurvePublicKey
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import load_der_public_key

from assistant.channels.fields import Given, fields_of
from assistant.channels.mime import raw_message, with_missing
from assistant.channels.values import listed, loaded, mapped, word
from assistant.core.message import Attachment
from assistant.core.post import Denied, Mail, News, Post, Report, Reports, Taken, Unreadable, fresh
from assistant.tools.charset import decoded

FORM = "sendgrid"
SIGNATURE, STAMP = "x-twilio-email-event-webhook-signature", "x-twilio-email-event-webhook-timestamp"
OLDEST, AHEAD = 26 * 3600, 15 * 60  # seconds; events are tried for 24 hours
SEND = "Send what SendGrid's Inbound Parse or Event Webhook posts."
HOLD_MAIL = ("headers", "from", "text", "html", "subject")
NEWS = {
    "delivered": News.DELIVERED, "deferred": News.DELAYED, "bounce": News.FAILED, "dropped": News.FAILED,
    "spamreport": News.COMPLAINT,
}  # fmt: skip


@dataclass(frozen=True)
class SendGrid:
    """`keys`: public keys as SendGrid shows them (base64 of DER), of Event Webhook and of Inbound Parse."""

    keys: tuple[str, ...]

    def take(self, post: Post, now: datetime) -> Taken:
        if post.body.lstrip()[:1] in (b"[", b"{"):
            denied = self._denied(post, now)
            events = loaded(post.body)
            if denied is not None:
                return denied
            if not isinstance(events, list):
                return Unreadable(f"It is no JSON list. {SEND}")
            return Reports(tuple(one for event in listed(events) for one in _report(event)))
        if self.keys and SIGNATURE in post.headers and (denied := self._denied(post, now)):
            return denied
        try:
            given = fields_of(post.body)
        except ValueError:
            return Unreadable(f"It has too many fields. {SEND}")
        raw = given.whole("email")
        if not (raw or given.files or any(given.whole(name) for name in HOLD_MAIL)):
            return Unreadable(f"It holds no mail. {SEND}")
        told = mapped(loaded(given.whole("envelope")))
        to = told.get("to") if isinstance(told.get("to"), list) else []
        envelope = {"from": word(told.get("from")), "to": ",".join(word(one) for one in to or [])}
        return Mail(raw, "email", envelope) if raw else Mail(post.body, FORM, envelope)

    def _denied(self, post: Post, now: datetime) -> Denied | None:
        signature, stamp = post.headers.get(SIGNATURE, ""), post.headers.get(STAMP, "")
        if not (signature and stamp):
            return Denied(401, "It has no signature of SendGrid.", "it had no signature")
        if not self.keys:
            return Denied(403, "SendGrid is not set up here.", "RIGHTBACK_SENDGRID_PUBLIC_KEY is not set")
        signed = stamp.encode("utf-8", "replace") + post.body
        if not any(_verifies(key, signature, signed) for key in self.keys):
            return Denied(403, "The signature is wrong.", "its signature was wrong")
        at = datetime.fromtimestamp(int(stamp), UTC) if re.fullmatch(r"\d{9,11}", stamp) else None
        if at is None or not fresh(at, now, seconds=OLDEST, ahead=AHEAD):
            return Denied(403, "The signature is too old.", "its signature was too old")
        return None


def _verifies(key: str, signature: str, signed: bytes) -> bool:
    """ECDSA on P-256 with SHA-256 over the timestamp and the body. A key that is none verifies nothing."""
    try:
        public = load_der_public_key(base64.b64decode(key))
        assert isinstance(public, EllipticCurvePublicKey)
        public.verify(base64.b64decode(signature), signed, ECDSA(SHA256()))
    except (InvalidSignature, UnsupportedAlgorithm, AssertionError, Base64Error, ValueError):
        return False
    return True


def mail_of(body: bytes) -> tuple[bytes, tuple[str, ...]]:
    """The raw message of a post that was taken apart, and notes for the teammate."""
    given = fields_of(body)
    raw = given.whole("email")
    if raw:
        return raw, ()
    charsets = mapped(loaded(given.whole("charsets")))

    def text(name: str) -> str:
        return decoded(given.whole(name), word(charsets.get(name))).text

    headers = with_missing(
        _headers(decoded(given.whole("headers"), "").text),
        **{"from": text("from")},
        to=text("to"),
        cc=text("cc"),
        subject=text("subject"),
    )
    return raw_message(headers, text=text("text"), html=[text("html")], files=_files(given)), ()


def _headers(block: str) -> list[tuple[str, str]]:
    unfolded = re.sub(r"\r?\n(?=[ \t])", "\n", block.strip())
    pairs = [line.partition(":") for line in re.split(r"\r?\n(?![ \t])", unfolded)]
    return [(name.strip(), value.strip()) for name, colon, value in pairs if colon]


def _files(given: Given) -> list[Attachment]:
    infos = mapped(loaded(given.whole("attachment-info")))
    found = []
    for field, file in given.files:
        info = mapped(infos.get(field))
        cid = word(info.get("content-id")).strip("<>")
        name = word(info.get("filename")) or word(info.get("name")) or file.name
        kind = word(info.get("type")) or file.content_type
        found.append(replace(file, name=name, content_type=kind, inline=bool(cid), content_id=cid))
    return found


def _report(event: Mapping[str, Any]) -> list[Report]:
    news = NEWS.get(word(event.get("event")))
    if news is None:
        return []
    ours, theirs = word(event.get("smtp-id")), word(event.get("sg_message_id")).partition(".filter")[0]
    reason = " ".join(word(event.get(key)) for key in ("status", "reason", "response") if event.get(key))
    return [Report(news, f"<{ours.strip('<>')}>" if ours else "", theirs, word(event.get("email")), reason)]
