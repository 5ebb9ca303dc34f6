"""Questions that an earlier message left open, and whether this one takes them back."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from assistant.core.inquiry import Question, Topic
from assistant.readers.reading import Reading
from assistant.readers.topics import topic_of
from assistant.readers.words import keys, words_of

SAME = 0.5  # share of words from which a new question repeats an older one
COMMON = keys("the a an is it to of and or you your i my do does can could would what how when for in on")


WITHDRAWING = keys(
    "never mind nevermind disregard forget about no longer need found figured out it that one already i"
    " we thanks"
)


def carried(reading: Reading, new: Sequence[Question]) -> Iterator[Question]:
    """Older questions that still wait: neither withdrawn nor asked again."""
    for older in reading.turn.older_questions:
        if not _withdrawn(reading, older) and not any(_repeats(older, asked) for asked in new):
            yield replace(older, start=-1, end=-1, older=True)


def _withdrawn(reading: Reading, older: Question) -> bool:
    """ "Never mind about the rack" takes back the rack only; a bare "never mind" all of them."""
    for sentence in reading.sentences:
        if not sentence.has("withdraw"):
            continue
        about = _content(sentence.text) - _withdrawing(sentence.text)
        topic = topic_of(hit for hit in sentence.hits if hit.label != "withdraw")
        if _content(older.text) & about or (topic is not Topic.OTHER and topic is older.topic):
            return True
        if topic is Topic.OTHER and len(about) <= 3:
            return True
    return False


def _repeats(older: Question, asked: Question) -> bool:
    if older.topic is not asked.topic:
        return False
    first, second = _content(older.text), _content(asked.text)
    return bool(first and second) and len(first & second) >= SAME * min(len(first), len(second))


def _content(text: str) -> frozenset[str]:
    return frozenset(word.key for word in words_of(text)) - COMMON


def _withdrawing(text: str) -> frozenset[str]:
    return WITHDRAWING & _content(text)
