"""Receive: keep the raw bytes, the ledger entry and the job in one transaction; only then say 2xx."""

import hashlib
import json
from collections.abc import Mapping
from datetime import datetime

from assistant.channels import posted
from assistant.channels.digest import digest as mail_digest
from assistant.channels.digest import message_id_of
from assistant.core.message import Channel
from assistant.pipeline.services import Queue, Services
from assistant.pipeline.steps import Step
from assistant.records import Inbox, LedgerEntry, Raw, Session

CHANNEL_OF = {
    "email": Channel.EMAIL,
    **dict.fromkeys(posted.FORMS, Channel.EMAIL),
    "adf": Channel.API,
    "form": Channel.FORM,
    "feedback": Channel.FORM,
    "chat": Channel.CHAT,
}


def receive(
    services: Services,
    *,
    inbox_id: int | None,
    form: str,
    entry: str,
    raw: bytes,
    now: datetime,
    envelope: Mapping[str, str] | None = None,
) -> int:
    """The id of the ledger entry, after the commit. `envelope`: "from" and "to" of SMTP, if known.

    `form` says how to read `raw`: "email", "adf", or UTF-8 JSON of a "form", "feedback", "chat" post.
    """
    digest, message_id = fingerprint(form, raw)
    with services.sessions.begin() as session:
        inbox = session.get(Inbox, inbox_id) if inbox_id else None
        taken = take(
            session,
            inbox=inbox,
            channel=CHANNEL_OF[form],
            form=form,
            entry=entry,
            raw=raw,
            message_id=message_id,
            digest=digest,
            envelope=dict(envelope or {}),
            queue=services.queue,
            now=now,
        )
        return taken.id


def take(
    session: Session,
    *,
    inbox: Inbox | None,
    channel: Channel,
    form: str,
    entry: str,
    raw: bytes,
    digest: str,
    queue: Queue,
    now: datetime,
    message_id: str = "",
    envelope: dict[str, str] | None = None,
) -> LedgerEntry:
    """Raw bytes, ledger entry and job, in the caller's transaction."""
    taken = LedgerEntry(
        store_id=inbox.store_id if inbox else None,
        inbox_id=inbox.id if inbox else None,
        channel=channel,
        form=form,
        entry=entry,
        arrived_at=now,
        digest=digest,
        message_id=message_id,
        envelope=envelope or {},
        raw=Raw(content=raw),
    )
    session.add(taken)
    session.flush()
    queue(session, Step.FILE, taken.id, now, now=now)
    return taken


def fingerprint(form: str, raw: bytes) -> tuple[str, str]:
    """(digest, Message-ID): trace headers of a mail and our own marks of a post (`_…`) do not count."""
    if CHANNEL_OF[form] is Channel.EMAIL:
        mail, _ = posted.raw_mail(form, raw)
        return mail_digest(mail), message_id_of(mail)
    if form == "adf":
        return hashlib.sha256(raw).hexdigest(), ""
    try:
        fields = json.loads(raw)
        kept = {key: value for key, value in fields.items() if not key.startswith("_")}
        raw = json.dumps(kept, sort_keys=True).encode()
    except (ValueError, AttributeError):
        pass  # not what we wrote ourselves: the bytes count as they are
    return hashlib.sha256(raw).hexdigest(), ""
