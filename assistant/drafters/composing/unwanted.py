"""They want no more mailings, texts or calls: who stops them, and by when they hear that it is done."""

from assistant.core.consent import Scope, Way
from assistant.core.draft import AnswerState
from assistant.core.inquiry import Kind, Leave, Question, Topic
from assistant.drafters.composing.harm_kinds import OFFERS
from assistant.drafters.composing.matter import Matter
from assistant.drafters.composing.said import Part, Said

ALONE = (Kind.NOT_AN_INQUIRY, Kind.QUESTION, Kind.STATUS, Kind.SERVICE)
MOST = 0.6  # of the words in which they ask it stand in the question


def alone(matter: Matter) -> list[Said]:
    """All that is said to whoever asks for nothing else: it was heard, who does it, and that is that.

    Empty where they ask for something besides, or complain.
    """
    inquiry = matter.inquiry
    if inquiry.leave is None or inquiry.kind not in ALONE:
        return []
    if inquiry.questions and (
        _is_likely(matter) or not all(_asks_it(matter, one) for one in inquiry.questions)
    ):
        return []
    return [Said(_told(matter, inquiry.leave), (), tuple(range(len(inquiry.questions))))]


def _told(matter: Matter, leave: Leave) -> str:
    what = {"all_ways": leave.way is Way.ALL, "likely": leave.likely}
    return matter.say("leave-alone", **_what(matter), **what)


def stopped(matter: Matter, index: int, question: Question) -> list[Part]:
    """Empty in a complaint, where it is the repair."""
    if matter.inquiry.kind is not Kind.COMPLAINT and not _is_likely(matter) and _asks_it(matter, question):
        return [Said(matter.say("leave", **_what(matter)), (), (index,))]
    if matter.tongue.signs or matter.inquiry.kind is Kind.COMPLAINT or question.topic is not Topic.OTHER:
        return []
    if not OFFERS.search(matter.inquiry.text):
        return []
    text = matter.say("repair-offers", by=matter.by(matter.due))
    return [Said(text, (), (index,), AnswerState.OWNED, "stop all offers to them", matter.due)]


def besides(matter: Matter) -> list[Said]:
    """That it is done, where they ask for something else as well."""
    leave = matter.inquiry.leave
    if leave is None:
        return []
    if not leave.likely and any(_asks_it(matter, one) for one in matter.inquiry.questions):
        return []
    if matter.inquiry.kind is Kind.COMPLAINT and OFFERS.search(matter.inquiry.text):
        return []  # the repair says it
    return [Said(_told(matter, leave) if leave.likely else matter.say("leave", **_what(matter)))]


def _is_likely(matter: Matter) -> bool:
    return matter.inquiry.leave is not None and matter.inquiry.leave.likely


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
