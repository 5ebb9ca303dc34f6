"""Absences: somebody is away, and what waits for them goes to a colleague, visibly, until they are back."""

from dataclasses import dataclass
from datetime import datetime

from assistant.core.audit import Did
from assistant.core.away import AwayWhy
from assistant.core.notice import Why
from assistant.core.states import AskState, ConversationState, HandoffState, OutsideState, PromiseState
from assistant.pipeline.notifying import Where, notify, tell
from assistant.pipeline.overdue import came_back
from assistant.pipeline.services import Services
from assistant.pipeline.standing_in import stands_in
from assistant.records import (
    Absence,
    Ask,
    Conversation,
    Deed,
    Handoff,
    Lent,
    Notice,
    Outside,
    Promise,
    Session,
    Teammate,
    Touch,
    absence,
    handing,
    held,
    lending,
)

IS_AWAY = "They are away."


@dataclass(frozen=True)
class Wanted:
    """`stand_in_id` None: by load, of the same department."""

    teammate_id: int
    since: datetime
    until: datetime
    why: AwayWhy = AwayWhy.AWAY
    stand_in_id: int | None = None


def enter(services: Services, wanted: Wanted, *, by: Teammate, now: datetime) -> int:
    """By whoever goes, or whoever leads there. What waits goes to a colleague when it begins."""
    with services.sessions.begin() as session:
        teammate = session.get_one(Teammate, wanted.teammate_id)
        _possible(session, teammate, wanted, now)
        row = Absence(
            teammate_id=teammate.id,
            since=wanted.since,
            until=wanted.until,
            why=wanted.why,
            stand_in_id=wanted.stand_in_id,
            by_id=by.id,
            entered_at=now,
        )
        session.add(row)
        session.flush()
        session.refresh(row)
        _did(services, session, row, by, Did.TOLD_AWAY, now)
        if row.lasts(now):
            _lend(services, session, row, now)
        return row.id


def end(services: Services, absence_id: int, *, by: Teammate, now: datetime) -> None:
    """They are back, or do not go after all."""
    with services.sessions.begin() as session:
        row = held.absence(session, absence_id)
        if row.ended_at is not None or row.until <= now:
            raise ValueError("That absence is over already.")
        row.end(now)
        _did(services, session, row, by, Did.ENDED_AWAY, now)


def take_again(services: Services, lent_id: int, *, by: Teammate, now: datetime) -> None:
    """By whoever was away: it is theirs again, as long as it is open and with whom it went to."""
    with services.sessions.begin() as session:
        row = held.lent(session, lent_id)
        if row.back_at is not None or not still_open(row):
            raise ValueError("That is settled already; there is nothing to take again.")
        owner = session.get_one(Teammate, row.absence.teammate_id)
        if row.conversation is not None:
            held.conversation(session, row.conversation.id).give_to(owner)
        if row.promise is not None:
            row.promise.who_id, row.promise.who = owner.id, owner
        for one in (row.ask, row.outside, row.touch):
            if one is not None:
                one.give_to(owner)
        row.end(now)
        _passed_on(session, row, row.to_id, owner.id)
        conversation = _where(row)
        _deed(services, session, row, by, Did.TOOK_AGAIN, now)
        matter = f"lent:{row.id}"
        session.execute(Notice.over(matter, now))
        if conversation is not None and row.to_id != by.id:
            notify(
                services, session, conversation, teammate_id=row.to_id, why=Why.TAKEN_AGAIN, matter=matter,
                now=now,
            )  # fmt: skip


def still_open(row: Lent) -> bool:
    """Whether there is something to take again: open, and with whom it went to."""
    if row.conversation is not None:
        waits = row.conversation.state in (ConversationState.WAITING, ConversationState.SNOOZED)
        return waits and row.conversation.owner_id == row.to_id
    if row.promise is not None:
        return row.promise.state is PromiseState.OPEN and row.promise.who_id == row.to_id
    if row.outside is not None:
        return row.outside.state is OutsideState.OPEN and row.outside.who_id == row.to_id
    if row.touch is not None:
        return row.touch.open and row.touch.owner_id == row.to_id
    return row.ask is not None and row.ask.state is AskState.OPEN and row.ask.of_id == row.to_id


def looked_after(services: Services, session: Session, now: datetime) -> None:
    """In the sweep's transaction: nothing that waits stays with who is away. Nothing to do, nothing read."""
    for row in session.scalars(Absence.lasting(now)).all():
        _lend(services, session, row, now)
    lending.settle(session, now)


def _lend(services: Services, session: Session, row: Absence, now: datetime) -> None:
    gone = row.teammate
    for key in session.scalars(Handoff.waiting_for(gone.id)).all():
        handoff = held.free_handoff(session, key)
        if handoff is not None and handoff.state is HandoffState.ASKED:
            came_back(services, session, handoff, now, IS_AWAY)
    for key in session.scalars(handing.waiting_of(gone.id, row.until)).all():
        conversation = held.free_conversation(session, key)
        to = stands_in(session, row, conversation.store_id, now) if conversation is not None else None
        if conversation is not None and to is not None and conversation.owner_id == gone.id:
            conversation.give_to(to)
            for asked in session.scalars(Handoff.open_of(conversation.id)).all():
                if asked.taker_id == to.id:  # it is theirs by now
                    asked.decline(now, f"It went to {to.name} meanwhile.")
            lent = Lent(store_id=conversation.store_id, conversation=conversation)
            _lent(services, session, row, lent, to, now)
    for promise in session.scalars(handing.due_of(gone.id, row.until)).all():
        to = _keeper(session, row, promise, now)
        if to is not None:
            promise.who_id, promise.who = to.id, to
            _lent(services, session, row, Lent(store_id=promise.store_id, promise=promise), to, now)
    _lend_asked(services, session, row, now)
    _lend_first(services, session, row, now)


