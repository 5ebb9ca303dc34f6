"""What has to be asked back: a car that nobody can see, a matter that nobody can guess."""

import re

from assistant.core.draft import AnswerState
from assistant.core.fact import Fact, FactKind
from assistant.core.inquiry import Question
from assistant.drafters.composing.matter import Matter
from assistant.drafters.composing.said import Part, Said
from assistant.drafters.composing.turns import MARK

POINTS = re.compile(r"\b(?:it|this|that) (?:have|has|come|got|still|one)\b|\bdoes it\b|\bis it\b", re.I)

NUDGE = re.compile(r"^\W*(?:\?+|hello|any(?:thing| news| word| update|body)?|well|so|bump)?\W*$", re.I)
DONE = re.compile(r"\b(?:done|ready|finished)\b", re.I)
FEW = 12  # words of a message that names nothing
POINTED = re.compile(
    r"\W*(?:it'?s|its|it|this|that'?s|same thing) (?:\w+ )?"
    r"(?:doing|happen\w*|back|again|still|broke|going)\b|.{0,30}\b(?:did|has|is|was) it \w+(?: yet)?\W*$",
    re.I,
)
CALLED = re.compile(r"\b(?:missed (?:a |your )?call|called me|a call from|left (?:me )?a voicemail)\b", re.I)
PICTURE = re.compile(MARK, re.I)
VAGUE = re.compile(
    r"^\W*(?:(?:hi|hello|hey|good (?:morning|day)|please|pls|kindly|can you|could you)\W*)*"
    r"(?:send|give|need|want|more|get)? ?(?:me )?(?:some |any |more |the )?(?:info\w*|details)(?: please)?"
    r"\W*(?:thanks|thank you|thx)?\W*$",
    re.I,
)


def nudged(matter: Matter, index: int, question: Question) -> list[Part]:
    """ "?" or "any news" after our own line: what we said we would find out is still owed."""
    ours = bool(matter.context.thread) and not matter.context.thread[-1].from_customer
    if not ours or matter.tongue.signs or not NUDGE.match(question.text) or matter.of(FactKind.PROMISE):
        return []
    text = matter.say("nudged", by=matter.by(matter.due))
    return [Said(text, (), (index,), AnswerState.OWNED, "answer what they are waiting for", matter.due)]


def what_about(matter: Matter, index: int) -> list[Part]:
    """ "Please send info" of somebody who has said nothing else; empty where there is more to go by."""
    if matter.inquiry.vehicles or matter.context.thread:
        return []
    known = matter.context.recipient.verified
    if len(matter.inquiry.text.split()) <= FEW and PICTURE.search(matter.inquiry.text) and not matter.chat:
        text = matter.say("photo-ask", by=matter.by(matter.due))
        return [Said(text, (), (index,), AnswerState.OWNED, "look at the photo and write", matter.due)]
    if not known and CALLED.search(matter.inquiry.text) and not matter.tongue.signs:
        text = matter.say("ask-caller", by=matter.by(matter.due))
        return [Said(text, (), (index,), AnswerState.OWNED, "find out what the call was about", matter.due)]
    if not known and len(matter.inquiry.text.split()) <= FEW and POINTED.match(matter.inquiry.text):
        done = DONE.search(matter.inquiry.text) is not None
        named = bool(matter.context.recipient.name)
        text = matter.say("ask-who", by=matter.by(matter.due), done=done, named=named)
        return [Said(text, (), (index,), AnswerState.OWNED, "look up what was done and write", matter.due)]
    if not VAGUE.match(matter.inquiry.text):
        return []
    text = matter.say("ask-which-matter", by=matter.by(matter.due))
    return [Said(text, (), (index,), AnswerState.OWNED, "write what they want to know", matter.due)]


def which(matter: Matter, index: int, question: Question, found: list[Fact]) -> list[Part]:
    """Asks which, and promises the rest; empty where it is known, or no car is pointed at."""
    if not matter.chat or found or matter.inquiry.vehicles or not POINTS.search(question.text):
        return []
    phrase = matter.tongue.indirect(question.text) or matter.phrase("asked-phrase")
    text = matter.say("which-car", phrase=phrase, by=matter.by(matter.due))
    look = Said(text, (), (index,), AnswerState.OWNED, f"write {phrase}", matter.due)
    return [Said(matter.say("which-car-ask")), look]
