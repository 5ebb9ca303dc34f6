"""They want no more mailings, texts or calls: who stops them, and by when they hear that it is done."""

from assistant.core.draft import AnswerState
from assistant.core.inquiry import Kind, Question, Topic
from assistant.drafters.composing.harm_kinds import OFFERS
from assistant.drafters.composing.matter import Matter
from assistant.drafters.composing.said import Part, Said


def stopped(matter: Matter, index: int, question: Question) -> list[Part]:
    """Empty in a complaint, where it is the repair."""
    if matter.tongue.signs or matter.inquiry.kind is Kind.COMPLAINT or question.topic is not Topic.OTHER:
        return []
    if not OFFERS.search(matter.inquiry.text):
        return []
    text = matter.say("repair-offers", by=matter.by(matter.due))
    return [Said(text, (), (index,), AnswerState.OWNED, "stop all offers to them", matter.due)]
