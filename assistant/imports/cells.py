"""One cell becomes one value: dates, money, mileage, phones, addresses, VINs; Unusable says what is wrong."""

import hashlib
import re
from calendar import month_abbr
from datetime import UTC, date, datetime, time
from functools import lru_cache
from zoneinfo import ZoneInfo

from email_validator import EmailNotValidError, validate_email

from assistant.imports.report import Unusable
from assistant.tools import phones

NOON = time(12)  # of a day that is known without a time
MONTHS = {name.lower(): number for number, name in enumerate(month_abbr)}
ISO = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?!\d)")
NUMBERS = re.compile(r"(\d{1,2})[-/.](\d{1,2})[-/.](\d{4}|\d{2})(?!\d)")
DAY_MONTH = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?[- ]([a-z]{3})[a-z]*\.?,?[- ](\d{4}|\d{2})(?!\d)", re.I)
MONTH_DAY = re.compile(r"([a-z]{3})[a-z]*\.? (\d{1,2})(?:st|nd|rd|th)?,? (\d{4})(?!\d)", re.I)
CLOCK = re.compile(r"(\d{1,2})(?::(\d{2}))?(?::(\d{2})(?:\.\d+)?)?\s*([ap])?\.?(?:m\b)?", re.I)
ZONED = re.compile(r"(?:Z|[+-]\d{2}:?\d{2})$")
VIN = re.compile(r"[A-HJ-NPR-Z0-9]{17}")
AMERICAN = 12  # characters of a whole number of the North American plan: +1 and ten digits


def moment(text: str, zone: ZoneInfo) -> datetime:
    """An aware moment; US order (month first) unless the numbers say otherwise; noon where no time is given.

    Takes ISO 8601, 3/24/2019, 24.3.2019, 24-Mar-19, March 24, 2019, 20190324, and seconds since 1970.
    """
    text = " ".join(text.split())
    if re.fullmatch(r"1\d{9}", text):
        return datetime.fromtimestamp(int(text), UTC).astimezone(zone)
    if re.fullmatch(r"(19|20)\d{6}", text):
        text = f"{text[:4]}-{text[4:6]}-{text[6:]}"
    day, rest = _day(text)
    rest = rest.strip(" T,")
    if not rest:
        return datetime.combine(day, NOON, zone)
    if ZONED.search(rest) and ISO.match(text):
        try:
            return datetime.fromisoformat(text).astimezone(zone)
        except ValueError:
            pass
    return datetime.combine(day, clock(rest), zone)


def _day(text: str) -> tuple[date, str]:
    for pattern, order in ((ISO, "ymd"), (NUMBERS, "mdy"), (DAY_MONTH, "dby"), (MONTH_DAY, "bdy")):
        found = pattern.match(text)
        if found:
            part = dict(zip(order, found.groups(), strict=True))
            month = int(part["m"]) if "m" in part else MONTHS.get(part["b"].lower(), 0)
            day, year = int(part["d"]), int(part["y"])
            if order == "mdy" and (month > 12 or "." in found[0]):
                day, month = month, day
            if year < 100:
                year += 2000 if year < 70 else 1900
            try:
                if 1900 <= year <= 2100:
                    return date(year, month, day), text[found.end() :]
            except ValueError:
                break
    raise Unusable(f"the date {text[:40]!r} cannot be read")


def clock(text: str) -> time:
    """ "3:00 PM", "15:00", "9 am"."""
    found = CLOCK.match(text.strip())
    if found:
        hour, minute = int(found[1]), int(found[2] or 0)
        if found[4]:
            hour = hour % 12 + (12 if found[4].lower() == "p" else 0)
        if hour < 24 and minute < 60:
            return time(hour, minute)
    raise Unusable(f"the time {text[:40]!r} cannot be read")


