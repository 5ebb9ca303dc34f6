"""What a colleague answered when they were asked this very question."""

import re
from collections.abc import Sequence

from assistant.core.draft import AnswerState
from assistant.core.fact import Fact
from assistant.core.inquiry import Pressure
from assistant.drafters.composing.matter import Matter
from assistant.drafters.composing.said import Said

THEIR_OWN = re.compile(r"\b(?:I|I'[a-z]+|me|my|mine)\b")  # "I have the report here": said by them, not by us


def heard(matter: Matter, index: int) -> list[Said]:
    """Their words, the newest last; empty where nobody was asked or answered."""
    known = {fact.id: fact for fact in matter.context.facts}
    facts = [known[key] for number, key in matter.context.heard if number == index and key in known]
    return [Said(_told(matter, fact), (fact,), (index,)) for fact in facts]


def with_heard(matter: Matter, paragraphs: Sequence[Sequence[Said]]) -> list[list[Said]]:
    """Whatever the shape of the reply, what was heard stands in it; nobody looks for it any more."""
    known = {number for number, _ in matter.context.heard}
    stuck = matter.inquiry.pressure is Pressure.NOW  # they hear from us, whatever a colleague said
    found_out = set[int]() if stuck else known
    kept = [[one for one in paragraph if not _looked_for(one, found_out)] for paragraph in paragraphs]
    there = {one.text for paragraph in kept for one in paragraph}
    fresh = [one for number in sorted(known) for one in heard(matter, number) if one.text not in there]
    if not fresh:
        return kept
    first = next((at for at, paragraph in enumerate(kept) if paragraph), 0)
    return [*kept[: first + 1], fresh, *kept[first + 1 :]]


def _looked_for(said: Said, known: set[int]) -> bool:
    return bool(said.questions) and said.state is AnswerState.OWNED and known.issuperset(said.questions)


def _told(matter: Matter, fact: Fact) -> str:
    text = " ".join(fact.text.split())
    text = text[:1].upper() + text[1:] + ("" if text.endswith((".", "!", "?")) else ".")
    who = fact.data.get("by", "")
    return matter.say("heard", who=who, text=text, quoted=bool(THEIR_OWN.search(text)))
