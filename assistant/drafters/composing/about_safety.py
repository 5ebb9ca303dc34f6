"""Whether a car may still be driven: nobody says yes to that from a letter or a photo."""

import re

from assistant.core.fact import FactKind
from assistant.core.inquiry import Kind, Question
from assistant.drafters.composing.matter import Matter
from assistant.drafters.composing.needs import FETCHED
from assistant.drafters.composing.said import Part, Said

SAFE = re.compile(
    r"\b(?:can|should|could|may) (?:i|we|she|he) (?:still |keep )?(?:driv\w+)(?! home)\b(?: (?:it|on|with))?"
    r"|\b(?:safe|ok|okay|dangerous|alright) (?:to|if i) (?:keep )?(?:driv\w+|take|tow)\b",
    re.I,
)


def may_be_driven(matter: Matter, index: int, question: Question) -> list[Part]:
    """The answer of somebody who has not seen the car, and that it can be fetched."""
    if not SAFE.search(question.text) or matter.department != "service" or matter.tongue.signs:
        return []
    fetch = next((f for f in matter.of(FactKind.OPTION) if FETCHED.search(f.text)), None)
    safe = re.search(r"\b(?:safe|dangerous|ok|okay|alright)\b", question.text, re.I) is not None
    ours = matter.inquiry.kind is Kind.COMPLAINT
    said: list[Part] = [Said(matter.say("not-from-here", safe=safe, ours=ours), (), (index,))]
    told = matter.repairs or matter.inquiry.kind is Kind.COMPLAINT  # offered there
    return [*said, Said(fetch.text, (fetch,))] if fetch and not told else said


def first(matter: Matter) -> list[Said]:
    """In a complaint it stands before everything that is put right."""
    for index, question in enumerate(matter.inquiry.questions):
        if said := [one for one in may_be_driven(matter, index, question) if isinstance(one, Said)]:
            return said
    return []
