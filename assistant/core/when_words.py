"""Words for days and times, found in a text without knowing what day it is.

English whole, Spanish and French as far as replies need them. Stock numbers, prices, years, mileages,
fractions and ratings are no dates: a bare number counts only beside a word that makes it a time.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from assistant.core.words import fold, listed


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


_WEEKDAYS = (
    "mon(?:day)?|lunes|lundi",
    "tue(?:s(?:day)?)?|martes|mardi",
    "wed(?:s|nesday)?|mi[ée]rcoles|mercredi",
    "thu(?:rs?(?:day)?)?|jueves|jeudi",
    "fri(?:day)?|viernes|vendredi",
    "sat(?:urday)?|s[áa]bado|samedi",
    "sun(?:day)?|domingo|dimanche",
)
_MONTHS = (
    "jan(?:uary)?|enero|janvier",
    "feb(?:ruary)?|febrero|f[ée]vrier",
    "mar(?:ch)?|marzo|mars",
    "apr(?:il)?|abril|avril",
    "may|mayo|mai",
    "june?|junio|juin",
    "july?|julio|juillet",
    "aug(?:ust)?|agosto|ao[ûu]t",
    "sept?(?:ember)?|septiembre|septembre",
    "oct(?:ober)?|octubre|octobre",
    "nov(?:ember)?|noviembre|novembre",
    "dec(?:ember)?|diciembre|d[ée]cembre",
)
_WD = "|".join(f"(?P<wd{i}>{names})" for i, names in enumerate(_WEEKDAYS))
_MONTH = "(?:" + "|".join(_MONTHS) + ")"
_MONTH_OF = tuple(re.compile(names) for names in _MONTHS)
_NOT_ALONE = listed("mon tue wed thu fri sat sun mar may march")
_SOON_AFTER = re.compile(r"\.?,?\s+(?:at|by|before|after|morning|afternoon|evening|\d)")
_BEFORE_DAY = re.compile(
    r"(?:\b(?:on|by|until|till|for|from|before|after|since|this|next|last|or|and)|[,(–-])\s*$"
)

_BEFORE_DATE = re.compile(r"(?:\b(?:on|by|until|till|for|from|before|after|since|due)|[(])\s*$")

_OFFSETS = {"the day after tomorrow": 2, "day after tomorrow": 2, "pasado mañana": 2, "après-demain": 2}
_OFFSETS |= dict.fromkeys(("tomorrow", "tmrw", "tomorow", "mañana", "demain"), 1)
_OFFSETS |= dict.fromkeys(("today", "tonight", "hoy", "aujourd'hui"), 0)
_OFFSET = re.compile(
    r"\b(?:" + "|".join(re.sub("^mañana", r"(?<!la )mañana", w) for w in _OFFSETS) + r")\b(?!')"
)
_WEEKDAY = re.compile(rf"\b(?:(?P<which>this coming|this|next|coming|last) )?(?:{_WD})\b(?!')")
_MONTH_DAY = re.compile(
    rf"\b(?P<mon>{_MONTH})\.?\s+(?:the )?(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?![\w:/%]|\s?[ap]\.?m\b|[.,]\d)"
    r"(?:,?\s+(?P<year>20\d\d)\b)?"
)
_DAY_MONTH = re.compile(
    rf"(?<![\w.,:/$-])(?P<day>\d{{1,2}})(?:st|nd|rd|th|er|\.)?\s+(?:of |de )?(?P<mon>{_MONTH})\b\.?"
    r"(?:,?\s+(?P<year>20\d\d)\b)?"
)
_THE_NTH = re.compile(
    r"\b(?:the|el|le)\s(?P<day>\d{1,2})(?:st|nd|rd|th)\b"
    r"(?!\s(?:of|floor|time|street|st|avenue|ave|gen|generation|mile|owner|row|one|year|anniversary"
    r"|service|oil))"
)
_ISO = re.compile(r"(?<![\w-])(?P<year>20\d\d)-(?P<mon>\d\d)-(?P<day>\d\d)(?![\d-])")
_SLASHED = re.compile(
    r"(?<![\w/.$#-])(?P<mon>\d{1,2})/(?P<day>\d{1,2})(?:/(?P<year>20\d\d|\d\d))?(?![\w/%]|[.-]\d)"
)
_NOT_A_DATE = re.compile(
    r"\s?(?:inch|turn|tank|of\b|ton\b|\"|mile|cup|way|full|off|price|stars?|rating|tread)"
)

_AP = r"(?P<{}>a\.?m\b\.?|p\.?m\b\.?|o'clock)"
_HOUR = r"(?P<{}>2[0-3]|1\d|0?\d)"
_CLOCK = re.compile(
    r"(?<![\w:.$/#-])"
    + _HOUR.format("h")
    + r"(?:(?P<colon>:)(?P<m>[0-5]\d))?(?:-?ish)?\s?(?:"
    + _AP.format("ap")
    + r")?(?![\w:/%$]|[.,-]\d)"
)
_NOON = re.compile(r"\b(?P<noon>noon|midday|mediod[íi]a|midi)\b|\bmidnight\b")
_SPANISH = re.compile(
    r"\b(?:a|antes de|sobre|hasta) las? (?P<h>\d{1,2})(?::(?P<m>[0-5]\d))?(?!\d)"
    r"(?:\s(?:de|por) la (?P<part>mañana|tarde|noche))?"
    r"|\b[àa] ?(?P<fh>\d{1,2}) ?h(?: ?(?P<fm>[0-5]\d))?\b"
)
_RANGE = re.compile(
    r"(?<![\w:.$/#,-])(?P<pre>between |from )?"
    + _HOUR.format("h")
    + r"(?::(?P<m>[0-5]\d))?\s?(?:"
    + _AP.format("ap")
    + r")?"
    r"\s?(?:-|–|—|to|and|until|till|or)\s?(?:(?P<noon>noon)|"
    + _HOUR.format("h2")
    + r"(?::(?P<m2>[0-5]\d))?\s?(?:"
    + _AP.format("ap2")
    + r")?)(?![\w:/%$-]|[.,]\d)"
)
_A_TIME_FOLLOWS = re.compile(
    r"\b(?:at|by|before|until|till|after|around|from|between|or|and)\s+(?:about |around )?$"
)
_AFTER_TIME = re.compile(
    r"\s*(?:$|[.;!?)\n,—–]|(?:today|tomorrow|on|tonight|if|and|or|to|works?|so|then|when"
    r"|this|is|sharp|for|as|with|in the|either"
    r"|mon|tue|wed|thu|fri|sat|sun)\w*\b)"
)
_PART = re.compile(
    r"(?<!good )\b(?:(?P<opening>first thing(?: in the morning)?|when we open|a primera hora)"
    r"|(?P<closing>end of (?:the |our )?(?:business |work(?:ing)? )?day|eod|cob|close of business"
    r"|(?:by|before|at|until) (?:we )?clos(?:e|ing)"
    r"(?: time)?|al final del d[íi]a|al cierre)|(?P<lunch>lunch ?(?:time|break)?)"
    r"|(?P<now>this |esta )?(?:in the |the |por la |en la |early |late |mid-?)?"
    r"(?P<part>morning|afternoon|evening|tarde|noche|(?<=la )mañana))\b"
)
_WEEK = re.compile(
    r"\b(?P<end>end of |later )?(?:the |this |(?P<next>next ))(?:week|(?P<weekend>weekend))\b(?!s)"
)
_COUNTS = {"half an": 0, "a couple of": 2, "couple of": 2, "a few": 3, "few": 3}
_COUNTS |= dict.fromkeys(("a", "an", "the", "one", "next"), 1)
_COUNTS |= {
    "two": 2,
    "three": 3,
    "four": 4,
    "five": 5,
    "six": 6,
    "seven": 7,
    "eight": 8,
    "nine": 9,
    "ten": 10,
}
_N = "(?:a )?couple of|a few|few|half an|an?|the|one|two|three|four|five|six|seven|eight|nine|ten|\\d{1,3}"
_AHEAD = re.compile(
    rf"\b(?:in|within|over|dentro de|en)(?: the next| next| under| about| less than| at most)? (?P<n>{_N})"
    rf"(?: ?(?:-|–|to|or) ?(?P<n2>{_N}))? ?(?P<biz>business |working )"
    r"?(?P<unit>minute|min|hour|hr|day|week|minuto|hora|d[íi]a)s?\b"
    r"(?P<two> or two)?(?!')"
)


def atoms(text: str) -> tuple[Atom, ...]:
    """Every word for a day or a time, in order, none over another."""
    folded = fold(text)
    taken: list[Atom] = []
    for family in (_ahead, _ranges, _dates, _clocks, _days, _parts):
        for atom in family(folded, text):
            if not any(atom.start < other.end and other.start < atom.end for other in taken):
                taken.append(atom)
    return tuple(sorted(taken, key=lambda atom: atom.start))


def _ahead(folded: str, _text: str) -> Iterator[Atom]:
    for found in _AHEAD.finditer(folded):
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


def _count(word: str) -> int:
    return int(word) if word.isdigit() else _COUNTS.get(word, 1)


def _ranges(folded: str, _text: str) -> Iterator[Atom]:
    for found in _RANGE.finditer(folded):
        sure = found["ap"] or found["ap2"] or found["m"] or found["m2"] or found["noon"]
        led = found["pre"] or _A_TIME_FOLLOWS.search(folded, max(0, found.start() - 16), found.start())
        led = led or _WEEKDAY_ENDS.search(folded, max(0, found.start() - 14), found.start())
        if not (sure or (led and _AFTER_TIME.match(folded, found.end()))):
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
    for found in _ISO.finditer(folded):
        yield from _date(found, int(found["mon"]))
    for pattern in (_MONTH_DAY, _DAY_MONTH):
        for found in pattern.finditer(folded):
            if found["mon"] in _NOT_ALONE and not text[found.start("mon")].isupper():
                continue
            month = next(i for i, names in enumerate(_MONTH_OF, start=1) if names.fullmatch(found["mon"]))
            yield from _date(found, month)
    for found in _SLASHED.finditer(folded):
        led = _BEFORE_DATE.search(folded, max(0, found.start() - 12), found.start())
        named = _WEEKDAY_ENDS.search(folded, max(0, found.start() - 14), found.start())
        if (found["year"] or led or named) and not _NOT_A_DATE.match(folded, found.end()):
            yield from _date(found, int(found["mon"]))
    for found in _THE_NTH.finditer(folded):
        if 1 <= int(found["day"]) <= 31:
            yield Atom(AtomKind.DATE, found.start(), found.end(), (0, 0, int(found["day"])))


def _date(found: "re.Match[str]", month: int) -> Iterator[Atom]:
    day, year = int(found["day"]), int(found["year"] or 0)
    if 1 <= month <= 12 and 1 <= day <= 31:
        year = year + 2000 if 0 < year < 100 else year
        yield Atom(AtomKind.DATE, found.start(), found.end(), (year, month, day))


def _clocks(folded: str, _text: str) -> Iterator[Atom]:
    for found in _SPANISH.finditer(folded):
        hour, minute = int(found["h"] or found["fh"]), int(found["m"] or found["fm"] or 0)
        if hour < 24:
            half = {"mañana": "am", "tarde": "pm", "noche": "pm"}.get(found["part"] or "", "")
            yield Atom(AtomKind.CLOCK, found.start(), found.end(), (hour, minute), half)
    for found in _CLOCK.finditer(folded):
        if not found["ap"] and not found["colon"] and not _bare(folded, found.start(), found.end()):
            continue
        end = found.start() + len(found[0].rstrip())
        yield Atom(
            AtomKind.CLOCK, found.start(), end, (int(found["h"]), int(found["m"] or 0)), _half(found["ap"])
        )
    for found in _NOON.finditer(folded):
        numbers, half = ((12, 0), "pm") if found["noon"] else ((23, 59), "pm")
        yield Atom(AtomKind.CLOCK, found.start(), found.end(), numbers, half)


def _bare(folded: str, start: int, end: int) -> bool:
    led = _A_TIME_FOLLOWS.search(folded, max(0, start - 16), start)
    if not led or not _AFTER_TIME.match(folded, end):
        return False
    if led[0].startswith(("or", "and")):  # "4:15 or 5", but not "one or 2"
        return (
            re.search(r"(?:\d|noon|[ap]\.?m\.?)\s*$", folded[max(0, start - 14) : start - len(led[0])])
            is not None
        )
    return True


def _days(folded: str, text: str) -> Iterator[Atom]:
    for found in _OFFSET.finditer(folded):
        yield Atom(
            AtomKind.OFFSET,
            found.start(),
            found.end(),
            (_OFFSETS[found[0]],),
            "night" * (found[0] == "tonight"),
        )
    for found in _WEEKDAY.finditer(folded):
        number = next(i for i in range(7) if found[f"wd{i}"])
        if found[f"wd{number}"] in _NOT_ALONE and not _short_day(folded, text, found):
            continue
        which = (found["which"] or "").removeprefix("this ").replace("coming", "this")
        yield Atom(AtomKind.WEEKDAY, found.start(), found.end(), (number,), which)
    for found in _WEEK.finditer(folded):
        word = "weekend" if found["weekend"] else "end" if found["end"] else ""
        yield Atom(AtomKind.WEEK, found.start(), found.end(), (1 if found["next"] else 0,), word)


def _short_day(folded: str, text: str, found: "re.Match[str]") -> bool:
    start = found.start() + len(found[0]) - len(found[0].split()[-1])
    return text[start].isupper() and bool(
        _SOON_AFTER.match(folded, found.end()) or _BEFORE_DAY.search(folded, max(0, start - 10), start)
    )


def _parts(folded: str, _text: str) -> Iterator[Atom]:
    for found in _PART.finditer(folded):
        if found["part"]:
            word = {"tarde": "afternoon", "noche": "evening", "mañana": "morning"}.get(
                found["part"], found["part"]
            )
        else:
            word = next(name for name in ("opening", "closing", "lunch") if found[name])
        yield Atom(AtomKind.PART, found.start(), found.end(), (0,) if found["now"] else (), word)
