"""How long customers waited, in the buckets that the product shows."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

BUCKETS = ("<=5m", "<=15m", "<=30m", "<=60m", "same-day", "<=24h", "later", "never")
MINUTES = (5, 15, 30, 60)
DAY = timedelta(hours=24)


def bucket(began: datetime, answered: datetime, zone: ZoneInfo) -> str:
    """Wall time from the customer's first unanswered message to the answer; "never" is not ours to say."""
    waited = answered - began
    for minutes in MINUTES:
        if waited <= timedelta(minutes=minutes):
            return f"<={minutes}m"
    if began.astimezone(zone).date() == answered.astimezone(zone).date():
        return "same-day"
    return "<=24h" if waited <= DAY else "later"


def counted(found: Iterable[str]) -> dict[str, int]:
    """Every bucket with its number, in order."""
    counts = dict.fromkeys(BUCKETS, 0)
    for one in found:
        counts[one] += 1
    return counts
