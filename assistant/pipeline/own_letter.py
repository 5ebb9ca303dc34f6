"""Own letter: a person writes to a customer of their own accord; greeting and signature are there already."""

from datetime import datetime

from assistant.core.audit import Did
from assistant.core.inquiry import Inquiry, Kind
from assistant.core.message import Channel
from assistant.core.states import ConversationState
from assistant.pipeline import check, recall, starting, voices, writing
from assistant.pipeline.services import Services
from assistant.records import Conversation, Customer, Deed, Session, Teammate, held
from assistant.records.values import as_json, from_json

WHY = "You write of your own accord. Nothing has left."
WAITS = "They wait for an answer there: answer it, and say it in the same letter."
AT_REST = (ConversationState.ANSWERED, ConversationState.CLOSED)


def begin(
    services: Services, customer_id: int, conversation_id: int | None, *, by: Teammate, now: datetime
) -> int:
    """In this conversation of theirs, else in a new one; its id. ValueError, with the reason, where none."""
    with services.sessions.begin() as session:
        customer = held.customer(session, customer_id)
        if customer.erased_at is not None:
            raise ValueError("This customer was erased.")
        me = session.get_one(Teammate, by.id)
        conversation = (
            _there(session, customer, conversation_id)
            if conversation_id
            else _new(session, customer, me, now)
        )
        _blank(services, session, conversation, me, now)
        session.add(Deed.within(conversation, by.id, Did.WROTE_FIRST, now))
        services.tell_about(session, conversation)
        return conversation.id


def _there(session: Session, customer: Customer, conversation_id: int) -> Conversation:
    conversation = held.conversation(session, conversation_id)
    if conversation.customer_id != customer.id:
        raise ValueError("That conversation is somebody else's.")
    if conversation.state not in AT_REST:
        raise ValueError(WAITS)
    if conversation.leading_draft is not None:
        raise ValueError(starting.LIES_READY)
    if conversation.channel is not Channel.CHAT and not conversation.recipient_email:
        raise ValueError(starting.NO_ADDRESS)
    return conversation


def _new(session: Session, customer: Customer, by: Teammate, now: datetime) -> Conversation:
    address = starting.address_of(session, customer)
    inbox = starting.inbox_for(session, customer.store_id, by.department)
    if not address or inbox is None:
        raise ValueError(starting.NO_ADDRESS)
    return starting.started(session, customer, inbox, owner=by, address=address, now=now)


def _blank(
    services: Services, session: Session, conversation: Conversation, by: Teammate, now: datetime
) -> None:
    newest = conversation.newest_inbound
    wrote = from_json(Inquiry, newest.inquiry).language if newest is not None and newest.inquiry else ""
    inquiry = Inquiry(Kind.STATUS, language=conversation.customer.language[:2].lower() or wrote or "en")
    context = recall.context(session, conversation, inquiry, signer=by, now=now)
    subject, proposal = services.composer.blank(inquiry, context)
    if newest is not None:
        subject = writing.subject_for(conversation, newest)
    asked = writing.Asked(inquiry, context, conversation.store_id, conversation.customer_id, subject)
    looked_up = asked.looked_up(services, session, proposal.text)
    written = voices.in_their_voice(services, proposal, inquiry, looked_up)
    made = writing.store_in(session, conversation, newest, asked, written, now)
    made.signer_id, made.unasked, made.notes = by.id, as_json(inquiry), [WHY]
    if not conversation.messages:
        conversation.subject = made.subject
    check.keep(made, check.of_draft(services, session, made, made.text, now))
    made.lead()
