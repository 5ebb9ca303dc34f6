"""`rightback bench checks`: all checks on a text as a person types it, question map and promises too."""

from functools import partial
from itertools import cycle, islice
from typing import Any

from assistant.bench.asked import sample_services, waiting
from assistant.bench.figures import spread, times
from assistant.core.draft import Author, Proposal
from assistant.pipeline.check import reviewed

WORDS = 150


def run(texts: int = 300) -> dict[str, Any]:
    """Target: median 3 ms for all checks on 150 words. Each text is another one, so nothing is remembered."""
    with sample_services() as services:
        asked = waiting(services)
        written = [services.composer.draft(one.inquiry, one.context).text for one in asked]
        whole = " ".join(written).split()

        def call(number: int, index: int) -> None:
            start = (number * 37) % max(1, len(whole) - WORDS)
            text = f"Number {number}. " + " ".join(whole[start : start + WORDS])
            one = asked[index]
            reviewed(services, Proposal(text, Author.PERSON), one.inquiry, one.context)

        indexes = enumerate(islice(cycle(range(len(asked))), texts))
        found = times(partial(call, number, index) for number, index in indexes)
    return spread(found)
