"""Amazon SES by SNS: mails that a receipt rule publishes, and what became of mails of ours.

Set up: SES → Email receiving → rule with the action "Publish to Amazon SNS topic", encoding Base64 (at most
150 kB a mail); notifications on deliveries, bounces and complaints to a topic, with original headers. SNS →
the topic → HTTPS subscription "https://…/hooks/ses/<inbox token>", no raw delivery. The topics stand in
RIGHTBACK_SES_TOPICS; a subscription is confirmed by itself for one of those, and for none else. A mail that a
rule puts into S3 comes as a notice alone: it is set aside, with the word what to do.

Answers: 200 once it is on disk, also for what was there already; 400 unreadable; 403 for a wrong or missing
signature, another topic, or one older than 24 hours; 413 too large; 503 where the certificate cannot be had:
SNS tries again. Source: docs.aws.amazon.com, "Verifying the signatures of Amazon SNS messages",
"Contents of notifications for Amazon SES email receiving", "Amazon SNS notification contents".
"""

import base64
import re
from binascii import Error as Base64Error
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlsplit

from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
from cryptography.hazmat.primitives.hashes import SHA1, SHA256

from assistant.channels.values import listed, loaded, mapped, word
from assistant.core.post import Denied, Mail, News, Post, Report, Reports, Taken, Unreadable, fresh

FORM = "ses"
OLDEST, AHEAD = 24 * 3600, 15 * 60  # seconds
HOST = re.compile(r"sns\.[a-z0-9-]{3,30}\.amazonaws\.com(?:\.cn)?")
NOTICE = ("Message", "MessageId", "Subject", "Timestamp", "TopicArn", "Type")
CONFIRMATION = ("Message", "MessageId", "SubscribeURL", "Timestamp", "Token", "TopicArn", "Type")
CAME_BACK = {
    "MailboxFull",
    "MessageTooLarge",
    "ContentRejected",
    "AttachmentRejected",
    "CustomTimeoutExceeded",
}
Json = Mapping[str, Any]


@dataclass(frozen=True)
class Ses:
    """`fetch` gives what stands at an address, None where it cannot be had; it is asked for Amazon's only."""

    topics: tuple[str, ...]
    fetch: Callable[[str], bytes | None]
    certificates: dict[str, bytes] = field(default_factory=dict)

    def take(self, post: Post, now: datetime) -> Taken:
        told = mapped(loaded(post.body))
        kind = word(told.get("Type"))
        if kind not in ("Notification", "SubscriptionConfirmation", "UnsubscribeConfirmation"):
            return Unreadable("It is no message of Amazon SNS. Subscribe without raw message delivery.")
        denied = self._denied(told, now)
        if denied is not None:
            return denied
        if kind == "SubscriptionConfirmation":
            return self._confirmed(told)
        if kind == "UnsubscribeConfirmation":
            return Reports()
        message = mapped(loaded(word(told.get("Message"))))
        about = word(message.get("notificationType")) or word(message.get("eventType"))
        if about != "Received":
            return Reports(tuple(_reports(message, about)))
        mail, receipt = mapped(message.get("mail")), mapped(message.get("receipt"))
        to = receipt.get("recipients") if isinstance(receipt.get("recipients"), list) else []
        envelope = {"from": word(mail.get("source")), "to": ",".join(word(one) for one in to or [])}
        raw = _content(message)
        return Mail(raw, "email", envelope) if raw else Mail(post.body, FORM, envelope)

    def _denied(self, told: Json, now: datetime) -> Denied | None:
        if not self.topics:
            return Denied(403, "Amazon SES is not set up here.", "RIGHTBACK_SES_TOPICS is not set")
        if word(told.get("TopicArn")) not in self.topics:
            return Denied(403, "That topic is none of ours.", "its topic is not in RIGHTBACK_SES_TOPICS")
        url = word(told.get("SigningCertURL"))
        if not _amazons(url):
            return Denied(403, "The certificate is not Amazon's.", "its certificate was not Amazon's")
        if url not in self.certificates:
            found = self.fetch(url)
            if found is None:
                return Denied(
                    503, "The certificate cannot be had just now.", "the certificate was not to be had"
                )
            self.certificates[url] = found
        if not _verifies(self.certificates[url], told):
            return Denied(403, "The signature is wrong.", "its signature was wrong")
        if not _is_fresh(word(told.get("Timestamp")), now):
            return Denied(403, "The signature is too old.", "its signature was too old")
        return None

    def _confirmed(self, told: Json) -> Taken:
        """By asking for the address that the signed message names, of a topic that the settings name."""
        url = word(told.get("SubscribeURL"))
        if not _amazons(url):
            return Denied(403, "That address is not Amazon's.", "its address to confirm was not Amazon's")
        if self.fetch(url) is None:
            return Denied(
                503, "Amazon could not be reached to confirm.", "Amazon could not be reached to confirm"
            )
        return Reports()


