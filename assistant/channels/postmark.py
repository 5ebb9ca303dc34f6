"""Postmark: inbound mails, and webhooks on deliveries.

Set up: Servers → Inbound stream → Settings → Webhook "https://…/hooks/postmark/<inbox token>", with "Include
raw email content in JSON payload" ticked. Message stream → Webhooks: "https://…/hooks/postmark/<inbox
token>/events" for Delivery, Bounce and Spam complaint. Postmark signs nothing: the token in the address is
what lets in; with RIGHTBACK_POSTMARK_HOOK_LOGIN=user:password set, put https://user:password@… into both.

Answers: 200 once it is on disk, also for what was there already; 400 unreadable; 401 without the right login,
never 403: Postmark would stop trying, and a login is soon mended; 413 too large. It tries for 10.5 hours
whatever is not 200.
Source: postmarkapp.com/developer/webhooks, and its support article on inbound webhook retries.
"""

import base64
import hmac
import re
from binascii import Error as Base64Error
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from assistant.channels.mime import raw_message, with_missing
from assistant.channels.values import listed, loaded, mapped, word
from assistant.core.message import Attachment
from assistant.core.post import Denied, Mail, News, Post, Report, Reports, Taken, Unreadable

FORM = "postmark"
OURS = "rightback"  # the metadata field that names our message
OTHER_CHARSET = re.compile(r'charset\s{0,3}=\s{0,3}"?(?!utf-8|us-ascii)', re.IGNORECASE)
DELAYED = {"Transient", "DnsError"}
HOLD_MAIL = ("RawEmail", "FromFull", "From", "Headers", "Subject", "TextBody", "HtmlBody", "Attachments")
NO_FAILURE = {
    "AutoResponder", "Subscribe", "Unsubscribe", "AddressChange", "OpenRelayTest", "ChallengeVerification",
}  # fmt: skip


@dataclass(frozen=True)
class Postmark:
    """`login` is "user:password", empty where the secret address alone lets in."""

    login: str = ""

    def take(self, post: Post, now: datetime) -> Taken:
        del now  # it says no time that could be trusted
        if self.login and not self._may(post.headers.get("authorization", "")):
            why = "its login was wrong" if "authorization" in post.headers else "it had no login"
            return Denied(401, "Give the user name and the password that the settings name.", why)
        data = mapped(loaded(post.body))
        if not data:
            return Unreadable("It is no JSON object. Send what a Postmark webhook posts.")
        if "RecordType" in data:
            return Reports(tuple(_reports(data)))
        if not any(data.get(name) for name in HOLD_MAIL):
            return Unreadable("It holds no mail. Send what a Postmark inbound webhook posts.")
        raw = word(data.get("RawEmail"))
        sender = next((v for n, v in _headers(data) if n.lower() == "return-path"), "").strip("<> ")
        envelope = {"from": sender, "to": _recipient(data)}
        if raw and raw.isascii():
            return Mail(raw.encode(), "email", envelope)
        return Mail(post.body, FORM, envelope)

    def _may(self, header: str) -> bool:
        kind, _, coded = header.partition(" ")
        try:
            given = base64.b64decode(coded, validate=True) if kind.lower() == "basic" else b""
        except (Base64Error, ValueError):
            return False
        return hmac.compare_digest(given, self.login.encode())


def mail_of(body: bytes) -> tuple[bytes, tuple[str, ...]]:
    """The raw message of a post, and notes for the teammate.

    A RawEmail with letters beyond ASCII has been through a decoding that nobody names; the decoded parts
    beside it are safer, unless it is only UTF-8 that it speaks of.
    """
    data = mapped(loaded(body))
    raw = word(data.get("RawEmail"))
    if raw and (raw.isascii() or not OTHER_CHARSET.search(raw)):
        return raw.encode("utf-8", "replace"), ()
    headers = with_missing(
        _headers(data),
        **{"from": _named(data, "From")},
        to=_named(data, "To"),
        cc=_named(data, "Cc"),
        reply_to=word(data.get("ReplyTo")),
        subject=word(data.get("Subject")),
        date=word(data.get("Date")),
    )
    files = [_file(one) for one in listed(data.get("Attachments"))]
    html = [word(data.get("HtmlBody"))]
    return raw_message(headers, text=word(data.get("TextBody")), html=html, files=files), ()


def _headers(data: Mapping[str, Any]) -> list[tuple[str, str]]:
    return [(word(one.get("Name")), word(one.get("Value"))) for one in listed(data.get("Headers"))]


def _named(data: Mapping[str, Any], field: str) -> str:
    """The field of the mail, or put together of the addresses that were taken out of it."""
    if word(data.get(field)) and field != "From":
        return word(data.get(field))
    full = data.get(f"{field}Full")
    boxes = listed(full) or listed([full])
    put = []
    for box in boxes:
        name, email = word(box.get("Name")), word(box.get("Email"))
        quoted = name.replace("\\", "").replace('"', "'")
        put.append(f'"{quoted}" <{email}>' if name else email)
    return ", ".join(put) or word(data.get(field))


def _recipient(data: Mapping[str, Any]) -> str:
    given = word(data.get("OriginalRecipient"))
    return given or ",".join(word(box.get("Email")) for box in listed(data.get("ToFull")))


def _file(one: Mapping[str, Any]) -> Attachment:
    coded = word(one.get("Content")) or word(one.get("Data"))
    try:
        content = base64.b64decode(coded)
    except (Base64Error, ValueError):
        content = coded.encode("utf-8", "replace")  # as it came
    cid = word(one.get("ContentID"))
    kind = word(one.get("ContentType")) or "application/octet-stream"
    return Attachment(word(one.get("Name")), kind, content, inline=bool(cid), content_id=cid.strip("<>"))


def _reports(data: Mapping[str, Any]) -> list[Report]:
    news = {"Delivery": News.DELIVERED, "SpamComplaint": News.COMPLAINT, "Bounce": News.FAILED}
    kind, bounce = word(data.get("RecordType")), word(data.get("Type"))
    if kind not in news or (kind == "Bounce" and bounce in NO_FAILURE):
        return []
    said = news[kind]
    if kind == "Bounce" and bounce in DELAYED:
        said = News.DELAYED
    elif kind == "Bounce" and bounce == "SpamComplaint":
        said = News.COMPLAINT
    mark = word(mapped(data.get("Metadata")).get(OURS))
    ours = f"<{mark.strip('<>')}>" if mark else ""
    who = word(data.get("Recipient")) or word(data.get("Email"))
    reason = word(data.get("Details")) or word(data.get("Description")) or bounce
    return [Report(said, ours, word(data.get("MessageID")), who, reason)]
