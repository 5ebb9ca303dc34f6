"""Erasure: what stays of a customer whose content is gone, and the one way to empty it.

The database allows a change of kept words only to nothing, and only where a row stands here for that
customer (migration 0006). A row is made by a signed-in admin with a reason, and never goes.
"""

from datetime import datetime
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship

from assistant.core.states import ConversationState, DeliveryState, PromiseState
from assistant.records.approval import Approval
from assistant.records.base import Base, Key, to
from assistant.records.conversation import Conversation
from assistant.records.customer import Customer, Identity
from assistant.records.delivery import Delivery
from assistant.records.draft import Draft
from assistant.records.ledger import LedgerEntry
from assistant.records.message import Message, StoredAttachment
from assistant.records.promise import Promise
from assistant.records.record import Record
from assistant.records.teammate import Teammate
from assistant.records.vehicle import StockState, Vehicle

ON_ITS_WAY = (DeliveryState.QUEUED, DeliveryState.SENDING, DeliveryState.UNCERTAIN)


class Erasure(Base):
    """The tombstone: who, when, why, how much there was; `shared` are originals with others in them."""

    __tablename__ = "erasure"
    id: Mapped[Key]
    store_id: Mapped[int] = to("store")
    customer_id: Mapped[int] = to("customer", unique=True)
    teammate_id: Mapped[int] = to("teammate", index=False)
    sign_in_id: Mapped[int] = to("sign_in", index=False)
    at: Mapped[datetime]
    reason: Mapped[str]
    counts: Mapped[dict[str, Any]] = mapped_column(default=dict)
    shared: Mapped[list[Any]] = mapped_column(default=list)
    teammate: Mapped[Teammate] = relationship()

    @classmethod
    def of(cls, customer_id: int) -> Select["Erasure"]:
        return select(cls).where(cls.customer_id == customer_id)


def conversations_of(customer_id: int) -> Select[int]:
    return select(Conversation.id).where(Conversation.customer_id == customer_id).order_by(Conversation.id)


def entries_of(customer_id: int) -> Select[int]:
    """Ids of what was filed with them, and of what repeated it."""
    filed = (
        select(Message.entry_id)
        .where(Message.conversation_id.in_(conversations_of(customer_id)), Message.entry_id.is_not(None))
        .distinct()
    )
    ours = select(Record.entry_id).where(Record.customer_id == customer_id, Record.entry_id.is_not(None))
    either = LedgerEntry.id.in_(filed) | LedgerEntry.id.in_(ours)
    again = LedgerEntry.known_as_id.in_(filed) | LedgerEntry.known_as_id.in_(ours)
    return select(LedgerEntry.id).where(either | again)


def shared_with_others(session: Session, customer_id: int) -> list[int]:
    """Entries of theirs from which messages of other customers were filed as well."""
    theirs = conversations_of(customer_id)
    rows = session.scalars(
        select(Message.entry_id)
        .where(Message.entry_id.in_(entries_of(customer_id)), Message.conversation_id.not_in(theirs))
        .distinct()
    )
    return sorted(key for key in rows if key is not None)


def on_its_way(customer_id: int) -> Select[Delivery]:
    """Deliveries that must end first: they would leave, or nobody knows whether they did."""
    return (
        select(Delivery)
        .join(Approval, Approval.id == Delivery.approval_id)
        .where(Approval.conversation_id.in_(conversations_of(customer_id)), Delivery.state.in_(ON_ITS_WAY))
    )


def waiting(customer_id: int) -> Select[Conversation]:
    """Conversations in which they still wait for an answer."""
    states = (ConversationState.WAITING, ConversationState.SNOOZED)
    return select(Conversation).where(Conversation.customer_id == customer_id, Conversation.state.in_(states))


def promised(customer_id: int) -> Select[Promise]:
    return select(Promise).where(Promise.customer_id == customer_id, Promise.state == PromiseState.OPEN)


def counts(session: Session, customer_id: int) -> dict[str, int]:
    """How much there is, by what it is; numbers only."""
    theirs = conversations_of(customer_id)
    messages = select(Message.id).where(Message.conversation_id.in_(theirs))
    owned = (Vehicle.customer_id == customer_id) & (Vehicle.state == StockState.OWNED)
    asked = {
        "conversations": select(func.count()).where(Conversation.customer_id == customer_id),
        "messages": select(func.count()).where(Message.conversation_id.in_(theirs)),
        "attachments": select(func.count()).where(StoredAttachment.message_id.in_(messages)),
        "originals": select(func.count()).where(LedgerEntry.id.in_(entries_of(customer_id))),
        "drafts": select(func.count()).where(Draft.conversation_id.in_(theirs)),
        "approvals": select(func.count()).where(Approval.conversation_id.in_(theirs)),
        "promises": select(func.count()).where(Promise.customer_id == customer_id),
        "records": select(func.count()).where(Record.customer_id == customer_id),
        "vehicles": select(func.count()).where(owned),
        "ways to reach them": select(func.count()).where(Identity.customer_id == customer_id),
    }
    return {what: session.scalar(query) or 0 for what, query in asked.items()}


def unnamed(customer: Customer, at: datetime) -> None:
    customer.name = customer.company = customer.address = customer.prefers = customer.language = ""
    customer.key, customer.erased_at = None, at
