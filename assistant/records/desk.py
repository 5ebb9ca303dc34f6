"""What the pages ask for, by name. Each query starts from the teammate's stores: an id of another store

finds nothing, which a page answers with 404.
"""

from sqlalchemy import Select, func, select
from sqlalchemy.orm import selectinload, undefer

from assistant.core.message import Channel
from assistant.core.states import ConversationState, HandoffState, PromiseState
from assistant.records.conversation import Conversation
from assistant.records.customer import Customer
from assistant.records.draft import Draft
from assistant.records.example import Example
from assistant.records.handoff import Handoff
from assistant.records.knowledge import Knowledge
from assistant.records.ledger import LedgerEntry
from assistant.records.message import Message, StoredAttachment
from assistant.records.promise import Promise
from assistant.records.store import Inbox
from assistant.records.teammate import Teammate, teammate_store

Stores = list[int]


def conversation(stores: Stores, key: int) -> Select[Conversation]:
    """One conversation with all that its page shows of it."""
    return (
        select(Conversation)
        .where(Conversation.id == key, Conversation.store_id.in_(stores))
        .options(
            selectinload(Conversation.messages).selectinload(Message.attachments),
            selectinload(Conversation.drafts).selectinload(Draft.signer),
            selectinload(Conversation.customer).selectinload(Customer.identities),
            selectinload(Conversation.owner),
            selectinload(Conversation.store),
            selectinload(Conversation.inbox),
        )
    )


def readable(stores: Stores, keys: list[int]) -> Select[int]:
    """Of these conversations the ids of those that may be read, and still hold words."""
    theirs = Conversation.id.in_(keys), Conversation.store_id.in_(stores), Customer.erased_at.is_(None)
    return select(Conversation.id).join(Customer, Customer.id == Conversation.customer_id).where(*theirs)


def draft(stores: Stores, key: int) -> Select[Draft]:
    return (
        select(Draft)
        .join(Conversation, Conversation.id == Draft.conversation_id)
        .join(Customer, Customer.id == Conversation.customer_id)
        .where(Draft.id == key, Conversation.store_id.in_(stores), Customer.erased_at.is_(None))
    )


def message(stores: Stores, key: int) -> Select[Message]:
    """One message with its HTML."""
    return (
        select(Message)
        .join(Conversation, Conversation.id == Message.conversation_id)
        .where(Message.id == key, Conversation.store_id.in_(stores))
        .options(undefer(Message.html), selectinload(Message.conversation))
    )


def attachment(stores: Stores, key: int) -> Select[StoredAttachment]:
    """One attachment with its bytes."""
    return (
        select(StoredAttachment)
        .join(Message, Message.id == StoredAttachment.message_id)
        .join(Conversation, Conversation.id == Message.conversation_id)
        .where(StoredAttachment.id == key, Conversation.store_id.in_(stores))
        .options(undefer(StoredAttachment.content))
    )


def customer(stores: Stores, key: int) -> Select[Customer]:
    return (
        select(Customer)
        .where(Customer.id == key, Customer.store_id.in_(stores))
        .options(selectinload(Customer.identities))
    )


def survivor(stores: Stores, key: int) -> Select[int]:
    """The id of whom this customer was merged into, or their own."""
    whose = func.coalesce(Customer.merged_into_id, Customer.id)
    return select(whose).where(Customer.id == key, Customer.store_id.in_(stores))


def promise(stores: Stores, key: int) -> Select[Promise]:
    return select(Promise).where(Promise.id == key, Promise.store_id.in_(stores))


def handoff(stores: Stores, key: int) -> Select[Handoff]:
    return (
        select(Handoff)
        .join(Conversation, Conversation.id == Handoff.conversation_id)
        .where(Handoff.id == key, Conversation.store_id.in_(stores))
    )


def ledger_entry(stores: Stores, key: int) -> Select[LedgerEntry]:
    """One entry with its raw bytes; those that no store could be found for are seen by all."""
    return (
        select(LedgerEntry)
        .where(LedgerEntry.id == key, LedgerEntry.store_id.in_(stores) | LedgerEntry.store_id.is_(None))
        .options(selectinload(LedgerEntry.raw))
    )


