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
Ways = tuple[re.Pattern[str], ...]
THING = re.compile(rf"^(?:i |we )?promised {THEM} (?=(?:an?|the|to hear) )", re.I)  # "promised her an answer"
CUT = re.compile(r"(?:;|,| -|\n|(?<!\w)and(?= (?:will|to|promised|told|i|we)\b))\s*", re.I)
THEN = re.compile(r"\b(?:then|that (?:day|morning|afternoon|evening))\b", re.I)
DAY = re.compile(r"\b(?!noon|midday)[a-z]{3,}", re.I)  # "Thursday", "tomorrow": no bare hour
THEIR_MOVE = re.compile(r"^(?:\w+ ){0,2}?(?:if|when|once|unless) (?:he|she|they|customer)\b", re.I)


AND_LATER = rf"(?:['’]ll| will| would|(?:['’]s| is) going to| to) (?=(?:{VERBS}|be)\b)"
THAT = rf"(?:(?:i |we )?(?:promised|told|assured|said)(?: {THEM})?(?: that)? )?"
PRONOUN = re.compile(
    r"\b(?:him|them|the customer|her(?=\W*$|[,;]| (?:a|an|the|and|or|again|about|as|at|back|before|by|for"
    r"|from|how|if|in|on|once|so|that|then|this|to|what|when|whether|where|with)\b))"
)
OF_ANOTHER = re.compile(r"\b(?:ask|have)\s+$|\b(?!I\b)[A-Z]\w+")


def promised_in_note(
    text: str,
    *,
    signer: Signer,
    now: datetime,
    hours: BusinessHours,
    colleagues: tuple[str, ...] = (),
    customer: str = "",
) -> tuple[ProposedPromise, ...]:
    """Each with its time; without one only what somebody waits to hear. `sentence` is as it was noted.

    What a colleague of ours will do is theirs; `customer` is how they are called instead of "him", "her".
    """
    named, ways = resolve(text, now, hours), (*_of_colleagues(colleagues), *WAYS)
    return tuple(
        replace(
            one,
            what=_with_name(one.what, customer),
            sentence=clause.strip(" ."),
            due=_then(one, clause, at, named),
        )
        for at, clause in _clauses(text, ways)
        if (words := _first_person(clause, ways)) is not None
        for one in promises_in(words, signer=signer, now=now, hours=hours, colleagues=colleagues)
    )


def _of_colleagues(names: tuple[str, ...]) -> tuple[re.Pattern[str], ...]:
    """ "Luis will send it", "told her that Luis would": by first name or whole name."""
    known = sorted({part for name in names for part in (name, name.partition(" ")[0]) if part}, key=len)
    whom = "|".join(re.escape(name) for name in reversed(known))
    return (re.compile(rf"^(?i:{THAT})(?P<who>{whom})(?i:{AND_LATER})"),) if known else ()


def _with_name(what: str, customer: str) -> str:
    """ "send him the record" as "send Bill the record", unless the words before speak of somebody else."""
    found = PRONOUN.search(what)
    if found is None or not customer or OF_ANOTHER.search(what[: found.start()]):
        return what
    return what[: found.start()] + customer + what[found.end() :]


def _then(one: ProposedPromise, clause: str, at: int, named: list[Moment]) -> datetime | None:
    """ "The part comes Thursday; will call by 10 then": on the day that was named before."""
    before = [moment for moment in named if moment.start < at]
    inside = [moment for moment in named if at <= moment.start < at + len(clause)]
    if one.due is None or not THEN.search(clause) or not before or any(DAY.search(m.text) for m in inside):
        return one.due
    return datetime.combine(before[-1].day, one.due.timetz())


def _clauses(text: str, ways: Ways) -> Iterator[tuple[int, str]]:
    """Each with its place; cut where the subject changes, and only before what begins like a promise."""
    for sentence in sentences(text):
        start, whole = 0, sentence.text
        for cut in CUT.finditer(whole):
            if _first_person(whole[cut.end() :], ways) is not None and cut.start() > start:
                yield sentence.start + start, whole[start : cut.start()]
                start = cut.end()
        yield sentence.start + start, whole[start:]


def _first_person(clause: str, ways: Ways) -> str | None:
    """ "Will call her back Thursday" as "I'll call her back Thursday."; None where nobody of us is to act."""
    told = clause.strip()
    if THEIR_MOVE.match(told):
        return None
    for way in ways:
        match = way.match(told)
        if match:
            who = match.groupdict().get("who")
            subject = f"{who.partition(' ')[0]} will" if who else "I'll"
            return f"{subject} {told[match.end() :].rstrip('.')}."
    thing = THING.match(told)
    return f"I'll send {told[thing.end() :].rstrip('.')}." if thing else None
