"""Handing over: asked, taken or given back; afterwards the giver is asked whether it was taken care of."""

from dataclasses import dataclass
from datetime import datetime

from assistant.core.audit import Did
from assistant.core.away import until_in_words
from assistant.core.handing import Reason, deadline
from assistant.core.notice import Why
from assistant.core.states import ConversationState, HandoffState
from assistant.pipeline import clocks, summing_up
from assistant.pipeline.notifying import notify
from assistant.pipeline.services import Services
from assistant.pipeline.steps import Step
from assistant.records import Conversation, Deed, Handoff, Outside, Session, Teammate, absence, handing, held

LONGEST = 6_000  # characters of a summary


@dataclass(frozen=True)
class Wanted:
    """`summary` as the giver left it, None as the records have it; `due` None: as soon as is usual."""

    taker_id: int
    reason: Reason = Reason.OTHER
    note: str = ""
    summary: str | None = None
    due: datetime | None = None


def hand_over(
    services: Services, conversation_id: int, wanted: Wanted, *, by: Teammate, now: datetime
) -> None:
    """Ask another to take over; the owner stays owner until they accept. One open request at a time."""
    with services.sessions.begin() as session:
        conversation = held.conversation(session, conversation_id)
        taker = _possible(session, conversation, wanted, now)
        for earlier in session.scalars(Handoff.open_of(conversation_id)):
            earlier.decline(now, "Somebody else was asked.")
            _tell(services, session, earlier, earlier.taker_id, Why.HANDOFF_ENDED, now)
        found = wanted.summary
        handoff = Handoff(
            conversation=conversation,
            giver_id=conversation.owner_id,
            taker=taker,
            reason=wanted.reason,
            note=wanted.note.strip(),
            summary=(summing_up.summary(session, conversation, now) if found is None else found)[:LONGEST],
            asked_at=now,
            due=wanted.due or due(conversation, now),
        )
        session.add(handoff)
        session.flush()
        _tell(services, session, handoff, taker.id, Why.HANDOFF_ASKED, now)
        did(services, session, handoff, by, Did.ASKED_TO_HAND_OVER, now)


def due(conversation: Conversation, now: datetime) -> datetime:
    """By when it is to be taken where nobody says otherwise: before the customer has waited too long."""
    answer_by = conversation.answer_by if conversation.waiting_since else None
    return deadline(conversation.store.hours(), now, answer_by)


def accept(services: Services, handoff_id: int, *, by: Teammate, now: datetime) -> None:
    """It is the taker's, with what is promised and asked there; the giver's draft tells the customer."""
    with services.sessions.begin() as session:
        handoff = held.handoff(session, handoff_id)
        if handoff.state is not HandoffState.ASKED or handoff.taker_id != by.id:
            return
        givers = {handoff.giver_id, handoff.conversation.owner_id}  # who stood in for the giver, too
        handoff.accept(now)
        moved = travels(session, handoff.conversation_id, givers, handoff.taker)
        _tell(services, session, handoff, handoff.giver_id, Why.HANDOFF_ENDED, now)
        services.queue(session, Step.HANDED, handoff.id, now, now=now)
        did(services, session, handoff, by, Did.TOOK_OVER, now, **moved)


def decline(services: Services, handoff_id: int, *, by: Teammate, now: datetime, why: str = "") -> None:
    """Given back, or withdrawn by the giver."""
    with services.sessions.begin() as session:
        handoff = held.handoff(session, handoff_id)
        if handoff.state is HandoffState.ASKED and by.id in (handoff.taker_id, handoff.giver_id):
            handoff.decline(now, why)
            other = handoff.giver_id if by.id == handoff.taker_id else handoff.taker_id
            _tell(services, session, handoff, other, Why.HANDOFF_ENDED, now)
            did(services, session, handoff, by, Did.GAVE_BACK, now)


def taken_care(services: Services, handoff_id: int, *, by: Teammate, now: datetime) -> None:
    """The giver says that it was."""
    with services.sessions.begin() as session:
        handoff = _mine(session, handoff_id, by)
        handoff.care(taken=True, at=now)
        did(services, session, handoff, by, Did.TAKEN_CARE, now)


