"""Business time: opening hours in a zone, with holidays, right across daylight saving changes."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

Span = tuple[time, time]
LOOK_AHEAD = 60  # days; a store closed for longer has no next opening


@dataclass(frozen=True)
class BusinessHours:
    """`week` maps weekday (0 = Monday) to (opens, closes) in local time; a missing day is closed.

    `closed` maps a date to why ("Thanksgiving"). All methods take and give aware datetimes.
    """

    zone: ZoneInfo
    week: Mapping[int, Span]
    closed: Mapping[date, str] = field(default_factory=dict)

    def local(self, moment: datetime) -> datetime:
        return moment.astimezone(self.zone)

    def on(self, day: date) -> tuple[datetime, datetime] | None:
        """When the store opens and closes on this day; None when it does not."""
        span = None if day in self.closed else self.week.get(day.weekday())
        if span is None:
            return None
        opens, closes = (datetime.combine(day, at, self.zone) for at in span)
        return opens, closes

    def is_open(self, moment: datetime) -> bool:
        span = self.on(self.local(moment).date())
        return span is not None and span[0] <= moment < span[1]

    def open_until(self, moment: datetime) -> bool:
        """Whether something may be due then: while open, and at the minute of closing."""
        span = self.on(self.local(moment).date())
        return span is not None and span[0] <= moment <= span[1]

    def why_not(self, moment: datetime) -> str:
        """Why nothing can well be due then, in a sentence; empty while open, or where no hours are known."""
        if not self.week or self.open_until(moment):
            return ""
        day = self.local(moment).date()
        if self.on(day) is not None:
            return "This time is outside opening hours."
        return (
            f"Nobody is in then: {self.closed.get(day) or f'the store is closed on {day:%A, %B} {day.day}'}."
        )

    def spans(self, since: datetime) -> Iterator[tuple[datetime, datetime]]:
        """Opening spans that end after `since`, in order, for the days ahead that we look at."""
        first = self.local(since).date()
        for ahead in range(LOOK_AHEAD):
            span = self.on(first + timedelta(days=ahead))
            if span is not None and span[1] > since:
                yield span

    def next_open(self, moment: datetime) -> datetime:
        """The moment itself while open, else the next opening; the moment where none is known."""
        for opens, _ in self.spans(moment):
            return max(self.local(moment), opens)
        return self.local(moment)

    def between(self, start: datetime, end: datetime) -> timedelta:
        """Business time from `start` to `end`, in real seconds over a DST change; wall time without hours."""
        if not self.week:
            return end.astimezone(UTC) - start.astimezone(UTC)
        total = timedelta()
        for opens, closes in self._spans_until(start, end):
            total += max(min(end, closes).astimezone(UTC) - max(start, opens).astimezone(UTC), timedelta())
        return total

    def after(self, start: datetime, business: timedelta) -> datetime:
        """When `business` time will have passed since `start`; wall time where no hours are known."""
        left = business
        for opens, closes in self.spans(start):
            begin = max(start, opens).astimezone(UTC)
            room = closes.astimezone(UTC) - begin
            if left <= room:
                return self.local(begin + left)
            left -= room
        return self.local(start + business)

    def _spans_until(self, start: datetime, end: datetime) -> Iterator[tuple[datetime, datetime]]:
        day, last = self.local(start).date(), self.local(end).date()
        while day <= last:
            span = self.on(day)
            if span is not None:
                yield span
            day += timedelta(days=1)


def day_in_words(day: date, today: date) -> str:
    """ "today", "tomorrow", "Thursday" within six days, else "Thursday, December 3"."""
    ahead = (day - today).days
    if ahead in (0, 1):
        return ("today", "tomorrow")[ahead]
    if 1 < ahead < 7:
        return f"{day:%A}"
    return f"{day:%A, %B} {day.day}"


def time_in_words(moment: datetime | time) -> str:
    """ "9 am", "4:15 pm", "noon"."""
    if (moment.hour, moment.minute) == (12, 0):
        return "noon"
    hour = moment.hour % 12 or 12
    minute = f":{moment.minute:02}" if moment.minute else ""
    return f"{hour}{minute} {'am' if moment.hour < 12 else 'pm'}"


def moment_in_words(moment: datetime, now: datetime) -> str:
    """ "Thursday at 4:15 pm"; `moment` is read in the zone of `now`."""
    local = moment.astimezone(now.tzinfo)
    return f"{day_in_words(local.date(), now.date())} at {time_in_words(local)}"
