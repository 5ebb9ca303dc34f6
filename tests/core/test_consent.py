"""When consent ends, against a slow walk through the calendar; and one decision, against its table."""

from datetime import date, timedelta

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from assistant.core.consent import (
    TERMS,
    Basis,
    Ground,
    Purpose,
    Refusal,
    Regime,
    Scope,
    Standing,
    Way,
    after_months,
    best,
    holds,
    until,
    why_not,
)

DAYS = st.dates(date(1999, 1, 1), date(2099, 12, 31))
TODAY = date(2026, 11, 23)
DAY = timedelta(days=1)


def walked(day, months):
    """The same, one day after the other: through so many first days of a month, then on to the number."""
    at, firsts = day, 0
    while firsts < months:
        at += DAY
        firsts += at.day == 1
    while at.day != day.day and (at + DAY).month == at.month:
        at += DAY
    return at


def lawful(bought, sent, months):
    """As the law counts: from the month of sending so many months back, to the day of the same number."""
    at, lasts = sent, 0
    while lasts < months:
        at -= DAY
        lasts += (at + DAY).day == 1
    while at.day > sent.day:  # `at` is the last of its month
        at -= DAY
    return at <= bought < sent


@given(DAYS, st.sampled_from([6, 24]))
@example(date(2024, 2, 29), 24)
@example(date(2023, 8, 31), 6)
@example(date(2024, 8, 31), 6)
@example(date(2022, 2, 28), 24)
@example(date(2026, 12, 31), 6)
def test_months_are_those_of_the_calendar(day, months):
    assert after_months(day, months) == walked(day, months)


@given(DAYS, st.sampled_from([(Basis.PURCHASE, 24), (Basis.INQUIRY, 6)]))
@example(date(2024, 2, 29), (Basis.PURCHASE, 24))
@example(date(2025, 8, 31), (Basis.INQUIRY, 6))
def test_casl_is_never_stretched_and_cut_by_three_days_at_most(day, basis):
    kind, months = basis
    last = until(Ground(kind, day), Regime.CASL)
    assert lawful(day, last, months)
    assert not lawful(day, last + 4 * DAY, months)


@given(DAYS, st.sampled_from([*Basis]), st.sampled_from([*Regime]), st.integers(-800, 800))
def test_a_basis_holds_from_its_day_to_its_last_day(day, basis, regime, off):
    ground = Ground(basis, day)
    today, last = day + off * DAY, until(ground, regime)
    expected = basis in TERMS[regime] and today >= day and (last is None or today <= last)
    assert holds(ground, regime, today) == expected


@given(st.lists(st.tuples(st.sampled_from([*Basis]), DAYS), max_size=6), st.sampled_from([*Regime]), DAYS)
def test_the_best_basis_holds_and_none_lasts_longer(given_ones, regime, today):
    grounds = [Ground(*one) for one in given_ones]
    found = best(grounds, regime, today)
    good = [g for g in grounds if holds(g, regime, today)]
    assert (found is None) == (not good)
    if found:
        assert all((until(found, regime) or date.max) >= (until(g, regime) or date.max) for g in good)


REFUSALS = st.builds(
    Refusal, st.sampled_from([*Way]), st.sampled_from([*Scope]), st.just(TODAY), st.booleans()
)
GROUNDS = st.builds(Ground, st.sampled_from([*Basis]), st.dates(date(2023, 1, 1), TODAY))
STANDINGS = st.builds(
    Standing,
    st.sampled_from([*Regime]),
    st.lists(GROUNDS, max_size=3).map(tuple),
    st.lists(REFUSALS, max_size=3).map(tuple),
)
ONE_WAY = st.sampled_from([Way.EMAIL, Way.PHONE, Way.CHAT])


@given(STANDINGS, ONE_WAY)
def test_an_answer_on_the_way_that_they_used_is_always_allowed(standing, way):
    assert why_not(standing, way=way, purpose=Purpose.ANSWER, today=TODAY, asked_by=way) == ""
    assert why_not(standing, way=way, purpose=Purpose.ANSWER, today=TODAY) == ""


@given(STANDINGS, ONE_WAY)
def test_a_message_of_service_is_stopped_by_a_refusal_of_everything_alone(standing, way):
    """A proposed one too: a person decides about it first."""
    refused = [r for r in standing.refusals if r.scope is Scope.ALL]
    stopped = any(r.way in (way, Way.ALL) for r in refused)
    assert bool(why_not(standing, way=way, purpose=Purpose.SERVICE, today=TODAY)) == stopped


@given(STANDINGS, ONE_WAY)
def test_a_touch_needs_a_ground_where_the_regime_asks_for_one_and_no_refusal(standing, way):
    refused = any(r.way in (way, Way.ALL) for r in standing.refusals)
    grounded = any(holds(g, standing.regime, TODAY) for g in standing.grounds)
    allowed = not refused and (standing.regime is Regime.CAN_SPAM or grounded)
    why = why_not(standing, way=way, purpose=Purpose.COMMERCIAL, today=TODAY)
    assert (why == "") == allowed
    assert not why or (why.endswith(".") and why[0].isupper())


@given(STANDINGS, ONE_WAY)
def test_what_is_not_confirmed_yet_stops_a_touch_as_if_it_were(standing, way):
    as_if = Standing(
        standing.regime,
        standing.grounds,
        tuple(Refusal(r.way, r.scope, r.since, confirmed=True) for r in standing.refusals),
    )
    asked = {"way": way, "purpose": Purpose.COMMERCIAL, "today": TODAY}
    assert bool(why_not(standing, **asked)) == bool(why_not(as_if, **asked))


@pytest.mark.parametrize(
    ("standing", "says"),
    [
        (Standing(refusals=(Refusal(Way.EMAIL, Scope.COMMERCIAL, date(2026, 11, 3)),)), "November 3, 2026"),
        (Standing(refusals=(Refusal(Way.ALL, Scope.ALL, TODAY, confirmed=False),)), "somebody has to say"),
        (Standing(Regime.CASL), "Nothing on record"),
        (
            Standing(Regime.CASL, (Ground(Basis.PURCHASE, date(2024, 2, 29)),)),
            "purchase of February 29, 2024 ended on February 28, 2026",
        ),
        (Standing(Regime.GDPR, (Ground(Basis.INQUIRY, TODAY),)), "Nothing on record"),
    ],
)
def test_the_sentence_says_why(standing, says):
    assert says in why_not(standing, way=Way.EMAIL, purpose=Purpose.COMMERCIAL, today=TODAY)


def test_an_answer_by_another_way_than_theirs_counts_as_service():
    standing = Standing(refusals=(Refusal(Way.PHONE, Scope.ALL, TODAY),))
    asked = {"purpose": Purpose.ANSWER, "today": TODAY, "asked_by": Way.EMAIL}
    assert why_not(standing, way=Way.PHONE, **asked)
    assert not why_not(standing, way=Way.EMAIL, **asked)
