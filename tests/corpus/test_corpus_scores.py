"""Real mails and leads of many sources: the share read right of each field does not fall.

The floors stand slightly under what was measured; the corpora are untrusted data beside the repository.
"""

import pytest

from assistant.bench.corpus import run

pytestmark = [pytest.mark.corpus, pytest.mark.xdist_group("corpus scores")]
FLOORS = {
    "sender": 0.99,
    "subject": 0.99,
    "text": 0.92,
    "visible text": 0.95,
    "visible text within 5 %": 0.95,
    "attachments": 0.95,
    "auto-reply": 0.96,
    "bounce": 0.99,
    "lead name": 1.0,
    "lead e-mail": 1.0,
    "lead phone": 1.0,
    "lead comments": 1.0,
    "lead vehicle": 1.0,
    "leads in a file": 1.0,
}


@pytest.fixture(scope="module")
def measured(corpora):
    return run(corpora, misses=True)


def test_nothing_crashes(measured):
    assert measured["crashes"] == 0


@pytest.mark.parametrize("field", FLOORS)
def test_no_share_falls(measured, field):
    found = measured[field]
    misses = [line for line in measured["misses"] if line.startswith(f"{field}: ")]
    assert found["share"] >= FLOORS[field], misses


def test_newest_turns_are_found_better_than_by_libraries(measured):
    ours, libraries = (measured[f"{whose}visible text within 5 %"] for whose in ("", "libraries: "))
    assert libraries["right"] > 0, "the libraries of the `test` extra are not installed"
    assert ours["share"] - libraries["share"] >= 0.08
