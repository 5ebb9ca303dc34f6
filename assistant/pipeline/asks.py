"""Asks: a colleague is asked, answers, and the draft that waits is written anew with what they know."""

from dataclasses import dataclass
from datetime import datetime

from assistant.core.audit import Did
from assistant.core.away import until_in_words
from assistant.core.notice import Why
from assistant.core.states import AskState
from assistant.pipeline.notifying import notify
from assistant.pipeline.services import Services
from assistant.pipeline.standing_in import with_whoever_stands_in
from assistant.pipeline.steps import Step
from assistant.records import Ask, Conversation, Deed, Session, Teammate, absence, held

LONGEST = 2_000  # characters of a question or an answer


@dataclass(frozen=True)
class Wanted:
    """What is asked of whom; `number` is the question of message `message_id` that it is about."""

    of_id: int
    question: str
    due: datetime
    message_id: int | None = None
    number: int | None = None


def ask(services: Services, conversation_id: int, wanted: Wanted, *, by: Teammate, now: datetime) -> None:
    """The owner stays owner. ValueError where nobody can be asked that, or not for then."""
    question = " ".join(wanted.question.split())[:LONGEST]
    if not question:
        raise ValueError("Say what you want to know.")
    with services.sessions.begin() as session:
        conversation = held.conversation(session, conversation_id)
        if conversation.erased:
            raise ValueError("This customer was erased; there is nothing left to ask.")
        _possible(session, conversation, wanted, question, by, now)
        row = Ask(
            store_id=conversation.store_id,
            conversation_id=conversation.id,
            message_id=wanted.message_id,
            number=wanted.number,
            question=question,
            asker_id=by.id,
            of_id=wanted.of_id,
            asked_at=now,
            due=wanted.due,
        )
        session.add(row)
        session.flush()
        _tell(services, session, row, row.of_id, Why.ASKED, now)
        _did(services, session, row, conversation, by, Did.ASKED_COLLEAGUE, now)


def answer(services: Services, ask_id: int, text: str, *, by: Teammate, now: datetime) -> None:
    """The answer is a fact of this conversation; a draft that no person touched is written anew."""
    if not text.strip():
        raise ValueError("Write what you know, if only that you do not.")
    with services.sessions.begin() as session:
        row = held.ask(session, ask_id)
        if row.state is not AskState.OPEN:
            raise ValueError("This was answered or taken back already.")
        row.reply(text[:LONGEST], session.get_one(Teammate, by.id), now)
        conversation = row.conversation
        waits = {row.asker_id, conversation.owner_id}
        told = with_whoever_stands_in(session, waits, row.store_id, conversation.id, now)
        for teammate_id in told - {by.id}:
            _tell(services, session, row, teammate_id, Why.ASK_ANSWERED, now)
        newest = conversation.newest_inbound
        if newest is not None and newest.understood_at is not None:
            services.queue(session, Step.DRAFT, newest.id, now, now=now)
        _did(services, session, row, conversation, by, Did.ANSWERED_COLLEAGUE, now)


def withdraw(services: Services, ask_id: int, *, by: Teammate, now: datetime) -> None:
    """By whoever asked, or whoever looks after the customer by now."""
    with services.sessions.begin() as session:
        row = held.ask(session, ask_id)
        if row.state is not AskState.OPEN:
            raise ValueError("This was answered or taken back already.")
        if by.id not in (row.asker_id, row.conversation.owner_id):
            raise ValueError("Only who asked can take it back.")
        row.withdraw(session.get_one(Teammate, by.id), now)
        _did(services, session, row, row.conversation, by, Did.WITHDREW_ASK, now)


def _possible(
    session: Session, conversation: Conversation, wanted: Wanted, question: str, by: Teammate, now: datetime
) -> None:
    of = session.get(Teammate, wanted.of_id)
    if of is None or not of.active or conversation.store_id not in of.store_ids:
        raise ValueError("Choose a teammate of this store.")
    if of.id == by.id:
        raise ValueError("Ask somebody else; to find it out yourself, say so in the answer.")
    hours = conversation.store.hours()
    if wanted.due <= now:
        raise ValueError("An answer is due at a time that is still to come.")
    if hours.week and not hours.is_open(wanted.due):
        raise ValueError("The store is closed then: choose a time inside the opening hours.")
    for gone in absence.until(session, [conversation.store_id], now):
        if gone.teammate_id == of.id and wanted.due < gone.until:
            words = until_in_words(gone.until, hours.local(now))
            raise ValueError(f"{of.first_name} is {words}: ask somebody else, or for later.")
    for other in session.scalars(Ask.of_conversation(conversation.id)):
        if other.state is AskState.OPEN and (other.of_id, other.question) == (of.id, question):
            raise ValueError(f"{of.first_name} is asked that already.")


def _tell(services: Services, session: Session, row: Ask, teammate_id: int, why: Why, now: datetime) -> None:
    notify(
        services,
        session,
        row.conversation,
        teammate_id=teammate_id,
        why=why,
        matter=f"ask:{row.id}",
        now=now,
    )


def _did(
    services: Services,
    session: Session,
    row: Ask,
    conversation: Conversation,
    by: Teammate,
    what: Did,
    now: datetime,
) -> None:
    session.add(Deed.within(conversation, by.id, what, now, ask=row.id))
    services.tell_about(session, conversation)
