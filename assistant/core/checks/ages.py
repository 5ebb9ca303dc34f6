"""fresh-facts: what is said of stock and prices is not older than the store's list may be."""

from collections.abc import Iterator
from datetime import timedelta

from assistant.core.checks.reading import Reading
from assistant.core.checks.rule import Place
from assistant.core.fact import Fact, FactKind
from assistant.core.words import fold

STOCK_AGE = timedelta(days=7)  # a list seen longer ago may have lost the car
UNCONFIRMED = "not confirmed lately"  # how the source of a snippet says that its owner was not asked
LEAST = 20  # characters of a snippet's sentence


def fresh_facts(reading: Reading) -> Iterator[Place]:
    for fact in reading.context.of_kind(FactKind.STOCK):
        age = reading.context.now - fact.at if fact.at else timedelta()
        if age > STOCK_AGE and (place := _named(reading, fact)):
            why = f"The list that says this is {age.days} days old: look whether it is still so."
            yield Place(*place, why)
    for fact in reading.context.of_kind(FactKind.KNOWLEDGE, FactKind.POLICY, FactKind.OPTION):
        if UNCONFIRMED in fact.source and (place := _said(reading, fact)):
            yield Place(*place, "Nobody has confirmed this lately: is it still true?")


def _named(reading: Reading, fact: Fact) -> tuple[int, int] | None:
    """Where the text names the car by its stock number, or by its model with its price."""
    folded, tail = reading.reply.folded, reading.reply.tail
    for key in ("stock", "price"):
        value = fold(fact.data.get(key, ""))
        at = folded.find(value, reading.reply.greeting[1], tail) if value else -1
        if at >= 0 and (key == "stock" or fold(fact.data.get("model", "-")) in folded):
            return at, at + len(value)
    return None


def _said(reading: Reading, fact: Fact) -> tuple[int, int] | None:
    """Where a sentence of the snippet stands word for word."""
    for sentence in fold(fact.text).split(". "):
        words = sentence.strip(" .")
        at = reading.reply.folded.find(words) if len(words) >= LEAST else -1
        if at >= 0:
            return at, at + len(words)
    return None
