"""Figures of waits, against counting by hand."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from assistant.core.buckets import BUCKETS
from assistant.core.waits import Waited, measured, percentile

ZONE = ZoneInfo("America/New_York")
MONDAY = datetime(2026, 11, 23, 15, tzinfo=UTC)


def waited(minutes, business=None, *, in_time=True):
    spent = timedelta(minutes=minutes if business is None else business)
    return Waited(MONDAY, MONDAY + timedelta(minutes=minutes), spent, in_time, ZONE)


@given(st.lists(st.integers(0, 5000), min_size=1), st.integers(1, 100))
def test_a_percentile_is_the_smallest_that_so_many_do_not_exceed(minutes, percent):
    times = sorted(timedelta(minutes=one) for one in minutes)
    found = percentile(times, percent)
    assert sum(one <= found for one in times) * 100 >= percent * len(times)
    smaller = [one for one in times if one < found]
    assert len(smaller) * 100 < percent * len(times)


def test_ten_waits():
    figures = measured([waited(m, m / 2, in_time=m <= 15) for m in (1, 2, 3, 4, 5, 6, 20, 50, 70, 2000)], 3)
    assert (figures.number, figures.in_time, figures.rate) == (10, 6, 60)
    assert (figures.wall_median, figures.wall_90th) == (timedelta(minutes=5), timedelta(minutes=70))
    assert figures.business_90th == timedelta(minutes=35)
    assert figures.buckets == dict(zip(BUCKETS, (5, 1, 1, 1, 1, 0, 1, 3), strict=True))


def test_nothing_to_count():
    figures = measured([], 0)
    assert (figures.rate, figures.wall_median, figures.business_90th) == (None, None, None)
