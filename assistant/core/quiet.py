"""Quiet hours: when a teammate is left in peace, in the zone of their store."""

from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta

from assistant.core.clock import BusinessHours

AROUND_OPENING = timedelta(hours=1)  # before opening and after closing it is not quiet yet
MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)
SHIFT = timedelta(hours=3)  # no clock is set further at once
LONGEST = timedelta(days=9)  # seven quiet days are quiet for ever


@dataclass(frozen=True)
class Own:
    """Their own quiet hours: each day from `start` until `end` by the clock on the wall, and whole days

    (0 = Monday). The same time twice is no night at all.
    """

    start: time
    end: time
    days: frozenset[int] = frozenset()

    def at(self, wall: datetime) -> bool:
        return wall.weekday() in self.days or self.in_the_night(wall.time())

    def in_the_night(self, wall: time) -> bool:
        if self.start <= self.end:
            return self.start <= wall < self.end
        return wall >= self.start or wall < self.end


@dataclass(frozen=True)
class Quiet:
    """By the store's hours, an hour around them, where they have chosen none of their own."""

    hours: BusinessHours
    own: Own | None = None

    def at(self, moment: datetime) -> bool:
        if self.own is not None:
            return self.own.at(self.hours.local(moment))
        return night(self.hours, moment)

    def over(self, moment: datetime) -> datetime:
        """The moment itself, or the first minute after it at which it is quiet no more.

        Where that never comes, the moment itself: whoever asks looks at `at` as well.
        """
        if not self.at(moment):
            return moment
        if self.own is None:
            spans = self.hours.spans(moment)
            return next((opens.astimezone(UTC) - AROUND_OPENING for opens, _ in spans), moment)
        return self._own_over(moment, self.own)

    def _own_over(self, moment: datetime, own: Own) -> datetime:
        """Minute by minute near the end, in one leap before: a clock may be set in between."""
        at = moment.astimezone(UTC).replace(second=0, microsecond=0) + MINUTE
        while self.at(at):
            if at - moment > LONGEST:
                return moment
            wall = self.hours.local(at)
            whole_day = wall.weekday() in own.days
            ahead = _until(wall, time(0)) if whole_day else _until(wall, own.end)
            at += max(ahead - SHIFT, MINUTE)
        return at


def night(hours: BusinessHours, moment: datetime) -> bool:
    """Outside of the opening hours, and of the hour around them. Where none are known it is never night."""
    if not hours.week:
        return False
    today = hours.local(moment).date()
    for day in (today - DAY, today, today + DAY):
        span = hours.on(day)
        if span is None:
            continue
        opens, closes = (at.astimezone(UTC) for at in span)
        if opens - AROUND_OPENING <= moment < closes + AROUND_OPENING:
            return False
    return True


def _until(wall: datetime, end: time) -> timedelta:
    """By the clock on the wall, to the next time that it shows `end`."""
    ahead = datetime.combine(wall.date(), end) - wall.replace(tzinfo=None, fold=0)
    return ahead if ahead > timedelta(0) else ahead + DAY
