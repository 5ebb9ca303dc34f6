"""Terms of the store, counted from a day on record or from one that they tell."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from assistant.core.fact import Fact, FactKind
from assistant.core.terms import counted

NOW = datetime(2026, 11, 17, 9, 20, tzinfo=ZoneInfo("America/New_York"))
RETURNS = Fact("policy:1", FactKind.POLICY, "A used car can be returned within five days.", "Policy: Returns")
CANCELS = Fact("policy:2", FactKind.POLICY, "It can be cancelled within 30 days.", "Policy: Warranty")


def record(kind, text, at):
    return Fact(f"{kind}:9", kind, text, "On record", datetime.fromisoformat(at), {"at": at})


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        (FactKind.NOTE, "Picked up his used 2019 Nissan Sentra SV."),
        (FactKind.SALE, "Bought the 2019 Nissan Sentra."),
        (FactKind.SALE, "Delivered a 2019 Nissan Sentra."),  # whatever another system calls it
    ],
)
def test_from_a_record(kind, text):
    (term,) = counted([RETURNS, record(kind, text, "2026-11-13T16:00:00-05:00")], NOW)
    assert (term.private, term.data["since"], term.data["until"]) == (True, "2026-11-13", "2026-11-18")


@pytest.mark.parametrize(
    ("at", "text"),
    [("2026-11-02T16:00:00-05:00", "Bought it."), ("2026-11-13T16:00:00-05:00", "Looked at it.")],
)
def test_none_that_is_over_and_none_from_another_kind_of_note(at, text):
    assert counted([RETURNS, record(FactKind.NOTE, text, at)], NOW) == []


@pytest.mark.parametrize("day", ["October 31", "10/31/2026", "31 October"])
def test_from_the_day_that_they_tell(day):
    (term,) = counted([CANCELS], NOW, f"Hello. I signed for the warranty on {day}. Can I still cancel?")
    assert (term.data["since"], term.data["until"]) == ("2026-10-31", "2026-11-30")


@pytest.mark.parametrize("words", ["I signed for the warranty.", "I have a wedding on October 31.", ""])
def test_no_day_is_taken_from_elsewhere(words):
    assert counted([CANCELS], NOW, words) == []
