"""What a text commits somebody to: who does what by when."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from assistant.core.clock import BusinessHours
from assistant.core.context import Signer
from assistant.core.draft import ProposedPromise
from assistant.core.promise_patterns import (
    EVENT,
    LEADING,
    NO_NAMES,
    NO_PROMISE,
    OF_SOMETHING_ELSE,
    REPORT,
    SAME_MESSAGE,
    SOFT,
    STEP,
    SUBJECT,
    YOUR_MOVE,
    YOUR_MOVE_AFTER,
)
from assistant.core.sentences import Sentence, sentences
from assistant.core.when import Moment, Precision, resolve
from assistant.core.words import fold


class Weight(StrEnum):
    """How a customer hears it."""

    REPORT = "report"  # they wait to hear: needs its time
    STEP = "step"  # on the way to a report: needs one beside it
    OTHER = "other"  # "I'll meet you at the door"


@dataclass(frozen=True)
class Commitment:
    """`start`, `end` are offsets into the whole text; `who` as the text says it ("I", "we", "Luis")."""

    who: str
    what: str
    weight: Weight
    start: int
    end: int
    sentence: Sentence
    due: Moment | None = None
    named: bool = False  # a time is named, though perhaps of something else ("a note about Thursday")
    waits: str = ""  # "you": only if the customer does something; "event": when something happens


LONGEST = 1_500  # characters of a sentence that are looked at


def promises_in(
    text: str, *, signer: Signer, now: datetime, hours: BusinessHours, colleagues: tuple[str, ...] = ()
) -> tuple[ProposedPromise, ...]:
    """Every promise that the text makes: whatever has a time, and what the customer waits to hear of."""
    found = commitments(text, moments=resolve(text, now, hours))
    kept = [
        one for one in found if one.due or (one.weight is Weight.REPORT and not one.waits and not one.named)
    ]
    return tuple(
        ProposedPromise(
            who=_person(one.who, signer, colleagues),
            what=one.what,
            due=(one.due.until or one.due.at) if one.due else None,
            sentence=one.sentence.text,
        )
        for one in kept
    )


def _person(who: str, signer: Signer, colleagues: tuple[str, ...]) -> str:
    if who in ("I", "we"):
        return signer.name
    return next((name for name in colleagues if fold(who) in (fold(name), fold(name.split()[0]))), who)


def commitments(
    text: str, *, moments: list[Moment], within: tuple[Sentence, ...] | None = None
) -> tuple[Commitment, ...]:
    """What the text commits somebody to, in order; `moments` are those of the same text."""
    found: list[Commitment] = []
    for sentence in sentences(text) if within is None else within:
        folded = fold(sentence.text)[:LONGEST]
        starts = [match for match in SUBJECT.finditer(folded) if _is_one(match, folded, sentence.text)]
        for number, match in enumerate(starts):
            end = starts[number + 1].start() if number + 1 < len(starts) else len(folded)
            start = match.start() if number else 0
            found.extend(_commitment(sentence, folded, match, (start, end), moments, found))
    return tuple(found)


def _is_one(match: "re.Match[str]", folded: str, text: str) -> bool:
    if match["name"]:
        written = text[match.start("name")]
        if match["name"] in NO_NAMES or not written.isupper():
            return False
    if match["and"] and not re.search(r"\b(?:i|i'm|i am|i've|we|we're|let me)\b", folded[: match.start()]):
        return match.start() > 0 and text[0].isupper() and folded.split()[0] not in NO_NAMES
    return not folded.rstrip(" \"')").endswith("?") or not match["let"]


def _commitment(
    sentence: Sentence,
    folded: str,
    match: "re.Match[str]",
    clause: tuple[int, int],
    moments: list[Moment],
    before: list[Commitment],
) -> Iterator[Commitment]:
    at = match.start("you") if match["you"] else match.end()
    soft = SOFT.match(folded, at)
    verb = soft.end() if soft else at
    if match["you"]:
        verb = match.end() - len(folded[match.start() : match.end()].split()[-1])
    if NO_PROMISE.match(folded, verb) and not REPORT.match(folded, verb):
        return
    weight = _weight(folded, verb, match)
    due, named = _due(sentence, folded, clause, match.start(), moments)
    if due is None and SAME_MESSAGE.search(folded):
        due = next((one.due for one in reversed(before) if one.due), None)
    if weight is None or (weight is Weight.OTHER and due is None):
        return
    yield Commitment(
        who=_who(match, sentence, before),
        what=_what(sentence, verb, clause[1], due),
        weight=weight,
        start=sentence.start + match.start(),
        end=sentence.start + len(folded[: clause[1]].rstrip(" ,;—–-")),
        sentence=sentence,
        due=due,
        named=named,
        waits=_waits(folded, match.start(), clause[1]),
    )


def _weight(folded: str, verb: int, match: "re.Match[str]") -> Weight | None:
    if match["you"]:
        mine = match["you"].startswith("expect") or re.search(
            r"\bhear from\b", folded[match.start() : verb + 12]
        )
        return Weight.REPORT if mine else Weight.OTHER
    if REPORT.match(folded, verb):
        return Weight.REPORT
    if STEP.match(folded, verb):
        return Weight.STEP
    return None if match["let"] else Weight.OTHER


def _who(match: "re.Match[str]", sentence: Sentence, before: list[Commitment]) -> str:
    if match["name"]:
        return sentence.text[match.start("name") : match.end("name")]
    if match["pro"]:
        named = [one.who for one in before if one.who not in ("I", "we")]
        return named[-1] if named else "I"
    if match["and"] and not re.search(
        r"\b(?:i|i'm|i am|i've|we|we're)\b", fold(sentence.text)[: match.start()]
    ):
        return sentence.text.split()[0]
    ours = match["we"] or match["nos"] or (match["voy"] or "").startswith("vamos")
    return "we" if ours else "I"


def _due(
    sentence: Sentence, folded: str, clause: tuple[int, int], said: int, moments: list[Moment]
) -> tuple[Moment | None, bool]:
    # A time after the commitment is its own; one before it only where none follows.
    start, end = sentence.start + clause[0], sentence.start + clause[1]
    inside = [moment for moment in moments if start <= moment.start < end]
    own = [m for m in inside if not OF_SOMETHING_ELSE.search(folded[: m.start - sentence.start][-14:])]
    own.sort(key=lambda m: (m.start < sentence.start + said, m.precision is not Precision.TIME))
    if own:
        return own[0], True
    return None, bool(inside)


def _what(sentence: Sentence, verb: int, end: int, due: Moment | None) -> str:
    words = sentence.text[verb:end]
    if due and sentence.start + verb <= due.start:
        cut = due.start - sentence.start - verb
        left = words[:cut]
        while (led := LEADING.search(left)) is not None:
            left = left[: led.start()]
        words = left + words[cut + len(due.text) :]
    words = re.sub(r"\s+", " ", words).strip(" ,;:.!?—–-")
    return re.sub(r"[\s,]+(?:and|or|but|then)$", "", words)


def _waits(folded: str, start: int, end: int) -> str:
    whole = folded[:end]
    if YOUR_MOVE.search(whole[:start]) or YOUR_MOVE_AFTER.search(whole[start:]):
        return "you"
    return "event" if EVENT.search(whole) else ""
