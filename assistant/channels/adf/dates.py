"""When a lead was made, in the writings that portals use."""

import re
from datetime import UTC, datetime, timedelta, timezone
from email.utils import parsedate_to_datetime

ISO = re.compile(
    r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ](\d{1,2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?)?\s?(Z"
    r"|[+-]\d{1,2}:?\d{0,2})?$",
    re.IGNORECASE,
)
FORMATS = (
    "%m/%d/%Y %I:%M:%S %p", "%m/%d/%Y %I:%M %p", "%m/%d/%Y %H:%M:%S", "%m/%d/%Y %H:%M", "%m/%d/%Y",
    "%Y/%m/%d %H:%M:%S", "%Y%m%d%H%M%S", "%b %d, %Y %I:%M %p", "%B %d, %Y %I:%M %p", "%b %d %Y %I:%M%p",
    "%d %b %Y %H:%M:%S", "%Y-%m-%d %H:%M:%S %z", "%Y-%m-%d %I:%M:%S %p", "%B %d, %Y", "%b %d, %Y",
)  # fmt: skip


def request_date(text: str) -> tuple[datetime | None, bool]:
    """The instant, aware, and whether it was said without doubt; without a zone it is taken as UTC."""
    text = " ".join(text.split())[:60]
    if found := ISO.match(text):
        return _iso(found)
    for form in FORMATS:
        try:
            at = datetime.strptime(text, form)  # the zone is added below
        except ValueError:
            continue
        return (at if at.tzinfo else at.replace(tzinfo=UTC)), False
    try:
        at = parsedate_to_datetime(text)
    except (ValueError, TypeError, IndexError):
        return None, False
    return (at, True) if at.tzinfo else (at.replace(tzinfo=UTC), False)


def _iso(found: re.Match[str]) -> tuple[datetime | None, bool]:
    year, month, day, hour, minute, second = (int(part or 0) for part in found.groups()[:6])
    micro = int((found[7] or "0")[:6].ljust(6, "0"))
    zone, exact = _zone(found[8] or "")
    try:
        return datetime(year, month, day, hour, minute, second, micro, tzinfo=zone), exact
    except ValueError:
        return None, False


def _zone(text: str) -> tuple[timezone, bool]:
    if text.upper() == "Z":
        return UTC, True
    parts = re.match(r"([+-])(\d{1,2}):?(\d{0,2})", text)
    if not parts:
        return UTC, False
    offset = timedelta(hours=int(parts[2]), minutes=int(parts[3] or 0))
    exact = len(parts[3]) in {0, 2}
    if offset >= timedelta(hours=24):
        return UTC, False
    return timezone(-offset if parts[1] == "-" else offset), exact
