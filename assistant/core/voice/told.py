"""Habits in words, as a model puts them: believed only where they hold nothing of one customer."""

from collections.abc import Iterable
from dataclasses import dataclass

from assistant.core.voice.left_out import general
from assistant.core.voice.lesson import Habit, Learned, Lesson
from assistant.core.words import content

MOST = 3  # of one reply
LONGEST, FEWEST = 140, 3  # characters, words


@dataclass(frozen=True)
class Told:
    """`known` is the place, from 1, in the list of habits that the model was shown; 0: a new one."""

    known: int
    sort: Learned
    words: str


def believed(
    told: Iterable[Told], known: tuple[Lesson, ...], *, language: str, wrote: str
) -> tuple[Lesson, ...]:
    """`wrote` are all words of the customer, of which none that carries meaning may stand in a habit."""
    found = list[Lesson]()
    for one in list(told)[:MOST]:
        if 1 <= one.known <= len(known):
            found.append(known[one.known - 1])
        elif not one.known and sayable(one.words) and not content(one.words) & content(wrote):
            found.append(Lesson(Habit.OTHER, "", _sentence(one.words), language, one.sort))
    return tuple(dict.fromkeys(found))


def sayable(words: str) -> bool:
    """Whether it is one short sentence without a name, a number, a day or a mark of a prompt."""
    text = _sentence(words)
    short = len(text.split()) >= FEWEST and len(text) <= LONGEST
    return short and general(f"{text}.") and not set(text) & set("<>[]{}:\n")


def _sentence(words: str) -> str:
    text = " ".join(words.split()).rstrip(".! ")
    return text[:1].upper() + text[1:]
