"""Five days of the simulated year: what the bench looks at holds, and it looks at something."""

from collections import Counter
from datetime import UTC, datetime, timedelta

from assistant.bench.year import run
from assistant.bench.year.calendar import Minutes, is_open
from assistant.bench.year.slow import ANSWERED, ASKED, FORGIVEN, Diary


def test_five_days_in_which_nothing_is_lost():
    found = run(5, customers=80, messages=12)
    assert found["wrong"] == {}
    assert found["clock"]["the same"] and found["clock"]["on record"] > 20
    assert sum(found["promises"].values()) > 10
    assert found["letters"] > 30


def test_the_slow_count_knows_a_wait_from_thanks():
    began = datetime(2026, 3, 3, 15, 0, tzinfo=UTC)
    diary = Diary()
    for minutes, what in (
        (0, ASKED),
        (10, ASKED),
        (40, ANSWERED),
        (50, ANSWERED),
        (60, ASKED),
        (70, FORGIVEN),
    ):
        diary.note(7, began + timedelta(minutes=minutes), what)
    diary.note(8, began, ASKED)
    assert diary.waits(Minutes(5)) == [(7, began, began + timedelta(minutes=40), 2400)]


def test_minutes_are_counted_one_by_one_over_the_change_of_the_clocks():
    minutes = Minutes(12)
    start = minutes.start
    open_ones = Counter(
        is_open(start.replace(day=day, hour=hour)) for day in range(2, 12) for hour in range(24)
    )
    assert open_ones[True] == 8 * 9 + 6  # eight weekdays of nine hours, one Saturday of six
    assert minutes.between(start.replace(day=7), start.replace(day=10)) == (6 + 9) * 60
