"""not-a-copy: no words that went to somebody else about another matter, and not the customer's own."""

from collections.abc import Iterator

from assistant.core.checks.finding import Severity
from assistant.core.checks.reading import Reading
from assistant.core.checks.rule import Place
from assistant.core.clock import day_in_words
from assistant.core.echo import says_back

ALIKE = 0.7  # share of word triples in common


def not_a_copy(reading: Reading) -> Iterator[Place]:
    body = reading.reply.body
    if body and _theirs(reading):
        why = "This says back what the customer wrote, and nothing of our own."
        yield Place(body[0].start, body[-1].end, why, "", Severity.BLOCK)
        return
    if reading.is_short_turn:
        return
    near = [copy for copy in reading.context.copies if copy.likeness >= ALIKE]
    if not near or not body:
        return
    best = max(near, key=lambda copy: copy.likeness)
    when = day_in_words(best.at.astimezone(reading.context.now.tzinfo).date(), reading.context.now.date())
    why = f"Nearly these words went to somebody else ({when}) about another matter."
    yield Place(body[0].start, body[-1].end, why)


def _theirs(reading: Reading) -> bool:
    """Whether the body is one of the customer's messages: a machine that lost its way repeats it."""
    body = " ".join(sentence.text for sentence in reading.reply.body)
    before = (line.text for line in reading.context.thread if line.from_customer)
    return any(says_back(body, text) for text in (reading.inquiry.text, *before))
