"""pressure-first: somebody in a hurry reads the way out first, and that we are sorry after it."""

import re
from collections.abc import Iterator

from assistant.core.checks.reading import Reading
from assistant.core.checks.rule import Place
from assistant.core.inquiry import Kind, Pressure
from assistant.core.sentences import Sentence

WAY_OUT = re.compile(
    r"\b(?:i'll|i will|we'll|we will|i'd (?:come|send|bring|take)"
    r"|(?:i|we) can(?! (?:only )?(?:imagine|understand|see|tell|hear|appreciate|feel|well|relate))"
    r"|(?:i have|i've|we have|we've)(?! (?:read|received|seen|heard|got your|noted|been|had|kept|let))"
    r"|i'm (?:calling|sending|checking|getting|bringing|on it|having)|let me|here is|here's|you can"
    r"|please (?!accept|forgive|excuse|know|bear|be patient|understand)"
    r"|(?:is|are|stands?) (?:free|ready|open|here|on (?:its|the) way|waiting for you)|should be ready"
    r"|(?:no|not a) problem|go ahead|don't worry|le (?:llamo|escribo|mando|env[íi]o|consigo|aviso)|puedo"
    r"|podemos|tengo|tenemos|voy a|me encargo|puede|venga|est[áa] list[oa]"
    r"|je (?:vous|peux|vais)|vous pouvez)\b"
)
SHOWN = 80  # characters of the way out in the sentence of the finding


def pressure_first(reading: Reading) -> Iterator[Place]:
    body = reading.reply.body
    if not body or not _hurries(reading):
        return
    first = body[: 1 if reading.inquiry.pressure is Pressure.NOW else 2]
    if not all(_only_polite(reading, sentence) for sentence in first):
        return
    way = next((sentence.text for sentence in body if _shows_a_way(reading, sentence)), "")
    why = "They are short of time: begin with the way out, and be sorry or thankful after it"
    shown = way if len(way) <= SHOWN else f"{way[:SHOWN].rstrip()}..."
    yield Place(first[0].start, first[-1].end, f"{why}, with “{shown}”" if way else f"{why}.")


def _hurries(reading: Reading) -> bool:
    """A complaint that is only soon gets responsibility first, as complaint-order wants it."""
    if reading.inquiry.kind is Kind.COMPLAINT:
        return reading.inquiry.pressure is Pressure.NOW
    return reading.inquiry.pressure is not Pressure.NONE


def _only_polite(reading: Reading, sentence: Sentence) -> bool:
    found = reading.phrases.find("pressure-first", reading.reply.folded)
    polite = any(sentence.start <= start < sentence.end for _, start, _ in found)
    return polite and not _shows_a_way(reading, sentence)


def _shows_a_way(reading: Reading, sentence: Sentence) -> bool:
    return WAY_OUT.search(reading.reply.folded, sentence.start, sentence.end) is not None
