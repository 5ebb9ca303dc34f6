"""no-early-survey: nobody is asked how it was while something is open, or twice in a month."""

from collections.abc import Iterator

from assistant.core import survey
from assistant.core.checks.reading import Reading
from assistant.core.checks.rule import Place


def no_early_survey(reading: Reading) -> Iterator[Place]:
    """`Context.early_survey` says why it is too early; it is looked up where a text asks."""
    why = reading.context.early_survey
    if not why:
        return
    for start, end in survey.found(reading.text):
        if reading.body(start):
            yield Place(start, end, why)
