"""By when a handoff must be taken, when its giver is asked after it, what the taker reads; who stands in."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from test_clock import HOURS, MOMENTS

from assistant.core.away import Mate, stand_in, until_in_words
from assistant.core.errors import IllegalTransition
from assistant.core.handing import AT_LEAST, TO_ACCEPT, Known, asks_after, deadline, reason_of, summary
from assistant.core.states import HandoffState, changed

AHEAD = st.none() | st.integers(-600, 600).map(lambda minutes: timedelta(minutes=minutes))


@given(now=MOMENTS, ahead=AHEAD)
def test_it_is_taken_within_an_hour_and_before_the_customer_waits_too_long(now, ahead):
    answer_by = now + ahead if ahead is not None else None
    due = deadline(HOURS, now, answer_by)
    took = HOURS.between(now, due)
    assert AT_LEAST <= took <= TO_ACCEPT
    if answer_by is None:
        assert took == TO_ACCEPT
    elif AT_LEAST < HOURS.between(now, answer_by) < TO_ACCEPT:
        assert due <= answer_by


@given(taken=MOMENTS)
def test_the_giver_is_asked_sooner_where_the_customer_has_heard(taken):
    assert taken < asks_after(HOURS, taken, heard=True) < asks_after(HOURS, taken, heard=False)


@pytest.mark.parametrize("to", [HandoffState.ACCEPTED, HandoffState.DECLINED, HandoffState.LAPSED])
def test_what_has_ended_is_asked_anew_or_not_at_all(to):
    assert changed(HandoffState.ASKED, to) is to
    for other in HandoffState:
        with pytest.raises(IllegalTransition):
            changed(to, other)


def test_the_summary_says_what_is_known_and_nothing_else():
    known = Known(
        customer="Dana Ruiz", questions=("Does it fit?", "What is it?"), promised=("Sam: call, by 3 pm",)
    )
    assert summary(known) == (
        "Customer: Dana Ruiz\nOpen questions:\n- Does it fit?\n- What is it?\nPromised: Sam: call, by 3 pm"
    )


def test_a_reason_is_one_of_the_list():
    assert reason_of("to service").value == "to service"
    with pytest.raises(ValueError, match="Choose why"):
        reason_of("because")


# who stands in

MATES = st.lists(
    st.builds(Mate, st.integers(1, 9), st.sampled_from(["sales", "service"]), st.integers(0, 5)),
    unique_by=lambda mate: mate.id,
)


@given(mates=MATES, chosen=st.none() | st.integers(1, 9), away=st.sets(st.integers(1, 9)))
def test_who_stands_in_is_here_and_nobody_fits_better(mates, chosen, away):
    found = stand_in(mates, department="service", chosen=chosen, away=away)
    here = {mate.id: mate for mate in mates if mate.id not in away}
    if not here:
        assert found is None
    elif chosen in here:
        assert found == chosen
    else:
        best = here[found]
        of_department = [mate for mate in here.values() if mate.department == "service"]
        rivals = of_department or here.values()
        assert best in rivals and best.load == min(mate.load for mate in rivals)


@pytest.mark.parametrize(
    ("until", "words"),
    [
        (datetime(2026, 11, 30, 14, tzinfo=UTC), "away until Monday, November 30"),
        (datetime(2026, 11, 24, 14, tzinfo=UTC), "away until tomorrow"),
        (datetime(2026, 11, 23, 20, tzinfo=UTC), "away until 3 pm"),
    ],
)
def test_until_when_somebody_is_away_is_said_in_words(until, words):
    now = HOURS.local(datetime(2026, 11, 23, 15, tzinfo=UTC))
    assert until_in_words(until, now) == words
