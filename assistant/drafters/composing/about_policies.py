"""Returns: what the store's policy says, and until when it holds for what they bought."""

import re
from dataclasses import replace
from datetime import timedelta

from assistant.core.fact import Fact, FactKind
from assistant.core.inquiry import Question, Topic
from assistant.drafters.composing import slots, when
from assistant.drafters.composing.counted import counted, last_day
from assistant.drafters.composing.matter import Matter
from assistant.drafters.composing.owing import owed
from assistant.drafters.composing.said import Part, Said

RETURN = re.compile(
    r"\b(?:return(?:ing)? (?:it|the car|this)|(?:bring|give|take) (?:it|the car) back"
    r"|possible to return|exchange (?:it|the car)|undo (?:the|this) (?:deal|sale|purchase))\b",
    re.I,
)
COVERED = re.compile(
    r"\bunder (?:the |a )?\w*\s?warranty\b|\bcovered\b|\bwarranty (?:still|left|cover)", re.I
)
EXTENDED = re.compile(r"\b(?:extended|cancel\w*|transfer\w*|protection plan)\b", re.I)
EXCHANGE = re.compile(r"\b(?:trade|exchange|swap) (?:it|this|that|the car) for\b", re.I)
CERTIFIED = re.compile(r"\bcertified\b", re.I)


def returned(matter: Matter, index: int, question: Question) -> list[Part]:
    """The terms, and their last day; empty where they bring a car back for work."""
    if not RETURN.search(question.text) or matter.tongue.signs or matter.repairs:
        return []
    sale = _last_sale(matter)
    if sale is None and question.topic is not Topic.PAPERWORK:
        return []  # the reader has not heard a bought car in it
    policy = matter.knows(replace(question, text="return exchange returned"), topic=False, floor=4)
    if policy is None or policy.kind is not FactKind.POLICY:
        return []
    said = counted(matter, index, question, policy) or [Said(policy.text, (policy,), (index,))]
    until = last_day(matter, policy)
    if EXCHANGE.search(matter.inquiry.text):
        said.append(Said(matter.say("return-exchange")))
    free = [pair for pair in slots.free(matter) if not until or pair[0].date() <= until]
    later = [pair for pair in free if pair[0].date() > free[0][0].date()]
    pair = [*free[:1], *later[:1]]
    if pair and not matter.asked(Topic.APPOINTMENT):
        text = matter.say("return-times", times=slots.in_words(matter, pair), many=len(pair) > 1)
        said.append(Said(text, tuple(fact for _, fact in pair)))
    return said


def covered(matter: Matter, index: int, question: Question) -> list[Part]:
    """Whether a warranty still holds is looked up; what certified cars carry is said to who bought one."""
    if not COVERED.search(question.text) or EXTENDED.search(question.text) or matter.tongue.signs:
        return []
    bought = " ".join(f.text for f in matter.of(FactKind.SALE, FactKind.OWNED))
    known = matter.knows(replace(question, text="certified used cars coverage"), topic=False, floor=4)
    phrase = matter.tongue.indirect(question.text) or "whether that is covered"
    found_out = owed(matter, index, question, phrase)
    if known and CERTIFIED.search(f"{bought} {matter.words}") and CERTIFIED.search(known.text):
        return [Said(known.text, (known,)), found_out]
    return [found_out]


def _last_sale(matter: Matter) -> Fact | None:
    """The newest of the last fortnight."""
    found = [(when.read(f.data.get("at", "")), f) for f in matter.of(FactKind.SALE)]
    late = [(at, f) for at, f in found if at and matter.now - at < timedelta(days=14)]
    return max(late, key=lambda pair: pair[0])[1] if late else None
