"""Business time against a slow minute counter, across weekends, holidays and daylight saving."""

from datetime import UTC, date, datetime, time, timedelta
from functools import partial
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from assistant.core.clock import BusinessHours, day_in_words, moment_in_words, time_in_words

ZONE = ZoneInfo("America/New_York")
HOURS = BusinessHours(
    ZONE,
    {day: (time(9), time(18)) for day in range(5)} | {5: (time(10), time(16))},
    {date(2026, 11, 26): "Thanksgiving"},
)
MOMENTS = st.datetimes(datetime(2026, 10, 20), datetime(2026, 12, 10), timezones=st.just(UTC)).map(
    lambda moment: moment.replace(second=0, microsecond=0)
)


def counted(start: datetime, end: datetime) -> int:
    """Minutes of business time, one by one."""
    minutes, moment = 0, start
    while moment < end:
        minutes += HOURS.is_open(moment)
        moment += timedelta(minutes=1)
    return minutes


@given(start=MOMENTS, minutes=st.integers(0, 4 * 24 * 60))
def test_business_time_equals_a_minute_counter(start, minutes):
    end = start + timedelta(minutes=minutes)
    assert HOURS.between(start, end) == timedelta(minutes=counted(start, end))


@given(start=MOMENTS, minutes=st.integers(1, 3000))
def test_after_is_the_reverse_of_between(start, minutes):
    end = HOURS.after(start, timedelta(minutes=minutes))
    assert HOURS.between(start, end) == timedelta(minutes=minutes)


def test_a_night_and_a_holiday_do_not_count():
    wednesday = datetime(2026, 11, 25, 17, 30, tzinfo=ZONE)
    friday = datetime(2026, 11, 27, 9, 30, tzinfo=ZONE)
    assert HOURS.between(wednesday, friday) == timedelta(hours=1)
    assert HOURS.after(wednesday, timedelta(hours=1)) == friday


def test_the_next_opening_skips_the_holiday():
    evening = datetime(2026, 11, 25, 20, tzinfo=ZONE)
    assert HOURS.next_open(evening) == datetime(2026, 11, 27, 9, tzinfo=ZONE)


def test_a_store_without_hours_counts_wall_time_forward():
    closed = BusinessHours(ZONE, {})
    start = datetime(2026, 11, 25, 20, tzinfo=ZONE)
    assert closed.after(start, timedelta(hours=2)) == start + timedelta(hours=2)
    assert closed.next_open(start) == start


def test_a_night_with_the_clock_change_is_an_hour_longer():
    all_day = BusinessHours(ZONE, {day: (time(0), time(23)) for day in range(7)})
    change = date(2026, 11, 1)
    start = datetime.combine(change, time(0), ZONE)
    assert all_day.between(start, datetime.combine(change, time(4), ZONE)) == timedelta(hours=5)


def test_days_and_times_in_words():
    now = datetime(2026, 11, 23, 10, tzinfo=ZONE)
    assert day_in_words(date(2026, 11, 23), now.date()) == "today"
    assert day_in_words(date(2026, 11, 28), now.date()) == "Saturday"
    assert day_in_words(date(2026, 12, 3), now.date()) == "Thursday, December 3"
    assert time_in_words(time(12)) == "noon"
    assert moment_in_words(datetime(2026, 11, 24, 16, 15, tzinfo=ZONE), now) == "tomorrow at 4:15 pm"


def test_why_nothing_can_be_due_then():
    at = partial(datetime, tzinfo=ZONE)
    assert HOURS.why_not(at(2026, 11, 26, 12)) == "Nobody is in then: Thanksgiving."
    assert HOURS.why_not(at(2026, 11, 29, 12)).startswith("Nobody is in then: the store is closed on Sunday")
    assert HOURS.why_not(at(2026, 11, 25, 18, 1)) == "This time is outside opening hours."
    assert HOURS.why_not(at(2026, 11, 25, 18)) == HOURS.why_not(at(2026, 11, 25, 9)) == ""
    assert BusinessHours(ZONE, {}).why_not(at(2026, 11, 29, 3)) == ""
