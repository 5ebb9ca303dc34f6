"""They want no more mailings, texts or calls: who stops them, and by when they hear that it is done."""

from assistant.core.consent import Scope, Way
from assistant.core.draft import AnswerState
from assistant.core.inquiry import Kind, Question, Topic
from assistant.drafters.composing.harm_kinds import OFFERS
from assistant.drafters.composing.matter import Matter
from assistant.drafters.composing.said import Part, Said

MOST = 0.6  # of the words in which they ask it stand in the question


def stopped(matter: Matter, index: int, question: Question) -> list[Part]:
    """Empty in a complaint, where it is the repair."""
    if matter.inquiry.kind is not Kind.COMPLAINT and _asks_it(matter, question):
        return [Said(matter.say("leave", **_what(matter)), (), (index,))]
    if matter.tongue.signs or matter.inquiry.kind is Kind.COMPLAINT or question.topic is not Topic.OTHER:
        return []
    if not OFFERS.search(matter.inquiry.text):
        return []
    text = matter.say("repair-offers", by=matter.by(matter.due))
    return [Said(text, (), (index,), AnswerState.OWNED, "stop all offers to them", matter.due)]


def besides(matter: Matter) -> list[Said]:
    """That it is done, where they ask for something else as well."""
    if matter.inquiry.leave is None or any(_asks_it(matter, one) for one in matter.inquiry.questions):
        return []
    if matter.inquiry.kind is Kind.COMPLAINT and OFFERS.search(matter.inquiry.text):
        return []  # the repair says it
    return [Said(matter.say("leave", **_what(matter)))]


def _asks_it(matter: Matter, question: Question) -> bool:
    """Whether it is their wish to be left alone, and little besides."""
    leave = matter.inquiry.leave
    if leave is None or question.topic not in (Topic.OTHER, Topic.CALL_BACK):
        return False
    asked = " ".join(question.text.split())
    return asked in leave.words and len(asked) >= MOST * len(leave.words)


def _what(matter: Matter) -> dict[str, bool]:
    leave = matter.inquiry.leave
    way, scope = (leave.way, leave.scope) if leave else (Way.EMAIL, Scope.COMMERCIAL)
    return {"calls": way is Way.PHONE, "whole": scope is Scope.ALL}
