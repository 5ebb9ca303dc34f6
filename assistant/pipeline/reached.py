"""Reached: a teammate chooses when they are mailed, and when it is quiet."""

from dataclasses import dataclass
from datetime import datetime, time

from assistant.core.audit import Did
from assistant.core.reach import LONGEST_EVERY, SHORTEST_EVERY, Way
from assistant.pipeline.services import Services
from assistant.records import Deed, Reach, Teammate


@dataclass(frozen=True)
class Chosen:
    """As it was typed."""

    way: str
    every_minutes: str
    own_quiet: bool
    quiet_from: str
    quiet_until: str
    quiet_days: tuple[int, ...]
    breaks: bool


def choose(services: Services, chosen: Chosen, *, by: Teammate, now: datetime) -> None:
    """ValueError, and nothing changed, where it is no time or no number."""
    start, end = _time(chosen.quiet_from), _time(chosen.quiet_until)
    every = int(chosen.every_minutes) if chosen.every_minutes.isdecimal() else 0
    if not SHORTEST_EVERY <= every <= LONGEST_EVERY:
        raise ValueError(
            f"Choose from {SHORTEST_EVERY} minutes to {LONGEST_EVERY // 60} hours between mails."
        )
    if chosen.own_quiet and len(chosen.quiet_days) == 7:
        raise ValueError("Leave one day of the week on which you can be mailed, or switch the mails off.")
    if chosen.way not in set(Way):
        raise ValueError("Choose how you want to be mailed.")
    with services.sessions.begin() as session:
        mine = session.get_one(Teammate, by.id, with_for_update={"key_share": True})
        row = session.scalars(Reach.chosen([mine.id])).first()
        if row is None:
            row = Reach(teammate_id=mine.id)
            session.add(row)
        row.way, row.every_minutes, row.own_quiet = Way(chosen.way), every, chosen.own_quiet
        row.quiet_from, row.quiet_until = f"{start:%H:%M}", f"{end:%H:%M}"
        row.quiet_days, row.breaks = sorted(chosen.quiet_days), chosen.breaks and mine.leads()
        session.add(Deed(at=now, teammate_id=by.id, what=Did.CHANGED_TELLING).of_stores(by.store_ids))


def _time(typed: str) -> time:
    try:
        return time.fromisoformat(typed).replace(second=0, microsecond=0, tzinfo=None)
    except ValueError:
        raise ValueError("Choose from when until when it is quiet.") from None
