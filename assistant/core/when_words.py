"""Words for days and times, found in a text without knowing what day it is.

English whole, Spanish and French as far as replies need them. Stock numbers, prices, years, mileages,
fractions and ratings are no dates: a bare number counts only beside a word that makes it a time.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from assistant.core.when_patterns import (
    A_TIME_FOLLOWS,
    AFTER_TIME,
    AHEAD,
    BEFORE_DATE,
    BEFORE_DAY,
    CLOCK,
    COUNTS,
    DAY_MONTH,
    FROM_NOW,
    ISO,
    MONTH_DAY,
    MONTH_OF,
    NOON,
    NOT_A_DATE,
    NOT_ALONE,
    OFFSET,
    OFFSETS,
    PART,
    RANGE,
    SLASHED,
    SOON_AFTER,
    SPANISH,
    THE_NTH,
    WEEK,
    WEEKDAY,
)
from assistant.core.when_spelled import spelled
from assistant.core.words import fold


class AtomKind(StrEnum):
    OFFSET = "offset"  # numbers: days from today
    WEEKDAY = "weekday"  # numbers: 0 = Monday; word: this, next, last or empty
    DATE = "date"  # numbers: year (0: unsaid), month (0: unsaid), day
    CLOCK = "clock"  # numbers: hour, minute; word: am, pm or empty
    RANGE = "range"  # numbers: hour, minute, hour, minute; word: "am/pm" of both ends
    PART = "part"  # word: morning, afternoon, evening, opening, closing, lunch
    WEEK = "week"  # numbers: weeks ahead; word: end or empty
    AHEAD = "ahead"  # numbers: how many; word: minute, hour, day, business day, week


@dataclass(frozen=True)
class Atom:
    """One word or phrase for a day or a time, at its place."""

    kind: AtomKind
    start: int
    end: int
    numbers: tuple[int, ...] = ()
    word: str = ""


@lru_cache(maxsize=4096)
def atoms(text: str) -> tuple[Atom, ...]:
    """Every word for a day or a time, in order, none over another."""
    folded = fold(text)
    taken: list[Atom] = []
    covered = bytearray(len(text))
    for family in (_ahead, _from_now, _ranges, _dates, _clocks, _days, _parts):
        for atom in family(folded, text):
            if not any(covered[atom.start : atom.end]):
                taken.append(atom)
                covered[atom.start : atom.end] = b"\1" * (atom.end - atom.start)
    return tuple(sorted(taken, key=lambda atom: atom.start))


def _ahead(folded: str, _text: str) -> Iterator[Atom]:
    for found in AHEAD.finditer(folded):
        unit = {"min": "minute", "hr": "hour", "minuto": "minute", "hora": "hour"}.get(
            found["unit"], found["unit"]
        )
        unit = "day" if unit in ("día", "dia") else unit
        count = _count(found["n2"] or found["n"]) + (1 if found["two"] else 0)
        if found["n"] == "half an":
            count, unit = 30, "minute"
        if found["n"] == "the" and unit in ("day", "week"):
            continue  # "in the day" says nothing
        kind = f"business {unit}" if found["biz"] and unit == "day" else unit
        yield Atom(AtomKind.AHEAD, found.start(), found.end(), (count,), kind)


def _from_now(folded: str, _text: str) -> Iterator[Atom]:
    """ "A week from today"."""
    for found in FROM_NOW.finditer(folded):
        yield Atom(AtomKind.AHEAD, found.start(), found.end(), (_count(found["n"]),), found["unit"])


def _count(word: str) -> int:
    return int(word) if word.isdigit() else COUNTS.get(word, 1)


def _ranges(folded: str, _text: str) -> Iterator[Atom]:
    for found in RANGE.finditer(folded):
        sure = found["ap"] or found["ap2"] or found["m"] or found["m2"] or found["noon"]
        led = found["pre"] or A_TIME_FOLLOWS.search(folded, max(0, found.start() - 16), found.start())
        led = led or _WEEKDAY_ENDS.search(folded, max(0, found.start() - 14), found.start())
        if not (sure or (led and AFTER_TIME.match(folded, found.end()))):
            continue
        if re.search(r"\bor\b", found[0]) or (not found["pre"] and re.search(r"\band\b", found[0])):
            continue  # two times, not a span
        end = (12, 0) if found["noon"] else (int(found["h2"]), int(found["m2"] or 0))
        if int(found["h"]) > 24 or end[0] > 24:
            continue
        ap, ap2 = _half(found["ap"]), "pm" if found["noon"] else _half(found["ap2"])
        start = found.start() + len(found["pre"] or "")
        yield Atom(
            AtomKind.RANGE, start, found.end(), (int(found["h"]), int(found["m"] or 0), *end), f"{ap}/{ap2}"
        )


_WEEKDAY_ENDS = re.compile(r"(?:day|tomorrow|mon|tues?|weds?|thu|thurs?|fri|sat|sun|today),?\s$")


def _half(word: str | None) -> str:
    return word[0] + "m" if word and word[0] in "ap" else ""


def _dates(folded: str, text: str) -> Iterator[Atom]:
    for found in ISO.finditer(folded):
        yield from _date(found, int(found["mon"]))
    for pattern in (MONTH_DAY, DAY_MONTH):
        for found in pattern.finditer(folded):
            if found["mon"] in NOT_ALONE and not text[found.start("mon")].isupper():
                continue
            month = next(i for i, names in enumerate(MONTH_OF, start=1) if names.fullmatch(found["mon"]))
            yield from _date(found, month)
    for found in SLASHED.finditer(folded):
        led = BEFORE_DATE.search(folded, max(0, found.start() - 12), found.start())
        named = _WEEKDAY_ENDS.search(folded, max(0, found.start() - 14), found.start())
        if (found["year"] or led or named) and not NOT_A_DATE.match(folded, found.end()):
            yield from _date(found, int(found["mon"]))
    for found in THE_NTH.finditer(folded):
        if 1 <= int(found["day"]) <= 31:
            yield Atom(AtomKind.DATE, found.start(), found.end(), (0, 0, int(found["day"])))


def _date(found: "re.Match[str]", month: int) -> Iterator[Atom]:
    day, year = int(found["day"]), int(found["year"] or 0)
    if 1 <= month <= 12 and 1 <= day <= 31:
        year = year + 2000 if 0 < year < 100 else year
        yield Atom(AtomKind.DATE, found.start(), found.end(), (year, month, day))


def _clocks(folded: str, _text: str) -> Iterator[Atom]:
    for found in SPANISH.finditer(folded):
        hour, minute = int(found["h"] or found["fh"]), int(found["m"] or found["fm"] or 0)
        if hour < 24:
            half = {"mañana": "am", "tarde": "pm", "noche": "pm"}.get(found["part"] or "", "")
            half = half or (found["ap"] + "m" if found["ap"] else "")
            yield Atom(AtomKind.CLOCK, found.start(), found.end(), (hour, minute), half)
    for found in CLOCK.finditer(folded):
        if not found["ap"] and not found["colon"] and not _bare(folded, found.start(), found.end()):
            continue
        end = found.start() + len(found[0].rstrip())
        yield Atom(
            AtomKind.CLOCK, found.start(), end, (int(found["h"]), int(found["m"] or 0)), _half(found["ap"])
        )
    for start, end, hour, minute, half in spelled(folded):
        yield Atom(AtomKind.CLOCK, start, end, (hour, minute), half)
    for found in NOON.finditer(folded):
        numbers, half = ((12, 0), "pm") if found["noon"] else ((23, 59), "pm")
        yield Atom(AtomKind.CLOCK, found.start(), found.end(), numbers, half)


def _bare(folded: str, start: int, end: int) -> bool:
    led = A_TIME_FOLLOWS.search(folded, max(0, start - 16), start)
    if not led or not AFTER_TIME.match(folded, end):
        return False
    if led[0].startswith(("or", "and")):  # "4:15 or 5", but not "one or 2"
        return (
            re.search(r"(?:\d|noon|[ap]\.?m\.?)\s*$", folded[max(0, start - 14) : start - len(led[0])])
            is not None
        )
    return True


def _days(folded: str, text: str) -> Iterator[Atom]:
    for found in OFFSET.finditer(folded):
        yield Atom(
            AtomKind.OFFSET,
            found.start(),
            found.end(),
            (OFFSETS[found[0]],),
            "night" * (found[0] == "tonight"),
        )
    for found in WEEKDAY.finditer(folded):
        number = next(i for i in range(7) if found[f"wd{i}"])
        if found[f"wd{number}"] in NOT_ALONE and not _short_day(folded, text, found):
            continue
        which = (found["which"] or "").removeprefix("this ").replace("coming", "this")
        which = "next" if found["later"] else which
        yield Atom(AtomKind.WEEKDAY, found.start(), found.end(), (number,), which)
    for found in WEEK.finditer(folded):
        word = "end" if found["end"] else "weekend" if found["weekend"] else ""
        yield Atom(AtomKind.WEEK, found.start(), found.end(), (1 if found["next"] else 0,), word)


def _short_day(folded: str, text: str, found: "re.Match[str]") -> bool:
    start = found.start() + len(found[0]) - len(found[0].split()[-1])
    return text[start].isupper() and bool(
        SOON_AFTER.match(folded, found.end()) or BEFORE_DAY.search(folded, max(0, start - 10), start)
    )


def _parts(folded: str, _text: str) -> Iterator[Atom]:
    for found in PART.finditer(folded):
        if found["part"]:
            word = {"tarde": "afternoon", "noche": "evening", "mañana": "morning"}.get(
                found["part"], found["part"]
            )
        else:
            word = next(name for name in ("opening", "closing", "lunch") if found[name])
        yield Atom(AtomKind.PART, found.start(), found.end(), (0,) if found["now"] else (), word)
