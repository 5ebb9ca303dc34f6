"""Waking: a snoozed conversation comes back at its time, or when what it waits for happens."""

from collections.abc import Iterator
from datetime import datetime

from assistant.core.notice import Why
from assistant.core.soon import LEAD
from assistant.core.states import AskState
from assistant.core.waking import Until, Woke
from assistant.pipeline.notifying import notify
from assistant.pipeline.services import Services
from assistant.records import Ask, Conversation, Promise, Session, waking


def wake_all(services: Services, session: Session, now: datetime) -> None:
    """In the caller's transaction."""
    for conversation, why in list(_woken(session, now)):
        conversation.wake(why, now)
        tell_owner(services, session, conversation, now)
        services.tell_about(session, conversation)


def wake_of(services: Services, session: Session, conversation: Conversation, now: datetime) -> None:
    """Its customer wrote: whatever of theirs was put aside until later is back, wherever they wrote."""
    for other in session.scalars(Conversation.snoozed_of(conversation.customer_id)):
        other.wake(Woke.MESSAGE, now)
        tell_owner(services, session, other, now)
        services.tell_about(session, other)


def tell_owner(services: Services, session: Session, conversation: Conversation, now: datetime) -> None:
    """Once a snooze, and not where nothing was snoozed."""
    if conversation.woke is None or conversation.snoozed_at is None:
        return
    matter = f"snooze:{conversation.id}:{int(conversation.snoozed_at.timestamp())}"
    notify(
        services,
        session,
        conversation,
        teammate_id=conversation.owner_id,
        why=Why.WOKE,
        matter=matter,
        now=now,
    )


def mark_for(session: Session, conversation: Conversation, wait_for: Until) -> str | None:
    """What to compare with later. ValueError where nothing of that kind can happen."""
    if wait_for is Until.ASK:
        asked = session.scalars(Ask.of_conversation(conversation.id))
        if not any(one.state is AskState.OPEN for one in asked):
            raise ValueError("No colleague is asked anything here.")
    if wait_for is Until.PROMISE and session.scalars(Promise.open_in(conversation.id)).first() is None:
        raise ValueError("Nothing is promised here.")
    return waking.mark(session, conversation.customer_id) if wait_for is Until.RECORD else None


def _woken(session: Session, now: datetime) -> Iterator[tuple[Conversation, Woke]]:
    """Each once: what happened is said before that the time came."""
    happened = {
        Woke.ASK: session.scalars(waking.answered()).all(),
        Woke.PROMISE: session.scalars(waking.promised(now + LEAD)).all(),
        Woke.RECORD: list(waking.on_record(session)),
    }
    seen: set[int] = set()
    for why, found in happened.items():
        for conversation in found:
            if conversation.id not in seen:
                seen.add(conversation.id)
                yield conversation, why
    for conversation in session.scalars(Conversation.asleep(now)).all():
        if conversation.id not in seen:
            by_time = conversation.snoozed_for in (None, Until.TIME)
            yield conversation, Woke.TIME if by_time else Woke.LATEST
