"""Keeping a voice: what was learned of somebody is theirs to change, to switch off, to delete."""

from datetime import datetime

from assistant.core.audit import Did
from assistant.core.inquiry import Kind
from assistant.core.roles import Action
from assistant.core.voice.lesson import Scope
from assistant.core.voice.wording import changed
from assistant.pipeline.services import Services
from assistant.records import Deed, IntegrityError, Preference, Session, Teammate

AS_SEEN = ""  # where the replies that taught it say


def change(services: Services, key: int, text: str, where: str, *, by: Teammate, now: datetime) -> None:
    """`where` is AS_SEEN, a word of Scope (teammate, store), or a kind of inquiry."""
    try:
        with services.sessions.begin() as session:
            row = _theirs(session, key, by)
            lesson = changed(row.lesson, text)
            row.was, row.becomes = lesson.was, lesson.becomes
            row.scope, row.kind = _scope(row, where, by)
            session.flush()
            _did(session, row, by, Did.CHANGED_VOICE, now, habit=row.habit.value)
    except IntegrityError:
        raise ValueError("That is learned already: it stands here by itself.") from None


def switch_on(services: Services, key: int, *, by: Teammate, now: datetime) -> None:
    with services.sessions.begin() as session:
        row = _theirs(session, key, by)
        row.active = True
        _did(session, row, by, Did.CHANGED_VOICE, now, habit=row.habit.value, switched="on")


def switch_off(services: Services, key: int, *, by: Teammate, now: datetime) -> None:
    """It stays to be seen, and no draft follows it."""
    with services.sessions.begin() as session:
        row = _theirs(session, key, by)
        row.active = False
        _did(session, row, by, Did.CHANGED_VOICE, now, habit=row.habit.value, switched="off")


def delete(services: Services, key: int, *, by: Teammate, now: datetime) -> None:
    """With all sightings: a reply teaches once, so only new ones can bring it back."""
    with services.sessions.begin() as session:
        row = _theirs(session, key, by)
        _did(session, row, by, Did.DELETED_VOICE, now, habit=row.habit.value)
        session.delete(row)


def _theirs(session: Session, key: int, by: Teammate) -> Preference:
    row = session.get_one(Preference, key)
    given = row.scope is Scope.STORE and row.store_id in by.store_ids and by.may(Action.EDIT_STORE)
    if row.teammate_id != by.id and not given:
        raise ValueError("Only whose voice it is can change it.")
    return row


def _scope(row: Preference, where: str, by: Teammate) -> tuple[Scope | None, Kind | None]:
    if where == AS_SEEN:
        return None, None
    if where in set(Kind):
        return Scope.KIND, Kind(where)
    if where == Scope.TEAMMATE:
        return Scope.TEAMMATE, None
    if where != Scope.STORE:
        raise ValueError("Choose where it holds.")
    if row.scope is not Scope.STORE and not by.may(Action.EDIT_STORE):
        raise ValueError("Only a manager gives a habit to the whole store.")
    return Scope.STORE, None


def _did(session: Session, row: Preference, by: Teammate, what: Did, now: datetime, **about: str) -> None:
    told = {"preference": row.id, **about}
    session.add(Deed(at=now, teammate_id=by.id, store_id=row.store_id, what=what, about=told))
