"""When a car should come to the shop again: the day on record, or the one to which its mileage leads."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

APART = 30  # days between two readings, at least, before they say how much somebody drives
FURTHEST = 1_000  # days beyond the newer reading


@dataclass(frozen=True)
class Reading:
    day: date
    miles: int


@dataclass(frozen=True)
class Due:
    """`service` is how people call it: "60,000-mile service"; empty where only a day is on record."""

    day: date
    service: str = ""
    by_miles: bool = False


def due(data: Mapping[str, str], readings: list[Reading]) -> Due | None:
    """The day on record comes first; None where neither leads to one."""
    miles = number(data.get("next_due_miles", ""))
    service = f"{miles:,}-mile service" if miles else ""
    try:
        return Due(date.fromisoformat(data.get("next_due", "")), service)
    except ValueError:
        day = _reached(miles, readings) if miles else None
        return Due(day, service, by_miles=True) if day else None


def number(text: str) -> int:
    digits = text.replace(",", "").strip()
    return int(digits) if digits.isdecimal() else 0


def _reached(miles: int, readings: list[Reading]) -> date | None:
    """The day on which the car has so many miles, if it goes on as between the two readings."""
    ordered = sorted((one for one in readings if one.miles), key=lambda one: one.day)
    if not ordered:
        return None
    first, last = ordered[0], ordered[-1]
    if last.miles >= miles:
        return min(one.day for one in ordered if one.miles >= miles)
    days, driven = (last.day - first.day).days, last.miles - first.miles
    if days < APART or driven <= 0:
        return None
    left = round((miles - last.miles) * days / driven)
    return last.day + timedelta(days=left) if left <= FURTHEST else None
