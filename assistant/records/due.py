"""Promises whose owner, or whoever leads, is to be told of their time; and those of a month."""

from datetime import datetime

from sqlalchemy import ColumnElement, Select, String, cast, exists, literal, select
from sqlalchemy.orm import selectinload

from assistant.core.notice import Why
from assistant.core.states import PromiseState
from assistant.records.customer import Customer
from assistant.records.notice import Notice
from assistant.records.promise import Promise

GONE = (PromiseState.RENEWED, PromiseState.RELEASED)  # another took its place, or nobody waits any more
MATTER = "promise:"


def matter(promise: Promise) -> str:
    return f"{MATTER}{promise.id}"


def untold(why: Why, since: datetime, until: datetime) -> Select[Promise]:
    """Open ones that are due in this span, and of which their owner was not told this."""
    return _open(since, until).where(~_told(why, Notice.teammate_id == Promise.who_id))


def not_brought_up(why: Why, since: datetime, until: datetime) -> Select[Promise]:
    """Open ones that were due in this span, and of which nobody was told this."""
    return _open(since, until).where(~_told(why))


def in_span(stores: list[int], since: datetime, until: datetime) -> Select[Promise]:
    """All that were, or are, to be kept in this span; soonest due first, with who made them and to whom."""
    return (
        select(Promise)
        .where(Promise.store_id.in_(stores), Promise.due >= since, Promise.due < until)
        .where(Promise.state.not_in(GONE))
        .options(selectinload(Promise.who), selectinload(Promise.customer).selectinload(Customer.identities))
        .order_by(Promise.due, Promise.id)
    )


def _open(since: datetime, until: datetime) -> Select[Promise]:
    due = Promise.state == PromiseState.OPEN, Promise.due >= since, Promise.due <= until
    return select(Promise).where(*due).order_by(Promise.due, Promise.id)


def _told(why: Why, *whom: ColumnElement[bool]) -> ColumnElement[bool]:
    of_it = literal(MATTER).concat(cast(Promise.id, String))
    return exists().where(Notice.matter == of_it, Notice.why == why, *whom)
