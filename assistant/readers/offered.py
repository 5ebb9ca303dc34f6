"""The exact times that a line of ours names, each with its day: "on Thursday I have 10:30 am or 1:30 pm"."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, time

from assistant.core.inquiry import When
from assistant.readers.times import times

CLOCK = re.compile(r"(?i)(?<![\d:])(\d{1,2})(?::(\d\d))?\s?([ap])\.?\s?m\b\.?")
BARE = re.compile(
    r"(?i)\W*(?:(?:how|what) about|(?:can|could) (?:we|you|i) do|would|is|make it|maybe|let'?s (?:do|say))?"
    r"\s*(?:at |around )?(\d{1,2})(?::(\d\d))?(?:ish)?(?: (?:work|ok|okay|instead|then|please))*\W*\Z"
)
LATER = re.compile(
    r"(?i)\b(?:more like|closer to|nearer(?: to)?)\s+(\d{1,2})(?::(\d\d))?(?![\d:]| ?(?:min|hour|hr|day|k\b))"
)
NOON = 12
FIRST_HOUR = 7  # a bare "7" and above is of the morning, below of the afternoon


def offered(shown: str, at: datetime) -> list[When]:
    """In the order of the line; without a day where none stands before the time."""
    days = [(shown.find(when.text), when.day) for when in times(shown, at) if when.day]
    found = []
    for clock in CLOCK.finditer(shown):
        moment = _clock(int(clock[1]), int(clock[2] or 0), clock[3].lower() == "p")
        if moment:
            found.append(When(clock[0], _day_before(days, clock.end()), moment, moment))
    return found


def proposed(said: str, line: list[When]) -> When | None:
    """ "How about 5": another time of the day that the line names, where it names one only."""
    bare = BARE.match(said)
    days = {when.day for when in line}
    if bare is None or len(days) != 1 or not 1 <= int(bare[1]) <= NOON:
        return None
    hour = int(bare[1])
    moment = _clock(hour, int(bare[2] or 0), hour < FIRST_HOUR or hour == NOON)
    return When(said.strip(), days.pop(), moment, moment) if moment else None


def later(said: str, line: list[When]) -> When | None:
    """ "Stuck at the dentist, more like 2": their new hour of the day that the line names, one day only."""
    found = LATER.search(said)
    days = {when.day for when in line}
    if found is None or len(days) != 1 or not 1 <= int(found[1]) <= NOON:
        return None
    hour = int(found[1])
    moment = _clock(hour, int(found[2] or 0), hour < FIRST_HOUR or hour == NOON)
    return When(found[0].strip(), days.pop(), moment, moment) if moment else None


def taken(named: Sequence[When], line: list[When]) -> When | None:
    """The offered time named without its day, or by its day alone: "9:45 is good", "Thursday then"."""
    if len(named) == 1 and named[0].day and named[0].earliest is None:
        that_day = [one for one in line if one.day == named[0].day]
        return replace(that_day[0], text=named[0].text) if len(that_day) == 1 and len(line) > 1 else None
    bare = {when.earliest for when in named if when.day is None and when.earliest == when.latest}
    if len(named) != 1 or not bare:
        return None
    same = [one for one in line if one.earliest in bare and one.day]
    return replace(same[0], text=named[0].text) if len(same) == 1 else None


def _clock(hour: int, minute: int, afternoon: bool) -> time | None:
    if hour > NOON or minute > 59:
        return None
    return time(hour % NOON + (NOON if afternoon else 0), minute)


def _day_before(days: list[tuple[int, date]], end: int) -> date | None:
    before = [day for start, day in days if 0 <= start < end]
    return before[-1] if before else None
