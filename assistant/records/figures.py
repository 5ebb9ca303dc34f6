"""Figures of the whole installation, cheap however much there is: counts that an index serves, and what

happened lately among the newest rows only. Kinds and numbers; no name, no address, no word of anybody.
"""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, Select, func, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from assistant.core.buckets import DAY, bucket, counted
from assistant.core.states import ConversationState
from assistant.records.approval import Approval
from assistant.records.audit import ModelCall
from assistant.records.conversation import Conversation
from assistant.records.delivery import Delivery
from assistant.records.draft import Draft
from assistant.records.ledger import LedgerEntry
from assistant.records.store import Store
from assistant.records.wait import Wait

LATELY = timedelta(days=1)
NEWEST = 5_000  # rows that "lately" looks at, at most


@dataclass(frozen=True)
class Waiting:
    """Customers who wait now; `never` of them for more than a day."""

    number: int
    oldest: datetime | None
    never: int


def inbound(session: Session) -> dict[str, int]:
    """All that ever arrived, by state: the index on it is all that is read."""
    query = select(LedgerEntry.state, func.count()).group_by(LedgerEntry.state)
    return {state.value: number for state, number in session.execute(query)}


def arrived(session: Session, now: datetime) -> dict[tuple[str, str], int]:
    """What came lately, by (channel, state)."""
    lately = _lately(LedgerEntry.id, LedgerEntry.arrived_at, now)
    found = session.execute(select(LedgerEntry.channel, LedgerEntry.state).where(lately))
    return dict(Counter((channel.value, state.value) for channel, state in found))


def deliveries(session: Session) -> dict[str, int]:
    query = select(Delivery.state, func.count()).group_by(Delivery.state)
    return {state.value: number for state, number in session.execute(query)}


def waiting(session: Session, now: datetime) -> Waiting:
    """The index begins with the store, so every store is named."""
    here = Conversation.store_id.in_(select(Store.id)) & (Conversation.state == ConversationState.WAITING)
    query = select(func.count(), func.min(Conversation.waiting_since)).where(here)
    number, oldest = session.execute(query).one()
    never = select(func.count()).where(here, Conversation.waiting_since < now - DAY)
    return Waiting(number, oldest, session.scalar(never) or 0)


def drafts(session: Session, now: datetime) -> dict[tuple[str, str], int]:
    """Written lately, by (drafter, state)."""
    query = select(Draft.drafter, Draft.state).where(_lately(Draft.id, Draft.written_at, now))
    return dict(Counter((drafter.value, state.value) for drafter, state in session.execute(query)))


def findings(session: Session, now: datetime) -> dict[tuple[str, str], int]:
    """On drafts written lately, by (rule, severity); "overruled" counts those a person gave a reason for."""
    found: Counter[tuple[str, str]] = Counter()
    for listed in session.scalars(select(Draft.findings).where(_lately(Draft.id, Draft.written_at, now))):
        found.update((str(one.get("rule")), str(one.get("severity"))) for one in listed)
    for listed in session.scalars(select(Approval.overruled).where(_lately(Approval.id, Approval.at, now))):
        found.update((str(one.get("rule")), "overruled") for one in listed)
    return dict(found)


def model_calls(session: Session, now: datetime) -> list[tuple[Any, ...]]:
    """Lately, by (model, whether it failed): calls, milliseconds, tokens in and out, millionths of cost."""
    failed = ModelCall.error != ""
    return [
        tuple(row)
        for row in session.execute(
            select(
                ModelCall.model,
                failed,
                func.count(),
                func.sum(ModelCall.milliseconds),
                func.sum(ModelCall.tokens_in),
                func.sum(ModelCall.tokens_out),
                func.sum(func.coalesce(ModelCall.cost_micros, 0)),
            )
            .where(_lately(ModelCall.id, ModelCall.at, now))
            .group_by(ModelCall.model, failed)
        )
    ]


def clock(session: Session, now: datetime, never: int) -> dict[str, int]:
    """How long the customers waited who were answered lately; `never` those who still wait after a day."""
    ended = (
        select(Wait.began, Wait.ended, Store.zone)
        .join(Store, Store.id == Wait.store_id)
        .where(_lately(Wait.id, Wait.ended, now))
    )
    rows = session.execute(ended)
    return {**counted(bucket(began, at, ZoneInfo(zone)) for began, at, zone in rows), "never": never}


def never_answered(store_ids: list[int], now: datetime, owner_id: int | None = None) -> Select[int]:
    """How many customers have had no answer for more than a day, closed conversations among them."""
    here = Conversation.store_id.in_(store_ids) & (Conversation.unanswered_since < now - DAY)
    theirs = here if owner_id is None else here & (Conversation.owner_id == owner_id)
    return select(func.count()).where(theirs)


def _lately(
    key: InstrumentedAttribute[int], at: InstrumentedAttribute[datetime], now: datetime
) -> ColumnElement[bool]:
    """By the primary key first, so that no index on the time is needed."""
    newest = select(func.coalesce(func.max(key), 0)).scalar_subquery()
    return (key > newest - NEWEST) & (at > now - LATELY)
