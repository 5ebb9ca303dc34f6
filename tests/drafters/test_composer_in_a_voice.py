"""Whatever was learned: a composed draft in that voice blocks nowhere, and states and promises the same."""

import re
from dataclasses import replace
from types import SimpleNamespace

from hypothesis import given, settings
from hypothesis import strategies as st
from test_composer_random import COMPOSER, PHRASES, matters

from assistant.core.checks import Severity, check
from assistant.core.reply import taken_apart
from assistant.core.voice import contractions
from assistant.core.voice.lesson import Habit, Lesson
from assistant.pipeline.voices import in_their_voice

SERVICES = SimpleNamespace(phrases=PHRASES)
GREETINGS = ("Hey [name]!", "Hello [name],", "Dear [name],", "Good morning [name],", "Hi there,", "Hello,")
SIGN_OFFS = ("Thanks,", "Best,", "Cheers,", "Best regards,")
FORMS = ((contractions.SHORT, contractions.FULL), (contractions.FULL, contractions.SHORT))


def greets(pattern):
    return Lesson(Habit.GREETING, "", pattern)


def ends(line):
    return Lesson(Habit.SIGN_OFF, "Warmly,", line)


def blocking(findings):
    return {one.rule for one in findings if one.severity is Severity.BLOCK}


@st.composite
def voices(draw):
    """Habits, and any sentence of the very draft as one that somebody always takes out."""
    inquiry, context = draw(matters())
    plain = COMPOSER.draft(inquiry, context)
    said = [one.text for one in taken_apart(plain.text, context.signer.name).body]
    voice = [greets(draw(st.sampled_from(GREETINGS))), ends(draw(st.sampled_from(SIGN_OFFS)))]
    voice += [Lesson(Habit.CONTRACTIONS, *draw(st.sampled_from(FORMS)))]
    gone = draw(st.lists(st.sampled_from(said), max_size=3, unique=True)) if said else []
    voice += [Lesson(Habit.LEFT_OUT, one) for one in gone]
    return inquiry, replace(context, voice=tuple(draw(st.permutations(voice)))), plain


@settings(max_examples=150, deadline=None)
@given(voices())
def test_no_habit_makes_a_draft_break_a_rule_that_blocks(spoken):
    inquiry, context, plain = spoken
    made, reviewed = in_their_voice(SERVICES, plain, inquiry, context)
    found = check(made, inquiry, context, PHRASES)
    assert blocking(found) <= blocking(check(plain, inquiry, context, PHRASES)), made.text
    assert reviewed.findings == found


@settings(max_examples=150, deadline=None)
@given(voices())
def test_no_habit_adds_or_takes_a_fact_an_answer_or_a_promise(spoken):
    inquiry, context, plain = spoken
    made, _ = in_their_voice(SERVICES, plain, inquiry, context)
    assert [one.fact for one in made.citations] == [one.fact for one in plain.citations]
    assert [(one.question, one.state) for one in made.answers] == [
        (o.question, o.state) for o in plain.answers
    ]
    assert [(one.what, one.due) for one in made.promises] == [(one.what, one.due) for one in plain.promises]
    for one in (*made.answers, *made.citations, *made.promises):
        assert one.sentence in made.text
    assert set(re.findall(r"\d+", made.text)) <= set(re.findall(r"\d+", plain.text))
    assert context.signer.signature in made.text or context.signer.signature not in plain.text
