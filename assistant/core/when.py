"""When a text says: days and times resolved to moments in the store's business time."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from assistant.core.clock import BusinessHours
from assistant.core.when_words import Atom, AtomKind, atoms

CAP = 20_000  # characters looked at
JOINT = re.compile(
    r"[\s,(–—-]*(?:(?:at|by|on|before|after|in|the|around|about|no|later|than|from"
    r"|between|this|of|a|any ?time|until|el|por|la)[\s,(]*){0,5}"
)
SENTENCE_ENDS = re.compile(r"[.!?](?:\s|$)|\n\s*\n")
USUAL_CLOSE, USUAL_NOON, USUAL_OPEN = time(17), time(12), time(9)


class Precision(StrEnum):
    TIME = "time"
    PART = "part"  # of a day: the morning, the end of the day
    DAY = "day"
    WEEK = "week"


@dataclass(frozen=True)
class Moment:
    """A day or time that a text names. `at` is the moment by which it would be due; `until` ends a span.

    A day alone is due at closing; a closed day one hour after the next opening. `day` is the day as
    named. `clash`: a weekday and a date were named that are not the same day.
    """

    text: str
    start: int
    end: int
    at: datetime
    precision: Precision
    day: date
    until: datetime | None = None
    clash: bool = False


@dataclass(frozen=True)
class _Named:
    """What belongs together: at most one day, one time, one part of a day."""

    start: int
    end: int
    day: Atom | None = None
    date: Atom | None = None
    clock: Atom | None = None
    part: Atom | None = None


def resolve(text: str, now: datetime, hours: BusinessHours) -> list[Moment]:
    """Every moment that the text names, in order; `now` is aware."""
    local = hours.local(now)
    text = text[:CAP]
    found: list[Moment] = []
    before: _Named | None = None
    for named in _groups(text):
        if before is not None and _no_day(named) and not SENTENCE_ENDS.search(text, before.end, named.start):
            named = replace(named, day=before.day, date=before.date)
        moment = _moment(text, named, local, hours)
        if moment is not None:
            found.append(moment)
            before = named
    return found


def _no_day(named: _Named) -> bool:
    return named.day is None and named.date is None


def _groups(text: str) -> Iterator[_Named]:
    held: _Named | None = None
    for atom in atoms(text):
        joined = _joined(held, atom, text) if held else None
        if joined is None:
            if held:
                yield held
            joined = _with(_Named(atom.start, atom.end), atom)
        held = joined
    if held:
        yield held


def _joined(held: _Named, atom: Atom, text: str) -> _Named | None:
    if atom.start - held.end > 30 or not JOINT.fullmatch(text.lower(), held.end, atom.start):
        return None
    return _with(held, atom)


def _with(held: _Named, atom: Atom) -> _Named | None:
    """The group with one more atom; None where its place is taken."""
    grown = replace(held, end=max(held.end, atom.end))
    match atom.kind:
        case AtomKind.DATE if held.date is None:
            return replace(grown, date=atom)
        case AtomKind.CLOCK | AtomKind.RANGE if held.clock is None:
            return replace(grown, clock=atom)
        case AtomKind.PART if held.part is None:
            return replace(grown, part=atom)
        case AtomKind.OFFSET | AtomKind.WEEKDAY | AtomKind.WEEK | AtomKind.AHEAD if held.day is None:
            return replace(grown, day=atom)
    return None


def _moment(text: str, named: _Named, now: datetime, hours: BusinessHours) -> Moment | None:
    words = text[named.start : named.end]
    if named.day and named.day.kind is AtomKind.AHEAD and named.clock is None:
        at, precision = _ahead(named.day, now, hours)
        return Moment(words, named.start, named.end, at, precision, at.date())
    named_day, clash = _day(named, now, hours)
    until = None
    if named.clock:
        at, until = _clock(named, named_day, now, hours)
        precision = Precision.TIME
    else:
        day = named_day or _day_of_part(named.part, now, hours)
        word = named.part.word if named.part else _night(named)
        at = _part(word, day, hours)
        week = named.day is not None and named.day.kind is AtomKind.WEEK and not named.part
        vague = Precision.WEEK if week and named.day and named.day.word != "end" else Precision.DAY
        precision = Precision.PART if word else vague
        return Moment(words, named.start, named.end, at, precision, day, None, clash)
    return Moment(words, named.start, named.end, at, precision, at.date(), until, clash)


def _night(named: _Named) -> str:
    return "evening" if named.day and named.day.word == "night" else ""


def _ahead(atom: Atom, now: datetime, hours: BusinessHours) -> tuple[datetime, Precision]:
    count = atom.numbers[0]
    if atom.word in ("minute", "hour"):
        step = timedelta(minutes=count) if atom.word == "minute" else timedelta(hours=count)
        return now + step, Precision.TIME
    if atom.word == "business day":
        opens = [closes for _, closes in hours.spans(now) if hours.local(closes).date() > now.date()]
        ahead = opens[min(count, len(opens)) - 1] if opens and count else now + timedelta(days=count)
        return hours.local(ahead), Precision.DAY
    day = now.date() + timedelta(days=count * (7 if atom.word == "week" else 1))
    return _part("", day, hours), Precision.DAY


def _day(named: _Named, now: datetime, hours: BusinessHours) -> tuple[date | None, bool]:
    """The day that was named, and whether weekday and date disagree."""
    relative = _relative_day(named.day, named, now, hours) if named.day else None
    if named.date is None:
        return relative, False
    exact = _exact_day(named.date, now.date())
    if exact is None or relative is None or named.day is None:
        return exact or relative, False
    weekday = named.day.kind is AtomKind.WEEKDAY
    return exact, exact.weekday() != relative.weekday() if weekday else exact != relative


def _relative_day(atom: Atom, named: _Named, now: datetime, hours: BusinessHours) -> date:
    today = now.date()
    if atom.kind in (AtomKind.OFFSET, AtomKind.AHEAD):
        return today + timedelta(
            days=atom.numbers[0] if atom.kind is AtomKind.OFFSET or "day" in atom.word else 0
        )
    if atom.kind is AtomKind.WEEK:
        return _last_open(today, atom, hours)
    ahead = (atom.numbers[0] - today.weekday()) % 7
    if atom.word == "last":
        return today + timedelta(days=ahead - 7)
    if atom.word == "next":
        return today + timedelta(days=7 - today.weekday() + atom.numbers[0])
    if ahead == 0 and not (named.clock or named.part):
        ahead = 7
    if ahead == 0 and named.clock and _guess(named.clock, today, hours) <= now.time():
        ahead = 7
    return today + timedelta(days=ahead)


def _last_open(today: date, atom: Atom, hours: BusinessHours) -> date:
    monday = today - timedelta(days=today.weekday()) + timedelta(weeks=atom.numbers[0])
    days = (5, 6) if atom.word == "weekend" else (6, 5, 4, 3, 2, 1, 0) if atom.numbers[0] else (4, 5, 6)
    for number in days:
        day = monday + timedelta(days=number)
        if day >= today and hours.on(day):
            return day
    return max(today, monday + timedelta(days=4))


def _exact_day(atom: Atom, today: date) -> date | None:
    year, month, day = atom.numbers
    try:
        if not month:
            this = today.replace(day=day) if day >= today.day else None
            return this or (today.replace(day=1) + timedelta(days=32)).replace(day=day)
        found = date(year or today.year, month, day)
        if not year and (today - found).days > 180:
            found = date(today.year + 1, month, day)
        return found
    except ValueError:
        return None


def _clock(
    named: _Named, day: date | None, now: datetime, hours: BusinessHours
) -> tuple[datetime, datetime | None]:
    clock = named.clock
    assert clock is not None
    half = {"morning": "am", "afternoon": "pm", "evening": "pm"}.get(
        named.part.word if named.part else _night(named), ""
    )
    held = replace(clock, word=clock.word or half) if clock.kind is AtomKind.CLOCK else clock
    on = day or now.date()
    at = datetime.combine(on, _guess(held, on, hours), hours.zone)
    if day is None and at <= now:
        nxt = hours.next_open(datetime.combine(on + timedelta(days=1), time(0), hours.zone)).date()
        at = datetime.combine(nxt, _guess(held, nxt, hours), hours.zone)
    if clock.kind is not AtomKind.RANGE:
        return at, None
    return at, datetime.combine(at.date(), _range_end(clock, at), hours.zone)


def _guess(clock: Atom, day: date, hours: BusinessHours) -> time:
    """A time of day; without am or pm the reading that lies inside opening hours, else the usual one."""
    hour, minute = min(clock.numbers[0], 23), clock.numbers[1]
    half, _, other = clock.word.partition("/")
    if not half and other:
        half = _half_of_start(hour, clock.numbers[2] % 12, other)
    if half == "pm" and hour < 12:
        return time(hour + 12, minute)
    if half == "am":
        return time(hour % 12 if hour <= 12 else hour, minute)
    span = hours.on(day)
    if half or hour > 12 or hour == 0:
        return time(hour, minute)
    if span and not span[0].time() <= time(hour, minute) <= span[1].time() and hour < 12:
        later = time(hour + 12, minute)
        return later if span[0].time() <= later <= span[1].time() or hour < 7 else time(hour, minute)
    return time(hour + 12, minute) if hour < 7 else time(hour, minute)


def _half_of_start(hour: int, end: int, other: str) -> str:
    """ "9 to 5 pm" starts in the morning, "2 to 4 pm" does not."""
    if hour == 12:
        return "pm"
    return other if hour <= (end or 12) and not (other == "pm" and end == 0) else "am"


def _range_end(clock: Atom, at: datetime) -> time:
    hour, minute = min(clock.numbers[2], 23), clock.numbers[3]
    other = clock.word.partition("/")[2]
    early = not other and time(hour, minute) <= at.time()
    if hour < 12 and (other == "pm" or early):
        hour += 12
    return time(hour % 24, minute)


def _day_of_part(part: Atom | None, now: datetime, hours: BusinessHours) -> date:
    """The day of a part named alone: today while it is still ahead, else the next open day."""
    if part is None or part.numbers:
        return now.date()
    if part.word not in ("opening", "morning") and _part(part.word, now.date(), hours) > now:
        return now.date()
    if part.word in ("opening", "morning") and now.hour < 9 and _part(part.word, now.date(), hours) > now:
        return now.date()
    return hours.next_open(datetime.combine(now.date() + timedelta(days=1), time(0), hours.zone)).date()


def _part(word: str, day: date, hours: BusinessHours) -> datetime:
    span = hours.on(day)
    if span is None:
        midnight = datetime.combine(day, time(0), hours.zone)
        opens = hours.next_open(midnight)
        if opens == midnight:  # no hours known
            return datetime.combine(day, _usual(word), hours.zone)
        return opens + timedelta(hours=1)
    opens, closes = span
    if word == "opening":
        return min(opens + timedelta(hours=1), closes)
    if word in ("morning", "lunch"):
        noon = datetime.combine(day, USUAL_NOON, hours.zone)
        return min(noon, closes) if noon > opens else closes
    if word == "evening":
        return max(closes, datetime.combine(day, time(20), hours.zone))
    return closes


def _usual(word: str) -> time:
    return {"opening": USUAL_OPEN, "morning": USUAL_NOON, "lunch": USUAL_NOON, "evening": time(20)}.get(
        word, USUAL_CLOSE
    )
