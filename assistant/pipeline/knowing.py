"""Knowing: what a store knows and allows is added, changed, confirmed and deleted by people with a name."""

from dataclasses import dataclass
from datetime import datetime

from assistant.core.audit import Did
from assistant.core.roles import Action
from assistant.pipeline.services import Services
from assistant.records import Deed, IntegrityError, Knowledge, KnowledgeKind, Session, Store, Teammate

LONGEST_TITLE, LONGEST_TEXT = 200, 4_000  # characters
MOST_DAYS = 3_650


@dataclass(frozen=True)
class Snippet:
    """What somebody says in the form."""

    kind: KnowledgeKind
    title: str
    text: str
    topics: tuple[str, ...] = ()
    limit_cents: int | None = None
    owner_id: int | None = None


def add(services: Services, store_id: int, given: Snippet, *, by: Teammate, now: datetime) -> int:
    try:
        with services.sessions.begin() as session:
            row = Knowledge(store_id=store_id, confirmed_at=now)
            _describe(session, row, given)
            session.add(row)
            session.flush()
            _did(session, row, by, Did.ADDED_KNOWLEDGE, now)
            return row.id
    except IntegrityError:
        raise ValueError(f"There is a {given.kind} called “{given.title}” already.") from None


def change(services: Services, key: int, given: Snippet, *, by: Teammate, now: datetime) -> None:
    """Whoever changes it has looked at it: it counts as confirmed."""
    try:
        with services.sessions.begin() as session:
            row = session.get_one(Knowledge, key)
            _describe(session, row, given)
            row.confirm(now)
            session.flush()
            _did(session, row, by, Did.CHANGED_KNOWLEDGE, now)
    except IntegrityError:
        raise ValueError(f"There is a {given.kind} called “{given.title}” already.") from None


def confirm(services: Services, key: int, *, by: Teammate, now: datetime) -> None:
    """*Still true*, says its owner or whoever keeps the store's data."""
    with services.sessions.begin() as session:
        row = session.get_one(Knowledge, key)
        if by.id != row.owner_id and not by.may(Action.EDIT_STORE):
            raise ValueError("Only its owner or a manager can say that it is still true.")
        row.confirm(now)
        _did(session, row, by, Did.CONFIRMED_KNOWLEDGE, now)


def delete(services: Services, key: int, *, by: Teammate, now: datetime) -> None:
    with services.sessions.begin() as session:
        row = session.get_one(Knowledge, key)
        _did(session, row, by, Did.DELETED_KNOWLEDGE, now)
        session.delete(row)


def confirm_within(services: Services, store_id: int, days: int, *, by: Teammate, now: datetime) -> None:
    """After how many days without a word the store asks whether something is still true."""
    if not 1 <= days <= MOST_DAYS:
        raise ValueError(f"Give whole days, from 1 to {MOST_DAYS:,}.")
    with services.sessions.begin() as session:
        store = session.get_one(Store, store_id)
        if store.confirm_days == days:
            return
        about = {"setting": "confirm_days", "before": store.confirm_days, "after": days}
        store.confirm_days = days
        what = Did.CHANGED_SETTINGS
        session.add(Deed(at=now, teammate_id=by.id, store_id=store_id, what=what, about=about))


def _describe(session: Session, row: Knowledge, given: Snippet) -> None:
    title, text = " ".join(given.title.split()), " ".join(given.text.split())
    if not title or not text:
        raise ValueError("It needs a title to find it by, and a text.")
    if len(title) > LONGEST_TITLE or len(text) > LONGEST_TEXT:
        raise ValueError(f"A title has at most {LONGEST_TITLE} characters, a text {LONGEST_TEXT:,}.")
    if given.limit_cents is not None and given.kind is not KnowledgeKind.OPTION:
        raise ValueError("A limit is for an option only.")
    owner = session.get(Teammate, given.owner_id) if given.owner_id else None
    if given.owner_id and (owner is None or not owner.active or row.store_id not in owner.store_ids):
        raise ValueError("Choose an owner of this store.")
    row.kind, row.title, row.text = given.kind, title, text
    row.topics, row.limit_cents = list(given.topics), given.limit_cents
    row.owner_id, row.owner = given.owner_id, owner


def _did(session: Session, row: Knowledge, by: Teammate, what: Did, now: datetime) -> None:
    about = {row.kind.value: row.title}
    session.add(Deed(at=now, teammate_id=by.id, store_id=row.store_id, what=what, about=about))
