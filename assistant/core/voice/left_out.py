"""Sentences that somebody takes out each time. Only the drafter's own wording: nothing of a customer."""

import re

from assistant.core.reply import Reply
from assistant.core.shape import shape
from assistant.core.voice.lesson import Habit, Lesson
from assistant.core.voice.pair import Pair
from assistant.core.words import content, fold

LONGEST = 240  # characters
ALIKE = 3  # so many words in a row that a fact holds, too, are the fact's


def learned(pair: Pair) -> tuple[Lesson, ...]:
    """Those of the draft's own sentences of which the reply keeps nothing."""
    if not pair.composed or not pair.sent.body:
        return ()
    said = (sentence.text for sentence in pair.draft.body)
    gone = (one for one in said if not _stands(one, pair.sent))
    ours = [one for one in gone if general(one) and not _echoes(one, pair)]
    return tuple(Lesson(Habit.LEFT_OUT, one, "", pair.language) for one in dict.fromkeys(ours))


def contrary(pair: Pair, lesson: Lesson) -> bool:
    """Whether the draft said it and the reply still does."""
    return _stands(lesson.was, pair.draft) and _stands(lesson.was, pair.sent)


def applied(text: str, lesson: Lesson) -> str:
    """Without the sentence, and without the paragraph if it was all of it; never without a body."""
    start = text.find(lesson.was)
    if start < 0:
        return text
    end = start + len(lesson.was)
    before, after = text[:start].rstrip(" "), text[end:].lstrip(" ")
    if before.endswith("\n") or not before:
        return before + (after.lstrip("\n") if after.startswith("\n") else after)
    return before + (after if after.startswith("\n") or not after else f" {after}")


def general(sentence: str) -> bool:
    """Whether nothing in it is true for one customer only: no name, number, day, car, address."""
    plain = shape(f"Hello,\n\n{sentence}", signer="", named=(), cars=())
    return 0 < len(sentence) <= LONGEST and plain == sentence.strip() and "\n" not in sentence


def _stands(sentence: str, reply: Reply) -> bool:
    return _words(sentence) in {_words(one.text) for one in reply.body}


def _echoes(sentence: str, pair: Pair) -> bool:
    """Whether a word that carries meaning is the customer's, or a run of words is a fact's."""
    if content(sentence) & content(pair.wrote):
        return True
    said, known = _words(sentence), f" {' '.join(_words(pair.known))} "
    runs = (" ".join(said[at : at + ALIKE]) for at in range(max(len(said) - ALIKE + 1, 1)))
    return any(f" {run} " in known for run in runs)


def _words(text: str) -> tuple[str, ...]:
    return tuple(re.findall(r"[\w']+", fold(text)))
