"""grounded: what the text states is in a fact, in the customer's own words, or vouched for."""

import re
from collections.abc import Iterator

from assistant.core.checks.priced import another_cars_price, spoken_of
from assistant.core.checks.reading import Reading
from assistant.core.checks.rule import Place
from assistant.core.checks.strangers import brought_in, reaches_them, theirs
from assistant.core.checks.times import ungrounded_moments
from assistant.core.checks.unheard import unheard
from assistant.core.claims import Claim, ClaimKind
from assistant.core.fact import Fact, FactKind
from assistant.core.words import content, fold, has_word

FIGURES = (ClaimKind.AMOUNT, ClaimKind.NUMBER, ClaimKind.DURATION)
CODES = (ClaimKind.VIN, ClaimKind.STOCK)
SMALL = 12  # bare numbers below are lists, steps and counts
UNSURE = re.compile(
    r"\b(?:whether|if|once|until|when|unless|should|would|could|might|find out|check|ask(?:ing)?"
    r"|confirm|let me know|in case|see what|si|cu[áa]ndo|averigu\w+)\b"
)
NEGATED = re.compile(
    r"\b(?:not|no|todav[íi]a no|don't|doesn't|isn't|aren't|never|nothing|none|can't|neither)\b"
)
IDLE = re.compile(r"(?:a|one|an)\b|24$|7$")
STATES = {
    "available": ("here", "available"),
    "here": ("here", "held", "available"),
    "held": ("held", "sold"),
    "sold": ("sold", "held", "gone"),
    "coming": ("coming", "transit"),
    "ready": ("ready", "done"),
}
STATE_WORDS = {
    "available": r"availab|here|in stock|on (?:the|our) (?:lot|shelf)|have it",
    "here": r"here|in stock|availab|on (?:the|our) (?:lot|shelf)|held|set aside|arrived|have it",
    "held": r"held|hold|sold|pending",
    "sold": r"sold|gone|no longer|not (?:in stock|available|here)|out of stock|backorder|held",
    "coming": r"coming|transit|arriv|due|ordered",
    "ready": r"ready|done|finish|complete",
}
POLICY_WORDS = {
    "warranty": r"warrant|cover",
    "free": r"free|no charge|no cost|complimentary|covered|on us|at no|without charge|waive|gratis",
    "guarantee": r"guarant|refund|return|money back|match",
    "discount": r"discount|off|rebate|waive|goodwill|credit",
}
BACKING = frozenset(FactKind) - {FactKind.MESSAGE, FactKind.TEAMMATE, FactKind.HOURS, FactKind.SLOT}


def grounded(reading: Reading) -> Iterator[Place]:
    for claim in reading.claims:
        why = _wrong(reading, claim)
        if why:
            yield Place(claim.start, claim.end, why)
    yield from brought_in(reading)
    yield from unheard(reading)
    yield from ungrounded_moments(reading)


def _wrong(reading: Reading, claim: Claim) -> str:
    """Why nothing backs the claim; empty where something does."""
    evidence = reading.evidence
    if claim.kind in FIGURES:
        known = _figure_known(reading, claim)
        return (
            another_cars_price(reading, claim) if known else f"Nothing on record backs {claim.text.strip()}."
        )
    if claim.kind in CODES:
        known = has_word(evidence.blob, claim.text) or fold(claim.text) in evidence.blob
        return "" if known else f"No {claim.kind} {claim.text} is on record."
    if claim.kind is ClaimKind.PHONE:
        value = claim.value[-7:]
        theirs_too = value in re.sub(r"\D", "", evidence.said) and reaches_them(reading, claim)
        known = value in evidence.digits or theirs_too
        return "" if known else "This number is not on record."
    if claim.kind is ClaimKind.EMAIL:
        known = fold(claim.text) in f"{evidence.record}\n{fold(reading.context.recipient.email)}"
        own = fold(claim.text) in evidence.said and reaches_them(reading, claim)
        return "" if known or own else "This address is not on record."
    if claim.kind is ClaimKind.NAME:
        return (
            ""
            if has_word(evidence.blob, claim.text.split()[-1])
            else f"Nobody called {claim.text} is on record."
        )
    if claim.kind in (ClaimKind.AVAILABILITY, ClaimKind.POLICY) and not hedged(reading, claim):
        backed = _state_known if claim.kind is ClaimKind.AVAILABILITY else _policy_known
        return "" if backed(reading, claim) else f"Nothing on record says “{claim.text.strip()}”."
    return ""


def _figure_known(reading: Reading, claim: Claim) -> bool:
    if any(moment.start <= claim.start < moment.end for moment in reading.moments):
        return True
    if claim.kind is ClaimKind.NUMBER and not claim.unit and (claim.number < SMALL or IDLE.match(claim.text)):
        return True
    written = claim.text.strip()[:1].isdigit()
    if claim.kind is not ClaimKind.AMOUNT and not written and claim.number < SMALL:
        # "two minutes of your time", "three ways": small counts in words are seldom claims
        return claim.unit in (
            "minute",
            "item",
            "key",
            "day",
            "hour",
            "week",
            "",
        ) or reading.evidence.has_number(claim)
    promised = any(one.start <= claim.start < one.end and one.due for one in reading.commitments)
    if promised and claim.kind is ClaimKind.DURATION:
        return True
    if claim.kind is ClaimKind.AMOUNT or claim.unit == "percent":
        on_record = reading.evidence.has_number(claim, said=False)
        return on_record or (reading.evidence.has_number(claim) and theirs(reading, claim))
    return reading.evidence.has_number(claim)


def hedged(reading: Reading, claim: Claim) -> bool:
    """Asked, conditional or only to be found out."""
    sentence = reading.sentence_at(claim.start)
    if sentence is None:
        return False
    before = reading.reply.folded[sentence.start : claim.start]
    asks = sentence.text.rstrip("\"') ").endswith("?")
    later = any(one.start <= claim.start < one.end for one in reading.commitments)
    denied = claim.value in ("here", "available", "ready") and NEGATED.search(before[-40:]) is not None
    return asks or later or denied or UNSURE.search(before) is not None


def _state_known(reading: Reading, claim: Claim) -> bool:
    sentence = reading.sentence_at(claim.start)
    words = sentence.text if sentence else claim.text
    if claim.value != "ready":
        stock = spoken_of(reading.context.of_kind(FactKind.STOCK), words)
        if any(_status(fact) in STATES[claim.value] for fact in stock):
            return True
    kinds = BACKING - {FactKind.STOCK}
    return any(
        re.search(STATE_WORDS[claim.value], fold(f"{fact.text} {_status(fact)}"))
        and (claim.value == "ready" or content(words) & content(fact.text))
        for fact in reading.context.of_kind(*kinds)
    )


def _status(fact: Fact) -> str:
    return fold(fact.data.get("status", ""))


def _policy_known(reading: Reading, claim: Claim) -> bool:
    pattern = POLICY_WORDS[claim.value]
    return any(re.search(pattern, fold(fact.text)) for fact in reading.context.of_kind(*BACKING))
