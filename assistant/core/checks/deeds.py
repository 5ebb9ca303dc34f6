"""no-invented-deeds: says that something was done only where a record or a vouching shows it."""

import re
from collections.abc import Iterator

from assistant.core.checks.deed_forms import DEEDS, FUTURE, PASSIVE, SHOWN
from assistant.core.checks.reading import Reading
from assistant.core.checks.rule import Place
from assistant.core.draft import Author
from assistant.core.fact import Fact, FactKind
from assistant.core.sentences import sentences
from assistant.core.words import content, fold, has_word

_BACKING = (
    FactKind.VOUCHED,
    FactKind.NOTE,
    FactKind.CALL,
    FactKind.APPOINTMENT,
    FactKind.PROMISE,
    FactKind.QUOTE,
    FactKind.REPAIR,
    FactKind.CONTACT,
    FactKind.KNOWLEDGE,
    FactKind.SLOT,
    FactKind.STOCK,
)
NOT_DONE = re.compile(
    r"\b(?:if|once|when|after|until|before|unless|whether|had|should have|would have|could have|never"
    r"|not|you|nobody|no one|as soon as)\b[^,;]{0,24}$"
)
WITH_WHAT = re.compile(r"\b(?:i|we)(?:'ll| will)\b[^;]*\bwhat(?:ever)? $")  # "I'll write what I found out"
THEIR_MESSAGE = re.compile(
    r"(?: (?:your|the|this|that)(?: [\w'-]+){0,3})? (?:messages?|e-?mails?|notes?|letters?|requests?"
    r"|[ie]nquir(?:y|ies)|questions?|reviews?|feedback|comments?|voicemails?|calls?|texts?|forms?|leads?)\b"
)
A_FIGURE, A_PRICE = re.compile(r"[$€£]\s?\d"), re.compile(r"\b(?:pric|cost|charge)")
TOLD_US = 2  # words that a record shares with what was looked up
WE_TOLD = re.compile(
    r"\b(?:asked|told|called|wrote|mailed|emailed|sent|shared|contacted|reached out"
    r"|did (?:ask|tell|call|write|mail|email|send|share|contact|reach out))\b"
)
YOU_DID = re.compile(
    r"\byou(?: guys| people|'ve| have)?(?: just| already)? \w{2,}(?:t|ed|d)\b|\bmissed (?:a )?call\b"
)


def no_invented_deeds(reading: Reading) -> Iterator[Place]:
    for sentence in reading.reply.body:
        folded = reading.reply.folded[sentence.start : sentence.end]
        if folded.rstrip("\"') ").endswith("?"):
            continue
        for family, start, end in _deeds(folded):
            if not _shown(reading, family, folded, folded[start:end]):
                why = "No record shows that this was done: say who does it by when, or vouch for it."
                yield Place(
                    sentence.start + start,
                    sentence.start + end,
                    why,
                    f"{FUTURE[family]} and write to you by ...",
                )


def _deeds(folded: str) -> Iterator[tuple[str, int, int]]:
    """Family and place; a place that two families know belongs to the first of them."""
    seen: set[int] = set()
    for family, pattern in DEEDS:
        found = next((one for one in pattern.finditer(folded) if _done(family, one, folded)), None)
        if found and found.start() not in seen:
            seen.add(found.start())
            yield family, found.start(), found.end()
    for family, pattern in PASSIVE:
        passive = pattern.search(folded)
        if passive and not NOT_DONE.search(folded[: passive.start()]):
            yield family, passive.start(), passive.end()


def _done(family: str, found: re.Match[str], folded: str) -> bool:
    before = folded[: found.start()]
    if found[0].startswith("and ") and not re.search(r"\b(?:i|we)(?:'ve| have)\b", before):
        return False
    if family in ("look", "receive") and THEIR_MESSAGE.match(folded, found.end()):
        return False
    return not (NOT_DONE.search(before) or WITH_WHAT.search(before))


def _shown(reading: Reading, family: str, folded: str, deed: str) -> bool:
    named = [claim.text for claim in reading.claims if claim.kind == "name" and fold(claim.text) in folded]
    to_them = WE_TOLD.search(deed) and re.search(rf"{WE_TOLD.pattern}.{{0,12}}\byou\b", folded)
    if to_them and any(not line.from_customer for line in reading.context.thread):
        return True
    if reading.proposal.author is Author.PERSON and _told_us(reading, SHOWN[family]):
        return True
    if family == "decide" and SHOWN[family].search(reading.evidence.said):
        return True  # "they decided": the customer wrote of it
    shown = content(folded) - content(deed)
    facts = reading.context.of_kind(*_BACKING)
    if family == "look" and any(_holds(fact, shown, folded) for fact in facts):
        return True
    return any(_shows(fact, family, folded, named) for fact in facts)


def _holds(fact: Fact, sought: frozenset[str], folded: str) -> bool:
    """Whether a record tells what was looked up, and not only of the same car."""
    shared = sought & content(fact.text)
    if fact.kind is not FactKind.STOCK:
        shared -= content(" ".join(fact.data.get(key, "") for key in ("vehicle", "year", "make", "model")))
    priced = A_PRICE.search(folded) is not None and A_FIGURE.search(fact.text) is not None
    return len(shared) + priced * bool(shared) >= TOLD_US


def _told_us(reading: Reading, shown: re.Pattern[str]) -> bool:
    """Whether the customer says that we did it: "you sent them"; not where they ask for it."""
    said = sentences(reading.evidence.said)
    return any(
        YOU_DID.search(s.text) and shown.search(s.text) and not s.text.rstrip().endswith("?") for s in said
    )


def _shows(fact: Fact, family: str, folded: str, named: list[str]) -> bool:
    shown = SHOWN[family]
    text = fold(f"{fact.text} {fact.data.get('status', '')}")
    if (
        named
        and any(has_word(f"{text} {fact.source}", name) for name in named)
        and fact.kind is not FactKind.PROMISE
    ):
        return True
    shared = content(folded) & content(fact.text)
    if fact.kind is FactKind.VOUCHED:
        return len(shared) >= 2 or shown.search(text) is not None
    if fact.kind is FactKind.PROMISE and fact.data.get("state", "") not in ("kept", ""):
        return False
    if fact.kind is FactKind.SLOT:
        return (
            fact.data.get("status", fact.data.get("state", "")) in ("held", "booked")
            and shown.search(text) is not None
        )
    visit = fact.kind is FactKind.APPOINTMENT and family != "arrange"
    return shown.search(text) is not None and (bool(shared) or visit)
