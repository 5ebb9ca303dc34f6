"""Rows that go from one customer to another, each kept as a row of the merge, and back.

Every column that points to a customer is in GOES, or in STAYS with the reason: a test holds that list
against the tables.
"""

from collections import Counter
from typing import Any

from sqlalchemy import ColumnElement, Select, delete, func, insert, literal, select, update
from sqlalchemy.orm import Session

from assistant.records import twofold
from assistant.records.approval import Approval
from assistant.records.base import Base
from assistant.records.consent import Consent, OptOut
from assistant.records.conversation import Conversation
from assistant.records.customer import Customer, Identity
from assistant.records.fingerprint import Fingerprint
from assistant.records.merge import Merge, MergedRow
from assistant.records.notice import Notice
from assistant.records.promise import Promise
from assistant.records.record import Record
from assistant.records.remembered import Remembered
from assistant.records.touch import Touch
from assistant.records.vehicle import Vehicle
from assistant.records.voice import Sighting

GOES: tuple[type[Base], ...] = (
    *(Conversation, Identity, Vehicle, Record, Promise, Touch, Remembered, Notice, OptOut, Consent),
    *(Fingerprint, Sighting),
)
"""By their `customer_id`."""
STAYS = {
    (
        "deed",
        "customer_id",
    ): "the log only grows; whoever asks for the survivor's gets those of the merged too",
    ("erasure", "customer_id"): "nobody who was erased is merged",
    ("customer", "merged_into_id"): "goes along too: it always names who survived in the end",
    ("likeness", "one_id"): "what was said of a pair",
    ("likeness", "other_id"): "as above",
    ("merge", "survivor_id"): "who was merged into whom",
    ("merge", "merged_id"): "as above",
}
IN_A_CONVERSATION = (Record, Promise, Touch, Notice, OptOut, Sighting)


def give(session: Session, merge: Merge) -> None:
    """All of the merged to the survivor. `merge` is flushed; both customers are locked."""
    was, to = merge.merged_id, merge.survivor_id
    merge.marks = {table(kind): session.scalar(select(func.max(_id(kind)))) or 0 for kind in GOES}
    twofold.fold_identities(session, merge)
    twofold.rename_touches(session, merge)
    moved: Counter[str] = Counter()
    for kind in GOES:
        ids = select(_id(kind)).where(_whose(kind) == was)
        moved[table(kind)] = session.scalar(select(func.count()).select_from(ids.subquery())) or 0
        _note(session, merge, table(kind), ids)
        session.execute(_giving(kind, to).where(_whose(kind) == was), execution_options=BULK)
    elder = select(Customer.id).where(Customer.merged_into_id == was)
    _note(session, merge, "customer", elder)
    session.execute(update(Customer).where(Customer.merged_into_id == was).values(merged_into_id=to))
    merge.moved = {name: many for name, many in moved.items() if many}
    session.flush()
    session.expire_all()


def give_back(session: Session, merge: Merge) -> None:
    """What was given, and what came since in a conversation that goes back; the rest stays."""
    was, to = merge.survivor_id, merge.merged_id
    for kind, at in followers(merge):
        session.execute(_giving(kind, to).where(at), execution_options=BULK)
    for kind in GOES:
        mine = _id(kind).in_(MergedRow.ids(merge.id, table(kind)))
        session.execute(_giving(kind, to).where(mine, _whose(kind) == was), execution_options=BULK)
    elder = Customer.id.in_(MergedRow.ids(merge.id, "customer")), Customer.merged_into_id == was
    session.execute(update(Customer).where(*elder).values(merged_into_id=to), execution_options=BULK)
    session.expire_all()
    twofold.unfold_identities(session, merge)
    twofold.name_touches_again(session, merge)
    session.execute(delete(MergedRow).where(MergedRow.merge_id == merge.id))
    session.expire_all()


def followers(merge: Merge) -> list[tuple[type[Base], ColumnElement[bool]]]:
    """What came since with the survivor, in a conversation that goes back; by table."""
    talks = MergedRow.ids(merge.id, "conversation")
    found: list[tuple[type[Base], ColumnElement[bool]]] = [
        (kind, (_whose(kind) == merge.survivor_id) & kind.__table__.c.conversation_id.in_(talks))
        for kind in IN_A_CONVERSATION
    ]
    approved = select(Approval.id).where(Approval.conversation_id.in_(talks))
    prints = (Fingerprint.customer_id == merge.survivor_id) & Fingerprint.approval_id.in_(approved)
    return [*found, (Fingerprint, prints)]


def came_since(session: Session, merge: Merge) -> dict[str, int]:
    """What would stay with the survivor, counted by table."""
    going = dict(followers(merge))
    found = {}
    for kind in GOES:
        mark = int(merge.marks.get(table(kind), 0))
        query = select(func.count()).where(_whose(kind) == merge.survivor_id, _id(kind) > mark)
        if kind in going:
            query = query.where(~going[kind])
        found[table(kind)] = session.scalar(query) or 0
    return {name: many for name, many in found.items() if many}


def strays(session: Session) -> int:
    """What somebody who had read before a merge put down with the merged goes to the survivor; how many."""
    gone = select(Customer.id).where(Customer.merged_into_id.is_not(None))
    if session.scalar(gone.limit(1)) is None:
        return 0
    many = twofold.settle(session, gone)
    for kind in GOES:
        if kind is Identity or kind is Touch:
            continue
        survivor = select(Customer.merged_into_id).where(Customer.id == _whose(kind)).scalar_subquery()
        late = update(kind).where(_whose(kind).in_(gone)).values(customer_id=survivor)
        many += int(session.connection().execute(late).rowcount)
    return many


def table(kind: type[Base]) -> str:
    return str(kind.__tablename__)


BULK = {"synchronize_session": False}


def _id(kind: type[Base]) -> ColumnElement[int]:
    return kind.__table__.c.id


def _whose(kind: type[Base]) -> ColumnElement[int]:
    return kind.__table__.c.customer_id


def _giving(kind: type[Base], to: int) -> Any:
    return update(kind).values(customer_id=to)


def _note(session: Session, merge: Merge, name: str, ids: Select[Any]) -> None:
    (key,) = ids.selected_columns
    rows = ids.with_only_columns(literal(merge.id), literal(name), key, literal({}, MergedRow.was.type))
    session.execute(insert(MergedRow).from_select(["merge_id", "kind", "row_id", "was"], rows))
