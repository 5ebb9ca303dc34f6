"""What they asked before and say that nobody answered: "you answered neither of my questions"."""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from assistant.core.inquiry import Inquiry, Question, Turn
from assistant.readers.reading import Reading

SAYS_SO = re.compile(
    r"(?i)\b(?:answer\w*|repl\w+ to|addressed) (?:neither|none|not one) of (?:my|the|those) questions?\b"
    r"|\b(?:didn'?t|did not|haven'?t|never|not) (?:actually |even )?(?:answer\w*|read) "
    r"(?:(?:any|either) of )?(?:my|the|those) (?:\w+ )?(?:questions?|e-?mail|message)\b"
    r"|\bthat'?s why i (?:wrote|asked)\b|\bi asked for it in writing\b"
    r"|\b(?:that'?s|this is|which is) not what i asked\b|\bstill (?:no|without an?) answer\b"
    r"|\bno (?:me|nos) (?:han?|est[áa]n?) (?:contest|respond)\w+"
    r"|\bnadie (?:me|nos) (?:ha )?(?:contest|respond)\w+"
)
NUDGES = re.compile(
    r"(?i)\W*(?:(?:hi|hello|hey|hola|buenas)\W*)?(?:\?+"
    r"|(?:siguen|est[áa]n|hay alguien) ah[íi]|(?:me|lo) (?:leyeron|recibieron)"
    r"|is there (?:a|any) (?:human|person|one)\b.*|any(?:body|one)(?: there| home)?)\W*"
)


def asked_before(reading: Reading, read: Callable[[Turn], Inquiry]) -> tuple[Question, ...]:
    """The questions of their line before ours, where they say that ours did not answer them."""
    if not SAYS_SO.search(reading.shown.replace("\u2019", "'")):
        return ()
    thread = reading.turn.thread
    ours = max((place for place, line in enumerate(thread) if not line.from_customer), default=-1)
    theirs = next((at for at in range(ours, -1, -1) if thread[at].from_customer), None)
    if theirs is None:
        return ()
    line = thread[theirs]
    before = read(Turn(line.text, line.at.astimezone(reading.turn.at.tzinfo), thread=thread[:theirs]))
    return tuple(replace(one, start=-1, end=-1, older=True) for one in before.questions)


def without_nudges(new: Sequence[Question], older: Sequence[Question]) -> tuple[Question, ...]:
    """ "?", "did you get my mail" ask for nothing but what was asked before, where something was."""
    if not older:
        return tuple(new)
    return tuple(one for one in new if not NUDGES.fullmatch(one.text))
