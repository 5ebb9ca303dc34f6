"""private: nothing on record goes to somebody who only claims to be the customer; money, family, health never

unless the customer wrote of them in this conversation, or told us a date to remember that this letter is for.
What we promised to that very address in this conversation may be said there (Context.open_here).
"""

import re
from collections.abc import Iterator

from assistant.core.checks.reading import Reading
from assistant.core.checks.rule import Place
from assistant.core.fact import Fact, FactKind
from assistant.core.grounding import rests_on
from assistant.core.words import content, fold, has_word, listed, stem

SENSITIVE = {
    "finances": (r"your (?:credit(?: score| rating| report| history)?(?! card| for| on| of| toward)"
    r"|income|salary|debts?|bankruptcy|repossession|loan balance|payoff"
                 r"|monthly payments?|negative equity|missed payments?)\b|you(?:'re"
                 r"| are) upside down|you (?:still )?owe",
                 r"credit|loan|financ|pay|owe|income|lease|bankrupt|afford|budget|money|salary|equity"
                 r"|debt|bank|balance|cost|price"),
    "family": (r"your (?:wife|husband|spouse|ex-?(?:wife|husband)?|son|daughter|kids?|children|mom"
    r"|mother|dad|father|brother|sister|boyfriend|girlfriend|fianc[ée]e?"
               r"|divorce|baby|grand(?:son|daughter|kids|mother|father)|parents|family)\b",
               r"wife|husband|spouse|\bex\b|\bson\b|daughter|kids?\b|child|mom\b|mother|dad\b|father"
               r"|brother|sister|boyfriend|girlfriend|fianc|divorc|baby|grand|parents|famil|married|\bwe\b"),
    "health": (r"your (?:surgery|operation|illness|diagnosis|cancer|chemo\w*|pregnancy|disability"
    r"|hospital stay|back injury|treatment|medication)\b"
               r"|you(?:'re| are) (?:pregnant|sick|ill|recovering)\b|feel better soon|get well",
               r"surger|operation|hospital|sick|\bill\b|diagnos|cancer|chemo|pregnan|disab|recover"
               r"|injur|treatment|medic|doctor|baby|flu\b|health|rehab|broke my|\bhip\b|\bdisc\b|therapy"
               r"|concussion|\bback pain"),
}  # fmt: skip
TOPICS = tuple((name, re.compile(said), re.compile(theirs)) for name, (said, theirs) in SENSITIVE.items())
VALUES = (
    "vin",
    "plate",
    "mileage",
    "amount",
    "number",
    "work",
    "text",
    "what",
    "purpose",
    "model",
    "year",
    "color",
    "since",
    "make",
    "at",
)
LIGHT = frozenset(
    map(stem, listed("service visit appointment call car vehicle dealership store customer note sale repair"))
)
HISTORY = re.compile(
    r"\b(?:since you (?:bought|purchased|leased)|(?:when|the last time) you (?:were (?:here|in)"
    r"|came in|bought|visited)|your last (?:visit|service|oil change|appointment)"
    r"|you(?:'ve| have) been (?:a customer|coming)|we have you (?:on file|down)|your (?:file|record"
    r"|service history)|(?:bought|purchased) (?:it |your \w+ )?from us)\b"
)


def private(reading: Reading) -> Iterator[Place]:
    if not reading.context.recipient.verified:
        yield from _on_record(reading)
    told = _told(reading)
    for name, said, theirs in TOPICS:
        for found in said.finditer(reading.reply.folded, 0, reading.reply.tail):
            if not theirs.search(reading.evidence.said) and found[0] not in told:
                why = f"They did not write of their {name} in this conversation."
                yield Place(found.start(), found.end(), why)


def _told(reading: Reading) -> str:
    """What they told us in passing, where we write to them for that very day."""
    verified = reading.context.recipient.verified
    notes = reading.context.of_kind(FactKind.NOTE) if verified else ()
    return "\n".join(fold(fact.data["text"]) for fact in notes if fact.data.get("told") == "yes")


def _on_record(reading: Reading) -> Iterator[Place]:
    facts = [fact for fact in reading.context.facts if not reading.context.may_tell(fact)]
    cited = {c.sentence: c.fact for c in reading.proposal.citations}
    for sentence in reading.reply.body:
        fact = next((f for f in facts if _tells(reading, sentence.text, f)), None)
        named = next((f for f in facts if cited.get(sentence.text) == f.id), None)
        if (
            fact is None
            and named is not None
            and rests_on(sentence, named)
            and not _theirs(reading, sentence.text)
        ):
            fact = named
        if fact is not None:
            yield _place(sentence.start, sentence.end)
            continue
        found = HISTORY.search(reading.reply.folded, sentence.start, sentence.end)
        if facts and found and not content(found[0]) & content(reading.evidence.said):
            yield _place(found.start(), found.end())


def _place(start: int, end: int) -> Place:
    why = "This is on record, and we do not know that the person who wrote is that customer."
    return Place(start, end, why, "Ask them to write from the address on file, or to call.")


def _theirs(reading: Reading, sentence: str) -> bool:
    return content(sentence) <= content(reading.evidence.said) | LIGHT


def _tells(reading: Reading, sentence: str, fact: Fact) -> bool:
    """Whether the sentence gives away what the customer's own words, stock and store did not."""
    known = f"{reading.evidence.said}\n{_open(reading)}"
    codes = [v for k in ("vin", "plate", "amount", "mileage", "number") if len(v := fact.data.get(k, "")) > 2]
    for code in codes:
        if _has(sentence, code) and not _has(known, code):
            return True
    if fact.kind is FactKind.CUSTOMER:
        return False
    held = (
        set().union(*(content(v) for k in VALUES[5:] if (v := fact.data.get(k, ""))), content(fact.text))
        - LIGHT
    )
    fresh = {word for word in held & content(sentence) if word not in content(known)}
    return len(fresh) >= 2


def _has(text: str, code: str) -> bool:
    bare = re.sub(r"[,$\s]", "", fold(code))
    return has_word(text, code) or (len(bare) > 3 and bare in re.sub(r"[,$]", "", fold(text)).split())


def _open(reading: Reading) -> str:
    """What they may be told: stock, store, hours, free times, knowledge, and what we wrote to them here."""
    facts = (f.text for f in reading.context.facts if not f.private or f.id in reading.context.open_here)
    return fold("\n".join([*facts, reading.context.signer.signature, reading.context.store.name]))
