"""The scenarios are fair: what they demand a good person at the store would write, and no check stops it."""

from collections.abc import Iterator

import pytest

from assistant.core.checks.finding import Severity
from assistant.core.context import Context
from assistant.core.draft import Author, Proposal
from assistant.core.inquiry import Inquiry, Kind
from assistant.core.words import fold
from assistant.evaluation.scenario import Scenario, scenarios
from assistant.evaluation.world import asked, drafted, world
from assistant.pipeline.services import Services

ALL = scenarios()
TRAPS = (
    "canned reply with the wrong name",
    "the portal gave a wrong address",
    "promised day has passed",
    "survey before the car is back",
    "refinance offer after a crash",
    "stranded after closing",
    "sold car",
    "two customers of one name",
    "injected instructions",
    "question hidden in a complaint",
    "promise two weeks late",
    "customer writes Spanish",
    "last message changes the subject",
    "ok to one of two offered times",
)

every = pytest.mark.parametrize("scenario", ALL, ids=lambda scenario: scenario.slug)


class Typed:
    """A person who sends the gold reply."""

    name = "typed"

    def __init__(self, text: str) -> None:
        self.text = text

    def draft(self, inquiry: Inquiry, context: Context) -> Proposal:
        return Proposal(self.text, Author.PERSON)


@pytest.fixture(scope="module")
def store() -> Iterator[Services]:
    with world() as services:
        yield services


def test_there_are_enough_of_every_kind_and_of_both_lengths() -> None:
    assert len(ALL) >= 90
    assert sum(not one.letter for one in ALL) >= 30
    assert {one.kind for one in ALL} >= set(Kind) - {Kind.NOT_AN_INQUIRY}


def test_every_trap_is_laid() -> None:
    assert {one.trap for one in ALL} >= set(TRAPS)


def test_no_message_and_no_reply_stands_twice() -> None:
    assert len({one.gold for one in ALL}) == len(ALL)
    assert len({(one.text, str(one.given.get("thread"))) for one in ALL}) == len(ALL)


@every
def test_the_gold_reply_says_what_it_must_and_nothing_that_it_must_not(scenario: Scenario) -> None:
    assert scenario.gold
    assert scenario.must
    assert scenario.must_not
    assert {type(label) for label, _ in scenario.must + scenario.must_not} == {str}
    assert [label for label, words in scenario.must if not words.search(scenario.gold)] == []
    assert [label for label, words in scenario.must_not if words.search(scenario.gold)] == []


@every
def test_the_questions_stand_in_the_customers_words(scenario: Scenario) -> None:
    thread = " ".join(str(row["them"]) for row in scenario.given.get("thread") or ())
    said = fold(f"{thread} {scenario.text}")
    assert [words for words in scenario.asks if fold(words) not in said] == []


@every
def test_no_check_stops_a_person_who_types_the_gold_reply(store: Services, scenario: Scenario) -> None:
    proposal, reviewed = drafted(store, Typed(scenario.gold), scenario, asked(store, scenario))
    assert proposal.text == scenario.gold
    blocking = [finding for finding in reviewed.findings if finding.severity is Severity.BLOCK]
    assert [f"{finding.rule}: {finding.why}" for finding in blocking] == []
