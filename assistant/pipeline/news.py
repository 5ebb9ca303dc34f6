"""News of a promise: when its time is near or over, a truthful draft lies ready for its owner."""

from dataclasses import replace
from datetime import datetime

from assistant.core.audit import Did
from assistant.core.context import Context
from assistant.core.fact import FactKind
from assistant.core.inquiry import Inquiry, Kind
from assistant.core.states import PromiseState
from assistant.pipeline import facts, recall, voices, writing
from assistant.pipeline.promised import promised
from assistant.pipeline.services import Services
from assistant.records import Message, Promise, Session, Teammate, held
from assistant.records.values import from_json

WHY = "You promised this, and the time is near or over. Nothing has left: send it, or keep the promise."


def news(services: Services, promise_id: int, now: datetime) -> None:
    """Nothing where the promise has ended, somebody is at an answer already, or it is there."""
    with services.sessions() as session:
        promise = session.get(Promise, promise_id)
        message = _message(promise) if promise is not None else None
        if promise is None or message is None:
            return
        asked = _asked(session, promise, message, now)
    proposal = services.composer.news(asked.inquiry, asked.context)
    with services.sessions() as session:
        context = asked.looked_up(services, session, proposal.text)
    written = voices.in_their_voice(services, proposal, asked.inquiry, context)
    with services.sessions.begin() as session:
        promise = held.promise(session, promise_id)
        message = _message(promise)
        if message is None:
            return
        made = writing.store(session, message, asked, written, now)
        made.signer_id, made.notes = promise.who_id, [WHY, *made.notes]
        asked_before = from_json(Inquiry, message.inquiry).questions
        made.answered_by_hand = list(range(len(asked_before)))  # by the reply in which it was promised
        made.lead()
        promise.news_id = made.id
        services.tell_about(session, message.conversation)


def asked_for(services: Services, promise_id: int, *, by: Teammate, now: datetime) -> bool:
    """*Tell them*: at once, not when its time is near. Whether a draft of it lies ready now."""
    with promised(services, promise_id, by, Did.REDRAFTED, now):
        pass  # that they asked is on record, whatever comes of it
    news(services, promise_id, now)
    with services.sessions() as session:
        return session.get_one(Promise, promise_id).news_id is not None


def _message(promise: Promise) -> Message | None:
    """What the news would answer; None where none is to be written."""
    conversation = promise.conversation
    if promise.state is not PromiseState.OPEN or conversation is None or conversation.erased:
        return None
    newest = conversation.newest_inbound
    if newest is None or newest.understood_at is None or conversation.leading_draft is not None:
        return None
    return newest if promise.news_id is None else None


def _asked(session: Session, promise: Promise, message: Message, now: datetime) -> writing.Asked:
    """What the composer is given: everything known, and of promises this one alone."""
    conversation = message.conversation
    read = from_json(Inquiry, message.inquiry)
    inquiry = Inquiry(Kind.STATUS, language=read.language, vehicles=read.vehicles, text="")
    context = recall.context(session, conversation, inquiry, signer=promise.who, now=now, before=message)
    return writing.Asked(
        inquiry,
        _with_this_alone(session, context, promise, now),
        conversation.store_id,
        conversation.customer_id,
        writing.subject_for(conversation, message),
    )


def _with_this_alone(session: Session, context: Context, promise: Promise, now: datetime) -> Context:
    """It was made in this conversation, to this address: it may be spoken of there."""
    local = context.store.hours.local(now)
    mine = [f for f in facts.promises(session, promise.customer_id, local) if f.id == f"promise:{promise.id}"]
    return replace(context, facts=(*mine, *(f for f in context.facts if f.kind is not FactKind.PROMISE)))
