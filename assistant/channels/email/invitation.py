"""Calendar invitations, answers to them and cancellations in words, for readers and teammates."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo
from typing import Any

from icalendar import Calendar

from assistant.channels.email.headers import one_line
from assistant.core.clock import time_in_words
from assistant.core.enclosure import ANSWERED, ANSWERS
from assistant.core.message import Attachment
from assistant.tools.charset import decoded

# Of all calendars of a mail; the library takes about 50 µs for a line.
LONGEST = 200_000  # bytes
MOST_LINES = 4_000
MOST_EVENTS = 10
LONGEST_WORDS = 2_000  # characters of a description
LONGEST_NAME = 300
TITLES = {"CANCEL": "Invitation cancelled", "COUNTER": "Another time proposed", "PUBLISH": "Calendar entry"}
Event = Any  # icalendar's own classes name no types for what they hold


@dataclass(frozen=True)
class Invitations:
    """`words` of all of them; `own`: what people wrote into them, which a mail may repeat."""

    words: str = ""
    own: str = ""


def invitations(files: tuple[Attachment, ...], zone: tzinfo | None = None) -> Invitations:
    """Times are told in `zone` if given, else in their own, which is named. Never raises."""
    words: dict[str, None] = {}
    own: dict[str, None] = {}
    left, lines = LONGEST, MOST_LINES
    for content in dict.fromkeys(file.content for file in files if is_calendar(file)):
        source = content[:left].splitlines()[:lines]
        left, lines = max(0, left - len(content)), lines - len(source)
        for told in _told(b"\n".join(source), zone):
            words[told.words], own[told.own] = None, None
    return Invitations("\n\n".join(words), "\n\n".join(filter(None, own)))


def is_calendar(file: Attachment) -> bool:
    return file.content_type in ("text/calendar", "application/ics") or file.name.lower().endswith(".ics")


def _told(content: bytes, zone: tzinfo | None) -> list[Invitations]:
    try:
        source = _whole(decoded(content, "utf-8").text)
        calendars = Calendar.from_ical(source, multiple=True)
        return [_event(str(one.get("METHOD", "")).upper(), event, zone) for one, event in _events(calendars)]
    except (ValueError, TypeError, KeyError, IndexError, AttributeError, OverflowError, RecursionError):
        return []  # it stays an attached file


def _whole(source: str) -> str:
    """With the ends that were cut off: without them the library reads nothing."""
    lines = source.split("\n")
    open_ones: list[str] = []
    for line in lines:
        word, _, name = line.strip().upper().partition(":")
        if word == "BEGIN":
            open_ones.append(name)
        elif word == "END" and name in open_ones[-1:]:
            open_ones.pop()
    if len(open_ones) > 20:
        return ""
    return "\r\n".join([*lines, *(f"END:{name}" for name in reversed(open_ones)), ""])


def _events(calendars: Any) -> Iterator[tuple[Event, Event]]:
    number = 0
    for calendar in calendars:
        for event in calendar.walk("VEVENT"):
            number += 1
            if number > MOST_EVENTS:
                return
            yield calendar, event


def _event(method: str, event: Event, zone: tzinfo | None) -> Invitations:
    what = _line(event, "SUMMARY") or "without a title"
    when, where = _when(event, zone), _line(event, "LOCATION")
    asks, answers = _person(event.get("ORGANIZER")), _answers(event)
    lines = [f"{TITLES.get(method, 'Invitation')}: {what}"]
    if method == "REPLY":
        lines = [ANSWERED.format(who=who, did=did, what=what) for who, did in answers] or [f"Answer: {what}"]
    lines += [f"When: {when}"] if when else []
    lines += ["It repeats."] if event.get("RRULE") else []
    lines += [f"Where: {where}"] if where else []
    lines += [f"Who asks: {asks}"] if asks and method != "REPLY" else []
    comment = _line(event, "COMMENT")
    lines += [f"They say: {comment}"] if comment else []
    return Invitations("\n".join(lines), _text(event, "DESCRIPTION")[:LONGEST_WORDS].strip())


def _text(event: Event, name: str) -> str:
    value = event.get(name)
    return str(value[0] if isinstance(value, list) and value else value or "")


def _line(event: Event, name: str) -> str:
    return " ".join(one_line(_text(event, name)).split())[:LONGEST_NAME]


def _answers(event: Event) -> list[tuple[str, str]]:
    """Who said what; nobody says anything who has not answered."""
    people = event.get("ATTENDEE") or []
    found = []
    for one in (people if isinstance(people, list) else [people])[:20]:
        did = ANSWERS.get(str(one.params.get("PARTSTAT", "")).upper())
        if did:
            found.append((_person(one) or "Somebody", did))
    return found


def _person(value: Any) -> str:
    if isinstance(value, list):
        value = next(iter(value), None)
    if value is None:
        return ""
    address = one_line(str(value))[:LONGEST_NAME]
    address = address[7:] if address.lower().startswith("mailto:") else address
    name = one_line(str(value.params.get("CN", ""))).strip("\"' ")[:LONGEST_NAME]
    return f"{name} ({address})" if name and name.lower() != address.lower() else address


def _when(event: Event, zone: tzinfo | None) -> str:
    start, end = _moment(event, "DTSTART"), _moment(event, "DTEND")
    if start is None:
        return ""
    if end is None and isinstance(length := getattr(event.get("DURATION"), "dt", None), timedelta):
        end = start + length
    if not isinstance(start, datetime):
        last = end - timedelta(days=1) if end and not isinstance(end, datetime) else start
        return _day(start) if last <= start else f"{_day(start)} to {_day(last)}"
    named = _zone(event, start, zone)
    start = _local(start, zone)
    end = _local(end, zone) if isinstance(end, datetime) else None
    said = f"{_day(start)}, {time_in_words(start)}"
    if end and end != start:
        same = end.date() == start.date()
        said += f" to {time_in_words(end)}" if same else f" to {_day(end)}, {time_in_words(end)}"
    return f"{said} ({named})"


def _moment(event: Event, name: str) -> date | None:
    value = event.get(name)
    found = getattr(value[0] if isinstance(value, list) and value else value, "dt", None)
    return found if isinstance(found, date) else None


def _local(at: datetime, zone: tzinfo | None) -> datetime:
    return at.astimezone(zone) if zone and at.tzinfo else at


def _zone(event: Event, start: datetime, zone: tzinfo | None) -> str:
    """The store's is named as well: whoever reads it may sit in another."""
    params = event["DTSTART"].params if hasattr(event["DTSTART"], "params") else {}
    said = one_line(str(params.get("TZID", "")))[:80]
    if start.tzinfo is None:
        return f"time zone: {said}" if said else "no time zone is given"
    return str(getattr(zone or start.tzinfo, "key", "")) or said or str(start.tzinfo)


def _day(day: date) -> str:
    return f"{day:%A, %B} {day.day}, {day.year}"


def with_words(invited: Invitations, text: str) -> str:
    """The text of a mail with the words below; what people wrote only where the mail does not say it."""
    own = invited.own if not text.strip() else ""
    return "\n\n".join(part for part in (text.rstrip(), own, invited.words) if part.strip())
