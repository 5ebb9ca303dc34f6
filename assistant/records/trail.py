"""The audit log as its page asks for it: of whose stores, by whom, what, about whom, when."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import ColumnElement, Select, and_, exists, or_, select
from sqlalchemy.orm import Session, selectinload

from assistant.core.audit import GROUPS
from assistant.records.approval import Approval
from assistant.records.audit import Deed, DeedStore
from assistant.records.conversation import Conversation
from assistant.records.customer import Customer
from assistant.records.teammate import Teammate

A_PAGE = 100


@dataclass(frozen=True)
class Asked:
    """`what` is a deed or a group of deeds; `before` the id of the last row of the page before."""

    stores: list[int] = field(default_factory=list)
    homeless: bool = False  # also what is of no store: tries with an address that nobody has
    teammate_id: int | None = None
    what: str = ""
    customer_id: int | None = None
    conversation_id: int | None = None
    since: datetime | None = None
    until: datetime | None = None
    before: int | None = None


def deeds(asked: Asked, *, at_most: int = A_PAGE) -> Select[Deed]:
    """Newest first; by key, so that a page does not shift while rows are added."""
    query = select(Deed).where(_seen_by(asked), *_wanted(asked)).order_by(Deed.id.desc())
    return query.options(selectinload(Deed.stores)).limit(at_most)


def _seen_by(asked: Asked) -> ColumnElement[bool]:
    """By the stores that stand on it since it was done, wherever its people are by now."""
    of_any = exists().where(DeedStore.deed_id == Deed.id)
    ways = [Deed.store_id.in_(asked.stores), of_any.where(DeedStore.store_id.in_(asked.stores))]
    if asked.homeless:
        ways.append(and_(Deed.store_id.is_(None), ~of_any))
    return or_(*ways)


def _wanted(asked: Asked) -> list[ColumnElement[bool]]:
    wanted: list[ColumnElement[bool]] = []
    if asked.teammate_id is not None:
        wanted.append(Deed.teammate_id == asked.teammate_id)
    if asked.what:
        wanted.append(Deed.what.in_([str(did) for did in GROUPS.get(asked.what, (asked.what,))]))
    if asked.customer_id is not None:
        theirs = select(Conversation.id).where(Conversation.customer_id == asked.customer_id)
        of = Deed.customer_id.in_(Customer.family(asked.customer_id)), Deed.conversation_id.in_(theirs)
        wanted.append(or_(*of, Deed.shows(asked.customer_id)))
    if asked.conversation_id is not None:
        wanted.append(Deed.conversation_id == asked.conversation_id)
    if asked.since is not None:
        wanted.append(Deed.at >= asked.since)
    if asked.until is not None:
        wanted.append(Deed.at < asked.until)
    if asked.before is not None:
        wanted.append(Deed.id < asked.before)
    return wanted


ABOUT_PEOPLE = ("teammate", "from", "to")


def people(session: Session, found: Iterable[Deed]) -> dict[int, str]:
    """Names of those who did it and whose accounts it was about, also of who works elsewhere by now."""
    named = ((deed.teammate_id, *map(deed.about.get, ABOUT_PEOPLE)) for deed in found)
    keys = {key for ids in named for key in ids if isinstance(key, int)}
    return {one.id: one.name for one in session.scalars(select(Teammate).where(Teammate.id.in_(keys)))}


def reasons(session: Session, approval_ids: list[int]) -> dict[int, str]:
    """Why checks were overruled, by approval; empty words where the customer was erased."""
    rows = session.execute(select(Approval.id, Approval.overruled).where(Approval.id.in_(approval_ids)))
    return {key: next((str(one.get("reason", "")) for one in overruled), "") for key, overruled in rows}