def mail_of(body: bytes) -> tuple[bytes, tuple[str, ...]]:
    return _content(mapped(loaded(word(mapped(loaded(body)).get("Message"))))), ()


def aside(body: bytes) -> str:
    """Why there is no mail in a genuine notice, and what to do; empty where there is one."""
    message = mapped(loaded(word(mapped(loaded(body)).get("Message"))))
    if _content(message):
        return ""
    action = mapped(mapped(message.get("receipt")).get("action"))
    if word(action.get("type")) == "S3":
        where = f"{word(action.get('bucketName'))}/{word(action.get('objectKey'))}"[:300]
        return (
            f"Amazon SES put this mail into S3 ({where}) and sent only a notice. Fetch it there and file it "
            "with `rightback receive FILE`; let the rule publish to SNS instead, encoded as Base64."
        )
    return "Amazon SES sent a notice without the mail. Let the rule publish to SNS, encoded as Base64."


def _content(message: Json) -> bytes:
    content = word(message.get("content"))
    action = mapped(mapped(message.get("receipt")).get("action"))
    if word(action.get("encoding")).upper() != "BASE64":
        return content.encode("utf-8", "replace")
    try:
        return base64.b64decode(content)
    except (Base64Error, ValueError):
        return b""


def _amazons(url: str) -> bool:
    try:
        parts = urlsplit(url)
        plain = parts.username is None and parts.port in (None, 443)
    except ValueError:
        return False
    return parts.scheme == "https" and plain and bool(HOST.fullmatch(parts.hostname or ""))


def _verifies(certificate: bytes, told: Json) -> bool:
    """RSA over the named fields that are there, each name and value on a line of its own."""
    names = NOTICE if told.get("Type") == "Notification" else CONFIRMATION
    lines = "".join(f"{name}\n{word(told.get(name))}\n" for name in names if told.get(name) is not None)
    digest = {"1": SHA1, "2": SHA256}.get(word(told.get("SignatureVersion")))
    try:
        public = x509.load_pem_x509_certificate(certificate).public_key()
        if digest is None or not isinstance(public, RSAPublicKey):
            return False
        given = base64.b64decode(word(told.get("Signature")))
        public.verify(given, lines.encode("utf-8", "replace"), PKCS1v15(), digest())
    except (InvalidSignature, Base64Error, ValueError):
        return False
    return True


def _is_fresh(stamp: str, now: datetime) -> bool:
    try:
        at = datetime.fromisoformat(stamp)
    except ValueError:
        return False
    return fresh(at if at.tzinfo else at.replace(tzinfo=UTC), now, seconds=OLDEST, ahead=AHEAD)


def _reports(message: Json, about: str) -> list[Report]:
    """One for each recipient; what a machine answers (General) is told as a delay, not as a bounce."""
    detail = mapped(message.get(about[:1].lower() + about[1:]))
    news = {"Delivery": News.DELIVERED, "DeliveryDelay": News.DELAYED, "Bounce": News.FAILED}.get(about)
    if about == "Bounce" and word(detail.get("bounceType")) == "Transient":
        news = News.FAILED if word(detail.get("bounceSubType")) in CAME_BACK else News.DELAYED
    if about == "Complaint" and word(detail.get("complaintFeedbackType")) != "not-spam":
        news = News.COMPLAINT
    if news is None:
        return []
    mail = mapped(message.get("mail"))
    names = [word(one.get("value")) for one in listed(mail.get("headers")) if _names_id(one)]
    ours = (names or [word(mapped(mail.get("commonHeaders")).get("messageId"))])[0].strip("<> ")
    people = listed(detail.get("bouncedRecipients")) or listed(detail.get("delayedRecipients")) or [{}]
    who, why = word(people[0].get("emailAddress")), word(people[0].get("diagnosticCode"))
    reason = why or word(detail.get("bounceSubType"))
    return [Report(news, f"<{ours}>" if ours else "", word(mail.get("messageId")), who, reason)]


def _names_id(header: Json) -> bool:
    return word(header.get("name")).lower() == "message-id"
