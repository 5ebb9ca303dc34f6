"""Quiet hours against a look at every minute, across both changes of the clock, holidays and weekends."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.core.clock import BusinessHours
from assistant.core.quiet import Own, Quiet

ZONE = ZoneInfo("America/New_York")
HOURS = BusinessHours(
    ZONE,
    {day: (time(9), time(18)) for day in range(5)} | {5: (time(10, 30), time(16))},
    {date(2026, 11, 26): "Thanksgiving"},
)
MINUTE = timedelta(minutes=1)
SPRING, AUTUMN = datetime(2026, 3, 8, 7, tzinfo=UTC), datetime(2026, 11, 1, 6, tzinfo=UTC)  # the clock is set
MOMENTS = st.builds(
    lambda base, minutes: base + minutes * MINUTE,
    st.sampled_from([SPRING, AUTUMN, datetime(2026, 11, 26, 12, tzinfo=UTC)]),
    st.integers(-3 * 24 * 60, 3 * 24 * 60),
)
TIMES = st.builds(time, st.integers(0, 23), st.integers(0, 59))
OWN = st.builds(Own, TIMES, TIMES, st.frozensets(st.integers(0, 6), max_size=3))


def slowly(own, moment):
    """Whether the clock on the wall shows a quiet minute."""
    wall = moment.astimezone(ZONE)
    shown, start, end = (f"{at:%H:%M}" for at in (wall, own.start, own.end))
    night = start <= shown < end if start <= end else (shown >= start or shown < end)
    return night or wall.weekday() in own.days


def first_loud(quiet_at, moment):
    while quiet_at(moment):
        moment += MINUTE
    return moment


@given(OWN, MOMENTS)
@settings(max_examples=150)
def test_ones_own_quiet_ends_at_the_first_minute_that_is_not(own, moment):
    quiet = Quiet(HOURS, own)
    assert quiet.at(moment) == slowly(own, moment)
    assert quiet.over(moment) == first_loud(lambda at: slowly(own, at), moment)


@given(MOMENTS)
@settings(max_examples=150)
def test_by_the_stores_hours_it_is_loud_within_an_hour_of_an_open_minute(moment):
    def slowly_by_store(at):
        around = (at + n * MINUTE for n in range(-60, 61))
        return not any(HOURS.is_open(one) for one in around)

    quiet = Quiet(HOURS)
    assert quiet.at(moment) == slowly_by_store(moment)
    assert quiet.over(moment) == first_loud(quiet.at, moment)


def test_a_night_whose_end_the_clock_leaps_over_ends_with_the_leap():
    own = Own(time(22), time(2, 30))
    before = datetime(2026, 3, 8, 1, 0, tzinfo=ZONE)
    assert Quiet(HOURS, own).over(before) == SPRING


def test_the_same_time_twice_is_no_night_and_seven_quiet_days_never_end():
    noon = datetime(2026, 11, 23, 17, tzinfo=UTC)
    assert not Quiet(HOURS, Own(time(8), time(8))).at(noon)
    silent = Quiet(HOURS, Own(time(8), time(8), frozenset(range(7))))
    assert silent.at(noon) and silent.over(noon) == noon


def test_a_store_without_hours_is_never_quiet():
    assert not Quiet(BusinessHours(ZONE, {})).at(datetime(2026, 11, 23, 7, tzinfo=UTC))
