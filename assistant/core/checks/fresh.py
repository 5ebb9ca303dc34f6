"""fresh-facts: what is said of stock and prices rests on facts that the store still trusts."""

from collections.abc import Iterator
from datetime import timedelta

from assistant.core.checks.grounded import hedged
from assistant.core.checks.priced import spoken_of
from assistant.core.checks.reading import Reading
from assistant.core.checks.rule import Place
from assistant.core.claims import Claim, ClaimKind, claims
from assistant.core.fact import Fact, FactKind
from assistant.core.grounding import rests_on
from assistant.core.sentences import Sentence

OFFERED = frozenset({"available", "here", "held", "coming"})  # a car that is sold stays sold
PRICED = (FactKind.KNOWLEDGE, FactKind.POLICY, FactKind.OPTION)


def fresh_facts(reading: Reading) -> Iterator[Place]:
    for claim in reading.claims:
        fact = _stale(reading, claim)
        if fact is not None:
            yield Place(claim.start, claim.end, _why(reading, fact))


def _stale(reading: Reading, claim: Claim) -> Fact | None:
    """The fact that the claim rests on, where all that it may rest on is too old."""
    sentence = reading.sentence_at(claim.start)
    if sentence is None or hedged(reading, claim):
        return None
    backing = _backing(reading, claim, sentence)
    too_old = [fact for fact in backing if _age(reading, fact) > _limit(reading, fact)]
    return max(too_old, key=lambda fact: _worth(sentence, fact)) if backing == too_old and too_old else None


def _backing(reading: Reading, claim: Claim, sentence: Sentence) -> list[Fact]:
    context = reading.context
    if claim.kind is ClaimKind.AVAILABILITY and claim.value in OFFERED:
        vouched = [f for f in context.of_kind(FactKind.VOUCHED) if rests_on(sentence, f)]
        return vouched or list(spoken_of(context.of_kind(FactKind.STOCK), sentence.text))
    if claim.kind is ClaimKind.AMOUNT:
        return [fact for fact in context.facts if fact.kind is not FactKind.MESSAGE and _says(fact, claim)]
    return []


def _says(fact: Fact, claim: Claim) -> bool:
    figures = claims(f"{fact.text} {fact.data.get('price', '')}")
    return any(
        one.kind is ClaimKind.AMOUNT and abs(one.number - claim.number) <= claim.slack for one in figures
    )


def _age(reading: Reading, fact: Fact) -> timedelta:
    return reading.context.now - fact.at if fact.at else timedelta(0)


def _limit(reading: Reading, fact: Fact) -> timedelta:
    store = reading.context.store
    if fact.kind is FactKind.STOCK:
        return timedelta(days=store.stock_days)
    return timedelta(days=store.confirm_days) if fact.kind in PRICED else timedelta.max


def _worth(sentence: Sentence, fact: Fact) -> float:
    return rests_on(sentence, fact)


def _why(reading: Reading, fact: Fact) -> str:
    days = _age(reading, fact).days
    return f"{fact.source or 'This'} was last confirmed {days} days ago: look whether it still holds."
