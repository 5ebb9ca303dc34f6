"""Readied: what lies ready to be told of a promise whose time is near or over, beside what leads there."""

from collections.abc import Iterable
from dataclasses import dataclass

from assistant.core.states import DraftState
from assistant.pipeline.call_notes import call_note
from assistant.pipeline.news import NEAR
from assistant.records import Promise, Session, desk
from assistant.web.here import services, user
from assistant.web.shown.customer import PromiseLine, phone, promise
from assistant.web.shown.times import Telling


@dataclass(frozen=True)
class Ready:
    """A letter beside another, which `draft_id` names; without one a note of what to say by phone."""

    promise: PromiseLine
    text: str
    draft_id: int | None = None
    phones: tuple[str, ...] = ()


def in_conversation(session: Session, conversation_id: int, tell: Telling) -> list[Ready]:
    return _readied(session, session.scalars(Promise.open_in(conversation_id)), tell)


def without_one(session: Session, customer_id: int, tell: Telling) -> list[Ready]:
    """Of promises that were made in no conversation."""
    mine = session.scalars(desk.promises_open_of(customer_id))
    return _readied(session, (one for one in mine if one.conversation_id is None), tell)


def to_call(session: Session, promises: Iterable[Promise], tell: Telling) -> dict[int, Ready]:
    """By promise: what to say where nothing can be written."""
    return {one.promise.id: one for one in _readied(session, promises, tell) if one.draft_id is None}


def _readied(session: Session, promises: Iterable[Promise], tell: Telling) -> list[Ready]:
    near = [one for one in promises if one.due <= tell.now + NEAR]
    return [ready for one in near if (ready := _ready(session, one, tell)) is not None]


def _ready(session: Session, row: Promise, tell: Telling) -> Ready | None:
    line = promise(row, tell, me_id=user().id)
    if row.news is not None and row.news.state is DraftState.WRITTEN:
        return Ready(line, row.news.text, row.news.id)
    note = call_note(services(), session, row, tell.now) if row.news is None else None
    if note is None:
        return None
    return Ready(line, " ".join(note.words), None, tuple(phone(one) for one in note.phones))
