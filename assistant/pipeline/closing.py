"""Closing: nothing that is open in a conversation is forgotten; a person says of each what becomes of it."""

from collections.abc import Sequence
from datetime import datetime

from assistant.core.audit import Did
from assistant.core.leaving_open import Fate, Said, Thing
from assistant.core.states import AskState
from assistant.records import Ask, Deed, Hint, Notice, Outside, Promise, Session, Teammate, due

Open = Promise | Outside | Ask


def open_in(session: Session, conversation_id: int) -> list[tuple[Thing, Open]]:
    """Promises, whom outside we wait for, what colleagues are asked."""
    asked = session.scalars(Ask.of_conversation(conversation_id))
    return [
        *((Thing.PROMISE, one) for one in session.scalars(Promise.open_in(conversation_id))),
        *((Thing.OUTSIDE, one) for one in session.scalars(Outside.open_in(conversation_id))),
        *((Thing.ASK, one) for one in asked if one.state is AskState.OPEN),
    ]


def settle(
    session: Session, conversation_id: int, said: Sequence[Said], *, by: Teammate, now: datetime
) -> str:
    """In the caller's transaction; what moved and why, in words. ValueError until all of it is said."""
    heard = session.scalars(Hint.open_in(conversation_id)).all()
    if heard:
        listed = "; ".join(f"“{one.said}”" for one in heard)
        raise ValueError(f"Heard here as a promise: {listed}. Say first whether it is one.")
    there = open_in(session, conversation_id)
    of = {(one.thing, one.id): one for one in said}
    unsaid = [in_words(row) for thing, row in there if (thing, row.id) not in of]
    if unsaid:
        raise ValueError(f"{' '.join(unsaid)} Say of each what becomes of it.")
    against = next((told for one in of.values() if (told := one.against(now))), "")
    if against:
        raise ValueError(against)
    moved = [_end(session, row, of[thing, row.id], by, now) for thing, row in there]
    return "; ".join(words for words in moved if words)


def all_stay(session: Session, conversation_id: int) -> list[Said]:
    return [Said(thing, row.id, Fate.STAYS) for thing, row in open_in(session, conversation_id)]


def in_words(row: Open) -> str:
    if isinstance(row, Promise):
        return f"Still promised here: “{row.what}”."
    if isinstance(row, Outside):
        return f"{row.whom} has to answer: “{row.what}”."
    return f"{row.of.first_name} is asked: “{row.question}”."


def _end(session: Session, row: Open, said: Said, by: Teammate, now: datetime) -> str:
    """What is to be kept in words beside the closing: where a row has no place of its own for a reason."""
    if said.fate is Fate.STAYS:
        return ""
    if isinstance(row, Promise):
        _promise(session, row, said, by, now)
        return ""
    if isinstance(row, Outside):
        return _outside(session, row, said, by, now)
    return _ask(session, row, said, by, now)


def _promise(session: Session, row: Promise, said: Said, by: Teammate, now: datetime) -> None:
    session.execute(Notice.over(due.matter(row), now))
    did = Did.RENEWED_PROMISE
    if said.fate is Fate.KEPT:
        row.keep(by, said.why, now)
        did = Did.KEPT_PROMISE
    elif said.fate is Fate.DROPPED:
        row.release(by, said.why, now)
        did = Did.RELEASED_PROMISE
    elif said.at is not None:
        session.add(row.renew(by, said.at, said.why, now))
    _did(session, row, by, did, now, promise=row.id)


def _outside(session: Session, row: Outside, said: Said, by: Teammate, now: datetime) -> str:
    if said.at is not None and said.fate is Fate.MOVED:
        row.ask_again = said.at
        _did(session, row, by, Did.MOVED_OUTSIDE, now, outside=row.id)
        return f"{row.whom} is asked again later: {said.why}"
    row.drop(by, said.why, now)
    _did(session, row, by, Did.DROPPED_OUTSIDE, now, outside=row.id)
    return ""


def _ask(session: Session, row: Ask, said: Said, by: Teammate, now: datetime) -> str:
    if said.at is not None and said.fate is Fate.MOVED:
        row.put_off(said.at)
        _did(session, row, by, Did.MOVED_ASK, now, ask=row.id)
        return f"{row.of.first_name} has longer to answer: {said.why}"
    row.withdraw(by, now)
    session.execute(Notice.over(f"ask:{row.id}", now))
    _did(session, row, by, Did.WITHDREW_ASK, now, ask=row.id)
    return f"{row.of.first_name} need not answer any more: {said.why}"


def _did(session: Session, row: Open, by: Teammate, what: Did, now: datetime, **about: int) -> None:
    if row.conversation is not None:
        session.add(Deed.within(row.conversation, by.id, what, now, **about))
