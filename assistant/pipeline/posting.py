"""Posting: what a mail service posts is checked, and kept or applied, in one transaction; only then 2xx.

What is refused leaves a line in the ledger, without a byte of it. A stranger cannot fill it: without an
inbox's token there is no line at all, and with one at most `LINES` in an hour for each inbox and service.
"""

import hashlib
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

import structlog

from assistant.core.message import Channel
from assistant.core.post import Denied, Mail, Post, Reports, Unreadable
from assistant.pipeline import receive, reported
from assistant.pipeline.services import Services
from assistant.records import Inbox, IntegrityError, LedgerEntry, Session, UsedToken

NAMES = {
    "mailgun": "Mailgun", "postmark": "Postmark", "sendgrid": "SendGrid", "ses": "Amazon SES", "json": "JSON",
}  # fmt: skip
LINES, HOUR = 6, 3600  # seconds
KEPT = timedelta(days=2)  # longer than any signature is taken
USED = Denied(403, "This signature was used before, for another post.", "its signature had been used before")

log = structlog.get_logger()


@dataclass(frozen=True)
class Answer:
    code: int
    said: dict[str, Any] = field(default_factory=dict)


def post(services: Services, inbox_id: int, name: str, given: Post, now: datetime) -> Answer:
    """`name` is that of the service: a key of `services.sources`."""
    taken = services.sources[name].take(given, now)
    match taken:
        case Unreadable(error):
            return Answer(400, {"error": error})
        case Denied():
            return refuse(services, inbox_id, name, taken, now)
    for _ in range(2):
        try:
            return _taken(services, inbox_id, name, taken, now)
        except IntegrityError:  # the same post, twice at once: the other one is committed
            continue
    return Answer(503, {"error": "It came twice at once. Send it again."})


def refuse(services: Services, inbox_id: int, name: str, denied: Denied, now: datetime) -> Answer:
    """A line in the ledger, but not one for each try."""
    key = hashlib.sha256(f"refused {name} {inbox_id}".encode()).hexdigest()
    log.warning("post.refused", service=name, inbox=inbox_id, code=denied.code, why=denied.reason)
    if not services.pace.wait(key, most=LINES, seconds=HOUR, now=now):
        reason = f"A post as from {NAMES[name]} was refused: {denied.reason}. Nothing of it was kept."
        with services.sessions.begin() as session:
            inbox = session.get_one(Inbox, inbox_id)
            session.add(LedgerEntry.refused(inbox, name, reason, now))
            services.tell(session, f"today:{inbox.store_id}")
    return Answer(denied.code, {"error": denied.error})


def _taken(services: Services, inbox_id: int, name: str, taken: Mail | Reports, now: datetime) -> Answer:
    content = _content(taken)
    key = hashlib.sha256(f"{name} {taken.once}".encode("utf-8", "replace")).hexdigest()
    with services.sessions.begin() as session:
        earlier = session.scalar(UsedToken.of(key)) if taken.once else None
        if earlier is not None and earlier.digest == content:
            return Answer(200, {"entry": earlier.entry_id, "known": True})
        if earlier is None:
            entry = _kept(services, session, inbox_id, name, taken, now)
            if taken.once:
                UsedToken.forget(session, now - KEPT)
                session.add(UsedToken(key=key, digest=content, entry_id=entry, at=now))
    if earlier is not None:
        return refuse(services, inbox_id, name, USED, now)
    return Answer(200, {"entry": entry})


def _kept(
    services: Services, session: Session, inbox_id: int, name: str, taken: Mail | Reports, now: datetime
) -> int | None:
    """The id of the ledger entry of a mail; None for what reports applied to."""
    if isinstance(taken, Reports):
        reported.report(services, session, taken.reports, now)
        return None
    digest, message_id = receive.fingerprint(taken.form, taken.raw)
    entry = receive.take(
        session,
        inbox=session.get_one(Inbox, inbox_id),
        channel=Channel.EMAIL,
        form=taken.form,
        entry=name,
        raw=taken.raw,
        message_id=message_id,
        digest=digest,
        envelope={key: value for key, value in taken.envelope.items() if value},
        queue=services.queue,
        now=now,
    )
    return entry.id


def _content(taken: Mail | Reports) -> str:
    """A digest by which the same post is known again, however it was packed for the way."""
    if isinstance(taken, Mail):
        return hashlib.sha256(repr(receive.fingerprint(taken.form, taken.raw)).encode()).hexdigest()
    return hashlib.sha256(repr(taken.reports).encode("utf-8", "replace")).hexdigest()
