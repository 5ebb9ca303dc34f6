"""The time of the year: a clock that is moved, and business time counted minute by minute.

Nothing here knows how `core.clock` reckons: the two are compared at the end.
"""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

ZONE = ZoneInfo("America/New_York")
FIRST = date(2026, 3, 2)  # a Monday, six days before the clocks go forward
HOLIDAYS = {
    date(2026, 5, 25): "Memorial Day",
    date(2026, 7, 4): "Independence Day",
    date(2026, 9, 7): "Labor Day",
    date(2026, 11, 26): "Thanksgiving",
    date(2026, 12, 25): "Christmas",
    date(2027, 1, 1): "New Year",
}
WEEK = {**{str(day): ["09:00", "18:00"] for day in range(5)}, "5": ["10:00", "16:00"]}


class Clock:
    """Whole minutes only."""

    def __init__(self, now: datetime) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now


class Minutes:
    """Open minutes from the first day on, counted one by one."""

    def __init__(self, days: int) -> None:
        self.start = datetime(FIRST.year, FIRST.month, FIRST.day, tzinfo=UTC)
        self.before = [0]
        moment = self.start
        for _ in range((days + 3) * 24 * 60):
            self.before.append(self.before[-1] + is_open(moment))
            moment += timedelta(minutes=1)

    def between(self, began: datetime, ended: datetime) -> int:
        return self.before[self._of(ended)] - self.before[self._of(began)]

    def _of(self, moment: datetime) -> int:
        return int((moment - self.start).total_seconds() // 60)


def is_open(moment: datetime) -> bool:
    local = moment.astimezone(ZONE)
    span = None if local.date() in HOLIDAYS else WEEK.get(str(local.weekday()))
    return span is not None and span[0] <= f"{local:%H:%M}" < span[1]


def steps(days: int) -> list[datetime]:
    """When something happens: every half hour by day, twice at night; in UTC."""
    found = []
    for ahead in range(days):
        day = FIRST + timedelta(days=ahead)
        for minutes in (180, *range(8 * 60, 19 * 60, 30), 22 * 60 + 10):
            local = datetime(day.year, day.month, day.day, minutes // 60, minutes % 60, tzinfo=ZONE)
            found.append(local.astimezone(UTC))
    return found
