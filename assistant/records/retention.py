"""Retention: originals older than a store keeps them lose their bytes; what was read from them stays.

What was not read yet is never among them. The database looks at the store's setting once more, by its own
clock (migration 0006).
"""

from collections.abc import Iterator
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, and_, exists, or_, select, update
from sqlalchemy.orm import Session

from assistant.core.states import InboundState
from assistant.records.ledger import Gone, LedgerEntry, Raw
from assistant.records.message import Message
from assistant.records.store import Store

AT_ONCE = 200


def with_a_rule(session: Session) -> list[Store]:
    return list(
        session.scalars(select(Store).where(or_(Store.raw_days.is_not(None), Store.aside_days.is_not(None))))
    )


def past(session: Session, store: Store, now: datetime) -> list[int]:
    """Ids of entries whose bytes go now, the oldest first, so many at once."""
    query = select(LedgerEntry.id).where(
        LedgerEntry.store_id == store.id, LedgerEntry.raw_gone_at.is_(None), or_(*_rules(store, now))
    )
    return list(session.scalars(query.order_by(LedgerEntry.arrived_at).limit(AT_ONCE)))


def let_go(session: Session, entry_ids: list[int], now: datetime) -> None:
    session.execute(update(Raw).where(Raw.entry_id.in_(entry_ids)).values(content=b""))
    session.execute(
        update(LedgerEntry)
        .where(LedgerEntry.id.in_(entry_ids))
        .values(raw_gone_at=now, raw_gone_why=Gone.RULE)
    )


def _rules(store: Store, now: datetime) -> Iterator[ColumnElement[bool]]:
    filed = LedgerEntry.state.in_((InboundState.FILED, InboundState.KNOWN))
    if store.raw_days is not None:
        yield and_(filed, LedgerEntry.arrived_at <= now - timedelta(days=store.raw_days))
    if store.aside_days is not None:
        needed = exists().where(Message.entry_id == LedgerEntry.id, Message.bulk.is_(False))
        bulk = and_(LedgerEntry.state == InboundState.FILED, ~needed)
        quiet = or_(LedgerEntry.state == InboundState.SET_ASIDE, bulk)
        yield and_(quiet, LedgerEntry.arrived_at <= now - timedelta(days=store.aside_days))