def handoffs_asked_of(teammate_id: int, stores: Stores) -> Select[Handoff]:
    return (
        Handoff.asked_of(teammate_id)
        .join(Conversation, Conversation.id == Handoff.conversation_id)
        .where(Conversation.store_id.in_(stores))
        .options(
            selectinload(Handoff.giver),
            selectinload(Handoff.conversation)
            .selectinload(Conversation.customer)
            .selectinload(Customer.identities),
            selectinload(Handoff.conversation).selectinload(Conversation.messages),
        )
    )


def handoffs_open(conversation_id: int) -> Select[Handoff]:
    return (
        select(Handoff)
        .where(Handoff.conversation_id == conversation_id, Handoff.state == HandoffState.ASKED)
        .options(selectinload(Handoff.giver), selectinload(Handoff.taker))
        .order_by(Handoff.id.desc())
    )


def promises_open(stores: Stores) -> Select[Promise]:
    """Soonest due first, with who made them and to whom."""
    return Promise.open(stores).options(
        selectinload(Promise.who), selectinload(Promise.customer).selectinload(Customer.identities)
    )


def promises_of_customer(customer_id: int) -> Select[Promise]:
    return Promise.of_customer(customer_id).options(selectinload(Promise.who))


def promises_open_of(customer_id: int) -> Select[Promise]:
    return (
        select(Promise)
        .where(Promise.customer_id == customer_id, Promise.state == PromiseState.OPEN)
        .options(selectinload(Promise.who))
        .order_by(Promise.due)
    )


def messages_of_customer(customer_id: int, *, at_most: int = 200) -> Select[Message]:
    """Newest first, of all conversations."""
    return (
        select(Message)
        .join(Conversation, Conversation.id == Message.conversation_id)
        .where(Conversation.customer_id == customer_id)
        .order_by(Message.at.desc(), Message.id.desc())
        .limit(at_most)
    )


def teammates(stores: Stores) -> Select[Teammate]:
    """Everybody who works in one of these stores, by name."""
    return (
        select(Teammate)
        .join(teammate_store, teammate_store.c.teammate_id == Teammate.id)
        .where(teammate_store.c.store_id.in_(stores), Teammate.active)
        .options(selectinload(Teammate.stores))
        .order_by(Teammate.name)
        .distinct()
    )


def colleagues(stores: Stores) -> Select[Teammate]:
    """Also those who have left: what they did is still theirs."""
    return (
        select(Teammate)
        .join(teammate_store, teammate_store.c.teammate_id == Teammate.id)
        .where(teammate_store.c.store_id.in_(stores))
        .distinct()
    )


def knowledge(stores: Stores, key: int) -> Select[Knowledge]:
    return (
        select(Knowledge)
        .where(Knowledge.id == key, Knowledge.store_id.in_(stores))
        .options(selectinload(Knowledge.owner))
    )


def example(stores: Stores, key: int) -> Select[Example]:
    return select(Example).where(Example.id == key, Example.store_id.in_(stores))


def inboxes(stores: Stores) -> Select[Inbox]:
    return select(Inbox).where(Inbox.store_id.in_(stores)).order_by(Inbox.store_id, Inbox.id)


def mail_inboxes(stores: Stores) -> Select[Inbox]:
    """The e-mail inboxes of these stores."""
    return inboxes(stores).where(Inbox.channel == Channel.EMAIL).options(selectinload(Inbox.store))


def messages_of_entries(entry_ids: list[int]) -> Select[Message]:
    """What became of ledger entries: the messages that were filed from them."""
    return (
        select(Message)
        .where(Message.entry_id.in_(entry_ids))
        .options(selectinload(Message.conversation).selectinload(Conversation.customer))
    )


def next_waiting(stores: Stores, owner_id: int, *, but: int) -> Select[int]:
    """The id of the conversation whose customer waits longest for this teammate."""
    return (
        select(Conversation.id)
        .where(
            Conversation.store_id.in_(stores),
            Conversation.owner_id == owner_id,
            Conversation.state == ConversationState.WAITING,
            Conversation.id != but,
        )
        .order_by(Conversation.waiting_since, Conversation.id)
        .limit(1)
    )


def waiting_count(stores: Stores, owner_id: int) -> Select[int]:
    return select(func.count(Conversation.id)).where(
        Conversation.store_id.in_(stores),
        Conversation.owner_id == owner_id,
        Conversation.state == ConversationState.WAITING,
    )


def promised_count(stores: Stores, who_id: int) -> Select[int]:
    return select(func.count(Promise.id)).where(
        Promise.store_id.in_(stores), Promise.who_id == who_id, Promise.state == PromiseState.OPEN
    )
