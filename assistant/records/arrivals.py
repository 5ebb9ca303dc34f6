"""What arrived, asked for by state, way, inbox, day or who wrote: a page at a time, counted no further back

than it is asked for. What waits for a person is always counted whole.
"""

from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import ColumnElement, Row, Select, and_, func, or_, select
from sqlalchemy.orm import selectinload

from assistant.core.message import Channel
from assistant.core.states import InboundState
from assistant.records.ledger import LedgerEntry
from assistant.records.store import Inbox

A_PAGE = 50
COUNTED = 1000  # of what waits
E = LedgerEntry


@dataclass(frozen=True)
class Asked:
    """`waits`: set aside, and nobody left it there. `sought` is a whole address or a Message-ID."""

    stores: list[int] = field(default_factory=list)
    state: InboundState | None = None
    waits: bool = False
    way: str = ""
    inbox_id: int | None = None
    since: datetime | None = None
    until: datetime | None = None
    sought: str = ""
    before: int | None = None


def entries(asked: Asked, *, at_most: int = A_PAGE) -> Select[E]:
    """Newest first, with the inbox; by key, so that a page does not shift while more arrives."""
    query = select(E).where(_of(asked.stores), *_wanted(asked)).order_by(E.id.desc()).limit(at_most)
    return query.options(selectinload(E.inbox), selectinload(E.left_by))


def counts(asked: Asked) -> Select[InboundState, int]:
    """By state, of those that arrived in this time."""
    return select(E.state, func.count()).where(_of(asked.stores), *_when(asked)).group_by(E.state)


def waiting(stores: list[int]) -> Select[int, datetime]:
    """How many wait for a person, and since when the oldest does."""
    found = select(E.arrived_at).where(_of(stores), *_aside()).order_by(E.id).limit(COUNTED).subquery()
    return select(func.count(), func.min(found.c.arrived_at)).select_from(found)


def alike(stores: list[int] | None, reason: str | None, *, at_most: int) -> Select[int]:
    """Ids of what was set aside for this reason (for any, if None) and can still be read, oldest first."""
    wanted = [E.state == InboundState.SET_ASIDE, E.raw_gone_at.is_(None)]
    wanted += [E.reason == reason] if reason is not None else []
    wanted += [_of(stores)] if stores is not None else []
    return select(E.id).where(*wanted).order_by(E.id).limit(at_most)


def aside() -> Select[E]:
    """Everything that is set aside, oldest first."""
    return select(E).where(E.state == InboundState.SET_ASIDE).order_by(E.id)


def by_inbox() -> Select[str | None, Channel | None, str, InboundState, int]:
    """(address, channel, way, state, how many) over everything that ever arrived."""
    query = select(Inbox.address, Inbox.channel, E.entry, E.state, func.count()).select_from(E)
    whose = (Inbox.address, Inbox.channel, E.entry, E.state)
    return query.outerjoin(Inbox, Inbox.id == E.inbox_id).group_by(*whose).order_by(*whose)


def inboxes(stores: list[int]) -> Select[Inbox]:
    return select(Inbox).where(Inbox.store_id.in_(stores)).order_by(Inbox.store_id, Inbox.id)


def counted(rows: list[Row[int, datetime]]) -> tuple[int, datetime | None]:
    many, oldest = rows[0]
    return many, oldest


def _of(stores: list[int]) -> ColumnElement[bool]:
    """Those that no store could be found for are seen by all."""
    return E.store_id.in_(stores) | E.store_id.is_(None)


def _aside() -> tuple[ColumnElement[bool], ...]:
    return E.state == InboundState.SET_ASIDE, E.left_at.is_(None)


def _when(asked: Asked) -> list[ColumnElement[bool]]:
    since = [E.arrived_at >= asked.since] if asked.since is not None else []
    return since + ([E.arrived_at < asked.until] if asked.until is not None else [])


def _wanted(asked: Asked) -> list[ColumnElement[bool]]:
    wanted = _when(asked)
    if asked.state is not None:
        wanted.append(E.state == asked.state)
    if asked.waits:
        wanted.append(and_(*_aside()))
    if asked.way:
        wanted.append(E.entry == asked.way)
    if asked.inbox_id is not None:
        wanted.append(E.inbox_id == asked.inbox_id)
    if asked.sought:
        bare = asked.sought.strip().strip("<>")
        wanted.append(or_(E.sender == bare.lower(), E.message_id.in_((bare, f"<{bare}>"))))
    if asked.before is not None:
        wanted.append(E.id < asked.before)
    return wanted
