"""Draft: the composer's is there at once; the model's is offered beside it when it is done."""

from datetime import datetime

from assistant.core.draft import Author
from assistant.core.enclosure import is_encrypted
from assistant.core.errors import DrafterFailed
from assistant.core.masking import Sees
from assistant.core.states import ConversationState, DraftState
from assistant.pipeline import heard, writing
from assistant.pipeline.no_model import no_draft
from assistant.pipeline.services import Services
from assistant.pipeline.steps import NEXT, Step
from assistant.records import Ask, Conversation, Draft, Handoff, Message, Session, held


def draft(services: Services, message_id: int, now: datetime) -> None:
    """The composer's draft for this message, if it is the newest and has none yet."""
    asked = _asked(services, message_id, Author.COMPOSER, now)
    if asked is None:
        return
    written = writing.write(services, services.composer, asked)
    with services.sessions.begin() as session:
        message = held.message(session, message_id)
        if message.conversation.erased or _has_one(session, message, Author.COMPOSER):
            return
        for ask in session.scalars(Ask.answered_in(message.conversation_id)):
            ask.told_at = ask.told_at or now
        _lead(message.conversation, writing.store(session, message, asked, written, now))
        if services.model is not None:
            for step in NEXT[Step.DRAFT]:
                services.queue(session, step, message_id, now, now=now)
        services.tell_about(session, message.conversation)


def draft_by_model(services: Services, message_id: int, now: datetime) -> None:
    """The model's draft beside the composer's; it never replaces one. When it fails, a note says so."""
    asked = _asked(services, message_id, Author.MODEL, now) if services.model else None
    if asked is None or services.model is None:
        return
    failure, written = "", None
    try:
        written = writing.write(services, services.model, asked)
    except DrafterFailed as error:
        failure = str(error)
    with services.sessions.begin() as session:
        message = held.message(session, message_id)
        if message.conversation.erased:
            return
        if written is not None and not _has_one(session, message, Author.MODEL):
            writing.store(session, message, asked, written, services.clock())
        for other in session.scalars(Draft.of_message(message_id)) if failure else ():
            other.notes = [*other.notes, no_draft(failure)]
        services.tell_about(session, message.conversation)


def _asked(services: Services, message_id: int, author: Author, now: datetime) -> writing.Asked | None:
    with services.sessions() as session:
        message = session.get(Message, message_id)
        if message is None or message.understood_at is None or message.automatic:
            return None
        conversation = message.conversation
        newest = conversation.newest_inbound
        waits = conversation.state in (ConversationState.WAITING, ConversationState.SNOOZED)
        unseen = conversation.store.model_sees == Sees.NOTHING or is_encrypted(message.words)
        if author is Author.MODEL and unseen:
            return None
        if not waits or newest is None or newest.id != message_id or _has_one(session, message, author):
            return None
        return writing.ask(session, message, conversation.owner, now)


def _has_one(session: Session, message: Message, drafter: Author) -> bool:
    """One that knows all that colleagues have answered by now."""
    known = {heard.fact_id(ask) for ask in session.scalars(Ask.answered_in(message.conversation_id))}
    drafts = [d for d in session.scalars(Draft.of_message(message.id)) if d.drafter is drafter]
    letters = set(session.scalars(Handoff.letters(message.conversation_id)))
    drafts = [d for d in drafts if not d.unasked and not d.overtaken and d.id not in letters]
    return any(known <= {str(fact["id"]) for fact in d.facts} for d in drafts)


def _lead(conversation: Conversation, made: Draft) -> None:
    """It leads, unless a person has touched the one before or approved it: then it stands beside."""
    for other in conversation.drafts:
        if other is not made and other.leads():
            if other.touched or other.state is DraftState.APPROVED:
                return
            other.step_back()
    made.lead()
