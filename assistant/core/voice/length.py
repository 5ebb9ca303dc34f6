"""How long letters are: whether somebody makes each draft shorter before it goes."""

from assistant.core.voice.lesson import Habit, Lesson
from assistant.core.voice.pair import Pair

LEAST_WORDS = 30  # a shorter draft says nothing of the habit
SHORTENED_TO = 0.75  # of its words, and no more


def learned(pair: Pair) -> Lesson | None:
    if pair.draft.words < LEAST_WORDS or not 0 < pair.sent.words <= pair.draft.words * SHORTENED_TO:
        return None
    return Lesson(Habit.SHORTER, language=pair.language)


def contrary(pair: Pair, _lesson: Lesson) -> bool:
    """Whether a letter of the composer, which knows of no lengths, went out no shorter than it was."""
    return pair.composed and pair.draft.words >= LEAST_WORDS and pair.sent.words >= pair.draft.words
