"""Days on which shops are closed."""

import pytest

from assistant.tools.holidays import closed_days


def test_thanksgiving_is_closed_in_each_of_three_years():
    found = closed_days("US", 2026)
    assert [found.get(day) for day in ("2025-11-27", "2026-11-26", "2027-11-25")] == ["Thanksgiving Day"] * 3


def test_car_dealers_work_on_columbus_day():
    assert "2026-10-12" not in closed_days("US", 2026)


def test_other_regions_have_their_own():
    assert closed_days("DE-BY", 2026)["2026-01-06"]


def test_an_unknown_region_says_so():
    with pytest.raises(LookupError, match="ZZ"):
        closed_days("ZZ", 2026)
