"""What became of promises, counted."""

from datetime import UTC, datetime, timedelta

from assistant.core.kept import Ended, Kept, counted
from assistant.core.states import PromiseState

NOW = datetime(2026, 11, 24, 15, tzinfo=UTC)
HOUR = timedelta(hours=1)


def ended(state, due=NOW, at=None):
    return Ended(state, due, at)


def test_kept_and_renewed_count_by_their_time():
    kept = [
        ended(PromiseState.KEPT, at=NOW - HOUR),
        ended(PromiseState.KEPT, at=NOW + HOUR),
        ended(PromiseState.RENEWED, at=NOW - HOUR),
        ended(PromiseState.RENEWED, at=NOW + HOUR),
    ]
    assert counted(kept, NOW) == Kept(2, 2, 0)


def test_a_broken_one_counts_and_a_released_one_does_not():
    found = counted([ended(PromiseState.BROKEN, at=NOW), ended(PromiseState.RELEASED, at=NOW)], NOW)
    assert (found, found.rate) == (Kept(0, 0, 1), 0)


def test_an_open_one_counts_once_it_is_late():
    found = counted([ended(PromiseState.OPEN, due=NOW - HOUR), ended(PromiseState.OPEN, due=NOW + HOUR)], NOW)
    assert found == Kept(0, 1, 0)


def test_nothing_promised_has_no_rate():
    assert counted([], NOW).rate is None
    assert Kept(2, 1, 0).rate == 67
