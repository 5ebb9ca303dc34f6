"""Clocks: set by a store's policy, stopped by a person's answer alone, and what is late is brought up."""

from collections.abc import Sequence
from datetime import datetime

from assistant.core.inquiry import Kind
from assistant.core.notice import Why
from assistant.core.waiting import Due, Unanswered, Whom
from assistant.pipeline.notifying import notify
from assistant.pipeline.services import Services
from assistant.records import Conversation, Message, Notice, Session, Stopped, Store, Teammate, Wait

QUIET = (Kind.THANKS, Kind.NOT_AN_INQUIRY)
WHY = (Why.CLOCK_AT_RISK, Why.CLOCK_LATE)  # of the first two steps; later ones are escalations


def wind(conversation: Conversation) -> None:
    """Until when there is to be an answer, and who is told when there is none."""
    conversation.wind(_due(conversation))


def wind_all(session: Session, store: Store) -> None:
    """The policy, the hours or the holidays of this store changed."""
    for conversation in session.scalars(Conversation.waiting_in(store.id)):
        wind(conversation)


def stop(
    session: Session,
    conversation: Conversation,
    *,
    by_id: int,
    how: Stopped,
    seen_id: int,
    open_questions: Sequence[str] = (),
    now: datetime,
) -> None:
    """A person answered all messages up to `seen_id`, but for these questions: those go on waiting."""
    began, kind = conversation.waiting_since or conversation.unanswered_since, _kind(conversation)
    due, waiting = _answer_by(conversation), [m for m in conversation.messages if m.unanswered]
    asked = [m for m in waiting if m.id <= seen_id]
    for message, left in _left(asked, open_questions):
        message.answer(now, left_open=left)
    still = [m for m in waiting if m.unanswered]
    if began is not None and not any(m.left_open for m in still):
        hours = conversation.store.hours()
        session.add(
            Wait(
                store_id=conversation.store_id,
                conversation_id=conversation.id,
                by_id=by_id,
                channel=conversation.channel,
                kind=kind,
                began=began,
                ended=now,
                how=how,
                business_seconds=round(hours.between(began, now).total_seconds()),
                answer_by=due,
            )
        )
    if still:
        conversation.partly_answered(min(m.at for m in still))
    else:
        conversation.answered()
        session.execute(Notice.clock_stopped(conversation.id, now))
    wind(conversation)


def resume(session: Session, conversation: Conversation, *, left_at: datetime, now: datetime) -> None:
    """The reply that left at that moment came back: whoever it answered has no answer, and had none."""
    came = [m for m in conversation.messages if m.inbound and m.answered_at == left_at]
    for message in came:
        message.answered_at = None
    for wait in session.scalars(Wait.ended_at(conversation.id, left_at)):
        session.delete(wait)
    conversation.customer_wrote(min((m.at for m in came), default=now))
    wind(conversation)


def bring_up(services: Services, session: Session, now: datetime) -> None:
    """Whoever is to be told that a customer waits is told; of several missed steps the last one each."""
    for conversation in session.scalars(Conversation.to_bring_up(now)):
        due = _due(conversation)
        if due is None:
            continue
        passed = [index for index, (at, _) in enumerate(due.steps) if at <= now]
        told = {due.steps[index][1]: index for index in passed[conversation.steps_told :]}
        for whom, index in told.items():
            why = WHY[index] if index < len(WHY) else Why.ESCALATED
            matter = f"wait:{conversation.id}:{conversation.waiting_since:%Y%m%dT%H%M%S}"
            if index > len(WHY):
                matter += f":{index}"  # each escalation is news of its own
            for teammate_id in _people(session, conversation, whom):
                notify(
                    services, session, conversation, teammate_id=teammate_id, why=why, matter=matter, now=now
                )
        conversation.steps_told = max(conversation.steps_told, len(passed))
        conversation.wind(due)
        services.tell_about(session, conversation)


def _due(conversation: Conversation) -> Due | None:
    if conversation.waiting_since is None:
        return None
    store = conversation.store
    return store.policy().due(unanswered(conversation), conversation.channel, store.hours())


def _answer_by(conversation: Conversation) -> datetime | None:
    due = None if conversation.answer_by else _due(conversation)
    return due.answer_by if due else conversation.answer_by


def unanswered(conversation: Conversation) -> list[Unanswered]:
    """What waits for an answer; thanks beside a question do not. Opened again by a person: that moment."""
    waiting = [m for m in conversation.messages if m.unanswered]
    asking = [m for m in waiting if m.kind not in QUIET] or waiting
    found = [Unanswered(m.at, m.kind) for m in asking]
    if not found and conversation.waiting_since is not None:
        found = [Unanswered(conversation.waiting_since, None)]
    return found


def _kind(conversation: Conversation) -> Kind | None:
    """Of the message that began to wait first."""
    return next((one.kind for one in unanswered(conversation)), None)


def _left(asked: list[Message], questions: Sequence[str]) -> list[tuple[Message, list[str]]]:
    """Each message with what stays open of it: a question belongs to the first message that asked it."""
    found: dict[int, list[str]] = {message.id: [] for message in asked}
    for question in questions:
        where = next((m for m in asked if question in _questions(m)), asked[-1] if asked else None)
        if where is not None:
            found[where.id].append(question)
    return [(message, found[message.id]) for message in asked]


def _questions(message: Message) -> list[str]:
    return [str(one.get("text", "")) for one in message.inquiry.get("questions", ())]


def _people(session: Session, conversation: Conversation, whom: Whom) -> list[int]:
    if whom is Whom.OWNER:
        return [conversation.owner_id]
    here = session.scalars(Teammate.of_store(conversation.store_id)).all()
    department = conversation.inbox.department
    return [
        one.id
        for one in here
        if one.leads() or (whom is Whom.EVERYBODY and department in (one.department, ""))
    ]