def bring_back(services: Services, handoff_id: int, *, why: str, by: Teammate, now: datetime) -> None:
    """It was not taken care of: the giver takes it again at once; taker and whoever leads are told."""
    with services.sessions.begin() as session:
        handoff = _mine(session, handoff_id, by)
        if not why.strip():
            raise ValueError("Say in a few words what is missing.")
        if handoff.conversation.erased:
            raise ValueError("This customer was erased; there is nothing left to bring back.")
        handoff.care(taken=False, at=now)
        moved = _back(session, handoff, why, now)
        for who in {handoff.taker_id, *(one.id for one in _leads(session, handoff))} - {by.id}:
            _tell(services, session, handoff, who, Why.BROUGHT_BACK, now)
        did(services, session, handoff, by, Did.BROUGHT_BACK, now, **moved)


def travels(session: Session, conversation_id: int, givers: set[int], to: Teammate) -> dict[str, object]:
    """What they promised and asked there is the other's to keep and to hear; the ids of it."""
    promises = session.scalars(handing.promises_of(conversation_id, givers)).all()
    for promise in promises:
        promise.who_id, promise.who = to.id, to
    asks = [one for one in session.scalars(handing.asks_by(conversation_id, givers)) if one.of_id != to.id]
    for ask in asks:
        ask.asker_id, ask.asker = to.id, to
    outside = [one for one in session.scalars(Outside.open_in(conversation_id)) if one.who_id in givers]
    for row in outside:
        row.give_to(to)
    moved = {
        "promises": [one.id for one in promises],
        "asks": [one.id for one in asks],
        "outside": [one.id for one in outside],
    }
    return {name: ids for name, ids in moved.items() if ids}


def did(
    services: Services,
    session: Session,
    handoff: Handoff,
    by: Teammate | None,
    what: Did,
    now: datetime,
    **about: object,
) -> None:
    """`by` is None where the program did it."""
    conversation = handoff.conversation
    by_id = by.id if by else None
    session.add(Deed.within(conversation, by_id, what, now, handoff=handoff.id, **about))
    services.tell_about(session, conversation)


def _possible(session: Session, conversation: Conversation, wanted: Wanted, now: datetime) -> Teammate:
    if conversation.erased:
        raise ValueError("This customer was erased; there is nothing left to act on.")
    taker = session.get(Teammate, wanted.taker_id)
    if taker is None or not taker.active or conversation.store_id not in taker.store_ids:
        raise ValueError("Choose a teammate of this store.")
    if taker.id == conversation.owner_id:
        raise ValueError(f"{taker.name} has it already.")
    hours = conversation.store.hours()
    for gone in absence.until(session, [conversation.store_id], now):
        if gone.teammate_id == taker.id:
            words = until_in_words(gone.until, hours.local(now))
            raise ValueError(f"{taker.name} is {words}. Choose somebody who is here.")
    if wanted.due is not None and wanted.due <= now:
        raise ValueError("It can be taken by a time that is still to come, not before.")
    if wanted.due is not None and hours.week and not hours.is_open(wanted.due):
        raise ValueError("The store is closed then: choose a time inside the opening hours.")
    return taker


def _mine(session: Session, handoff_id: int, by: Teammate) -> Handoff:
    handoff = held.handoff(session, handoff_id)
    if handoff.giver_id != by.id or handoff.state is not HandoffState.ACCEPTED:
        raise ValueError("Only who handed it over says so, once it was taken.")
    return handoff


def _back(session: Session, handoff: Handoff, why: str, now: datetime) -> dict[str, object]:
    """Recorded as a handoff the other way, taken already; it waits for an answer again."""
    conversation, giver = handoff.conversation, handoff.giver
    if conversation.state in (ConversationState.ANSWERED, ConversationState.CLOSED):
        conversation.customer_wrote(now)
        clocks.wind(conversation)
    if conversation.owner_id == giver.id:
        return {}
    again = Handoff(
        conversation=conversation,
        giver_id=conversation.owner_id,
        taker=giver,
        reason=Reason.OTHER,
        note=why.strip(),
        asked_at=now,
        state=HandoffState.ASKED,
        told_at=now,
        care_asked_at=now,
        cared=True,
        cared_at=now,
    )
    session.add(again)
    again.accept(now)
    return travels(session, conversation.id, {again.giver_id}, giver)


def _leads(session: Session, handoff: Handoff) -> list[Teammate]:
    return handing.leads(session, handoff.conversation.store_id)


def _tell(
    services: Services, session: Session, handoff: Handoff, teammate_id: int, why: Why, now: datetime
) -> None:
    notify(
        services,
        session,
        handoff.conversation,
        teammate_id=teammate_id,
        why=why,
        matter=f"handoff:{handoff.id}",
        now=now,
    )
