"""What a note of a call commits its writer to: people note "will call her back Thursday", not "I'll"."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

from assistant.core.clock import BusinessHours
from assistant.core.context import Signer
from assistant.core.draft import ProposedPromise
from assistant.core.promise import promises_in
from assistant.core.sentences import sentences
from assistant.core.when import Moment, resolve

VERBS = (
    "call|phone|ring|text|e-?mail|write|send|mail|check|ask|find out|find|get back|get|look|order|let"
    "|update|confirm|follow up|drop|bring|hold|reserve|book|have|try|reach out|report|pick"
    "|deliver|meet|forward|quote|see"
)
THEM = r"(?:him|her|them|the customer|customer|mr\.? \w+|mrs\.? \w+|ms\.? \w+|[A-Z]\w+)"
WE = r"(?:i|we)"
WOULD = rf"{WE}(?:['’]d|['’]ll| would| will)"
# Each turns the way of notes into the first person; what follows stays as it is.
TOLD = rf"^(?:i |we |i have |i've )?(?:promised|told|assured|said to|said)(?: {THEM})?(?: that)? {WOULD} "
WAYS = (
    re.compile(rf"{TOLD}(?=\w)", re.I),
    re.compile(rf"^(?:i |we )?(?:promised|agreed|offered)(?: {THEM})? to (?=(?:{VERBS})\b)", re.I),
    re.compile(rf"^(?:i am |i'm |am )?(?:to|going to|gonna) (?=(?:{VERBS})\b)", re.I),
    re.compile(rf"^(?:will|i will|we will|i'll|we'll) (?=(?:{VERBS}|be)\b)", re.I),
    re.compile(rf"^(?=(?:{VERBS})\b)", re.I),
)
THING = re.compile(rf"^(?:i |we )?promised {THEM} (?=(?:an?|the|to hear) )", re.I)  # "promised her an answer"
CUT = re.compile(r"(?:;|,| -|\n|(?<!\w)and(?= (?:will|to|promised|told|i|we)\b))\s*", re.I)
THEN = re.compile(r"\b(?:then|that (?:day|morning|afternoon|evening))\b", re.I)
DAY = re.compile(r"\b(?!noon|midday)[a-z]{3,}", re.I)  # "Thursday", "tomorrow": no bare hour
THEIR_MOVE = re.compile(r"^(?:\w+ ){0,2}?(?:if|when|once|unless) (?:he|she|they|customer)\b", re.I)


def promised_in_note(
    text: str, *, signer: Signer, now: datetime, hours: BusinessHours
) -> tuple[ProposedPromise, ...]:
    """Each with its time; without one only what somebody waits to hear. `sentence` is as it was noted."""
    named = resolve(text, now, hours)
    return tuple(
        replace(one, sentence=clause.strip(" ."), due=_then(one, clause, at, named))
        for at, clause in _clauses(text)
        if (words := _first_person(clause)) is not None
        for one in promises_in(words, signer=signer, now=now, hours=hours)
    )


def _then(one: ProposedPromise, clause: str, at: int, named: list[Moment]) -> datetime | None:
    """ "The part comes Thursday; will call by 10 then": on the day that was named before."""
    before = [moment for moment in named if moment.start < at]
    inside = [moment for moment in named if at <= moment.start < at + len(clause)]
    if one.due is None or not THEN.search(clause) or not before or any(DAY.search(m.text) for m in inside):
        return one.due
    return datetime.combine(before[-1].day, one.due.timetz())


def _clauses(text: str) -> Iterator[tuple[int, str]]:
    """Each with its place; cut where the subject changes, and only before what begins like a promise."""
    for sentence in sentences(text):
        start, whole = 0, sentence.text
        for cut in CUT.finditer(whole):
            if _first_person(whole[cut.end() :]) is not None and cut.start() > start:
                yield sentence.start + start, whole[start : cut.start()]
                start = cut.end()
        yield sentence.start + start, whole[start:]


def _first_person(clause: str) -> str | None:
    """ "Will call her back Thursday" as "I'll call her back Thursday."; None where nobody of us is to act."""
    told = clause.strip()
    if THEIR_MOVE.match(told):
        return None
    for way in WAYS:
        match = way.match(told)
        if match:
            return f"I'll {told[match.end() :].rstrip('.')}."
    thing = THING.match(told)
    return f"I'll send {told[thing.end() :].rstrip('.')}." if thing else None
