"""When things of the sample happened or will: everything relative to the first start.

The files under data/ and inquiries/ hold marks like `{{back 1 15:00}}`; `Calendar.fill` puts moments there.
A day that a story needs is an open one, whatever day and hour it is now.
"""

import re
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime, time, timedelta
from email.utils import format_datetime
from functools import cached_property

from assistant.core.clock import LOOK_AHEAD, BusinessHours

QUARTER = 15  # minutes: people promise for round times
LONGEST_BREAK = 4  # days in a row on which a store is closed
LEAD = timedelta(minutes=90)  # a day with less time left than this is over for new plans
DIAS = ("lunes", "martes", "miércoles", "jueves", "viernes", "sábado", "domingo")
MARK = re.compile(r"\{\{(\w+)((?: [^{} ]+)*)\}\}")


class Calendar:
    """`now` in the zone of one store."""

    def __init__(self, now: datetime, hours: BusinessHours) -> None:
        self.hours, self.now = hours, hours.local(now)

    @cached_property
    def _utc(self) -> datetime:
        """For sums: in a zone, an hour less is another hour on the day when the clocks change."""
        return self.now.astimezone(UTC)

    @cached_property
    def days_ahead(self) -> list[date]:
        """Open days from today on; today only while there is time left for something."""
        return [opens.date() for opens, _ in self.hours.spans(self._utc + LEAD)]

    def ahead(self, number: str | int, clock: str = "12:00") -> datetime:
        """On the open day `number` from here (0: today or the next open one), within opening hours."""
        day = self.days_ahead[int(number)]
        return self._within(day, time.fromisoformat(clock))

    def back(self, number: str | int, clock: str = "12:00") -> datetime:
        """On the open day `number` before today, within opening hours."""
        left, day = int(number), self.now.date()
        for _ in range(LOOK_AHEAD):
            day -= timedelta(days=1)
            left -= self.hours.on(day) is not None
            if left == 0:
                break
        return self._within(day, time.fromisoformat(clock))

    def days(self, number: str | int, clock: str = "12:00") -> datetime:
        """So many calendar days ago, or on the open day before that."""
        day = self.now.date() - timedelta(days=int(number))
        for _ in range(LONGEST_BREAK):
            day -= timedelta(days=self.hours.on(day) is None)
        return datetime.combine(day, time.fromisoformat(clock), self.hours.zone)

    def minutes(self, number: str | int) -> datetime:
        """So many minutes ago."""
        return self.hours.local(self._utc - timedelta(minutes=int(number)))

    def soon(self, number: str | int) -> datetime:
        """In so many minutes of business time, at a round time: later today, or when the store opens."""
        moment = self.hours.after(self.now, timedelta(minutes=int(number)))
        over = timedelta(minutes=moment.minute % QUARTER, seconds=moment.second)
        round_up = timedelta(minutes=QUARTER) - over if over else timedelta()
        return (moment + round_up).replace(second=0, microsecond=0)

    def late(self, number: str | int) -> datetime:
        """So many minutes of business time ago, at a round time."""
        left, moment = timedelta(minutes=int(number)), self._utc
        while self.hours.between(moment, self.now) < left:
            moment -= timedelta(minutes=QUARTER)
        moment = self.hours.local(moment)
        return moment.replace(minute=moment.minute // QUARTER * QUARTER, second=0, microsecond=0)

    def _within(self, day: date, clock: time) -> datetime:
        span = self.hours.on(day)
        moment = datetime.combine(day, clock, self.hours.zone)
        return max(span[0], min(moment, span[1])) if span else moment

    def fill(self, text: str, words: Mapping[str, str] | None = None) -> str:
        """Each mark becomes a moment in ISO 8601; a word of WRITINGS before it writes it otherwise.

        `words` are further marks: the Message-IDs and addresses of earlier letters.
        """

        def moment(mark: re.Match[str]) -> str:
            name, given = mark[1], mark[2].split()
            if name in WRITINGS:
                return WRITINGS[name](self._moment(given[0], given[1:]))
            if name == "word":
                return (words or {})[given[0]]
            return self._moment(name, given).isoformat(timespec="minutes")

        return MARK.sub(moment, text)

    def _moment(self, name: str, given: list[str]) -> datetime:
        known: dict[str, Callable[..., datetime]] = {
            "ahead": self.ahead, "back": self.back, "days": self.days,
            "minutes": self.minutes, "soon": self.soon, "late": self.late,
        }  # fmt: skip
        return known[name](*given)


WRITINGS: Mapping[str, Callable[[datetime], str]] = {
    "on": lambda moment: f"{moment:%B} {moment.day}",
    "weekday": lambda moment: f"{moment:%A}",
    "dia": lambda moment: DIAS[moment.weekday()],
    "ordinal": lambda moment: f"{moment.day}{_suffix(moment.day)}",
    "rfc": format_datetime,
}


def _suffix(day: int) -> str:
    return "th" if 10 < day < 20 else {1: "st", 2: "nd", 3: "rd"}.get(day % 10, "th")
