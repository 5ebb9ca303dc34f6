"""Rows that nobody else may change until this transaction ends; a verb takes one first.

SQLite has one writer at a time and needs no more. On PostgreSQL two people may press at once: what belongs
to one conversation is changed behind its row's lock, the second sees what the first has done. A lock is taken
before anything of it is read, and always store before conversation, so that nobody waits in a circle.
"""

from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from assistant.records.absence import Absence, Lent
from assistant.records.approval import Approval
from assistant.records.ask import Ask
from assistant.records.consent import OptOut
from assistant.records.conversation import Conversation
from assistant.records.customer import Customer
from assistant.records.delivery import Delivery
from assistant.records.draft import Draft
from assistant.records.handoff import Handoff
from assistant.records.hint import Hint
from assistant.records.ledger import LedgerEntry
from assistant.records.message import Message
from assistant.records.outside import Outside
from assistant.records.promise import Promise
from assistant.records.store import Store
from assistant.records.touch import Touch

MINE = Select[Any]


def conversation(session: Session, key: int) -> Conversation:
    _hold(session, select(Conversation.id).where(Conversation.id == key))
    return session.get_one(Conversation, key)


def draft(session: Session, key: int) -> Draft:
    """A draft, behind the lock of its conversation."""
    _hold(session, select(Conversation.id).join(Draft).where(Draft.id == key))
    return session.get_one(Draft, key)


def message(session: Session, key: int) -> Message:
    """A message, behind the lock of its conversation."""
    _hold(session, select(Conversation.id).join(Message).where(Message.id == key))
    return session.get_one(Message, key)


def found(session: Session, key: int) -> Message | None:
    """As `message`, where it may be gone."""
    _hold(session, select(Conversation.id).join(Message).where(Message.id == key))
    return session.get(Message, key)


def handoff(session: Session, key: int) -> Handoff:
    _hold(session, select(Conversation.id).join(Handoff).where(Handoff.id == key))
    return session.get_one(Handoff, key)


def hint(session: Session, key: int) -> Hint:
    of = select(Conversation.id).join(Hint, Hint.conversation_id == Conversation.id)
    _hold(session, of.where(Hint.id == key))
    return session.get_one(Hint, key)


def outside(session: Session, key: int) -> Outside:
    of = select(Conversation.id).join(Outside, Outside.conversation_id == Conversation.id)
    _hold(session, of.where(Outside.id == key))
    return session.get_one(Outside, key)


def free_handoff(session: Session, key: int) -> Handoff | None:
    """As `handoff`, for whoever must not wait: None where somebody is at it."""
    of = select(Conversation.id).join(Handoff).where(Handoff.id == key)
    return session.get_one(Handoff, key, populate_existing=True) if _free(session, of) else None


def free_conversation(session: Session, key: int) -> Conversation | None:
    of = select(Conversation.id).where(Conversation.id == key)
    return session.get_one(Conversation, key, populate_existing=True) if _free(session, of) else None


def ask(session: Session, key: int) -> Ask:
    of = select(Conversation.id).join(Ask, Ask.conversation_id == Conversation.id)
    _hold(session, of.where(Ask.id == key))
    return session.get_one(Ask, key)


def absence(session: Session, key: int) -> Absence:
    session.execute(select(Absence.id).where(Absence.id == key).with_for_update(key_share=True))
    return session.get_one(Absence, key)


def lent(session: Session, key: int) -> Lent:
    session.execute(select(Lent.id).where(Lent.id == key).with_for_update(key_share=True))
    return session.get_one(Lent, key)


def delivery(session: Session, key: int) -> Delivery | None:
    """A delivery, behind the lock of its conversation; None where it is gone."""
    of = select(Conversation.id).join(Approval, Approval.conversation_id == Conversation.id).join(Delivery)
    _hold(session, of.where(Delivery.id == key))
    return session.get(Delivery, key)


def customer(session: Session, key: int) -> Customer:
    """What is decided of one customer, in whatever conversation; of who was merged: of the survivor."""
    session.execute(select(Customer.id).where(Customer.id == key).with_for_update(key_share=True))
    found = session.get_one(Customer, key, populate_existing=True)
    return found if found.merged_into_id is None else customer(session, found.merged_into_id)


def customers(session: Session, keys: list[int]) -> None:
    """Nothing that points to one of them is put down meanwhile."""
    theirs = select(Customer.id).where(Customer.id.in_(keys)).order_by(Customer.id)
    session.execute(theirs.with_for_update())


def opt_out(session: Session, key: int) -> OptOut:
    session.execute(select(OptOut.id).where(OptOut.id == key).with_for_update(key_share=True))
    return session.get_one(OptOut, key)


def promise(session: Session, key: int) -> Promise:
    session.execute(select(Promise.id).where(Promise.id == key).with_for_update(key_share=True))
    return session.get_one(Promise, key)


def touch(session: Session, key: int) -> Touch:
    session.execute(select(Touch.id).where(Touch.id == key).with_for_update(key_share=True))
    return session.get_one(Touch, key)


def entry(session: Session, key: int) -> LedgerEntry | None:
    session.execute(select(LedgerEntry.id).where(LedgerEntry.id == key).with_for_update(key_share=True))
    return session.get(LedgerEntry, key)


def store(session: Session, key: int) -> None:
    """Filing: two mails of one new customer make one customer, the same mail twice is filed once."""
    session.execute(select(Store.id).where(Store.id == key).with_for_update(key_share=True))


def _free(session: Session, rows: MINE) -> bool:
    free = rows.with_for_update(of=Conversation, key_share=True, skip_locked=True)
    return session.execute(free).first() is not None


def _hold(session: Session, rows: MINE) -> None:
    session.execute(rows.with_for_update(of=Conversation, key_share=True))
