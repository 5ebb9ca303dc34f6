"""uses-history: to somebody whom we know, one thing that we know is said."""

from collections.abc import Iterator

from assistant.core.checks.reading import Reading
from assistant.core.checks.rule import Place
from assistant.core.fact import Fact, FactKind
from assistant.core.grounding import rests_on
from assistant.core.inquiry import Pressure
from assistant.core.words import content, has_word

HISTORY = (
    FactKind.OWNED,
    FactKind.SALE,
    FactKind.REPAIR,
    FactKind.APPOINTMENT,
    FactKind.CALL,
    FactKind.NOTE,
    FactKind.QUOTE,
    FactKind.PROMISE,
)
SHARED = 2  # words of a record that stand in the reply


def uses_history(reading: Reading) -> Iterator[Place]:
    known = reading.context.of_kind(*HISTORY) if reading.context.recipient.verified else ()
    if not known or reading.inquiry.pressure is Pressure.NOW or not reading.reply.body:
        return
    text = " ".join(sentence.text for sentence in reading.reply.body)
    if any(_used(reading, fact, text) for fact in known):
        return
    yield Place(0, 0, f"We know them: {known[0].text} A word of it shows that.")


def _used(reading: Reading, fact: Fact, text: str) -> bool:
    if any(rests_on(sentence, fact) for sentence in reading.reply.body):
        return True
    vehicle = fact.data.get("model") or fact.data.get("vehicle", "").split(" ")[-1]
    return bool(vehicle and has_word(text, vehicle)) or len(content(fact.text) & content(text)) > SHARED
