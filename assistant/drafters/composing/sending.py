"""They ask to be sent something of theirs: who puts it together, and by when they have it."""

import re

from assistant.core.draft import AnswerState
from assistant.core.inquiry import Question, Topic
from assistant.drafters.composing.matter import Matter
from assistant.drafters.composing.persons import theirs_to_yours
from assistant.drafters.composing.said import Part, Said

PAPERS = (Topic.OTHER, Topic.HISTORY, Topic.PAPERWORK)
SEND = re.compile(
    r"\b(?:(?:could|can|would|will) (?:you|someone) (?:please )?(?:send|e-?mail|mail|write|get) (?:me|us)"
    r"|(?:could|can|may) i (?:please )?(?:get|have)(?= (?:a copy|copies) of)"
    r"|(?:please )?(?:send|e-?mail|mail) (?:me|us)|(?:i|we) (?:still )?need(?= (?:a copy|copies) of))"
    r" (?P<what>(?:what|a|an|the|my|our|all|copies|any)\b[^?.!,;]{3,70})",
    re.I,
)
THING = re.compile(r"^(?P<what>bill of sale|receipt|invoice|window sticker)\b", re.I)


def sent(matter: Matter, index: int, question: Question) -> list[Part]:
    """Empty where they ask for nothing to be sent; to an unknown address it is not promised."""
    found = SEND.search(question.text) if question.topic in PAPERS else None
    if found is None or matter.tongue.signs:
        return []
    what = theirs_to_yours(found["what"].strip())
    covered = (index, *_same_again(matter, index, what))
    known = matter.context.recipient.verified
    text = matter.say("send-it", what=what, known=known, by=matter.by(matter.due))
    return [Said(text, (), covered, AnswerState.OWNED, f"send {what}", matter.due)]


def _same_again(matter: Matter, index: int, what: str) -> list[int]:
    """ "Bill of sale please", said once more in a later message."""
    after = list(enumerate(matter.inquiry.questions))[index + 1 :]
    return [
        i for i, one in after if (thing := THING.match(one.text)) and thing["what"].lower() in what.lower()
    ]
