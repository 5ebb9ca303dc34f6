"""The days and times that a customer names, never read from prices, years or stock numbers."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from assistant.core.inquiry import When
from assistant.readers.dotted import with_colons
from assistant.readers.holidays import NAMES, holiday

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
SPANISH = {"lunes": 0, "martes": 1, "miercoles": 2, "miércoles": 2, "jueves": 3, "viernes": 4, "sabado": 5}
SPANISH |= {"sábado": 5, "domingo": 6}
PARTS_OF_DAY = {
    "early morning": (time(7), time(10)),
    "late morning": (time(10), time(12)),
    "morning": (time(8), time(12)),
    "early afternoon": (time(12), time(15)),
    "late afternoon": (time(15), time(18)),
    "afternoon": (time(12), time(17)),
    "evening": (time(17), time(20)),
    "tonight": (time(17), time(21)),
    "night": (time(17), time(21)),
    "before lunch": (time(8), time(12)),
    "after lunch": (time(12, 30), time(17)),
    "lunch": (time(11, 30), time(13, 30)),
    "after work": (time(17), None),
    "por la mañana": (time(8), time(12)),
    "en la mañana": (time(8), time(12)),
    "en la tarde": (time(12), time(18)),
    "en la noche": (time(17), time(20)),
    "después del mediodía": (time(12), time(18)),
    "despues del mediodia": (time(12), time(18)),
    "por la tarde": (time(12), time(18)),
}
LAST_EARLY_HOUR = 7  # "at 4" is in the afternoon, "at 8" in the morning
JOIN = 18  # characters that may stand between a day and its time

_DAY = re.compile(
    r"(?i)\b(?:(?P<rel>today|tonight|tomorrow|tmrw|tmr|tomo|(?<!la )mañana|hoy|heute|morgen|demain)\b"
    r"|(?P<next>this|next|coming|el|los)?[ ]?\b(?P<week>mondays?|mon|tuesdays?|tues?|wednesdays?"
    r"|weds?|thursdays?|thurs?|thu"
    r"|fridays?|fri|saturdays?|sat|sundays?|lunes|martes|mi[eé]rcoles|jueves|viernes|s[aá]bados?"
    rf"|domingos?)\b(?!['’]s\s\w)(?:[ ](?P<beside>after|before)[ ](?P<feast>{NAMES})\b)?"
    r"|(?P<month>jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)(?:uary|ruary|ch|il|ust|tember"
    r"|ober|ember)?\.?[ ]"
    r"(?P<mday>[12]?\d|3[01])(?:st|nd|rd|th)?\b(?![:/\d])(?:,?[ ]20\d\d\b)?"
    r"|(?<![\d/.$#-])(?<!\d )(?<!m-f )(?!1/[234]\b|[23]/[34]\b)(?P<m>1[0-2]|0?[1-9])/(?P<d>[12]\d"
    r"|3[01]|0?[1-9])(?:/(?:20)?\d\d)?(?![\d/%-])"
    r"|\bthe (?P<nth>[12]?\d|3[01])(?:st|nd|rd|th)\b(?! of july)"
    rf"|(?P<holiday>{NAMES})\b"
    r"|(?P<vague>(?:this |next |the |on )?weekends?|next week|this week|later this week"
    r"|later this month|weekdays"
    r"|la próxima semana)\b)"
)
_CLOCK = r"(?:1[0-2]|0?[1-9])(?::[0-5]\d)?"
_UNDOTTED = r"(?:1[0-2]|[1-9])[0-5][05]"
_MERIDIEM = r"(?:[ ]?(?:a\.?m\b\.?|p\.?m\b\.?|a\b|p\b|o['’]?clock(?: (?:am|pm))?))"
_PART = "|".join(PARTS_OF_DAY)
_TIME = re.compile(
    rf"(?i)(?<![\w$#/.:-])(?:(?P<between>between|from|entre)[ ]?(?P<b1>{_CLOCK})(?P<bm1>{_MERIDIEM})?"
    rf"[ ]?(?:and|to|-|–|until|till|y|a)[ ]?(?P<b2>{_CLOCK})(?P<bm2>{_MERIDIEM})?"
    rf"|(?:around |about |at |a las |@ ?)?(?P<r1>{_CLOCK})(?P<rm1>{_MERIDIEM})?[ ]?(?:-|–|/|to"
    rf"|or|o)[ ]?(?P<r2>{_CLOCK})(?P<rm2>{_MERIDIEM})?"
    rf"(?P<rmark> ?(?:ish|o['’]?clock))?"
    rf"|(?P<rel>more like|closer to|after|before|by|until|till|past|from|since|at|around|about|@|near|a las"
    rf"|desp[uú][eé]s de las|antes de las)[ ]?"
    rf"(?P<t1>{_UNDOTTED}|{_CLOCK})(?P<tm1>{_MERIDIEM})?"
    rf"|(?P<t2>{_CLOCK})(?P<tm2>{_MERIDIEM})|(?P<t3>(?:1[0-2]|[1-9]):[0-5]\d)"
    rf"|(?:(?P<nrel>after|before|by|around|at) )?(?P<noon>noon|midday|mediodía)|(?P<part>{_PART})s?)"
    r"(?![\w%$:/]|,\d|\.\d|-\d)"
)
_NOT_HOURS = re.compile(
    r"(?i)\A[ ]?(?:thousand|k\b|grand|miles|mi\b|hundred|percent|%|years?|yrs?|months?|mos?\b|days?"
    r"|weeks?|hours?|hrs?|minutes?"
    r"|mins?|people|seats?|owners?|of|times|cars?|doors?|mpg|lbs?|inch|cyl|keys?|kids?|stars?"
    r"|passengers?|passes|star|more|other)"
)
_FILLER = re.compile(
    r"(?i)\A(?:[\s,@()-]|at|around|about|in|the|on|anytime|any|time|after|by|sometime|preferably"
    r"|early|late|for|works?|maybe|would|be"
    r"|a|las|por|la|of|between|or|ok|is|good|best|from)*\Z"
)
_FEAST = re.compile(rf"(?i){NAMES}")
_AFTER = re.compile(r"(?i) after\b(?! \d)")
LOOSE = 14  # words up to which "more like 2" is a time
# "Tuesday, May 5" is one day, and the date says which.
_DATED = re.compile(rf"(?i),?[ ](?:(?:{'|'.join(MONTHS)})[a-z]{{0,6}}\.?[ ]\d|\d{{1,2}}/\d)")
_GONE = re.compile(r"(?i)[ ]pasad[oa]s?\b")  # "el viernes pasado": no day to come


@dataclass(frozen=True)
class _Span:
    start: int
    end: int
    day: date | None = None
    earliest: time | None = None
    latest: time | None = None
    names_time: bool = False
    vague: bool = False  # a part of the day, which an hour makes exact


def times(shown: str, at: datetime) -> tuple[When, ...]:
    """Days and times in the order in which they stand; `at` is when the message came, in the store's zone."""
    days = _after_the_feast(shown, list(_days(shown, at.date())))
    clock = list(_clock_times(with_colons(shown), days))
    found: list[_Span] = []
    for span in sorted(days + clock, key=lambda span: span.start):
        before = found[-1] if found else None
        if before and _one(shown, before, span):
            found[-1] = _joined(before, span)
        elif not (before and span.start < before.end):
            found.append(span)
    return tuple(_when(shown, span, at) for span in found)


