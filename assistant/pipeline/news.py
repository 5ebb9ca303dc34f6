"""News of a promise: when its time is near or over, a truthful draft lies ready for its owner."""

from dataclasses import replace
from datetime import datetime

from assistant.core.audit import Did
from assistant.core.context import Context
from assistant.core.fact import FactKind
from assistant.core.inquiry import Inquiry, Kind
from assistant.core.message import Channel
from assistant.core.states import DraftState
from assistant.pipeline import facts, recall, starting, voices, writing
from assistant.pipeline.promised import promised
from assistant.pipeline.services import Services
from assistant.records import Conversation, Message, Promise, Session, Teammate, held
from assistant.records.values import as_json, from_json

WHY = "You promised this, and the time is near or over. Nothing has left: send it, or keep the promise."


def news(services: Services, promise_id: int, now: datetime) -> None:
    """Beside an answer that leads there; nothing where the promise has ended, or what is ready is true."""
    with services.sessions.begin() as session:
        if session.get(Promise, promise_id) is None:
            return
        promise = held.promise(session, promise_id)
        conversation = _where(session, promise, now)
        if conversation is None:
            return
        if promise.to_be_told(now):
            _write(services, session, promise, conversation, now)
        elif not _leads_again(promise, conversation):
            return
        services.tell_about(session, conversation)


def asked_for(services: Services, promise_id: int, *, by: Teammate, now: datetime) -> bool:
    """*Tell them*: at once, not when its time is near. Whether a draft of it lies ready now."""
    with promised(services, promise_id, by, Did.REDRAFTED, now):
        pass  # that they asked is on record, whatever comes of it
    news(services, promise_id, now)
    with services.sessions() as session:
        return session.get_one(Promise, promise_id).news_id is not None


def inquiry_of(promise: Promise, message: Message | None = None) -> Inquiry:
    """What we write about, as if somebody had asked it in their language."""
    read = from_json(Inquiry, message.inquiry) if message is not None else None
    language = read.language if read else promise.customer.language[:2].lower() or "en"
    return Inquiry(Kind.STATUS, language=language, vehicles=read.vehicles if read else (), text="")


def _where(session: Session, promise: Promise, now: datetime) -> Conversation | None:
    """Where it was made, else one that is begun for it; None where nothing can be written to them."""
    conversation = promise.conversation
    if promise.customer.erased_at is not None:
        return None
    if conversation is not None and conversation.newest_inbound is not None:
        return conversation if conversation.newest_inbound.understood_at is not None else None
    if conversation is not None and (conversation.recipient_email or conversation.channel is Channel.CHAT):
        return conversation
    address = starting.address_of(session, promise.customer)
    inbox = starting.inbox_for(session, promise.store_id, promise.who.department)
    if not address or inbox is None:
        return None
    if conversation is not None:
        conversation.recipient_email = address
        return conversation
    promise.conversation = starting.started(
        session, promise.customer, inbox, owner=promise.who, address=address, now=now
    )
    return promise.conversation


def _write(
    services: Services, session: Session, promise: Promise, conversation: Conversation, now: datetime
) -> None:
    """The new one takes the place of the one before; an answer that leads goes on leading."""
    message = conversation.newest_inbound
    asked = _asked(session, promise, conversation, message, now)
    proposal = services.composer.news(asked.inquiry, asked.context)
    context = asked.looked_up(services, session, proposal.text)
    written = voices.in_their_voice(services, proposal, asked.inquiry, context)
    made = writing.store_in(session, conversation, message, asked, written, now)
    made.signer_id, made.notes, made.unasked = promise.who_id, [WHY, *made.notes], as_json(asked.inquiry)
    before = promise.news
    if before is not None and before.state is DraftState.AWAITING_REVIEW:
        before.step_back()
    if conversation.leading_draft is None:
        made.lead()
    if not conversation.messages and not conversation.subject:
        conversation.subject = asked.subject
    promise.news = made


def _leads_again(promise: Promise, conversation: Conversation) -> bool:
    """It stood beside an answer; that is gone, and it comes to the front."""
    ready = promise.news
    if ready is None or ready.state is not DraftState.WRITTEN or conversation.leading_draft is not None:
        return False
    ready.lead()
    return True


def _asked(
    session: Session, promise: Promise, conversation: Conversation, message: Message | None, now: datetime
) -> writing.Asked:
    """What the composer is given: everything known, and of promises this one alone."""
    inquiry = inquiry_of(promise, message)
    context = recall.context(session, conversation, inquiry, signer=promise.who, now=now, before=message)
    return writing.Asked(
        inquiry,
        _with_this_alone(session, context, promise, now),
        conversation.store_id,
        conversation.customer_id,
        writing.subject_for(conversation, message) if message else f"What I promised you: {promise.what}",
    )


def _with_this_alone(session: Session, context: Context, promise: Promise, now: datetime) -> Context:
    """It was made in this conversation, to this address: it may be spoken of there."""
    local = context.store.hours.local(now)
    mine = [f for f in facts.promises(session, promise.customer_id, local) if f.id == f"promise:{promise.id}"]
    return replace(context, facts=(*mine, *(f for f in context.facts if f.kind is not FactKind.PROMISE)))
