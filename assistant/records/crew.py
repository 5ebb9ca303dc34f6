"""Who of a store could take a customer: who is at work now, how much each has, and whose the customer is."""

from datetime import datetime, timedelta

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from assistant.core.states import ConversationState
from assistant.records.conversation import Conversation
from assistant.records.record import Record, RecordKind
from assistant.records.teammate import SignIn

HERE = timedelta(minutes=15)  # since a page of theirs was seen
OWN = {"sales": RecordKind.SALE, "service": RecordKind.REPAIR}  # whose record makes them their own person


def at_work(session: Session, teammate_ids: list[int], now: datetime) -> set[int]:
    """Those whose inbox is open."""
    seen = func.coalesce(SignIn.seen_at, SignIn.started_at)
    open_ones = select(SignIn.teammate_id).where(
        SignIn.teammate_id.in_(teammate_ids), SignIn.ended_at.is_(None), seen > now - HERE, seen <= now
    )
    return set(session.scalars(open_ones.distinct()))


def load(session: Session, teammate_ids: list[int]) -> dict[int, int]:
    """How many customers wait for each, in all their stores."""
    query = (
        select(Conversation.owner_id, func.count())
        .where(
            Conversation.owner_id.in_(teammate_ids),
            Conversation.state.in_((ConversationState.WAITING, ConversationState.SNOOZED)),
        )
        .group_by(Conversation.owner_id)
    )
    return {row[0]: row[1] for row in session.execute(query)}


def own_people(customer_id: int, department: str) -> Select[int | None]:
    """Who sold to them, or looked after their car, last first."""
    return (
        select(Record.teammate_id)
        .where(
            Record.customer_id == customer_id,
            Record.kind == OWN.get(department, RecordKind.SALE),
            Record.teammate_id.is_not(None),
        )
        .order_by(Record.at.desc(), Record.id.desc())
        .limit(5)
    )
