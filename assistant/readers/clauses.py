"""The clause around some words of a sentence."""

from assistant.core.inquiry import When
from assistant.readers.openers import BREAKS
from assistant.readers.reading import Reading
from assistant.readers.sentences import Sentence
from assistant.readers.times import times
from assistant.readers.words import keys

CLAUSE_JOINS = keys("and but so because if pero y si porque")
SUBJECTS = keys(
    "i im ill id ive we well were you youd he she they it its that this there is are do does can could would"
    " will please let what when how"
)


def clause(reading: Reading, sentence: Sentence, first: int, last: int) -> tuple[int, int]:
    """Offsets of the clause in which words `first` to `last` of the sentence stand."""
    words = sentence.words
    while first and not _parts(reading.shown, sentence, first):
        first -= 1
    while last < len(words) and not _parts(reading.shown, sentence, last):
        last += 1
    start = words[first].start if first else sentence.start
    end = words[last - 1].end if last < len(words) else sentence.end
    return start, start + len(reading.shown[start:end].rstrip(" .!,;"))


def when_of(reading: Reading, sentence: Sentence, start: int, end: int) -> When | None:
    """The time that the clause names, else the one of its sentence."""
    at = reading.turn.at
    named = times(reading.shown[start:end], at) or times(sentence.text, at)
    return named[0] if named else None


def _parts(shown: str, sentence: Sentence, at: int) -> bool:
    """Whether another clause begins at this word."""
    words = sentence.words
    if words[at].key in CLAUSE_JOINS and at + 1 < len(words) and words[at + 1].key in SUBJECTS:
        return True
    if words[at - 1].key in CLAUSE_JOINS and at > 1:
        return words[at].key in SUBJECTS
    between = shown[words[at - 1].end : words[at].start]
    return not BREAKS.isdisjoint(between) and (words[at].key in SUBJECTS or words[at].key in CLAUSE_JOINS)
