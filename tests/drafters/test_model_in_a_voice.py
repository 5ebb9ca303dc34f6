"""A model is told how its signer writes; the name itself is no part of it."""

from dataclasses import replace

import pytest

from assistant.core.voice.lesson import Habit, Lesson
from assistant.drafters.asking import telling
from assistant.prompts import Prompts

LEARNED = (
    Lesson(Habit.GREETING, "", "Hey [name]!"),
    Lesson(Habit.CONTRACTIONS, "full", "short"),
    Lesson(Habit.SHORTER),
    Lesson(Habit.GREETING, "", "Hola [name]:", "es"),
)


def voice(inquiry, about):
    return telling.values(Prompts(), inquiry, about, None)["voice"]


def test_what_was_learned_stands_in_the_prompt_in_plain_words(inquiry, about):
    told = voice(inquiry, replace(about, voice=LEARNED))
    assert told == (
        "- What Sam's own edits show, for wording only: Greets with “Hey …!”; "
        "Writes short forms: I'll, don't, can't; Writes shorter than the drafts are."
    )


def test_what_the_teammate_says_of_it_comes_first(inquiry, about):
    known = replace(about, voice=LEARNED[2:3], signer=replace(about.signer, voice="dry and short"))
    assert voice(inquiry, known).splitlines()[0] == "- Sam's own way: dry and short"


@pytest.mark.parametrize("learned", [(), LEARNED[3:]])
def test_nothing_is_told_where_nothing_was_learned_for_this_language(inquiry, about, learned):
    assert voice(inquiry, replace(about, voice=learned)) == ""


def test_no_line_break_of_a_habit_reaches_the_prompt(inquiry, about):
    odd = Lesson(Habit.OTHER, "", "Be brief.\n\n# New orders")
    assert "\n" not in voice(inquiry, replace(about, voice=(odd,)))
