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
    AT_THE_LATEST,
    EVENT,
    FROM_WHOM,
    IF_YOU,
    LEADING,
    NO_NAMES,
    NO_PROMISE,
    OF_SOMETHING_ELSE,
    PLAIN,
    REPORT,
    SAID_BEFORE,
    SAME_MESSAGE,
    SOFT,
    STEP,
    SUBJECT,
    WILL_BE,
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
    return next((name for name in colleagues if fold(who) in (fold(name), *fold(name).split())), who)


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
    asks = folded.rstrip(" \"')").endswith("?")
    return not (asks and (match["let"] or match["dated"] or match["thing"]))


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
    if _counts_dated(match) and (due is None or not _is_its_time(sentence, folded, verb, due)):
        return
    if due is None and SAME_MESSAGE.search(folded):
        due = next((one.due for one in reversed(before) if one.due), None)
    if weight is None or (weight is Weight.OTHER and due is None):
        return
    yield Commitment(
        who=_who(match, sentence, before),
        what=_made_ready(_what(sentence, match.start(), clause[1], due))
        if match["thing"]
        else _what(sentence, verb, clause[1], due),
        weight=weight,
        start=sentence.start + match.start(),
        end=sentence.start + len(folded[: clause[1]].rstrip(" ,;—–-")),
        sentence=sentence,
        due=due,
        named=named,
        waits=_waits(folded, match.start(), clause[1]),
    )


def _counts_dated(match: "re.Match[str]") -> bool:
    """Whether it is a promise by its time alone: "I'm sending it", "Luis is going to"."""
    softly = match["you"] and match["you"].startswith("you should")
    return bool(match["dated"] or match["thing"] or match["going"] or softly)


def _is_its_time(sentence: Sentence, folded: str, verb: int, due: Moment) -> bool:
    """Not "I'm sending the offer as we said on Monday"."""
    return SAID_BEFORE.search(folded[verb : max(verb, due.start - sentence.start)]) is None


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
    if match["you"]:
        return _from_whom(sentence.text[match.start("you") :])
    if match["pro"]:
        named = [one.who for one in before if one.who not in ("I", "we")]
        return named[-1] if named else "I"
    if match["and"] and not re.search(
        r"\b(?:i|i'm|i am|i've|we|we're)\b", fold(sentence.text)[: match.start()]
    ):
        return sentence.text.split()[0]
    ours = match["we"] or match["nos"] or (match["voy"] or "").startswith("vamos")
    return "we" if ours else "I"


def _from_whom(words: str) -> str:
    """ "You will hear from Luis" is Luis's."""
    found = FROM_WHOM.search(words)
    return found[1] if found and found[1][0].isupper() and fold(found[1]) not in NO_NAMES else "I"


def _due(
    sentence: Sentence, folded: str, clause: tuple[int, int], said: int, moments: list[Moment]
) -> tuple[Moment | None, bool]:
    # A time after the commitment is its own; one before it only where none follows.
    start, end = sentence.start + clause[0], sentence.start + clause[1]
    inside = [moment for moment in moments if start <= moment.start < end]
    own = [m for m in inside if not OF_SOMETHING_ELSE.search(folded[: m.start - sentence.start][-14:])]
    own.sort(key=lambda m: (m.start < sentence.start + said, m.precision is not Precision.TIME))
    if own and not _theirs_to_come(own[0].start - sentence.start, folded[clause[0] : said], clause[0]):
        return own[0], True
    return None, bool(inside)


def _theirs_to_come(at: int, before: str, start: int) -> bool:
    """ "If you come by tomorrow at 3 I'll show you the car": the time is theirs, and may not come."""
    found = IF_YOU.search(before)
    return found is not None and found.start() + start < at < start + len(before)


def _what(sentence: Sentence, verb: int, end: int, due: Moment | None) -> str:
    words = sentence.text[verb:end]
    if due and sentence.start + verb <= due.start:
        cut = due.start - sentence.start - verb
        left = words[:cut]
        while (led := LEADING.search(left)) is not None:
            left = left[: led.start()]
        words = left + words[cut + len(due.text) :]
    words = re.sub(r"\s+", " ", AT_THE_LATEST.sub("", words)).strip(" ,;:.!?—–-")
    first, blank, rest = words.partition(" ")
    words = f"{PLAIN.get(first.lower(), first)}{blank}{rest}"
    return re.sub(r"[\s,]+(?:and|or|but|then)$", "", words)


def _made_ready(words: str) -> str:
    """ "Your car will be ready" as "have your car ready"."""
    return f"have {words[:1].lower()}{WILL_BE.sub(' ', words[1:], count=1)}"


def _waits(folded: str, start: int, end: int) -> str:
    whole = folded[:end]
    if YOUR_MOVE.search(whole[:start]) or YOUR_MOVE_AFTER.search(whole[start:]):
        return "you"
    return "event" if EVENT.search(whole) else ""
