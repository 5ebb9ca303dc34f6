"""When a car should come again: the day on record first, else where its mileage leads."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as some

from assistant.core.touches.due import Due, Reading, due

DAY = date(2026, 8, 1)


def test_the_day_on_record_comes_before_the_mileage():
    readings = [Reading(DAY, 40_000), Reading(DAY + timedelta(days=100), 50_000)]
    data = {"next_due": "2026-12-01", "next_due_miles": "60,000"}
    assert due(data, readings) == Due(date(2026, 12, 1), "60,000-mile service")
    assert due({"next_due": "soon", "next_due_miles": "60,000"}, readings) == Due(
        DAY + timedelta(days=200), "60,000-mile service", by_miles=True
    )


def test_nothing_on_record_leads_to_no_day():
    assert due({}, [Reading(DAY, 40_000), Reading(DAY + timedelta(days=100), 50_000)]) is None
    assert due({"next_due_miles": "60,000"}, []) is None
    assert due({"next_due_miles": "60,000"}, [Reading(DAY, 40_000)]) is None


@given(some.integers(0, 200), some.integers(-5_000, 30_000))
def test_only_two_readings_far_enough_apart_say_how_much_somebody_drives(days, driven):
    last = Reading(DAY + timedelta(days=days), 40_000 + driven)
    found = due({"next_due_miles": "75,000"}, [Reading(DAY, 40_000), last])
    if days < 30 or driven <= 0:
        assert found is None
    else:
        assert found is None or found.day >= last.day
