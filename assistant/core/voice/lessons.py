"""All habits: what one reply teaches, and what speaks against what was learned before."""

from collections.abc import Callable, Mapping

from assistant.core.voice import contractions, greeting, left_out, length, sign_off
from assistant.core.voice.lesson import Habit, Lesson
from assistant.core.voice.pair import Pair

CONTRARY: Mapping[Habit, Callable[[Pair, Lesson], bool]] = {
    Habit.GREETING: greeting.contrary,
    Habit.SIGN_OFF: sign_off.contrary,
    Habit.CONTRACTIONS: contractions.contrary,
    Habit.SHORTER: length.contrary,
    Habit.LEFT_OUT: left_out.contrary,
}


def learned(pair: Pair) -> tuple[Lesson, ...]:
    """What this reply was changed to, as a habit if it comes again; nothing where it went out as it was."""
    if pair.draft.text == pair.sent.text:
        return ()
    found = (greeting.learned(pair), sign_off.learned(pair), contractions.learned(pair), length.learned(pair))
    return (*(one for one in found if one is not None), *left_out.learned(pair))


def contrary(pair: Pair, lesson: Lesson) -> bool:
    """Whether this reply speaks against it; where it gave no occasion, it says nothing."""
    asked = CONTRARY.get(lesson.habit)
    return pair.language == lesson.language and asked is not None and asked(pair, lesson)
