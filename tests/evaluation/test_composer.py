"""The composer over every scenario: nothing blocked, nothing left open, nothing that no fact holds."""

from collections.abc import Iterator

import pytest

from assistant.evaluation import judging
from assistant.evaluation.scenario import Scenario, scenarios
from assistant.evaluation.world import asked, drafted, world
from assistant.pipeline.services import Services


@pytest.fixture(scope="module")
def store() -> Iterator[Services]:
    with world() as services:
        yield services


@pytest.mark.parametrize("scenario", scenarios(), ids=lambda scenario: scenario.slug)
def test_the_composer_says_what_must_be_said(store: Services, scenario: Scenario) -> None:
    given = asked(store, scenario)
    outcome = judging.judged(scenario, given, drafted(store, store.composer, scenario, given), 0)
    assert outcome.why_not == ""
    assert outcome.unsupported == 0
