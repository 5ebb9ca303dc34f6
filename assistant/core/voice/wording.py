"""A habit in plain words, and as a person may change it."""

from dataclasses import replace

from assistant.core.voice import contractions, greeting, left_out, sign_off
from assistant.core.voice.lesson import Habit, Lesson
from assistant.core.voice.told import sayable

LONGEST = 240  # characters
FORMS = {
    contractions.SHORT: "Writes short forms: I'll, don't, can't",
    contractions.FULL: "Writes the long forms: I will, do not, cannot",
}


def in_words(lesson: Lesson) -> str:
    """What the teammate does, for the page and for a prompt."""
    match lesson.habit:
        case Habit.GREETING:
            return f"Greets with “{lesson.becomes}”"
        case Habit.SIGN_OFF:
            return f"Ends with “{lesson.becomes}” instead of “{lesson.was}”"
        case Habit.CONTRACTIONS:
            return FORMS[lesson.becomes]
        case Habit.SHORTER:
            return "Writes shorter than the drafts are"
        case Habit.LEFT_OUT:
            return f"Leaves out “{lesson.was}”"
        case Habit.OTHER:
            return lesson.becomes


def words_of(lesson: Lesson) -> str:
    """The part of it that can be changed; empty where there is none."""
    return lesson.was if lesson.habit is Habit.LEFT_OUT else lesson.becomes


def changed(lesson: Lesson, text: str) -> Lesson:
    """With other words; ValueError, for the teammate, where they could not have been learned."""
    text = " ".join(text.split())[:LONGEST]
    if text == words_of(lesson) or lesson.habit is Habit.SHORTER:
        return lesson
    if lesson.habit is Habit.GREETING and not greeting.valid(text):
        raise ValueError("Write a greeting with [name] where the name goes, as in “Hey [name]!”.")
    if lesson.habit is Habit.SIGN_OFF and not sign_off.valid(text):
        raise ValueError("Write a line that ends a letter, as in “Thanks,” or “Best regards,”.")
    if lesson.habit is Habit.CONTRACTIONS and text not in FORMS:
        raise ValueError("Choose short forms or long ones.")
    if lesson.habit is Habit.LEFT_OUT and not left_out.general(text):
        raise ValueError("Write one whole sentence without a name, a number or a day.")
    if lesson.habit is Habit.OTHER and not sayable(text):
        raise ValueError("Write one short sentence without a name, a number or a day.")
    if lesson.habit is Habit.LEFT_OUT:
        return replace(lesson, was=text)
    return replace(lesson, becomes=text)
