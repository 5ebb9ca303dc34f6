"""Handoffs as steps and pages ask for them; page queries start from the teammate's stores."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import Select, exists, select
from sqlalchemy.orm import Session, aliased, selectinload

from assistant.core.states import AskState, ConversationState, HandoffState, PromiseState
from assistant.records.approval import Approval
from assistant.records.ask import Ask
from assistant.records.conversation import Conversation
from assistant.records.customer import Customer
from assistant.records.handoff import Handoff
from assistant.records.message import Message
from assistant.records.promise import Promise
from assistant.records.record import Record, RecordKind
from assistant.records.teammate import Teammate

Stores = list[int]
WAITS = (ConversationState.WAITING, ConversationState.SNOOZED)


def promises_of(conversation_id: int, teammate_ids: Collection[int]) -> Select[Promise]:
    """Open ones that are these teammates' there."""
    mine = Promise.open_in(conversation_id).where(Promise.who_id.in_(teammate_ids))
    return mine.with_for_update(key_share=True, of=Promise)


def asks_by(conversation_id: int, teammate_ids: Collection[int]) -> Select[Ask]:
    """Open ones of which one of these teammates waits for the answer there."""
    mine = Ask.conversation_id == conversation_id, Ask.asker_id.in_(teammate_ids)
    return select(Ask).where(*mine, Ask.state == AskState.OPEN).order_by(Ask.id)


def leads(session: Session, store_id: int) -> list[Teammate]:
    """Who looks after others' work in this store."""
    return [one for one in session.scalars(Teammate.of_store(store_id)) if one.leads()]


def heard(session: Session, handoff: Handoff) -> bool:
    """Whether the customer has heard from the taker since: their own words, or that they closed it."""
    conversation = handoff.conversation
    if conversation.state is ConversationState.CLOSED and conversation.closed_by_id == handoff.taker_id:
        return True
    if conversation.state in WAITS:
        return False
    wrote = exists().where(
        Message.approval_id == Approval.id,
        Approval.signer_id == handoff.taker_id,
        Message.conversation_id == handoff.conversation_id,
        Message.at >= handoff.ended_at,
    )
    spoke = exists().where(
        Record.conversation_id == handoff.conversation_id,
        Record.teammate_id == handoff.taker_id,
        Record.at >= handoff.ended_at,
        *Record.was_spoken(),
    )
    mailed = exists().where(
        Record.conversation_id == handoff.conversation_id,
        Record.kind == RecordKind.MAIL,
        Record.teammate_id == handoff.taker_id,
        Record.at >= handoff.ended_at,
    )
    return bool(session.scalar(select(wrote | spoke | mailed)))


def came_back(me_id: int, stores: Stores, since: datetime, *, leads: bool) -> Select[Handoff]:
    """What nobody took since then, while it is its giver's still and the customer waits.

    Mine, given back or not taken in time; for whoever leads everyone's that was not taken in time.
    """
    later = aliased(Handoff)
    newer = exists().where(later.conversation_id == Handoff.conversation_id, later.id > Handoff.id)
    lapsed = Handoff.state == HandoffState.LAPSED
    mine = (Handoff.giver_id == me_id) & (lapsed | (Handoff.state == HandoffState.DECLINED))
    found = _shown(stores).where(mine | lapsed if leads else mine, Handoff.ended_at >= since, ~newer)
    still = Conversation.owner_id == Handoff.giver_id, Conversation.state.in_(WAITS)
    return found.where(*still).order_by(Handoff.id)


def to_care_for(giver_id: int, stores: Stores) -> Select[Handoff]:
    """Of which this teammate is asked whether it was taken care of."""
    asked = Handoff.care_asked_at.is_not(None), Handoff.cared.is_(None)
    mine = _shown(stores).where(Handoff.giver_id == giver_id, Handoff.state == HandoffState.ACCEPTED, *asked)
    return mine.where(Customer.erased_at.is_(None)).order_by(Handoff.id)


def waiting_of(teammate_id: int, until: datetime) -> Select[int]:
    """Ids of conversations of this teammate whose customer waits, or will before that time."""
    asleep = (Conversation.state == ConversationState.SNOOZED) & (Conversation.snoozed_until < until)
    waits = (Conversation.state == ConversationState.WAITING) | asleep
    found = select(Conversation.id).where(Conversation.owner_id == teammate_id, waits)
    return found.order_by(Conversation.waiting_since, Conversation.id)


def due_of(teammate_id: int, until: datetime) -> Select[Promise]:
    """Open promises of this teammate that are late, or fall due before that time."""
    mine = Promise.who_id == teammate_id, Promise.state == PromiseState.OPEN, Promise.due < until
    found = select(Promise).where(*mine).order_by(Promise.due, Promise.id)
    return found.with_for_update(key_share=True, skip_locked=True, of=Promise)


def _shown(stores: Stores) -> Select[Handoff]:
    return (
        select(Handoff)
        .join(Conversation, Conversation.id == Handoff.conversation_id)
        .join(Customer, Customer.id == Conversation.customer_id)
        .where(Conversation.store_id.in_(stores))
        .options(
            selectinload(Handoff.giver),
            selectinload(Handoff.taker),
            selectinload(Handoff.conversation)
            .selectinload(Conversation.customer)
            .selectinload(Customer.identities),
            selectinload(Handoff.conversation).selectinload(Conversation.messages),
        )
    )
