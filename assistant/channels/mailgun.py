"""Mailgun: mails that a route forwards, and webhooks on deliveries.

Set up: Receiving → Routes → forward("https://…/hooks/mailgun/<inbox token>/mime"): an address that ends with
"mime" gets the mail as it came, any other gets it taken apart, and is read just as well. Sending → Webhooks:
"https://…/hooks/mailgun/<inbox token>/events" for delivered, both failures and spam complaints. Needs
RIGHTBACK_MAILGUN_SIGNING_KEY (Mailgun's "HTTP webhook signing key").

Answers: 200 once it is on disk, also for what was there already; 400 unreadable; 401 without a signature; 403
for a wrong one, one older than 12 hours or used before for another post; 413 too large. Mailgun tries for 8
hours whatever is neither 200 nor 406, so none of these loses a mail.
Source: documentation.mailgun.com, "Receiving messages via HTTP", "Securing webhooks", "Event structure".
"""

import hashlib
import hmac
import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

from assistant.channels.fields import Given, fields_of
from assistant.channels.mime import raw_message, with_missing
from assistant.channels.values import listed, loaded, mapped, word
from assistant.core.message import Attachment
from assistant.core.post import Denied, Mail, News, Post, Report, Reports, Taken, Unreadable, fresh

OLDEST, AHEAD = 12 * 3600, 15 * 60  # seconds; Mailgun tries for 8 hours
FORM = "mailgun"
SEND = "Send what a Mailgun route or webhook posts."


@dataclass(frozen=True)
class Mailgun:
    """`keys`: the signing key, and while it changes the one before, too."""

    keys: tuple[str, ...]

    def take(self, post: Post, now: datetime) -> Taken:
        if post.body.lstrip()[:1] == b"{":
            return self._event(post, now)
        try:
            given = fields_of(post.body)
        except ValueError:
            return Unreadable(f"It has too many fields. {SEND}")
        if not given.fields and not given.files:
            return Unreadable(f"There is nothing in it. {SEND}")
        once = given.text("token")
        denied = self._denied(given.text("timestamp"), once, given.text("signature"), now)
        if denied is not None:
            return denied
        envelope = {"from": given.text("sender"), "to": given.text("recipient")}
        raw = given.whole("body-mime")
        return Mail(raw, "email", envelope, once) if raw else Mail(post.body, FORM, envelope, once)

    def _event(self, post: Post, now: datetime) -> Taken:
        data = mapped(loaded(post.body))
        if not data:
            return Unreadable(f"It is no JSON object. {SEND}")
        signed = mapped(data.get("signature"))
        once = word(signed.get("token"))
        denied = self._denied(word(signed.get("timestamp")), once, word(signed.get("signature")), now)
        return denied or Reports(tuple(_reports(mapped(data.get("event-data")))), once)

    def _denied(self, timestamp: str, token: str, signature: str, now: datetime) -> Denied | None:
        if not self.keys:
            return Denied(403, "Mailgun is not set up here.", "RIGHTBACK_MAILGUN_SIGNING_KEY is not set")
        if not (timestamp and token and signature):
            return Denied(401, "It has no signature of Mailgun.", "it had no signature")
        message = f"{timestamp}{token}".encode("utf-8", "replace")
        right = [hmac.new(key.encode(), message, hashlib.sha256).hexdigest() for key in self.keys]
        given = signature.encode("utf-8", "replace")
        if not any(hmac.compare_digest(one.encode(), given) for one in right):
            return Denied(403, "The signature is wrong.", "its signature was wrong")
        if not _is_fresh(timestamp, now):
            return Denied(403, "The signature is too old.", "its signature was too old")
        return None


def _is_fresh(timestamp: str, now: datetime) -> bool:
    try:
        return fresh(datetime.fromtimestamp(int(timestamp), UTC), now, seconds=OLDEST, ahead=AHEAD)
    except (ValueError, OverflowError, OSError):
        return False


def mail_of(body: bytes) -> tuple[bytes, tuple[str, ...]]:
    """The raw message of a post that was taken apart, and notes for the teammate."""
    given = fields_of(body)
    raw = given.whole("body-mime")
    if raw:
        return raw, ()
    headers = with_missing(
        _headers(given),
        **{"from": given.text("from") or given.text("sender")},
        to=given.text("To") or given.text("recipient"),
        subject=given.text("subject"),
    )
    html = given.texts("body-html")
    made = raw_message(headers, text=given.text("body-plain"), html=html, files=_files(given))
    return made, _left_there(given)


def _headers(given: Given) -> list[tuple[str, str]]:
    found = loaded(given.whole("message-headers"))
    pairs = found if isinstance(found, list) else []
    return [(word(one[0]), word(one[1])) for one in pairs if isinstance(one, list) and len(one) == 2]


def _files(given: Given) -> list[Attachment]:
    """What the content-id-map names is shown in the text; its keys may come twice, or be empty."""
    try:
        inside = json.loads(given.whole("content-id-map") or b"{}", object_pairs_hook=list)
    except (ValueError, RecursionError):
        inside = []
    ids = {word(field): word(key) for key, field in inside} if isinstance(inside, list) else {}
    return [replace(file, inline=name in ids, content_id=ids.get(name, "")) for name, file in given.files]


def _left_there(given: Given) -> tuple[str, ...]:
    """A route with store() names attached files by an address instead of sending them."""
    names = [word(one.get("name")) for one in listed(loaded(given.whole("attachments")))]
    if not names:
        return ()
    said = ", ".join(name or "a file" for name in names[:20])
    return (f"Mailgun kept {said} and did not send it: use forward() instead of store() in the route.",)


def _reports(event: Mapping[str, Any]) -> list[Report]:
    """At most one: opened, clicked, unsubscribed and accepted say nothing of a delivery."""
    news = {"delivered": News.DELIVERED, "complained": News.COMPLAINT, "rejected": News.FAILED}
    kind = word(event.get("event"))
    if kind == "failed":
        news[kind] = News.DELAYED if word(event.get("severity")) == "temporary" else News.FAILED
    if kind not in news:
        return []
    status, refusal = mapped(event.get("delivery-status")), mapped(event.get("reject"))
    said = [status.get("code"), status.get("message") or status.get("description") or refusal.get("reason")]
    headers = mapped(mapped(event.get("message")).get("headers"))
    bare = word(headers.get("message-id")).strip("<>")
    reason = " ".join(word(one) for one in said if one)
    return [Report(news[kind], f"<{bare}>" if bare else "", bare, word(event.get("recipient")), reason)]
