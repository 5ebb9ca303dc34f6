"""When whoever promised is told before its time: an hour, the morning of a day, never in the night."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.core.clock import BusinessHours
from assistant.core.quiet import night
from assistant.core.soon import brought_up_at, soon_at

ZONE = ZoneInfo("America/New_York")
HOURS = BusinessHours(
    ZONE, {day: (time(9), time(18)) for day in range(6)}, {date(2026, 11, 26): "Thanksgiving"}
)


def at(day, hour, minute=0):
    return datetime(2026, 11, day, hour, minute, tzinfo=ZONE)


@pytest.mark.parametrize(
    ("made", "due", "soon"),
    [
        (at(20, 12), at(23, 15), at(23, 14)),
        (at(20, 12), at(23, 18), at(23, 9)),  # for the day: on its morning
        (at(23, 12), at(23, 18), at(23, 17)),  # by the end of today: an hour before
        (at(23, 14), at(23, 14, 30), at(23, 14, 15)),  # half-way
        (at(23, 12), at(24, 9), at(24, 8)),
        (at(23, 12), at(24, 7), at(23, 17)),  # never in the night
        (at(25, 12), at(27, 6), at(25, 17)),  # over a holiday
        (at(23, 21), at(24, 7), at(23, 21)),  # promised in the night for the early morning
        (at(20, 12), at(22, 12), at(21, 17)),  # a Sunday
    ],
)
def test_they_are_told(made, due, soon):
    assert soon_at(due, made, HOURS) == soon


@given(st.integers(0, 60 * 24 * 20), st.integers(1, 60 * 24 * 9))
def test_never_before_it_was_made_nor_after_it_is_due_nor_in_the_night(since, lasts):
    made = datetime(2026, 10, 25, 12, tzinfo=UTC) + timedelta(minutes=since)
    due = made + timedelta(minutes=lasts)
    soon = soon_at(due, made, HOURS)
    assert made <= soon <= due
    assert soon == made or not night(HOURS, soon)


def test_whoever_leads_hears_after_the_grace_in_business_time():
    assert brought_up_at(at(23, 17, 50), timedelta(minutes=30), HOURS) == at(24, 9, 20)
