"""Free times of a department; what is held or booked already stays as it is."""

import re
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from functools import partial

from assistant.imports import cells
from assistant.imports.batch import Kind, Outcome, Run
from assistant.imports.batch import load as load_rows
from assistant.imports.report import Change, Unusable
from assistant.imports.table import Row
from assistant.records import Session, Slot

USUAL = 30  # minutes of a slot whose end is not said
LONGEST = timedelta(hours=14)


@dataclass(frozen=True)
class Free:
    department: str
    starts_at: datetime
    ends_at: datetime
    label: str


def _read(row: Row, run: Run) -> Free:
    department = row.get("department").lower()
    if not department:
        raise Unusable("no department")
    starts = _start(row, run)
    ends = _end(row, run, starts)
    if not starts < ends <= starts + LONGEST:
        raise Unusable("it does not end after it starts, or lasts longer than a day's work")
    return Free(department, starts, ends, row.get("label"))


def _start(row: Row, run: Run) -> datetime:
    day, start = row.get("date"), row.get("start") or row.get("time")
    if day and start:
        return datetime.combine(run.moment(day).date(), cells.clock(start), run.zone)
    if not re.search(r":|\d\s*[ap]\.?m", start, re.I):
        raise Unusable("no day and time that it starts")
    return run.moment(start)


def _end(row: Row, run: Run, starts: datetime) -> datetime:
    end, minutes = row.get("end"), row.get("minutes")
    if not end:
        return starts + timedelta(minutes=cells.number(minutes) if minutes else USUAL)
    try:
        return datetime.combine(starts.astimezone(run.zone).date(), _bare_clock(end), run.zone)
    except Unusable:
        return run.moment(end)


def _bare_clock(text: str) -> time:
    if len(text) > len("12:00:00 p.m."):
        raise Unusable("more than a time of day")
    return cells.clock(text)


def _save(session: Session, run: Run, items: list[Free]) -> list[Outcome]:
    starts = sorted({item.starts_at for item in items})
    known = {
        (s.department, s.starts_at, s.label): s for s in session.scalars(Slot.starting(run.store_id, starts))
    }
    outcomes: list[Outcome] = []
    for item in items:
        key = (item.department, item.starts_at, item.label)
        row = known.get(key)
        if row is None:
            row = Slot(store_id=run.store_id, **item.__dict__)
            session.add(row)
            known[key] = row
            outcomes.append(Change.ADDED)
        elif row.ends_at != item.ends_at:
            row.ends_at = item.ends_at
            outcomes.append(Change.CHANGED)
        else:
            outcomes.append(Change.SAME)
    return outcomes


KIND = Kind("slots", _read, _save)
load = partial(load_rows, KIND)
