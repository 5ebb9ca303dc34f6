"""Handed: the customer is told who looks after them now and by when they hear, in a draft of the giver's."""

from dataclasses import replace
from datetime import datetime

from assistant.core.context import Context
from assistant.core.fact import FactKind
from assistant.core.inquiry import Inquiry, Kind
from assistant.core.message import Channel
from assistant.core.states import ConversationState, DraftState, HandoffState
from assistant.pipeline import recall, voices, writing
from assistant.pipeline.services import Services
from assistant.records import Draft, Handoff, Message, Session, absence, held
from assistant.records.values import from_json

WHY = "{taker} has taken over from {giver}. Nothing has left: send it, so that they hear a name and a time."
WAITS = (ConversationState.WAITING, ConversationState.SNOOZED)


def handed(services: Services, handoff_id: int, now: datetime) -> None:
    """Nothing where somebody is at an answer already, or nobody could read it; decided once."""
    with services.sessions() as session:
        handoff = session.get(Handoff, handoff_id)
        message = _message(session, handoff, now) if handoff is not None else None
        asked = _asked(session, handoff, message, now) if handoff and message else None
        answers_to = message.id if message else None
    written = _written(services, asked) if asked else None
    with services.sessions.begin() as session:
        handoff = held.handoff(session, handoff_id)
        message = _message(session, handoff, now)
        if handoff.told_at is not None or (message.id if message else None) != answers_to:
            return  # somebody wrote meanwhile: the sweep comes again
        handoff.told_at = now
        if asked is None or written is None or message is None:
            return
        _keep(session, handoff, message, asked, written, now)
        services.tell_about(session, handoff.conversation)


def again(services: Services, session: Session, old: Draft, now: datetime) -> Draft | None:
    """The same letter from what is known now; None where the draft is none, or nothing new is to be said."""
    handoff = session.scalars(Handoff.told_by(old.id)).first()
    message = old.conversation.newest_inbound
    if handoff is None or message is None or message.understood_at is None:
        return None
    asked = _asked(session, handoff, message, now)
    written = _composed(services, session, asked)
    return None if written[0].text == old.text else _keep(session, handoff, message, asked, written, now)


def _written(services: Services, asked: writing.Asked) -> writing.Written:
    with services.sessions() as session:
        return _composed(services, session, asked)


def _composed(services: Services, session: Session, asked: writing.Asked) -> writing.Written:
    proposal = services.composer.handed(asked.inquiry, asked.context)
    context = asked.looked_up(services, session, proposal.text)
    return voices.in_their_voice(services, proposal, asked.inquiry, context)


def _keep(
    session: Session,
    handoff: Handoff,
    message: Message,
    asked: writing.Asked,
    written: writing.Written,
    now: datetime,
) -> Draft:
    """It leads; what was drafted before and touched by nobody stands beside it."""
    for other in handoff.conversation.drafts:
        if other.state is DraftState.AWAITING_REVIEW:
            other.step_back()
    made = writing.store(session, message, asked, written, now)
    made.signer_id = handoff.giver_id
    made.notes = [WHY.format(taker=handoff.taker.first_name, giver=handoff.giver.first_name), *made.notes]
    if not asked.inquiry.questions:  # answered before: nothing of it is open
        made.answered_by_hand = list(range(len(from_json(Inquiry, message.inquiry).questions)))
    made.lead()
    handoff.draft_id = made.id
    return made


def _message(session: Session, handoff: Handoff, now: datetime) -> Message | None:
    """What it would answer; None where none is to be written."""
    conversation = handoff.conversation
    if handoff.state is not HandoffState.ACCEPTED or handoff.told_at is not None or conversation.erased:
        return None
    reached = conversation.channel is Channel.CHAT or conversation.recipient_email
    if not handoff.giver.active or conversation.state is ConversationState.CLOSED or not reached:
        return None
    newest = conversation.newest_inbound
    if newest is None or newest.understood_at is None:
        return None
    begun = session.scalars(Handoff.begun(conversation.id)).first()
    return None if begun or _is_away(session, handoff, now) else newest


def _is_away(session: Session, handoff: Handoff, now: datetime) -> bool:
    """Nobody on holiday signs a letter of today."""
    return handoff.giver_id in absence.away(session, handoff.conversation.store_id, now)


def _asked(session: Session, handoff: Handoff, message: Message, now: datetime) -> writing.Asked:
    """What the composer is given: what they ask, if they wait; of teammates the one who took over."""
    conversation = message.conversation
    read = from_json(Inquiry, message.inquiry)
    inquiry = read if conversation.state in WAITS else _answered(read)
    context = recall.context(session, conversation, inquiry, signer=handoff.giver, now=now, before=message)
    return writing.Asked(
        inquiry,
        _with_them_alone(context, handoff.taker_id),
        conversation.store_id,
        conversation.customer_id,
        writing.subject_for(conversation, message),
    )


def _answered(read: Inquiry) -> Inquiry:
    """Nothing is asked any more; of a complaint the harm stays, and is owned."""
    if read.kind is Kind.COMPLAINT:
        return replace(read, questions=())
    return Inquiry(Kind.STATUS, language=read.language, vehicles=read.vehicles, text="")


def _with_them_alone(context: Context, taker_id: int) -> Context:
    kept = (f for f in context.facts if f.kind is not FactKind.TEAMMATE or f.id == f"teammate:{taker_id}")
    return replace(context, facts=tuple(kept))
