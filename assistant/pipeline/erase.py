"""Erase: a customer's content goes, everywhere and in one transaction; a tombstone stays.

Whoever is at work on something of theirs waits for this transaction or ends before it; a step that read
before it and would write after it finds that there is nothing left to write about.
"""

from dataclasses import dataclass
from datetime import datetime

import structlog

from assistant.core.audit import Did
from assistant.pipeline.services import Services
from assistant.records import (
    Customer,
    Deed,
    Erasure,
    OperationalError,
    Session,
    Teammate,
    erasure,
    held,
    search,
)
from assistant.records.emptying import empty
from assistant.records.unfiled import unfiled

log = structlog.get_logger()


@dataclass(frozen=True)
class Erased:
    customer_id: int


@dataclass(frozen=True)
class Kept:
    """Nothing was erased, and why."""

    why: str


@dataclass(frozen=True)
class Before:
    """What is shown before anybody decides."""

    called: str
    counts: dict[str, int]
    promises: int
    waiting: int
    blocked: str
    shared: list[int]
    unfiled: list[int]


def look(session: Session, customer: Customer) -> Before:
    key = customer.id
    return Before(
        called=customer.called,
        counts={what: n for what, n in erasure.counts(session, key).items() if n},
        promises=len(session.scalars(erasure.promised(key)).all()),
        waiting=len(session.scalars(erasure.waiting(key)).all()),
        blocked=_blocked(session, key),
        shared=erasure.shared_with_others(session, key),
        unfiled=unfiled(session, customer),
    )


def erase(
    services: Services,
    customer_id: int,
    *,
    reason: str,
    typed: str,
    by: Teammate,
    sign_in_id: int,
    now: datetime,
) -> Erased | Kept:
    """`typed` is the name as the admin typed it: it has to be this customer's."""
    ended = _emptied(services, customer_id, reason, typed, by.id, sign_in_id, now)
    if isinstance(ended, Erased):
        try:
            search.forget(services.sessions)
        except OperationalError:  # somebody wrote for very long: the next erasure merges it
            log.warning("erase.index_unmerged", customer=customer_id)
    return ended


def _emptied(
    services: Services, customer_id: int, reason: str, typed: str, by_id: int, sign_in_id: int, now: datetime
) -> Erased | Kept:
    with services.sessions.begin() as session:
        store_id = session.get_one(Customer, customer_id).store_id
        held.store(session, store_id)  # nothing is filed meanwhile
        conversations = list(session.scalars(erasure.conversations_of(customer_id)))
        for conversation_id in conversations:
            held.conversation(session, conversation_id)
        customer = session.get_one(Customer, customer_id, populate_existing=True)
        kept = _kept(session, customer, reason, typed)
        if kept:
            return Kept(kept)
        stone = Erasure(
            store_id=store_id,
            customer_id=customer_id,
            teammate_id=by_id,
            sign_in_id=sign_in_id,
            at=now,
            reason=reason.strip(),
            counts=erasure.counts(session, customer_id),
            shared=erasure.shared_with_others(session, customer_id),
        )
        session.add(stone)
        session.flush()  # the database lets words go only where a tombstone stands
        empty(session, customer, by_id=by_id, now=now)
        session.add(_deed(stone))
        for conversation_id in conversations:
            services.tell(session, f"conversation:{conversation_id}")
        services.tell(session, f"today:{store_id}")
        return Erased(customer_id)


def _deed(stone: Erasure) -> Deed:
    return Deed(
        at=stone.at,
        teammate_id=stone.teammate_id,
        store_id=stone.store_id,
        customer_id=stone.customer_id,
        what=Did.ERASED,
        about=stone.counts,
    )


def _kept(session: Session, customer: Customer, reason: str, typed: str) -> str:
    if customer.erased_at is not None:
        return "This customer was erased before."
    if not reason.strip():
        return "Erasing needs a reason: who asked for it, and when."
    if " ".join(typed.split()).casefold() != " ".join(customer.called.split()).casefold():
        return f"Type “{customer.called}” to confirm that it is this customer."
    return _blocked(session, customer.id)


def _blocked(session: Session, customer_id: int) -> str:
    states = {str(delivery.state) for delivery in session.scalars(erasure.on_its_way(customer_id))}
    if "uncertain" in states:
        return "Nobody knows yet whether an answer to them left. Settle that on the Today page first."
    if states:
        return "An answer to them is on its way. Undo it, or wait until it has left."
    return ""