def _lend_first(services: Services, session: Session, row: Absence, now: datetime) -> None:
    """Reasons to write first; what was put off until they are back waits for them."""
    for touch in session.scalars(Touch.open_of(row.teammate_id)).all():
        later = touch.until is not None and touch.until >= row.until
        to = None if later else stands_in(session, row, touch.store_id, now)
        if to is not None:
            touch.give_to(to)
            _lent(services, session, row, Lent(store_id=touch.store_id, touch=touch), to, now)


def _lend_asked(services: Services, session: Session, row: Absence, now: datetime) -> None:
    """What colleagues ask of them, and whom outside they are to ask again."""
    for ask in session.scalars(Ask.open_of(row.teammate_id)).all():
        to = stands_in(session, row, ask.store_id, now, but=ask.asker_id)
        if to is not None:
            ask.give_to(to)
            _lent(services, session, row, Lent(store_id=ask.store_id, ask=ask), to, now)
    for outside in session.scalars(Outside.due_of(row.teammate_id, row.until)).all():
        to = _keeper(session, row, outside, now)
        if to is not None:
            outside.give_to(to)
            _lent(services, session, row, Lent(store_id=outside.store_id, outside=outside), to, now)


def _keeper(session: Session, row: Absence, of: Promise | Outside, now: datetime) -> Teammate | None:
    """Whoever has the conversation by now sees to what is promised or awaited in it."""
    owner = of.conversation.owner if of.conversation is not None else None
    here = owner is not None and owner.active and owner.id != row.teammate_id
    if owner is not None and here and owner.id not in absence.away(session, of.store_id, now):
        return owner
    return stands_in(session, row, of.store_id, now)


def _lent(
    services: Services, session: Session, row: Absence, lent: Lent, to: Teammate, now: datetime
) -> None:
    lent.absence_id, lent.absence, lent.to_id, lent.to, lent.at = row.id, row, to.id, to, now
    session.add(lent)
    session.flush()
    _passed_on(session, lent, row.teammate_id, to.id)
    _deed(services, session, lent, None, Did.LENT, now)
    _stands_in_now(services, session, lent, now)


def _stands_in_now(services: Services, session: Session, lent: Lent, now: datetime) -> None:
    """A notice each; those of one absence are one matter (records.notice)."""
    at = _where(lent)
    whose = at.customer_id if at is not None else lent.promise.customer_id if lent.promise else None
    if whose is not None:
        where = Where(lent.store_id, whose, at.id if at is not None else None, absence_id=lent.absence_id)
        tell(services, session, where.notice(lent.to_id, Why.STANDS_IN, f"lent:{lent.id}", now))


def _passed_on(session: Session, lent: Lent, from_id: int, to_id: int) -> None:
    """Whoever had it before them may still take it again, from whoever has it now."""
    for other in session.scalars(lent.with_others(from_id)):
        other.to_id = to_id


def _where(row: Lent) -> Conversation | None:
    of = row.promise or row.ask or row.outside
    return row.conversation or (of.conversation if of is not None else None)


def _possible(session: Session, teammate: Teammate, wanted: Wanted, now: datetime) -> None:
    if not teammate.active:
        raise ValueError(f"{teammate.name} is not here any more.")
    if wanted.until <= wanted.since or wanted.until <= now:
        raise ValueError("An absence ends after it begins, at a time that is still to come.")
    chosen = session.get(Teammate, wanted.stand_in_id) if wanted.stand_in_id else None
    if chosen is not None:
        if chosen.id == teammate.id or not chosen.active:
            raise ValueError("Choose a colleague who is here.")
        if not set(chosen.store_ids) & set(teammate.store_ids):
            raise ValueError(f"{chosen.name} works in another store.")
    for other in session.scalars(Absence.of_teammate(teammate.id, now)):
        if other.since < wanted.until and wanted.since < other.until:
            raise ValueError(f"{teammate.name} is away in that time already. End that one first.")


def _did(services: Services, session: Session, row: Absence, by: Teammate, what: Did, now: datetime) -> None:
    """Of all stores in which they work."""
    about = {"teammate": row.teammate_id, "absence": row.id}
    deed = Deed(at=now, teammate_id=by.id, what=what, about=about)
    session.add(deed.of_stores(row.teammate.store_ids))
    for store_id in row.teammate.store_ids:
        services.tell(session, f"today:{store_id}")


def _deed(
    services: Services, session: Session, row: Lent, by: Teammate | None, what: Did, now: datetime
) -> None:
    conversation, promise = _where(row), row.promise
    of = conversation or promise or row.touch
    customer_id = of.customer_id if of else None
    about = {"lent": row.id, "from": row.absence.teammate_id, "to": row.to_id}
    about |= {"promise": row.promise_id} if row.promise_id else {}
    about |= {"ask": row.ask_id} if row.ask_id else {}
    about |= {"outside": row.outside_id} if row.outside_id else {}
    about |= {"touch": row.touch_id} if row.touch_id else {}
    session.add(
        Deed(
            at=now,
            teammate_id=by.id if by else None,
            store_id=row.store_id,
            customer_id=customer_id,
            conversation_id=conversation.id if conversation else None,
            what=what,
            about=about,
        )
    )
    if conversation is not None:
        services.tell_about(session, conversation)
    else:
        services.tell(session, f"today:{row.store_id}")
