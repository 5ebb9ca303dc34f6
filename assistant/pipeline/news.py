"""News of a promise: when its time is near or over, a truthful draft lies ready for its owner."""

from dataclasses import replace
from datetime import datetime, timedelta
from enum import StrEnum

from assistant.core.audit import Did
from assistant.core.context import Context
from assistant.core.fact import FactKind
from assistant.core.inquiry import Inquiry, Kind
from assistant.core.message import Channel
from assistant.core.states import DraftState, PromiseState
from assistant.pipeline import facts, recall, starting, voices, writing
from assistant.pipeline.promised import promised
from assistant.pipeline.services import Services
from assistant.records import Conversation, Draft, Message, Promise, Session, Teammate, held
from assistant.records.values import as_json, from_json

WHY = "You promised this, and the time is {near}. Nothing has left: send it, or keep the promise."
AHEAD = "You promised this, and wanted to tell them how it stands. Nothing has left."
NEAR = timedelta(hours=1)  # before its time what to tell of a promise lies ready
UNSENT = (DraftState.WRITTEN, DraftState.AWAITING_REVIEW, DraftState.APPROVED)


class Lies(StrEnum):
    """Where that is which somebody wanted to be written."""

    IN_FRONT = "in front"
    BESIDE = "beside"  # an answer leads there
    PRIVATE = "private"  # their address is only claimed, and it was promised elsewhere
    NOWHERE = "nowhere"  # no address is known
    ENDED = "ended"  # somebody said already what became of it


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
            if _write(services, session, promise, conversation, now) is None:
                return
        elif not _leads_again(promise, conversation):
            return
        services.tell_about(session, conversation)


def asked_for(services: Services, promise_id: int, *, by: Teammate, now: datetime) -> Lies:
    """*Tell them*: at once, not when its time is near, and once more after one was sent or discarded."""
    with promised(services, promise_id, by, Did.REDRAFTED, now) as (session, promise):
        # that they asked is on record, whatever comes of it
        if promise.state is not PromiseState.OPEN:
            return Lies.ENDED
        conversation = _where(session, promise, now)
        if conversation is None:
            return Lies.NOWHERE
        over = promise.news is not None and promise.news.state not in UNSENT
        if over or promise.to_be_told(now):
            _write(services, session, promise, conversation, now)
        else:
            _leads_again(promise, conversation)
        services.tell_about(session, conversation)
        if promise.news is None or promise.news.state not in UNSENT:
            return Lies.PRIVATE
        return Lies.IN_FRONT if promise.news.leads() else Lies.BESIDE


def again(services: Services, session: Session, old: Draft, now: datetime) -> Draft | None:
    """What is to be told of the same promise by now; None where the draft tells of none, or nothing new."""
    promise = session.scalars(Promise.with_news(old.id)).first()
    if promise is None or promise.state is not PromiseState.OPEN:
        return None
    return _write(services, session, promise, old.conversation, now, unlike=old.text)


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
    services: Services,
    session: Session,
    promise: Promise,
    conversation: Conversation,
    now: datetime,
    unlike: str = "",
) -> Draft | None:
    """The new one takes the place of the one before; an answer that leads goes on leading.

    None where nothing of it may be told to them, or nothing else than what it shall be unlike.
    """
    message = conversation.newest_inbound
    asked = _asked(session, promise, conversation, message, now)
    before = promise.news
    proposal = services.composer.news(asked.inquiry, asked.context)
    if not proposal.citations:
        return None
    context = asked.looked_up(services, session, proposal.text)
    written = voices.in_their_voice(services, proposal, asked.inquiry, context)
    if written[0].text == unlike:
        return None
    made = writing.store_in(session, conversation, message, asked, written, now)
    made.signer_id, made.unasked = promise.who_id, as_json(asked.inquiry)
    made.notes = [_why(promise, now), *made.notes]
    if before is not None and before.state is DraftState.AWAITING_REVIEW:
        before.step_back()
    if conversation.leading_draft is None:
        made.lead()
    if not conversation.messages and not conversation.subject:
        conversation.subject = asked.subject
    promise.news = made
    return made


def _why(promise: Promise, now: datetime) -> str:
    if promise.due > now + NEAR:
        return AHEAD
    return WHY.format(near="over" if promise.due <= now else "near")


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
        _with_this_alone(context, promise, now),
        conversation.store_id,
        conversation.customer_id,
        writing.subject_for(conversation, message) if message else f"What I promised you: {promise.what}",
    )


def _with_this_alone(context: Context, promise: Promise, now: datetime) -> Context:
    """Of promises none but this; not even this where it may not be told to that address."""
    local = context.store.hours.local(now)
    mine = [facts.promise(promise, local)] if promise.state is PromiseState.OPEN else []
    told = [fact for fact in mine if context.may_tell(fact)]
    return replace(context, facts=(*told, *(f for f in context.facts if f.kind is not FactKind.PROMISE)))
