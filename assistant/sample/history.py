"""What the sample stores know already, through the same imports as a real store's exports."""

import csv
import io
import random
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from assistant.core.errors import RightbackError
from assistant.imports import LOADERS
from assistant.imports.report import Report
from assistant.records import Sessions
from assistant.sample.files import rows, text
from assistant.sample.moments import Calendar
from assistant.sample.vins import vin

Rows = Iterable[Sequence[object]]
WORK = (
    (6_000, "oil change and tire rotation", 90),
    (15_000, "15,000-mile service", 160),
    (30_000, "30,000-mile service", 390),
    (45_000, "brake inspection and cabin filter", 140),
    (60_000, "60,000-mile service", 430),
    (75_000, "coolant and brake fluid change", 260),
    (90_000, "90,000-mile service with spark plugs", 610),
    (105_000, "timing cover looked at and battery replaced", 320),
)
COLORS = ("white", "silver", "gray", "blue", "green", "black", "red")
SALES_TIMES = ("09:30", "10:30", "11:30", "13:30", "14:30", "15:30", "16:15", "17:00")
SERVICE_TIMES = ("09:00", "09:45", "10:30", "11:15", "13:00", "14:15", "15:30")
DAYS_WITH_SLOTS = 8
ADVISERS = {"northgate": "Luis Ortega", "lakeside": "Marcus Reid"}


class NamedText(io.StringIO):
    """A file in memory, with the name that the import notes as its source."""

    def __init__(self, name: str, content: str) -> None:
        super().__init__(content)
        self.name = name


def fill(sessions: Sessions, store_id: int, slug: str, calendar: Calendar) -> None:
    """Customers, what they bought, their repair orders, notes, stock and free times of one store."""
    people = rows(f"people_{slug}.csv")
    dice = random.Random(f"history of {slug}")  # noqa: S311 - a sample must be the same each time

    def load(kind: str, content: str) -> None:
        source = NamedText(f"{slug}-{kind}.csv", calendar.fill(content))
        report: Report = LOADERS[kind](sessions, store_id, source, now=calendar.now.astimezone())
        if report.refused or report.remarks:
            raise RightbackError(
                f"The sample's {kind} are not right: {(*report.refused, *report.remarks)[0]}"
            )

    load("customers", _customers(people))
    load("sales", _sales(people, dice))
    load("service", _visits(people, dice, slug))
    load("service", text(f"service_{slug}.csv"))
    load("notes", text(f"notes_{slug}.csv"))
    load("stock", _stock(slug))
    load("slots", _table("department,start,minutes,label", _free(calendar, dice, slug)))


def _table(headings: str, content: Rows) -> str:
    out = io.StringIO()
    csv.writer(out).writerows([headings.split(","), *content])
    return out.getvalue()


def _customers(people: list[dict[str, str]]) -> str:
    columns = ("key", "name", "email", "phone", "prefers", "language")
    cells = ([*(p[c] for c in columns), f"{{{{days {p['bought']}}}}}"] for p in people)
    return _table(",".join(columns) + ",since", cells)


def _sales(people: list[dict[str, str]], dice: random.Random) -> str:
    def sale(number: int, p: dict[str, str]) -> Sequence[object]:
        number_of_car = vin(p["make"], int(p["year"]), p["key"])
        price = f"${dice.randrange(165, 420) * 100 + 90:,}"
        when = f"{{{{days {p['bought']} 15:00}}}}"
        car = (p["year"], p["make"], p["model"], p["trim"], dice.choice(COLORS), p["miles"])
        return (f"D{4100 + number}", when, p["key"], number_of_car, *car, price, p["seller"])

    headings = "Deal,Date,Customer ID,VIN,Year,Make,Model,Trim,Color,Mileage,Price,Salesperson"
    return _table(headings, (sale(number, p) for number, p in enumerate(people)))


def _visits(people: list[dict[str, str]], dice: random.Random, slug: str) -> str:
    """The services that a car of this age and mileage has had."""
    headings = "RO,Date,Customer ID,Year,Make,Model,Status,Ready,Work,Total,Advisor"
    found, number = [], 30_100 if slug == "northgate" else 52_300
    for p in people:
        bought, miles = int(p["bought"]), int(p["miles"])
        due = [(at, work, cost) for at, work, cost in WORK if at < miles][-4:]
        for at, work, cost in due:
            ago = round(bought * (1 - at / miles)) + 30
            if ago >= bought:
                continue
            number += dice.randrange(3, 40)
            day, ready = f"{{{{days {ago} 09:30}}}}", f"{{{{days {ago} 15:30}}}}"
            total = f"${cost + dice.randrange(40)}.{dice.randrange(100):02}"
            car = (p["year"], p["make"], p["model"])
            found.append((number, day, p["key"], *car, "closed", ready, work, total, ADVISERS[slug]))
    return _table(headings, found)


def _stock(slug: str) -> str:
    cars = rows(f"stock_{slug}.csv")
    numbered = ([*car.values(), vin(car["make"], int(car["year"]), car["stock"])] for car in cars)
    return _table(",".join([*cars[0], "vin"]), numbered)


def _free(calendar: Calendar, dice: random.Random, slug: str) -> Rows:
    """Two of three times of each open day are free; those of known appointments are not."""
    taken = {
        _hour(row["Date"], calendar) for row in rows(f"notes_{slug}.csv") if row["Type"] == "appointment"
    }
    for ahead in range(DAYS_WITH_SLOTS):
        for department, times, minutes in (("sales", SALES_TIMES, 45), ("service", SERVICE_TIMES, 40)):
            for clock in times:
                starts, lucky = calendar.ahead(ahead, clock), dice.random() < 2 / 3
                wanted = lucky or (ahead == 2 and clock > "16:00")
                ends = starts + timedelta(minutes=minutes)
                open_then = f"{starts:%H:%M}" == clock and calendar.hours.is_open(ends)
                if wanted and open_then and starts not in taken and starts > calendar.now:
                    yield department, starts.isoformat(), minutes, department.capitalize()


def _hour(mark: str, calendar: Calendar) -> datetime:
    return datetime.fromisoformat(calendar.fill(mark))
