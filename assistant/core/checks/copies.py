"""not-a-copy: nearly the same went to somebody else about another matter, so it answers this one badly."""

from collections.abc import Iterator

from assistant.core.checks.reading import Reading
from assistant.core.checks.rule import Place
from assistant.core.clock import day_in_words

ALIKE = 0.7  # share of word triples in common


def not_a_copy(reading: Reading) -> Iterator[Place]:
    body = reading.reply.body
    near = [copy for copy in reading.context.copies if copy.likeness >= ALIKE]
    if not near or not body:
        return
    best = max(near, key=lambda copy: copy.likeness)
    when = day_in_words(best.at.astimezone(reading.context.now.tzinfo).date(), reading.context.now.date())
    why = f"Nearly these words went to somebody else ({when}) about another matter."
    yield Place(body[0].start, body[-1].end, why)
