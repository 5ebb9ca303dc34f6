"""A message tried against the current data: filed in a transaction that is rolled back."""

from dataclasses import replace
from datetime import datetime
from pathlib import Path

import click

from assistant.channels.anything import form_of
from assistant.cli.common import read_bytes, teammate_named
from assistant.core.errors import RightbackError
from assistant.core.inquiry import Inquiry, Kind
from assistant.core.message import Channel
from assistant.pipeline import filing, recall, receive, understand, writing
from assistant.pipeline.services import Services
from assistant.pipeline.writing import Asked
from assistant.records import Conversation, Customer, Inbox, Message, Session
from assistant.records.database import for_writing
from assistant.records.values import as_json


def tried(services: Services, file: Path, *, signer: str | None, now: datetime) -> Asked:
    """What a drafter would be given for this file; nothing is stored."""
    raw = read_bytes(file)
    form = form_of(raw, file.name)
    inbound = filing.parsed(form, raw, now, trusted_authserv=services.settings.trusted_authserv)
    if inbound.set_aside:
        raise click.ClickException(f"{file} would be set aside: {inbound.set_aside}")
    with services.sessions() as session:
        for_writing(session)
        digest, message_id = receive.fingerprint(form, raw)
        entry = receive.take(
            session,
            inbox=None,
            channel=receive.CHANNEL_OF[form],
            form=form,
            entry="cli",
            raw=raw,
            digest=f"trial:{digest}",
            message_id=message_id,
            queue=services.queue,
            now=now,
        )
        made = filing.file_in(services, session, entry, inbound, now)
        if not made:
            raise RightbackError(f"{file}: {entry.reason or 'there is no store yet: `rightback init`'}")
        asked = _asked(services, session, made[0], signer, now)
        session.rollback()
    return asked


def without_inquiry(services: Services, *, signer: str | None, now: datetime) -> Asked:
    """The context of a reply whose inquiry is not given: the store, its stock, hours and knowledge."""
    with services.sessions() as session:
        inbox = session.scalars(Inbox.first_of(Channel.EMAIL)).first()
        if inbox is None:
            raise RightbackError("There is no store yet: `rightback init`, or `rightback sample`.")
        teammate = teammate_named(session, signer, inbox.store)
        conversation = Conversation(
            store_id=inbox.store_id,
            store=inbox.store,
            customer=Customer(store_id=inbox.store_id, name="", since=now),
            inbox=inbox,
            owner=teammate,
            channel=Channel.EMAIL,
            token="trial",  # noqa: S106  # never stored
            recipient_name="",
            recipient_email="",
            opened_at=now,
            newest_at=now,
        )
        inquiry = Inquiry(Kind.QUESTION)
        context = recall.context(session, conversation, inquiry, signer=teammate, now=now)
        store_id = inbox.store_id
        session.rollback()
    return Asked(inquiry, context, store_id, 0, "")


def _asked(
    services: Services, session: Session, message: Message, signer: str | None, now: datetime
) -> Asked:
    inquiry = services.reader.read(understand.turn(message))
    message.inquiry, message.understood_at = as_json(inquiry), now
    conversation = message.conversation
    session.flush()
    teammate = teammate_named(session, signer, conversation.store) if signer else conversation.owner
    asked = writing.ask(session, message, teammate, now)
    return replace(asked, inquiry=inquiry)
