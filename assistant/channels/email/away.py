"""Until when an automatic answer says that its writer is away, in a dozen languages."""

import re
from datetime import date, timedelta

LOOKED_AT = 1_500  # characters
LONGEST_ABSENCE = timedelta(days=400)
UNTIL = (
    r"until|till|through|back (?:on|in the office on)|return(?:ing)? (?:on|to the office on)?|bis(?: zum"
    r"| einschl\w*)?|ab(?: dem)?"
    r"|zurück am|wieder am|jusqu['’]?(?:au|à)|de retour le|rentrerai le|hasta(?: el)?|regreso el"
    r"|fino al?|rientro il|até(?: o dia)?"
    r"|tot(?: en met)?|vanaf|till? (?:och med|og med)?|tom|t\.o\.m\.|før|do|od|до|по|kadar|asti|saakka"
)
MONTHS = (
    r"jan|ene|gen|janv|sty|led|янв|tammi", r"feb|fév|fev|lut|úno|фев|helmi", r"mar|mär|mrt|maa|bře|мар",
    r"apr|avr|abr|kwi|dub|апр|huhti", r"may|mai|maj|mag|mei|kvě|мая|май|touko", r"jun|jui?n|giu|cze|июн"
    r"|kesä",
    r"jul|juil|lug|lip|čvc|июл|heinä", r"aug|aoû|ago|sie|srp|авг|elo", r"sep|set|wrz|zář|сен|syys",
    r"oct|okt|ott|out|paź|říj|окт|loka", r"nov|lis|ноя|marras", r"dec|dez|dic|déc|gru|pro|дек|joulu",
)  # fmt: skip
MONTH = "|".join(f"(?P<m{number}>{names})" for number, names in enumerate(MONTHS, 1))
WORDED = re.compile(
    rf"\b(?:(?P<day>\d{{1,2}})(?:st|nd|rd|th|\.|º|er)? (?:de "
    rf"|of )?(?:{MONTH})\w{{0,9}}\.?(?: (?:de )?(?P<year>\d{{4}}))?)",
    re.IGNORECASE,
)
MONTH_FIRST = re.compile(
    rf"\b(?:{MONTH})\w{{0,9}}\.? (?P<day>\d{{1,2}})(?:st|nd|rd|th)?\b(?:,? (?P<year>\d{{4}}))?", re.IGNORECASE
)
NUMBERED = re.compile(r"\b(?P<day>\d{1,2})\.(?P<month>\d{1,2})\.(?P<year>\d{4}|\d{2})?")
ISO = re.compile(r"\b(?P<year>20\d\d)-(?P<month>\d\d)-(?P<day>\d\d)\b")
MARKED = re.compile(rf"(?<!\w)(?:{UNTIL})(?!\w)(?P<after>.{{0,60}})", re.IGNORECASE)


def away_until(text: str, today: date) -> date | None:
    """The last date that is named after "until" or "back on"; None where none is, or none that can be meant.

    A date with slashes is not read: nobody knows which number of it is the month.
    """
    found = [
        at
        for marked in MARKED.finditer(" ".join(text[:LOOKED_AT].split()))
        if (at := _first(marked["after"], today)) and today <= at <= today + LONGEST_ABSENCE
    ]
    return max(found, default=None)


def _first(words: str, today: date) -> date | None:
    matches = [found for kind in (ISO, NUMBERED, WORDED, MONTH_FIRST) if (found := kind.search(words))]
    return _date(min(matches, key=lambda one: one.start()), today) if matches else None


def _date(found: re.Match[str], today: date) -> date | None:
    """Without a year: the next such day."""
    parts = found.groupdict()
    month = int(parts.get("month") or next((n for n in range(1, 13) if parts.get(f"m{n}")), 0))
    year = int(parts["year"] or 0)
    try:
        at = date(year + 2000 if 0 < year < 100 else year or today.year, month, int(parts["day"]))
        return at if year or at >= today else at.replace(year=today.year + 1)
    except ValueError:
        return None
