"""Times and dates that a person works out: an appointment and "20 min late", a day and 30 days.

Only typed text is given this: a machine that adds up the wrong two figures sounds as sure as one that adds
the right two.
"""

from datetime import date, timedelta

from assistant.core.checks.reading import Reading
from assistant.core.claims import ClaimKind
from assistant.core.draft import Author
from assistant.core.evidence import moments_of
from assistant.core.fact import FactKind
from assistant.core.when import Moment

HALF_A_DAY = 12 * 60  # minutes: "2" is said of the morning and of the afternoon
MINUTES = {"minute": 1, "hour": 60}
DAYS = {"day": 1, "week": 7}
LONGEST = 400  # days


def time_reckoned(reading: Reading, moment: Moment) -> bool:
    """Whether the time is a known one, so much later or earlier; or a bare hour that the customer named."""
    if reading.proposal.author is not Author.PERSON:
        return False
    at = _of_the_clock(moment.at.hour, moment.at.minute)
    known = {_of_the_clock(*clock) for clock in reading.evidence.clocks | _in_the_book(reading)}
    steps = {0, *_durations(reading, MINUTES)}
    named = {int(hour) % 12 * 60 for hour in reading.evidence.said_numbers if hour == int(hour) <= 12}
    reached = {(start + sign * step) % HALF_A_DAY for start in known for step in steps for sign in (1, -1)}
    return at in reached | named


def day_reckoned(reading: Reading, day: date) -> bool:
    """Whether the date lies as many days from a known one as a record or the customer says."""
    if reading.proposal.author is not Author.PERSON:
        return False
    days, pairs, _ = reading.evidence.days
    known = days | {on for month, number in pairs for on in _around(day, month, number)}
    steps = _durations(reading, DAYS)
    return any(abs((day - start).days) == step for start in known for step in steps)


def _of_the_clock(hour: int, minute: int) -> int:
    return hour % 12 * 60 + minute


def _in_the_book(reading: Reading) -> frozenset[tuple[int, int]]:
    hours = reading.context.store.hours
    booked = reading.context.of_kind(FactKind.SLOT, FactKind.APPOINTMENT)
    return frozenset((at.hour, at.minute) for fact in booked for at in moments_of(fact, hours))


def _durations(reading: Reading, units: dict[str, int]) -> frozenset[int]:
    spans = ((unit, value) for kind, unit, value in reading.evidence.numbers if kind is ClaimKind.DURATION)
    return frozenset(round(value * units[unit]) for unit, value in spans if unit in units)


def _around(day: date, month: int, number: int) -> list[date]:
    """The named day in the years about `day`, where there is one."""
    if not month:
        return []
    found = []
    for year in (day.year - 1, day.year, day.year + 1):
        try:
            on = date(year, month, number)
        except ValueError:
            continue
        if abs(on - day) <= timedelta(days=LONGEST):
            found.append(on)
    return found