def _after_the_feast(shown: str, days: list[_Span]) -> list[_Span]:
    """ "Are you open on Thanksgiving? And the Friday after": the first such day past the holiday."""
    feast = next((span for span in days if _FEAST.fullmatch(shown[span.start : span.end])), None)
    if feast is None or feast.day is None:
        return days
    moved = []
    for span in days:
        after = span.start > feast.end and span.day and _AFTER.match(shown, span.end)
        ahead = (span.day.weekday() - feast.day.weekday()) % 7 or 7 if span.day else 0
        moved.append(replace(span, day=feast.day + timedelta(days=ahead)) if after else span)
    return moved


def _one(shown: str, first: _Span, second: _Span) -> bool:
    """Whether a day and a time standing near each other are one "Thursday after 4"."""
    gap = shown[first.end : second.start]
    if second.start < first.end or len(gap) > JOIN or not _FILLER.match(gap):
        return False
    if first.names_time and second.names_time:
        return first.vague and not second.vague and "or" not in gap
    return not (_names_day(first) and _names_day(second)) and " or" not in gap


def _names_day(span: _Span) -> bool:
    return span.day is not None or not span.names_time


def _joined(first: _Span, second: _Span) -> _Span:
    timed = second if second.names_time else first
    day = first.day or second.day
    return _Span(first.start, second.end, day, timed.earliest, timed.latest, timed.names_time, timed.vague)