def number(text: str) -> float:
    """ "$31,450", "31450.00", "1.234,50 €"."""
    if re.search(r"\de[+-]?\d", text, re.IGNORECASE):  # a spreadsheet's 1E+09: the digits are lost
        raise Unusable(f"the number {text[:40]!r} was shortened by a spreadsheet and cannot be read")
    bare = re.sub(r"[^\d.,-]", "", text)
    if "," in bare and "." in bare:
        last = max(bare.rfind(","), bare.rfind("."))
        bare = re.sub(r"[.,]", "", bare[:last]) + "." + bare[last + 1 :]
    elif "," in bare:
        decimal = re.search(r",\d{1,2}$", bare) and bare.count(",") == 1
        bare = bare.replace(",", "." if decimal else "")
    elif bare.count(".") > 1:
        bare = bare.replace(".", "")
    try:
        value = float(bare)
    except ValueError:
        raise Unusable(f"the number {text[:40]!r} cannot be read") from None
    if not 0 <= value < 1e9:
        raise Unusable(f"the number {text[:40]!r} is out of range")
    return value


def cents(text: str) -> int:
    return round(number(text) * 100)


def money(amount_cents: int) -> str:
    """ "$31,450", "$412.50"."""
    whole, rest = divmod(amount_cents, 100)
    return f"${whole:,}.{rest:02}" if rest else f"${whole:,}"


def miles(text: str) -> int:
    """ "61,200 mi", "61k"; kilometres are turned into miles."""
    value = number(text)
    lower = text.lower()
    if re.search(r"\dk\b|\d k\b", lower):
        value *= 1000
    if "km" in lower or "kilo" in lower:
        value *= 0.621371
    return round(value)


def year(text: str) -> int:
    found = re.fullmatch(r"((?:19|20)\d{2})(?:\.0)?", text.strip())
    if not found:
        raise Unusable(f"the year {text[:20]!r} cannot be read")
    return int(found[1])


def vin(text: str) -> str:
    """17 of the letters and digits of a VIN (no I, O, Q; ISO 3779), in upper case, blanks gone."""
    bare = re.sub(r"[\s-]+", "", text).upper()
    if not VIN.fullmatch(bare):
        raise Unusable(f"{text.strip()[:40]!r} is no VIN (17 letters and digits, without I, O and Q)")
    return bare


COMPANIES = frozenset({"inc", "llc", "ltd", "co", "corp", "company", "usa", "us"})


@lru_cache(maxsize=4096)
def email(text: str) -> str:
    """The address in lower case; Unusable where none could be delivered to."""
    bare = text.strip().removeprefix("mailto:").strip("<>; ")
    try:
        found = validate_email(bare, check_deliverability=False, test_environment=True)
    except EmailNotValidError:
        raise Unusable(f"{text[:60]!r} is no e-mail address") from None
    return str(found.normalized).lower()


def phone(text: str, region: str) -> str:
    """The number in E.164; Unusable where it is none, or lacks its area code."""
    found = phones.normal(text, region)
    if not found or (found.startswith("+1") and len(found) != AMERICAN):
        raise Unusable(f"{text[:40]!r} is no whole telephone number")
    return found


def name(text: str) -> str:
    """ "BECKER, TOM" as "Tom Becker"; companies and mixed writings stay as they are."""
    text = " ".join(text.split())
    last, comma, given = text.partition(", ")
    suffix = given.lower().rstrip(".") in ("inc", "llc", "ltd", "co", "corp", "jr", "sr", "ii", "iii", "md")
    if comma and "," not in given and given and not suffix:
        text = f"{given} {last}"
    words = {word.strip(".,").lower() for word in text.split()}
    person = not words & COMPANIES and all(part.isalpha() for part in re.split(r"[\s.'-]+", text) if part)
    return text.title() if text.isupper() and person and " " in text else text


def fingerprint(*parts: object) -> str:
    """A stable key for a row that has none, from what does not change in it."""
    joined = "\x1f".join(str(part).strip().lower() for part in parts)
    return "~" + hashlib.sha256(joined.encode()).hexdigest()[:20]
