"""Whether they take a time that our last line offered: an answer of theirs, and no question."""

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant.core.inquiry import Question, Topic, When
from assistant.readers.choice import agrees
from assistant.readers.offered import offered
from assistant.readers.reading import Reading
from assistant.readers.sentences import visible
from assistant.readers.times import times
from assistant.readers.turns import OurLine

ASKS = re.compile(
    r"(?i)\?|\b(?:how|what|which|when|why|whether|if|any|instead|rather|better|earl(?:y|ier) than"
    r"|possible|still|let me know|can['’]?t|cannot|won['’]?t|not|except|unless|but)\b"
    r"|^\W*(?:(?:hi|hello|hey|thanks|ok|okay|and|or|so|also|then)\b[\s,.!]*)*"
    r"(?:can|could|would|will|do|does|did|is|are|may|might|should|shall|has|have)\b"
)
TAKES = re.compile(
    r"(?i)\b(?:works?|fine|good|great|perfect|ok(?:ay)?|suits?|let['’]?s|please|take|book|put (?:me|us)"
    r"|it is|then|be there|see you|confirm(?:ed)?|deal|will do|for (?:me|us)|first|second"
    r"|later|earlier|latter|vale|perfecto|bien)\b"
)


def accepting(reading: Reading, ours: OurLine | None, questions: Sequence[Question]) -> tuple[Question, ...]:
    """Of these the ones that take what we offered say so; a person still confirms them."""
    if ours is None or not ours.names_time or ours.settled:
        return tuple(questions)
    line = next(line for line in reversed(reading.turn.thread) if not line.from_customer)
    clock = offered(visible(line.text), line.at.astimezone(reading.turn.at.tzinfo))
    return tuple(replace(one, accepts=True) if _takes(reading, one, clock) else one for one in questions)


def _takes(reading: Reading, one: Question, clock: Sequence[When]) -> bool:
    if one.topic is not Topic.APPOINTMENT or one.older or ASKS.search(one.text):
        return False
    named = [when for when in times(one.text, reading.turn.at) if when.earliest is not None]
    if any(not _offered(when, clock) for when in named):
        return False
    return agrees(one.text) or TAKES.search(one.text) is not None or bool(named)


def _offered(named: When, clock: Sequence[When]) -> bool:
    """ "4:15", or a bare "2" of the 2:00 that we named."""
    return any(
        when.earliest is not None
        and named.earliest is not None
        and (when.earliest.hour % 12, when.earliest.minute)
        == (named.earliest.hour % 12, named.earliest.minute)
        and named.day in (None, when.day)
        for when in clock
    )
