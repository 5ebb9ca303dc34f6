"""What is on its way out, or did not arrive, as the pages ask; each query starts from the stores."""

from sqlalchemy import Select, exists, or_, select
from sqlalchemy.orm import aliased, selectinload

from assistant.core.states import ConversationState, DeliveryState, DraftState
from assistant.records.approval import Approval
from assistant.records.conversation import Conversation
from assistant.records.delivery import Delivery
from assistant.records.draft import Draft

Stores = list[int]


def delivery(stores: Stores, key: int) -> Select[Delivery]:
    return (
        select(Delivery)
        .join(Approval, Approval.id == Delivery.approval_id)
        .join(Conversation, Conversation.id == Approval.conversation_id)
        .where(Delivery.id == key, Conversation.store_id.in_(stores))
    )


def in_trouble(stores: Stores) -> Select[Delivery]:
    """Deliveries that a person must look at: uncertain ones, and failed ones that nothing followed."""
    later, of_later = aliased(Delivery), aliased(Approval)
    followed = exists().where(
        later.approval_id == of_later.id,
        of_later.conversation_id == Approval.conversation_id,
        later.id > Delivery.id,
        later.state != DeliveryState.UNDONE,
    )
    open_states = (ConversationState.WAITING, ConversationState.SNOOZED, ConversationState.ANSWERED)
    put_away = exists().where(
        Draft.id == Approval.draft_id, Draft.state == DraftState.DISCARDED, Delivery.attempts == 0
    )  # it never began, and nobody is to send it
    failed = (Delivery.state == DeliveryState.FAILED) & Conversation.state.in_(open_states)
    failed &= ~followed & ~put_away
    return (
        select(Delivery)
        .join(Approval, Approval.id == Delivery.approval_id)
        .join(Conversation, Conversation.id == Approval.conversation_id)
        .where(Conversation.store_id.in_(stores), or_(Delivery.state == DeliveryState.UNCERTAIN, failed))
        .options(
            selectinload(Delivery.approval).selectinload(Approval.draft).selectinload(Draft.conversation)
        )
        .order_by(Delivery.id)
    )


def arrived_in(conversation_id: int) -> Select[int]:
    """The approvals there whose mail is said to have arrived."""
    return (
        select(Delivery.approval_id)
        .join(Approval, Approval.id == Delivery.approval_id)
        .where(Approval.conversation_id == conversation_id, Delivery.delivered_at.is_not(None))
    )


def deliveries_of(conversation_id: int) -> Select[Delivery]:
    """Newest first."""
    return (
        select(Delivery)
        .join(Approval, Approval.id == Delivery.approval_id)
        .where(Approval.conversation_id == conversation_id)
        .options(selectinload(Delivery.approval).selectinload(Approval.teammate))
        .order_by(Delivery.id.desc())
    )
