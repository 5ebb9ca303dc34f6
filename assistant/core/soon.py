"""When whoever promised something hears that its time is near, and whoever leads that it is over."""

from datetime import datetime, timedelta

from assistant.core.clock import BusinessHours
from assistant.core.quiet import night

LEAD = timedelta(hours=1)
DEFAULT_GRACE = 30  # business minutes
LOOK_BACK = 14  # days; no store is closed for longer between two openings


def soon_at(due: datetime, made_at: datetime, hours: BusinessHours) -> datetime:
    """An hour before; what is promised for a day (due at closing) on the morning of that day.

    Of a promise for within two hours, half-way. Never in the night: then an hour before the store closed.
    """
    span = hours.on(hours.local(due).date())
    if span is not None and due == span[1] and span[0] > made_at:
        return span[0]
    at = due - min(LEAD, (due - made_at) / 2)
    if night(hours, at):
        at = _evening_before(at, hours)
    return max(at, made_at)


def brought_up_at(due: datetime, grace: timedelta, hours: BusinessHours) -> datetime:
    """When whoever leads is told: after `grace` in business time."""
    return hours.after(due, grace)


def _evening_before(at: datetime, hours: BusinessHours) -> datetime:
    day = hours.local(at).date()
    for back in range(LOOK_BACK):
        span = hours.on(day - timedelta(days=back))
        if span is not None and span[1] <= at:
            return span[1] - LEAD
    return at
