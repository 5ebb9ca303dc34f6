"""`rightback bench compose`: composer drafts with all checks, in processor time of one core."""

from functools import partial
from itertools import cycle, islice
from typing import Any

from assistant.bench.asked import sample_services, waiting
from assistant.bench.figures import spread, times
from assistant.pipeline.check import reviewed
from assistant.pipeline.services import Services
from assistant.pipeline.writing import Asked


def run(drafts: int = 500) -> dict[str, Any]:
    """Target: median 10 ms, 80 drafts a second and core."""
    with sample_services() as services:
        asked = waiting(services)
        found = times(partial(_draft, services, one) for one in islice(cycle(asked), drafts))
    return {**spread(found), "drafts a second and core": round(1000 * len(found) / sum(found))}


def _draft(services: Services, asked: Asked) -> None:
    proposal = services.composer.draft(asked.inquiry, asked.context)
    reviewed(services, proposal, asked.inquiry, asked.context)
