"""Repair orders: what was or is being done on which car, and where it stands."""

from collections.abc import Mapping
from datetime import datetime
from functools import partial

from assistant.core.clock import time_in_words
from assistant.imports import cells, deeds
from assistant.imports.batch import Kind, Run
from assistant.imports.batch import load as load_rows
from assistant.imports.cars import Car, car
from assistant.imports.deeds import Deed
from assistant.imports.people import person
from assistant.imports.report import Unusable
from assistant.imports.table import Row
from assistant.records import RecordKind

OPEN, READY, DONE, PARTS = "open", "ready", "done", "waiting for parts"
STATUS: Mapping[str, str] = {
    word: status
    for status, words in {
        PARTS: "part|backorder|back order|on order|b/o",
        READY: "ready|completed|complete|finished|pickup|pick up|done not picked up",
        DONE: "done|closed|invoiced|paid|delivered|picked up|cashiered|final|posted|history",
        OPEN: "open|in progress|in process|started|working|wip|pending|new|written|dispatched|checked in|"
        "estimate|approved|hold|on hold",
    }.items()
    for word in words.split("|")
}


def _read(row: Row, run: Run) -> Deed:
    if not row.get("at"):
        raise Unusable("no date of the repair order")
    work = "; ".join(row.all("work"))
    if not (work or row.get("key")):
        raise Unusable("no number and no work; nothing says what was done")
    at, whose, their = run.moment(row.get("at")), person(row, run, key="customer_key"), car(row, run)
    ready = run.tried(row, "ready_at", run.moment)
    status = _status(row.get("status"), ready, run.now)
    cost = run.tried(row, "amount", cells.cents)
    data = {
        "vehicle": their.name,
        "work": work,
        "status": status,
        "ready_at": ready.isoformat() if ready else "",
        "number": row.get("key"),
        "part": ", ".join(row.all("part")),
        "amount": cells.money(cost) if cost is not None else "",
        "teammate": row.get("teammate"),
        "mileage": f"{their.mileage:,}" if their.mileage else "",
        "note": row.get("note"),
        **_next(row, run),
    }
    return Deed(
        kind=RecordKind.REPAIR,
        key=row.get("key") or cells.fingerprint(row.get("at"), whose, their.vin, their.name, work),
        at=at,
        text=_sentence(at, their, data, ready),
        person=whose,
        car=their,
        teammate=row.get("teammate"),
        data=data,
    )


def _next(row: Row, run: Run) -> dict[str, str]:
    """When the car should come again, where the other program says so."""
    day, miles = run.tried(row, "next_due", run.moment), run.tried(row, "next_due_miles", cells.miles)
    return {
        "next_due": day.date().isoformat() if day else "",
        "next_due_miles": f"{miles:,}" if miles else "",
    }


def _status(text: str, ready: datetime | None, now: datetime) -> str:
    """Our word for theirs: the longest of theirs that is in it; without one, what the dates say."""
    said = text.lower()
    for word in sorted(STATUS, key=len, reverse=True):
        if word in said:
            return STATUS[word]
    if text and not said.isdigit():
        raise Unusable(f"the status {text[:40]!r} is not known (open, waiting for parts, ready, done)")
    return DONE if ready and ready <= now else OPEN


def _sentence(at: datetime, their: Car, data: Mapping[str, str], ready: datetime | None) -> str:
    number = f"Repair order {data['number']}" if data["number"] else "Repair order"
    on = f" on the {their.name}" if their.name else ""
    work = f": {data['work']}{on}" if data["work"] else on
    when = f" since {deeds.day(ready)} at {time_in_words(ready)}" if ready else ""
    by = f", planned for {deeds.day_and_time(ready)}" if ready else ""
    states = {
        OPEN: f"in the shop{by}",
        READY: f"ready for pick-up{when}",
        DONE: "done" + (f" on {deeds.day(ready)}" if ready else ""),
        PARTS: f"waiting for {data['part'] or 'parts'}",
    }
    part = f", part: {data['part']}" if data["part"] and data["status"] != PARTS else ""
    amount = f", {data['amount']}" if data["amount"] else ""
    note = f" {data['note'].rstrip('.')}." if data["note"] else ""
    return f"{number} of {deeds.day(at)}{work}; {states[data['status']]}{part}{amount}.{note}"


KIND = Kind("service", _read, deeds.save)
load = partial(load_rows, KIND)
