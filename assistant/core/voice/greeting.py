"""How a letter greets: "Hey [name]!" instead of "Hi [name],"."""

import re

from assistant.core.reply import Reply, taken_apart
from assistant.core.voice.lesson import PLACE, Habit, Lesson
from assistant.core.voice.pair import Pair
from assistant.core.words import fold

NOBODY_BY_NAME = ("", "there")
LONGEST_END = 2  # characters after the name: "," or "!" or " –"


def greeting_of(reply: Reply, name: str) -> str:
    """The pattern of its first line; empty where that holds more than a greeting and this very name."""
    start, end = reply.greeting
    line = reply.text[:end].strip()
    if not end or reply.text[end:].strip(" ")[:1] not in ("\n", ""):
        return ""
    ending = re.search(r"[\s,.!:;—–-]*$", line[len(reply.text[:start].strip()) :])
    mark = ending[0] if ending else ""
    if len(mark) > LONGEST_END:
        return ""
    word = reply.text[:start].strip()
    if name and fold(reply.greeted) == fold(name):
        return f"{word} {PLACE}{mark}"
    return line if fold(reply.greeted) in NOBODY_BY_NAME else ""


def learned(pair: Pair) -> Lesson | None:
    """None where both greet alike, or one of them greets in a way that is not understood."""
    if not pair.letter or not pair.name:
        return None
    was, becomes = greeting_of(pair.draft, pair.name), greeting_of(pair.sent, pair.name)
    if not was or not becomes or was == becomes:
        return None
    return Lesson(Habit.GREETING, "", becomes, pair.language)


def contrary(pair: Pair, lesson: Lesson) -> bool:
    """Whether the reply that was sent greets otherwise."""
    sent = greeting_of(pair.sent, pair.name) if pair.letter and pair.name else ""
    return bool(sent) and sent != lesson.becomes


def applied(text: str, lesson: Lesson, name: str) -> str:
    """The text with this greeting; as it was where it greets nobody by name."""
    reply = taken_apart(text)
    if not name or PLACE not in greeting_of(reply, name):
        return text
    return lesson.becomes.replace(PLACE, name) + text[reply.greeting[1] :]


def valid(pattern: str) -> bool:
    """Whether it is a greeting that could have been learned."""
    made = taken_apart(pattern.replace(PLACE, "Alex"))
    return greeting_of(made, "Alex") == pattern
