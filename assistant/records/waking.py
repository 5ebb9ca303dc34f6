"""Snoozed conversations for which has happened what they wait for. Locked ones are left out."""

import hashlib
import json
from collections.abc import Iterable, Iterator
from datetime import datetime
from itertools import groupby

from sqlalchemy import ColumnElement, Select, exists, select
from sqlalchemy.orm import Session

from assistant.core.states import AskState, ConversationState, PromiseState
from assistant.core.waking import Until
from assistant.records.ask import Ask
from assistant.records.conversation import Conversation
from assistant.records.promise import Promise
from assistant.records.record import Record, RecordKind

# Notes and calls are of our own making: who writes one has not heard anything new.
TELLING = (RecordKind.SALE, RecordKind.REPAIR, RecordKind.APPOINTMENT, RecordKind.QUOTE)


def answered() -> Select[Conversation]:
    """A colleague answered since they were snoozed."""
    told = exists().where(
        Ask.conversation_id == Conversation.id,
        Ask.state == AskState.ANSWERED,
        Ask.ended_at >= Conversation.snoozed_at,
    )
    return _asleep(Until.ASK, told)


def promised(until: datetime) -> Select[Conversation]:
    """A promise made there is open, and due by then."""
    due = exists().where(
        Promise.conversation_id == Conversation.id, Promise.state == PromiseState.OPEN, Promise.due <= until
    )
    return _asleep(Until.PROMISE, due)


def on_record(session: Session) -> Iterator[Conversation]:
    """Something is on record of their customer that was not when they were snoozed."""
    rows = session.execute(
        select(Conversation.id, Conversation.snoozed_mark, Record.id, Record.text, Record.data)
        .outerjoin(Record, (Record.customer_id == Conversation.customer_id) & Record.kind.in_(TELLING))
        .where(*_waits_for(Until.RECORD))
        .order_by(Conversation.id, Record.id)
    )
    for (key, mark), found in groupby(rows, key=lambda row: (row[0], row[1])):
        if mark_of([(row[2], row[3], row[4]) for row in found if row[2] is not None]) != mark:
            yield from session.scalars(_asleep(Until.RECORD, Conversation.id == key))


def mark(session: Session, customer_id: int) -> str:
    """What is on record of a customer at this moment, as a digest to compare with."""
    rows = session.execute(
        select(Record.id, Record.text, Record.data)
        .where(Record.customer_id == customer_id, Record.kind.in_(TELLING))
        .order_by(Record.id)
    )
    return mark_of([(row[0], row[1], row[2]) for row in rows])


def mark_of(records: Iterable[tuple[int, str, dict[str, str]]]) -> str:
    whole = json.dumps([list(one) for one in records], sort_keys=True)
    return hashlib.sha256(whole.encode("utf-8", "surrogatepass")).hexdigest()


def _asleep(until: Until, happened: ColumnElement[bool]) -> Select[Conversation]:
    found = select(Conversation).where(*_waits_for(until), happened)
    return found.with_for_update(key_share=True, skip_locked=True, of=Conversation)


def _waits_for(until: Until) -> tuple[ColumnElement[bool], ...]:
    return Conversation.snoozed_for == until, Conversation.state == ConversationState.SNOOZED
