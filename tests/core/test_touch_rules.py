"""Reasons to write first: the rules, the dates, and that nobody is asked for marks too early or twice."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as some

from assistant.core.errors import IllegalTransition
from assistant.core.states import CHANGES, TouchState, changed
from assistant.core.touches import (
    ABOUT,
    DEFAULTS,
    Closed,
    Level,
    Rule,
    TouchKind,
    levels_of,
    may_ask,
    rule_as_json,
    rules_of,
    valid,
)
from assistant.core.touches.dates import ago, business_days_back, of_year, upcoming
from assistant.core.touches.moved import carried

NOW = datetime(2026, 11, 23, 15, 0, tzinfo=UTC)
DAYS = some.integers(-5, 40)


@pytest.mark.parametrize(("days", "may"), [(0, False), (0.9, False), (1, True), (10, True), (10.1, False)])
def test_they_are_asked_from_one_day_to_ten_after_it_is_closed(days, may):
    assert may_ask(Closed(NOW - timedelta(days=days)), NOW) is may


@pytest.mark.parametrize("but", ["promised", "asking", "complaining", "asked_of_it"])
def test_whoever_still_waits_for_something_is_not_asked(but):
    assert may_ask(Closed(NOW - timedelta(days=3)), NOW)
    assert not may_ask(Closed(NOW - timedelta(days=3), **{but: True}), NOW)


def test_what_is_open_is_not_asked_about():
    assert not may_ask(Closed(None), NOW)


@given(
    days=DAYS, asked=some.none() | some.integers(0, 80), promised=some.booleans(), asking=some.booleans(),
    complaining=some.booleans(), again=some.booleans(),
)  # fmt: skip
def test_no_early_question_none_twice_and_none_in_thirty_days(
    days, asked, promised, asking, complaining, again
):
    closed = Closed(
        NOW - timedelta(days=days), promised, asking, complaining, again,
        NOW - timedelta(days=asked) if asked is not None else None,
    )  # fmt: skip
    fair = not (promised or asking or complaining or again) and (asked is None or asked >= 30)
    assert may_ask(closed, NOW) == (fair and 1 <= days <= 10)


def test_every_kind_has_a_name_and_a_rule_that_holds():
    assert set(ABOUT) == set(DEFAULTS) == set(TouchKind)
    assert all(valid(rule) is rule for rule in DEFAULTS.values())


def test_a_rule_that_was_changed_comes_back_as_it_was_kept():
    mine = Rule(TouchKind.SETTLED_IN, 14, 7, 3, on=False)
    found = rules_of({"settled-in": rule_as_json(mine), "levels": []})
    assert found[TouchKind.SETTLED_IN] == mine
    assert found[TouchKind.DELIVERED] == DEFAULTS[TouchKind.DELIVERED]
    assert list(found) == list(TouchKind)


@pytest.mark.parametrize(
    ("rule", "why"),
    [
        (Rule(TouchKind.DELIVERED, -1, 5, 5), "from 0 to"),
        (Rule(TouchKind.DELIVERED, 3, 0, 5), "one day at least"),
        (Rule(TouchKind.DELIVERED, 3, 5, 9999), "in a week"),
        (Rule(TouchKind.SURVEY, 0, 5, 5), "nobody knows yet"),
        (Rule(TouchKind.SURVEY, 3, 8, 5), "nobody remembers"),
    ],
)
def test_a_rule_that_cannot_hold_is_said_so(rule, why):
    with pytest.raises(ValueError, match=why):
        valid(rule)


def test_levels_are_the_stores_own():
    kept = {"levels": [{"name": "Gold", "counts": "services", "at": 5, "taste": "A free wash."}]}
    assert levels_of(kept) == (Level("Gold", "services", 5, "A free wash."),)
    assert levels_of({}) == ()


@pytest.mark.parametrize(
    ("days", "words"),
    [(0, "today"), (1, "1 day ago"),
     (6, "6 days ago"), (21, "3 weeks ago"), (29, "4 weeks ago"), (60, "2 months ago"),
     (365, "1 year ago"), (731, "2 years ago")],
)  # fmt: skip
def test_how_long_ago(days, words):
    assert ago(NOW.date() - timedelta(days=days), NOW.date()) == words


def test_a_day_of_every_year_comes_again_and_a_single_one_does_not():
    today = date(2026, 11, 23)
    assert upcoming(date(2010, 11, 23), today, yearly=True) == today
    assert upcoming(date(2010, 11, 22), today, yearly=True) == date(2027, 11, 22)
    assert upcoming(date(2026, 11, 22), today, yearly=False) is None
    assert upcoming(date(2030, 5, 1), today, yearly=True) == date(2030, 5, 1)
    assert of_year(date(2024, 2, 29), 2026) == date(2026, 2, 28)


@given(some.dates(date(1950, 1, 1), date(2026, 1, 1)), some.dates(date(2026, 1, 1), date(2040, 1, 1)))
def test_a_day_of_every_year_is_never_more_than_a_year_ahead(day, today):
    found = upcoming(day, today, yearly=True)
    assert today <= found <= today + timedelta(days=366)


@given(some.integers(0, 30), some.integers(0, 6))
def test_business_days_back_skip_the_days_on_which_the_store_is_closed(days, shift):
    now = NOW + timedelta(days=shift)
    back = business_days_back(now, days, {0, 1, 2, 3, 4})
    between = [now - timedelta(days=n) for n in range(1, (now - back).days + 1)]
    assert sum(one.weekday() < 5 for one in between) == days


def test_a_later_time_keeps_what_was_said_before_and_an_earlier_one_does_not():
    was, new = "2026-11-24T10:00:00-05:00", "2026-11-26T10:00:00-05:00"
    moved = carried("repair", {"ready_at": was}, {"ready_at": new, "status": "open"})
    assert moved["was"] == was
    assert carried("repair", moved, {"ready_at": new, "status": "open"})["was"] == was
    assert "was" not in carried("repair", {"ready_at": new}, {"ready_at": was, "status": "open"})
    assert "was" not in carried("repair", {"ready_at": was}, {"ready_at": new, "status": "done"})
    assert carried("quote", {"at": was, "arrives": was}, {"at": was, "arrives": new})["was"] == was
    assert "was" not in carried("note", {"at": was}, {"at": new})  # the day of the note itself
    assert "was" not in carried("sale", {"at": was}, {"at": new})


@given(some.lists(some.sampled_from(list(TouchState)), max_size=8))
def test_what_was_sent_or_refused_for_ever_stays_so(wishes):
    state, ended = TouchState.PROPOSED, None
    for wish in wishes:
        try:
            state = changed(state, wish)
        except IllegalTransition:
            continue
        assert ended is None
        ended = state if not CHANGES[TouchState][state] else None