def _when(shown: str, span: _Span, at: datetime) -> When:
    text = " ".join(shown[span.start : span.end].split())
    this_day = re.match(
        r"(?i)this (?:morning|afternoon|evening)|tonight", shown[max(span.start - 5, 0) : span.end].strip()
    )
    if this_day and span.day is None:
        text = this_day[0] if len(this_day[0]) > len(text) else text
        return When(text, at.date(), span.earliest, span.latest)
    return When(text, span.day, span.earliest, span.latest)


def _days(shown: str, today: date) -> Iterator[_Span]:
    for match in _DAY.finditer(shown):
        if match["week"] and (_GONE.match(shown, match.end()) or _DATED.match(shown, match.end())):
            continue
        if (match["month"] or "").lower() == "may" and not match["month"].istitle():
            continue
        if not _a_day(shown, match):
            continue
        day = None if match["vague"] else _day(match, today)
        if day is not None or match["vague"]:
            lead = len(match[0]) - len(match[0].lstrip())
            yield _Span(match.start() + lead, match.end(), day)


def _a_day(shown: str, match: re.Match[str]) -> bool:
    """ "sat" is a day in "sat morning", "on Sat", "Sat."; not in "I sat there"."""
    if (match["week"] or "").lower() not in ("sat", "sun", "mon", "wed"):
        return True
    before = shown[max(match.start("week") - 12, 0) : match.start("week")].lower()
    return match["week"][0].isupper() or not re.search(
        r"(?:\b(?:i|we|he|she|it|they|and|has|just|then|also)\s+)\Z", before
    )


def _day(match: re.Match[str], today: date) -> date | None:
    if match["rel"]:
        word = match["rel"].lower()
        return today + timedelta(days=0 if word in ("today", "tonight", "hoy", "heute") else 1)
    if match["holiday"]:
        return holiday(match["holiday"], today)
    if match["feast"] and (feast := holiday(match["feast"], today)):
        following = _weekday(match["week"].lower(), feast + timedelta(days=1), after_this_week=False)
        return following if match["beside"].lower() == "after" else following - timedelta(days=7)
    if match["week"]:
        return _weekday(match["week"].lower(), today, after_this_week=(match["next"] or "").lower() == "next")
    if match["nth"]:
        return _upcoming(today, today.month, int(match["nth"]), by_month=True)
    if match["month"]:
        return _upcoming(today, MONTHS.index(match["month"][:3].lower()) + 1, int(match["mday"]))
    return _upcoming(today, int(match["m"]), int(match["d"]))


def _weekday(word: str, today: date, *, after_this_week: bool) -> date:
    """The next such day; "next Friday" said on a Tuesday is the one of next week."""
    number = SPANISH.get(word, SPANISH.get(word.removesuffix("s")))
    if number is None:
        number = next(index for index, name in enumerate(WEEKDAYS) if name[:3] == word[:3])
    ahead = (number - today.weekday()) % 7
    if after_this_week and ahead + today.weekday() < 7:
        ahead += 7
    return today + timedelta(days=ahead)


