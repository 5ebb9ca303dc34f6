"""The calendar of promises: each on its day as the store's wall shows it, closed days named."""

import re
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.core.states import PromiseState
from assistant.records import Promise, Store
from assistant.web.shown import calendar as shown

ZONE = ZoneInfo("America/New_York")


@pytest.fixture
def promise(parts, world, clock):
    def make(due, who=None, **more):
        with parts.services.sessions.begin() as session:
            row = Promise(
                store_id=world.store, customer_id=world.tom, conversation_id=world.conversation,
                who_id=who or world.dana, made_at=clock(), due=due, **{"what": "bring the plates", **more},
            )  # fmt: skip
            session.add(row)

    return make


def day(client, iso, query=""):
    """What stands in the field of a day."""
    text = client.get(f"/promises/calendar?month={iso[:7]}{query}").text
    field = rf'<li class="(day[^"]*)"[^>]*>\s*<h2[^>]*><time datetime="{iso}">.*?</li>\s*'
    return re.search(field + r'(?=<li class="day|</ol>)', text, re.S)


def test_a_promise_stands_on_its_day_with_the_customer_and_the_words(dana, world, promise):
    promise(datetime(2026, 11, 30, 20, tzinfo=UTC))
    found = day(dana, "2026-11-30")[0]
    assert "Tom Becker" in found and "bring the plates" in found and "3 pm" in found
    assert f'href="/conversations/{world.conversation}"' in found and '<small class="day__many">1' in found


@pytest.mark.parametrize(
    ("due", "iso"),
    [
        (datetime(2026, 11, 1, 3, 59, tzinfo=UTC), "2026-10-31"),  # 23:59, the night the clock is set back
        (datetime(2026, 11, 1, 4, 0, tzinfo=UTC), "2026-11-01"),
        (datetime(2026, 11, 2, 4, 59, tzinfo=UTC), "2026-11-01"),  # a day of 25 hours
        (datetime(2026, 3, 9, 3, 59, tzinfo=UTC), "2026-03-08"),  # a day of 23
        (datetime(2026, 3, 9, 4, 0, tzinfo=UTC), "2026-03-09"),
    ],
)
def test_the_day_is_that_on_the_wall_of_the_store(dana, promise, due, iso):
    promise(due)
    assert "bring the plates" in day(dana, iso)[0]


def test_closed_days_are_named(dana, parts, world):
    with parts.services.sessions.begin() as session:
        session.get_one(Store, world.store).closed = {"2026-11-26": "Thanksgiving"}
    assert "day--closed" in day(dana, "2026-11-26")[1] and "Thanksgiving" in day(dana, "2026-11-26")[0]
    assert "Closed" in day(dana, "2026-11-29")[0]
    assert "day--closed" not in day(dana, "2026-11-27")[1]


def test_a_member_sees_their_own_and_a_manager_the_whole_store(dana, robin, promise, world):
    promise(datetime(2026, 11, 30, 20, tzinfo=UTC), world.luis)
    assert "bring the plates" not in day(dana, "2026-11-30", "&whose=all")[0]
    assert "bring the plates" in day(robin, "2026-11-30", "&whose=all")[0]
    assert "bring the plates" not in day(robin, "2026-11-30")[0]
    assert "Everyone’s" not in dana.get("/promises/calendar").text


def test_kept_ones_stay_and_renewed_ones_do_not(dana, promise, world, clock):
    ended = {"ended_at": clock(), "ended_by_id": world.dana}
    at = datetime(2026, 11, 30, 20, tzinfo=UTC)
    promise(at, what="kept one", state=PromiseState.KEPT, **ended)
    promise(at, what="renewed one", state=PromiseState.RENEWED, **ended)
    found = day(dana, "2026-11-30")[0]
    assert "kept one" in found and "due--kept" in found and "renewed one" not in found


def test_a_full_day_shows_some_and_says_how_many_more(dana, promise):
    for hour in range(14, 19):
        promise(datetime(2026, 11, 30, hour, tzinfo=UTC))
    found = day(dana, "2026-11-30")[0]
    assert "<summary>2 more</summary>" in found and found.count("bring the plates") == 5


def test_it_leads_to_the_months_beside_and_back(dana):
    text = dana.get("/promises/calendar?month=2026-12").text
    assert "month=2026-11" in text and "month=2027-01" in text and "Promises in December 2026" in text


@pytest.mark.parametrize("typed", ["", "x", "2026-13", "0001-01", "9999-12", "2026-11-01"])
def test_what_is_no_month_is_this_month(dana, typed):
    assert "Promises in November 2026" in dana.get(f"/promises/calendar?month={typed}").text


def test_of_another_store_nothing_stands_there(mallory, promise):
    promise(datetime(2026, 11, 30, 20, tzinfo=UTC))
    assert "Tom Becker" not in mallory.get("/promises/calendar?month=2026-11&whose=all").text


@given(st.dates(date(2001, 1, 1), date(2099, 12, 31)))
def test_a_month_is_whole_weeks_around_it(any_day):
    first = any_day.replace(day=1)
    since, until = shown.span(first, ZONE)
    days = (until.date() - since.date()).days
    assert days % 7 == 0 and since.weekday() == 0
    assert since.date() <= first and first - since.date() < timedelta(days=7)
    assert since.date() <= any_day < until.date()
    assert since.utcoffset() is not None and since.hour == until.hour == 0
