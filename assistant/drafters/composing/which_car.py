"""They point at a car that nobody can see: "is it still there", in a chat that named none."""

import re

from assistant.core.draft import AnswerState
from assistant.core.fact import Fact
from assistant.core.inquiry import Question
from assistant.drafters.composing.matter import Matter
from assistant.drafters.composing.said import Part, Said

POINTS = re.compile(r"\b(?:it|this|that) (?:have|has|come|got|still|one)\b|\bdoes it\b|\bis it\b", re.I)


def which(matter: Matter, index: int, question: Question, found: list[Fact]) -> list[Part]:
    """Asks which, and promises the rest; empty where it is known, or no car is pointed at."""
    if not matter.chat or found or matter.inquiry.vehicles or not POINTS.search(question.text):
        return []
    phrase = matter.tongue.indirect(question.text) or matter.phrase("asked-phrase")
    text = matter.say("which-car", phrase=phrase, by=matter.by(matter.due))
    look = Said(text, (), (index,), AnswerState.OWNED, f"write {phrase}", matter.due)
    return [Said(matter.say("which-car-ask")), look]
