"""Scenarios through a drafter: `composer`, `model`, or either with other prompts (`model@FOLDER`)."""

import time
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from assistant.core.errors import DrafterFailed, RightbackError
from assistant.core.ports import Drafter
from assistant.evaluation.judging import Outcome, judged
from assistant.evaluation.scenario import Scenario
from assistant.evaluation.world import asked, drafted, world
from assistant.pipeline.services import Services
from assistant.records import ModelCall


@dataclass(frozen=True)
class Candidate:
    """A drafter by name, and the folder of its prompts where it is not the one that is set."""

    name: str
    prompts: Path | None = None

    @classmethod
    def of(cls, words: str) -> "Candidate":
        name, _, folder = words.partition("@")
        if name not in ("composer", "model"):
            raise RightbackError(f"There is no drafter {name!r}: composer or model.")
        if folder and not Path(folder).is_dir():
            raise RightbackError(f"{folder} is no folder of prompts.")
        return cls(name, Path(folder).absolute() if folder else None)

    def drafter(self, services: Services) -> Drafter:
        if self.name == "composer":
            return services.composer
        if services.model is None:
            raise RightbackError(
                "No model is set: give RIGHTBACK_MODEL and OPENAI_BASE_URL or OPENAI_API_KEY."
            )
        return services.model


def run(candidate: Candidate, scenarios: Iterable[Scenario]) -> list[Outcome]:
    """One Outcome a scenario, in their order."""
    with world(candidate.prompts) as services:
        drafter = candidate.drafter(services)
        return [_outcome(services, drafter, scenario) for scenario in scenarios]


def _outcome(services: Services, drafter: Drafter, scenario: Scenario) -> Outcome:
    given = asked(services, scenario)
    before = _spent(services)
    began = time.perf_counter()
    try:
        written = drafted(services, drafter, scenario, given)
        outcome = judged(scenario, given, written, 1000 * (time.perf_counter() - began))
    except DrafterFailed as error:  # paid all the same
        took = round(1000 * (time.perf_counter() - began), 1)
        outcome = Outcome(scenario.slug, scenario.title, scenario.trap, milliseconds=took, failed=str(error))
    spent = _spent(services)
    return replace(outcome, tokens=spent[0] - before[0], cost=spent[1] - before[1])


def _spent(services: Services) -> tuple[int, float]:
    """Tokens and money of all calls so far."""
    with services.sessions() as session:
        calls = session.query(ModelCall).all()
        return sum(c.tokens_in + c.tokens_out for c in calls), sum(c.cost_micros or 0 for c in calls) / 1e6
