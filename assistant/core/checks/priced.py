"""Whose price a sentence states: that of the car which it names, and no other's."""

from assistant.core.checks.reading import Reading
from assistant.core.claims import Claim, ClaimKind, claims
from assistant.core.fact import Fact, FactKind
from assistant.core.words import has_word


def spoken_of(stock: tuple[Fact, ...], words: str) -> tuple[Fact, ...]:
    """The cars that the sentence names; all where it names none."""
    return named_in(stock, words) or stock


def named_in(stock: tuple[Fact, ...], words: str) -> tuple[Fact, ...]:
    """By stock number, else by model; empty where it names none."""
    by_number = tuple(f for f in stock if f.data.get("stock") and has_word(words, f.data["stock"]))
    by_model = tuple(f for f in stock if f.data.get("model") and has_word(words, f.data["model"]))
    return by_number or by_model


def another_cars_price(reading: Reading, claim: Claim) -> str:
    """Why the amount is wrong here: on record it is the price of another car than is named; else empty."""
    sentence = reading.sentence_at(claim.start)
    if claim.kind is not ClaimKind.AMOUNT or sentence is None:
        return ""
    stock = reading.context.of_kind(FactKind.STOCK)
    named = named_in(stock, sentence.text)
    theirs = [fact for fact in stock if _holds(fact.text, claim)]
    if not named or not theirs or any(fact in named for fact in theirs) or _elsewhere(reading, claim):
        return ""
    other = theirs[0].data.get("stock") or theirs[0].data.get("model", "another car")
    return f"{claim.text.strip()} is on record for {other}, not for the car of this sentence."


def _holds(text: str, claim: Claim) -> bool:
    return any(
        one.kind is ClaimKind.AMOUNT and abs(one.number - claim.number) <= claim.slack for one in claims(text)
    )


def _elsewhere(reading: Reading, claim: Claim) -> bool:
    """Whether a record that is no stock, or the customer, names the same amount."""
    records = (fact.text for fact in reading.context.facts if fact.kind is not FactKind.STOCK)
    return any(_holds(text, claim) for text in (*records, reading.evidence.said))
