"""Standing in: who has what is of a teammate who is away, by whom they chose, else by department and load."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from assistant.core.away import THINGS, Mate, stand_in, until_in_words, with_you
from assistant.records import Absence, Lent, Session, Store, Teammate, absence, crew, lending


def stands_in(
    session: Session, row: Absence, store_id: int, now: datetime, but: int | None = None
) -> Teammate | None:
    """Whom they chose, else by department and load; None where nobody else is here: it stays in sight."""
    people = {one.id: one for one in session.scalars(Teammate.of_store(store_id)) if one.id != but}
    waiting = crew.load(session, list(people))
    mates = [Mate(one.id, one.department, waiting.get(one.id, 0)) for one in people.values()]
    gone = {*absence.away(session, store_id, now), row.teammate_id}
    found = stand_in(mates, department=row.teammate.department, chosen=row.stand_in_id, away=gone)
    return people[found] if found is not None else None


def with_whoever_stands_in(
    session: Session, people: Iterable[int], store_id: int, conversation_id: int, now: datetime
) -> set[int]:
    """These, and for each of them who is away whoever has that conversation of theirs, or stands in."""
    told = set(people)
    away = {one.teammate_id: one for one in absence.until(session, [store_id], now)}
    for key in told & away.keys():
        holder = session.scalars(lending.holder(away[key].id, conversation_id)).first()
        found = session.get(Teammate, holder) if holder else stands_in(session, away[key], store_id, now)
        told |= {found.id} if found is not None else set()
    return told


@dataclass(frozen=True)
class Told:
    """Of one absence: who is away, and what of theirs is with the teammate who is told."""

    who: str
    words: str


def told_of(session: Session, absence_ids: Iterable[int], of: Teammate, now: datetime) -> dict[int, Told]:
    """For whoever stands in, one line for each absence."""
    wanted = set(absence_ids)
    if not wanted:
        return {}
    here = now.astimezone(session.get_one(Store, of.store_ids[0]).hours().zone)
    lent = session.scalars(lending.with_teammate(of.id, of.store_ids)).all()
    found = {}
    for row in session.scalars(Absence.among(wanted)):
        things = [thing_of(one) for one in lent if one.absence_id == row.id]
        until = until_in_words(row.until, here) if row.lasts(now) else "back"
        found[row.id] = Told(row.teammate.name, with_you(row.teammate.first_name, until, things))
    return found


def thing_of(row: Lent) -> str:
    """What kind of thing went to a colleague, of core.away.THINGS."""
    ids = (row.conversation_id, row.promise_id, row.ask_id, row.outside_id, row.touch_id)
    return next(thing for thing, key in zip(THINGS, ids, strict=True) if key is not None)
