"""limits: money, discounts and gifts go only as far as the store's options and records reach.

Money that no fact covers is stopped, whoever wrote it: a manager decides. Of a thing for nothing that no
option speaks of a person is only told.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from assistant.core.checks.finding import Severity
from assistant.core.checks.reading import Reading
from assistant.core.checks.rule import Place
from assistant.core.claims import Claim, ClaimKind, claims
from assistant.core.draft import Author
from assistant.core.fact import Fact, FactKind
from assistant.core.sentences import Sentence
from assistant.core.words import content, fold, listed, stem

GIVES = re.compile(
    r"\b(?:off|discount\w*|rebate\w*"
    r"|credit(?:ed|ing|s)?(?! (?:card|score|app\w*|union|report|check|history|rating))"
    r"|refund\w*|reimburs\w*|waiv\w*|goodwill|knock\w*|price (?:cut|reduction|drop)|reduc\w*|compensat\w*"
    r"|gift card|voucher|coupon|(?:give|giving|hand|pay|send|owe|save) you|toward|allowance|on us"
    r"|price match\w*)\b"
)
PRICES = re.compile(
    r"\b(?:let you have|sell|(?:i|we) (?:can|could|will) (?:do|make)"
    r"|(?:come|go|bring|get) (?:it |that |this |the price )?down"
    r"|(?:lower|drop|reduce|cut|change)\w*|(?:it|that|this) is yours|yours)\b"
    r".{0,40}?\b(?:for|to|at)\s*(?:just |only )?$|\bas low as\s*$"
)
FREE = re.compile(
    r"\bfree (?:of charge|of (?:any )?cost)\b|\b(?:at )?no (?:charge|cost(?: to you)?)\b|\bon the house\b"
    r"|\bcomplimentary\b|\bfor free\b|\bwithout (?:any )?charge\b|\b(?:won't|will not) (?:charge|bill)\b"
    r"|\b(?:half|50) (?:price|off)\b|\bwaiv(?:e|ed|ing)\b"
    r"|\bfree (?=(?:\w+ ){0,2}?(?:oil|cars?|services?|maintenance|tires?|detail\w*|upgrades?|warrant\w+|mats?"
    r"|months?|gifts?|delivery|repairs?|brakes?|tanks?|gas|rentals?|loaners?|washe?s?|inspections?|diagnos\w+|rotations?"
    r"|alignments?|filters?|batter\w+|wipers?|accessor\w+)\b)"
    r"|\b(?:charge|bill|cost|wash|loaner|tow|rental|diagnostic|oil change|detail|repair|service|tank of gas)"
    r"(?: is| will be|'s)? on us\b"
)
NOT_GRANTED = re.compile(
    r"\b(?:whether|if|ask(?:ing)?|asked|check(?:ing)?|find out|look(?:ing)? into|see what|would you|not|no"
    r"|never|cannot|can't|won't|don't|isn't|unable|nobody|you (?:saw|were|wrote|mention\w*|paid|said|asked"
    r"|read|want\w*|hop\w*|found|received|expect\w*)"
    r"|your (?:\w+ )?(?:question|request|budget|offer|note|message|invoice|bill))\b"
)
DENIES_FREE = re.compile(
    r"\b(?:whether|if|ask(?:ing)?|asked|check(?:ing)?|find out|not|never|can't|cannot"
    r"|you (?:saw|were|wrote|mention\w*|said|asked|read|want\w*|hop\w*)|your (?:\w+ )?(?:question|request))\b"
)
ASKS = re.compile(r"^\W*(?:did|do|does|were|was|are|is|has|have|who|which|what|when|where|why)\b")
MONEY_WORDS = re.compile(
    r"\b(?:off|discount\w*|rebate\w*|credit\w*|refund\w*|reimburs\w*|waiv\w*|goodwill|reduc\w*|compensat\w*"
    r"|voucher|toward|price|allowance)\b"
)
FREE_WORDS = re.compile(
    r"\b(?:free|no (?:charge|cost)|complimentary|costs? nothing|waiv\w*|on us|our cost|paid for|included)\b"
)
COMMON = frozenset(
    map(
        stem,
        listed("free charge cost complimentary house car vehicle service visit discount price off money"),
    )
)
NEAR = 300  # characters around a figure that are read for what is said of it
RECORDS = frozenset(FactKind) - {FactKind.OPTION, FactKind.MESSAGE, FactKind.TEAMMATE, FactKind.HOURS}


@dataclass(frozen=True)
class Grant:
    """Something given: an amount in dollars or per cent (`unit`), or a thing for nothing (amount 0)."""

    start: int
    end: int
    sentence: Sentence
    amount: float = 0
    unit: str = ""


def limits(reading: Reading) -> Iterator[Place]:
    typed = reading.proposal.author is Author.PERSON
    for grant in [*_money(reading), *_for_nothing(reading)]:
        if _recorded(reading, grant):
            continue
        most = _most(reading, grant)
        if most is not None and grant.amount <= most:
            continue
        if most is not None and grant.amount:
            said = f"${most:,.0f}" if not grant.unit else f"{most:g} %"
            yield Place(
                grant.start, grant.end, f"The store's options reach as far as {said}: a manager decides."
            )
        else:
            why = "No option or record of the store grants this."
            told = typed and not grant.amount  # a thing for nothing, of which the store may say no word
            yield Place(grant.start, grant.end, why, "", Severity.WARN if told else None)


def _money(reading: Reading) -> Iterator[Grant]:
    for claim in reading.claims:
        sentence = reading.sentence_at(claim.start)
        percent = claim.unit == "percent"
        if sentence is None or not (claim.kind is ClaimKind.AMOUNT or percent) or _asks(sentence):
            continue
        folded = reading.reply.folded
        before = folded[max(sentence.start, claim.start - NEAR) : claim.start]
        after = folded[claim.end : min(sentence.end, claim.end + NEAR)]
        if NOT_GRANTED.search(_clause(before)):
            continue
        if GIVES.search(_clause(before)[-40:]) or GIVES.search(re.split(r"[,;]", after)[0][:30]):
            yield Grant(claim.start, claim.end, sentence, claim.number, claim.unit)
        elif not percent and PRICES.search(before):
            less = _less(reading, sentence, claim)
            if less:
                yield Grant(claim.start, claim.end, sentence, less)


def _for_nothing(reading: Reading) -> Iterator[Grant]:
    for sentence in reading.reply.body:
        if _asks(sentence):
            continue
        folded = reading.reply.folded[sentence.start : sentence.end]
        for found in FREE.finditer(folded):
            if not DENIES_FREE.search(_clause(folded[max(0, found.start() - NEAR) : found.start()])):
                yield Grant(sentence.start + found.start(), sentence.start + found.end(), sentence)


def _asks(sentence: Sentence) -> bool:
    """A question after something; "would $200 off help?" is an offer."""
    return sentence.text.rstrip("\"') ").endswith("?") and ASKS.match(fold(sentence.text)) is not None


def _clause(before: str) -> str:
    """What stands before, back to the last comma, semicolon or "but"."""
    return re.split(r"[,;:]|\bbut\b", before)[-1]


def _less(reading: Reading, sentence: Sentence, claim: Claim) -> float:
    """By how much a named price is below that of the car spoken of; 0 where none is known."""
    stock = reading.context.of_kind(FactKind.STOCK)
    spoken = [f for f in stock if content(f.data.get("model", "")) & content(sentence.text)] or list(stock)
    prices = [c.number for f in spoken for c in claims(f.data.get("price", "")) if c.kind is ClaimKind.AMOUNT]
    return max(0.0, prices[0] - claim.number) if len(prices) == 1 else 0.0


def _recorded(reading: Reading, grant: Grant) -> bool:
    """Whether a record, a policy or a vouching says the same."""
    for fact in reading.context.of_kind(*RECORDS):
        text = fold(fact.text)
        if not grant.amount and FREE_WORDS.search(text) and _same_thing(grant, fact):
            return True
        figures = claims(f"{fact.text} {fact.data.get('amount', '')}")
        same = any(c.number == grant.amount and c.unit == grant.unit for c in figures if _figure(c))
        if grant.amount and same and (MONEY_WORDS.search(text) or _same_thing(grant, fact)):
            return True
    return False


def _most(reading: Reading, grant: Grant) -> float | None:
    """How far the options that speak of this go; None where none does."""
    found = [
        reach
        for fact in reading.context.of_kind(FactKind.OPTION)
        if (reach := _reach(fact, grant)) is not None
    ]
    return max(found, default=None)


def _reach(fact: Fact, grant: Grant) -> float | None:
    text = fold(f"{fact.data.get('title', '')} {fact.text}")
    if not grant.amount:
        return 0.0 if FREE_WORDS.search(text) and _same_thing(grant, fact) else None
    if not MONEY_WORDS.search(text):
        return None
    if grant.unit:
        said = [c.number for c in claims(fact.text) if c.unit == grant.unit]
        return max(said, default=None)
    return max((c.number for c in claims(fact.data.get("limit", "")) if _figure(c)), default=None)


def _same_thing(grant: Grant, fact: Fact) -> bool:
    thing = content(f"{fact.data.get('title', '')} {fact.text}") - COMMON
    return bool(thing & (content(grant.sentence.text) - COMMON))


def _figure(claim: Claim) -> bool:
    return claim.kind is ClaimKind.AMOUNT or claim.unit == "percent"
