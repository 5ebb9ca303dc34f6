"""pressure-first: who is pressed for time reads the way out in the first sentence, the apology after it."""

import re
from collections.abc import Iterator

from assistant.core.checks.reading import Reading
from assistant.core.checks.rule import Place
from assistant.core.claims import ClaimKind
from assistant.core.inquiry import Pressure, Topic
from assistant.core.sentences import Sentence

FEELING = re.compile(
    r"\b(?:sorry|apolog\w+|thank(?:s| you)?|appreciate|understand|sympath\w+|regret|glad|pleased|hope"
    r"|lo siento|siento|gracias|disculpe|lament\w+)\b"
)
WAY = re.compile(
    r"\b(?:i can|we can|you can|you could|i could|can have|i'll|i will|we'll|we will|let me|i have|we have"
    r"|is (?:ready|here|done|free)|will be|should be|where exactly|come|yes"
    r"|puedo|podemos|le tengo|tengo|voy)\b"
)
MOMENTS = (ClaimKind.TIME, ClaimKind.DATE)


def pressure_first(reading: Reading) -> Iterator[Place]:
    body = reading.reply.body
    if reading.inquiry.pressure is Pressure.NONE or not body or _helps(reading, body[0]):
        return
    if all(question.topic is Topic.CHANGE for question in reading.inquiry.questions):
        return  # who only says that they are late wants no way out
    first = body[0]
    if not FEELING.search(reading.reply.folded[first.start : first.end]):
        return
    way = next((one for one in body[1:] if _helps(reading, one)), None)
    reason = f" ({reading.inquiry.pressure_reason})" if reading.inquiry.pressure_reason else ""
    why = f"They are pressed for time{reason}: begin with the way out, the rest after it."
    yield Place(first.start, first.end, why, way.text if way else "")


def _helps(reading: Reading, sentence: Sentence) -> bool:
    """Whether it offers, promises or tells a time."""
    folded = reading.reply.folded[sentence.start : sentence.end]
    told = any(sentence.start <= c.start < sentence.end and c.kind in MOMENTS for c in reading.claims)
    made = any(one.sentence.start == sentence.start for one in reading.commitments)
    return bool(WAY.search(folded)) or told or made
