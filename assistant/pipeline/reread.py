"""Reread: where a model is set it reads the message, too; what it adds refreshes an untouched draft.

The composer's draft stands long before: it rests on what the rules read, and nobody waits for this step.
"""

from dataclasses import dataclass
from datetime import datetime

from assistant.core.draft import Author
from assistant.core.enclosure import is_encrypted
from assistant.core.errors import DrafterFailed
from assistant.core.inquiry import Inquiry
from assistant.core.masking import Sees
from assistant.core.states import ConversationState, DraftState
from assistant.pipeline import check, writing
from assistant.pipeline.services import Services
from assistant.pipeline.steps import NEXT, Step
from assistant.records import Draft, Message, Session, held
from assistant.records.values import all_as_json, as_json, from_json

READ_ANEW = "Written anew: the model found more in the message than the rules had."


@dataclass(frozen=True)
class Anew:
    """What was read, and the composer's reply to it."""

    inquiry: Inquiry
    asked: writing.Asked
    written: writing.Written


def reread(services: Services, message_id: int, now: datetime) -> None:
    anew = _read(services, message_id, now)
    with services.sessions.begin() as session:
        message = held.message(session, message_id)
        if message.conversation.erased:
            return
        if anew is not None:
            message.inquiry = as_json(anew.inquiry)
            _refresh(session, message, anew, services.clock())
            services.tell_about(session, message.conversation)
        for step in NEXT[Step.READ]:
            services.queue(session, step, message_id, now, now=now)


def _read(services: Services, message_id: int, now: datetime) -> Anew | None:
    """None where nothing is to be changed: no reader, no answer of it, or nothing new."""
    if services.second_reader is None:
        return None
    with services.sessions() as session:
        message = session.get(Message, message_id)
        if message is None or not _waits(message) or message.conversation.store.model_sees == Sees.NOTHING:
            return None
        asked = writing.ask(session, message, message.conversation.owner, now)
    try:
        inquiry = services.second_reader.refine(asked.inquiry, asked.context)
    except DrafterFailed:
        return None  # the record of the call says why; the rules are the floor
    if inquiry == asked.inquiry:
        return None
    with services.sessions() as session:
        message = session.get_one(Message, message_id)
        if from_json(Inquiry, message.inquiry) != asked.inquiry:
            return None  # read by somebody else meanwhile
        message.inquiry = as_json(inquiry)  # for what is recalled; kept together with the draft only
        with session.no_autoflush:
            again = writing.ask(session, message, message.conversation.owner, now)
        session.rollback()
    return Anew(inquiry, again, writing.write(services, services.composer, again))


def _refresh(session: Session, message: Message, anew: Anew, now: datetime) -> None:
    """The composer's draft of this message, where no hand was laid on it; the old one is kept beside."""
    leading = message.conversation.leading_draft
    if leading is None or leading.message_id != message.id or not _untouched(leading):
        return
    proposal, reviewed = anew.written
    if proposal.text == leading.text:
        check.keep(leading, reviewed)
        leading.facts = all_as_json(anew.asked.context.facts)
        return
    made = writing.store(session, message, anew.asked, anew.written, now)
    made.notes = [*made.notes, READ_ANEW]
    leading.step_back()
    made.lead()


def _untouched(draft: Draft) -> bool:
    mine = draft.drafter is Author.COMPOSER and not draft.way
    return (
        mine
        and not draft.touched
        and not draft.unasked
        and not draft.answered_by_hand
        and draft.state is DraftState.AWAITING_REVIEW
    )


def _waits(message: Message) -> bool:
    conversation = message.conversation
    newest = conversation.newest_inbound
    waits = conversation.state in (ConversationState.WAITING, ConversationState.SNOOZED)
    return (
        message.understood_at is not None
        and not message.automatic
        and not is_encrypted(message.words)
        and waits
        and newest is not None
        and newest.id == message.id
    )