def _upcoming(today: date, month: int, day: int, *, by_month: bool = False) -> date | None:
    """That day of the year, or of the month, in the coming twelve months; a day just past stays past."""
    year = today.year
    for _ in range(13 if by_month else 2):
        try:
            found = date(year, month, day)
        except ValueError:
            found = None
        if found and found >= today - timedelta(days=0 if by_month else 60):
            return found
        year, month = (year + month // 12, month % 12 + 1) if by_month else (year + 1, month)
    return None


def _clock_times(shown: str, days: list[_Span]) -> Iterator[_Span]:
    for match in _TIME.finditer(shown):
        if any(day.start <= match.start() < day.end and match["part"] is None for day in days):
            continue
        bounds = _bounds(match)
        if match["part"] is None and match["noon"] is None and _is_amount(shown, match, days):
            continue
        yield _Span(match.start(), match.end(), None, *bounds, names_time=True, vague=bool(match["part"]))


def _is_amount(shown: str, match: re.Match[str], days: list[_Span]) -> bool:
    """Whether the number is no hour: "about 5 months", "3-4 people", "around 10 thousand"."""
    if _NOT_HOURS.match(shown, match.end()) or _NOT_HOURS.match(shown[match.end() : match.end() + 14]):
        return True
    if match["r1"] and not (match["rm1"] or match["rm2"] or match["rmark"] or ":" in match[0]):
        # a bare "10-11" is a time beside a day, or after a word that leads to one
        near = any(-30 < match.start() - day.end < 12 or -30 < day.start - match.end() < 12 for day in days)
        return not (
            near or re.match(r"(?i)around|about|at|a las|@", match[0]) or match[0].strip() == shown.strip()
        )
    if (
        match["rel"]
        and match["rel"].lower() in ("since", "from", "about", "near", "past")
        and not (match["tm1"] or ":" in match[0])
    ):
        return not any(abs(match.start() - day.end) < JOIN for day in days)
    loose = (match["rel"] or "").lower() in ("more like", "closer to")
    return loose and not match["tm1"] and len(shown.split()) > LOOSE


def _bounds(match: re.Match[str]) -> tuple[time | None, time | None]:
    if match["part"]:
        return PARTS_OF_DAY[" ".join(match["part"].lower().split())]
    if match["noon"]:
        return _related(match["nrel"] or "at", time(12))
    if match["b1"] or match["r1"]:
        kind = "b" if match["b1"] else "r"
        second = match[f"{kind}m2"]
        latest = _clock(match[f"{kind}2"], second)
        earliest = _clock(match[f"{kind}1"], match[f"{kind}m1"] or (second if second else None))
        if earliest > latest:
            earliest = _clock(match[f"{kind}1"], match[f"{kind}m1"])
        return (earliest, latest) if earliest <= latest else (latest, earliest)
    hour = match["t1"] or match["t2"] or match["t3"]
    return _related(match["rel"] or "at", _clock(hour, match["tm1"] or match["tm2"]))


def _related(relation: str, moment: time) -> tuple[time | None, time | None]:
    relation = relation.lower()
    if relation in ("after", "past", "from", "since") or relation.startswith("desp"):
        return moment, None
    if relation in ("before", "by", "until", "till", "antes de las"):
        return None, moment
    return moment, moment


def _clock(text: str, meridiem: str | None) -> time:
    digits = text.replace(":", "")
    hour, minute = (digits[:-2], digits[-2:]) if len(digits) > 2 else (digits, "0")
    number = int(hour) % 12
    mark = (meridiem or "").strip().lower()
    if (
        mark.startswith("p")
        or mark.endswith("pm")
        or (not (mark.startswith("a") or mark.endswith("am")) and number <= LAST_EARLY_HOUR)
    ):
        number += 12
    return time(number, int(minute))
