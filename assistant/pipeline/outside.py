"""Outside: we wait for somebody beyond the store, and somebody here asks again in time."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime

from assistant.core.audit import Did
from assistant.core.notice import Why
from assistant.core.states import OutsideState
from assistant.pipeline.notifying import notify
from assistant.pipeline.services import Services
from assistant.records import Deed, Outside, Record, RecordKind, Session, Teammate, held

LONGEST = 500  # characters


@dataclass(frozen=True)
class Wanted:
    """ "Subaru", "the ordered rack", asked again then."""

    whom: str
    what: str
    ask_again: datetime


def wait_for(
    services: Services, conversation_id: int, wanted: Wanted, *, by: Teammate, now: datetime
) -> None:
    """By whoever asks again; the customer's clock and the owner stay as they are."""
    whom, what = _words(wanted.whom), _words(wanted.what)
    if not whom or not what:
        raise ValueError("Say whom we wait for, and for what.")
    with services.sessions.begin() as session:
        conversation = held.conversation(session, conversation_id)
        if conversation.erased:
            raise ValueError("This customer was erased; there is nothing left to wait for.")
        _still_to_come(wanted.ask_again, now)
        row = Outside(
            store_id=conversation.store_id,
            conversation_id=conversation.id,
            who_id=by.id,
            whom=whom,
            what=what,
            since=now,
            asked_at=now,
            ask_again=wanted.ask_again,
        )
        session.add(row)
        session.flush()
        _did(services, session, row, by, Did.WAITS_OUTSIDE, now)


def asked_again(services: Services, key: int, *, again: datetime, by: Teammate, now: datetime) -> None:
    """They were asked once more, and have not answered yet."""
    with _acting(services, key, by, Did.ASKED_OUTSIDE, now) as (_, row):
        _still_to_come(again, now)
        row.ask(again, now)


def heard(services: Services, key: int, *, answer: str, by: Teammate, now: datetime) -> None:
    """What came of it is a note on record, so that a draft can state it."""
    with _acting(services, key, by, Did.HEARD_OUTSIDE, now) as (session, row):
        said = _words(answer)
        if not said:
            raise ValueError("Say what they answered: the next reply can state it.")
        row.hear(said, by, now)
        conversation = row.conversation
        session.add(
            Record(
                store_id=row.store_id,
                customer_id=conversation.customer_id,
                conversation_id=conversation.id,
                teammate_id=by.id,
                kind=RecordKind.NOTE,
                at=now,
                text=f"{row.whom} on {row.what}: {said}",
                data={"text": said, "teammate": by.name},
                source=f"Noted by {by.name}",
            )
        )


def drop(services: Services, key: int, *, why: str, by: Teammate, now: datetime) -> None:
    """Nobody waits for it any more: ValueError without a word on why."""
    with _acting(services, key, by, Did.DROPPED_OUTSIDE, now) as (_, row):
        if not why.strip():
            raise ValueError("Say why nobody waits for it any more.")
        row.drop(by, _words(why), now)


def remind(services: Services, session: Session, now: datetime) -> None:
    """Whose turn it is to ask again hears of it, once each time."""
    for row in session.scalars(Outside.to_ask_again(now)):
        notify(
            services,
            session,
            row.conversation,
            teammate_id=row.who_id if row.who.active else row.conversation.owner_id,
            why=Why.OUTSIDE_DUE,
            matter=f"outside:{row.id}:{row.asked}",
            now=now,
        )


def _words(text: str) -> str:
    return " ".join(text.split())[:LONGEST]


def _still_to_come(at: datetime, now: datetime) -> None:
    if at <= now:
        raise ValueError("They are asked again at a time that is still to come.")


@contextmanager
def _acting(
    services: Services, key: int, by: Teammate, what: Did, now: datetime
) -> Iterator[tuple[Session, Outside]]:
    with services.sessions.begin() as session:
        row = held.outside(session, key)
        if row.state is not OutsideState.OPEN:
            raise ValueError("This has ended already.")
        yield session, row
        _did(services, session, row, by, what, now)


def _did(services: Services, session: Session, row: Outside, by: Teammate, what: Did, now: datetime) -> None:
    session.add(Deed.within(row.conversation, by.id, what, now, outside=row.id))
    services.tell_about(session, row.conversation)
