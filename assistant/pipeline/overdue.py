"""Overdue between colleagues: handoffs that nobody took, questions that nobody answered, care asked after."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from assistant.core.audit import Did
from assistant.core.handing import asks_after
from assistant.core.notice import Why
from assistant.core.states import ConversationState
from assistant.pipeline.handing import did
from assistant.pipeline.notifying import notify
from assistant.pipeline.services import Services
from assistant.pipeline.standing_in import with_whoever_stands_in
from assistant.records import Ask, Conversation, Handoff, Session, handing, held
from assistant.records.ask import LATE, SOON, UP

BEFORE = timedelta(minutes=15)  # a question's time, whoever is asked is reminded
VERY_LATE = timedelta(hours=2)  # business time after it whoever leads is told
LATELY = timedelta(days=14)  # whom nobody asked for so long is not asked any more


def overdue(services: Services, session: Session, now: datetime) -> None:
    """In the sweep's transaction; waits for nobody: what somebody is at is looked at the next time."""
    for key in session.scalars(Handoff.overdue(now)).all():
        handoff = held.free_handoff(session, key)
        if handoff is not None and handoff.late(now):
            came_back(services, session, handoff, now)
    for handoff in session.scalars(Handoff.not_asked_after(now - LATELY)).all():
        _ask_after(services, session, handoff, now)
    for ask in session.scalars(Ask.to_remind(now + BEFORE, now, now - VERY_LATE)).all():
        _remind(services, session, ask, now)


def came_back(services: Services, session: Session, handoff: Handoff, now: datetime, why: str = "") -> None:
    """Nobody took it: it is the giver's as it was, and whoever leads knows it."""
    conversation = handoff.conversation
    if conversation.owner_id != handoff.giver_id or conversation.state is ConversationState.CLOSED:
        handoff.decline(now, "It had been settled otherwise.")
        return
    handoff.lapse(now, why)
    leads = (one.id for one in handing.leads(session, conversation.store_id))
    people = [handoff.giver_id, handoff.taker_id, *leads]
    _tell(services, session, conversation, people, Why.HANDOFF_LATE, f"handoff:{handoff.id}", now)
    did(services, session, handoff, None, Did.HANDOFF_LAPSED, now)


def _ask_after(services: Services, session: Session, handoff: Handoff, now: datetime) -> None:
    """Once, when the customer has heard from the taker, or after a day at last."""
    conversation, taken = handoff.conversation, handoff.ended_at
    if taken is None or conversation.erased:
        return
    hours = conversation.store.hours()
    if now < asks_after(hours, taken, heard=True):
        return
    if now < asks_after(hours, taken, heard=False) and not handing.heard(session, handoff):
        return
    handoff.ask_after(now)
    matter = f"handoff:{handoff.id}"
    _tell(services, session, conversation, [handoff.giver_id], Why.TAKEN_CARE, matter, now)
    services.tell(session, f"today:{conversation.store_id}")


def _remind(services: Services, session: Session, ask: Ask, now: datetime) -> None:
    """Step by step: soon due, late for both, late for long for whoever leads."""
    conversation, matter = ask.conversation, f"ask:{ask.id}"
    if ask.reminded < SOON:
        ask.reminded = SOON
        _tell(services, session, conversation, [ask.of_id], Why.ASK_SOON, matter, now)
    if ask.reminded < LATE and ask.due <= now:
        ask.reminded = LATE
        waits = [ask.of_id, ask.asker_id]
        people = with_whoever_stands_in(session, waits, ask.store_id, conversation.id, now)
        _tell(services, session, conversation, people, Why.ASK_LATE, matter, now)
        services.tell_about(session, conversation)
    if ask.reminded == LATE and conversation.store.hours().between(ask.due, now) >= VERY_LATE:
        ask.reminded = UP
        leads = [one.id for one in handing.leads(session, ask.store_id)]
        _tell(services, session, conversation, leads, Why.ASK_LATE, matter, now)


def _tell(
    services: Services,
    session: Session,
    conversation: Conversation,
    people: Iterable[int],
    why: Why,
    matter: str,
    now: datetime,
) -> None:
    for key in dict.fromkeys(people):
        notify(services, session, conversation, teammate_id=key, why=why, matter=matter, now=now)
