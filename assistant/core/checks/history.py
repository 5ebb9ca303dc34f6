"""uses-history: where there is history with a customer, one fact of it is used, naturally."""

from collections.abc import Iterator

from assistant.core.checks.reading import Reading
from assistant.core.checks.rule import Place
from assistant.core.fact import Fact, FactKind
from assistant.core.grounding import rests_on
from assistant.core.words import content, has_word

KINDS = (
    FactKind.OWNED,
    FactKind.SALE,
    FactKind.REPAIR,
    FactKind.APPOINTMENT,
    FactKind.CALL,
    FactKind.NOTE,
    FactKind.QUOTE,
    FactKind.CONTACT,
    FactKind.PROMISE,
)
TELLING = ("model", "vehicle", "work", "part", "purpose", "number", "plate", "amount", "what")
SHARED = 2  # words of a fact that a reply repeats when it speaks of it


def uses_history(reading: Reading) -> Iterator[Place]:
    history = reading.context.of_kind(*KINDS)
    body = reading.reply.body
    if not history or not body or any(_used(reading, fact) for fact in history) or _since(reading):
        return
    best = max(history, key=lambda fact: len(content(fact.text) & content(reading.evidence.said)))
    why = f"There is history with them and none of it is used. On record: {best.text}"
    yield Place(body[0].start, body[0].end, why)


def _used(reading: Reading, fact: Fact) -> bool:
    """Whether the reply names a telling word of the fact, or repeats enough of it."""
    said = " ".join(sentence.text for sentence in reading.reply.body)
    if any(value and _names(said, value) for value in (fact.data.get(key, "") for key in TELLING)):
        return True
    if len(content(fact.text) & content(said)) >= SHARED:
        return True
    return any(rests_on(sentence, fact) for sentence in reading.reply.body)


def _names(said: str, value: str) -> bool:
    return has_word(said, value) or len(content(value) & content(said)) >= SHARED


def _since(reading: Reading) -> bool:
    """Words that speak of earlier times without any figure: "good to hear from you again"."""
    return any(reading.body(start) for _, start, _ in reading.phrases.find("again", reading.reply.folded))
