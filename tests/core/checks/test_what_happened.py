"""Who asks what happened is told, or hears by when; an offer to call answers that question not."""

import pytest
from desk import CONTEXT, letter

from assistant.core.draft import AnswerState
from assistant.core.inquiry import Inquiry, Kind, Question, Topic
from assistant.core.question_map import answers

ASKED = [
    "What happened?",
    "So what happened?",
    "What went wrong?",
    "What happened to calling me back?",
    "Why has nobody called?",
    "¿Qué pasó?",
]
NOT_TOLD = [
    "I'll call you at 3 pm today.",
    "Can I call you this afternoon?",
    "I am sorry that nobody called you on Friday. I'll call you by 4 pm today.",
    "I apologize for that. When is a good time for a call?",
    "I'm so sorry. Luis will call you by noon tomorrow with the price.",
    "I'll look into it.",
]
TOLD = [
    "I wrote your number down wrong.",
    "I'm sorry: I forgot.",
    "I am sorry, your message was on Luis's desk while he was away.",
    "The part came on Saturday, and nobody told me.",
    "I missed it because I was out on Friday.",
    "We lost your note, and that is on us.",
    "Se me olvidó, y lo siento.",
]
OWNED = [
    "I'll find out why nobody called and write to you by 4 pm today.",
    "I'll call you by 3 pm today and tell you what happened.",
]


def state(asked, text):
    question = Question(asked, Topic.OTHER, 0, len(asked))
    (one,) = answers(letter(text), Inquiry(Kind.COMPLAINT, (question,), text=asked), CONTEXT)
    return one.state


@pytest.mark.parametrize("asked", ASKED)
@pytest.mark.parametrize("text", NOT_TOLD)
def test_a_call_and_an_apology_tell_nothing(asked, text):
    assert state(asked, text) is AnswerState.OPEN


@pytest.mark.parametrize("asked", ASKED)
@pytest.mark.parametrize("text", TOLD)
def test_what_was_is_an_answer(asked, text):
    assert state(asked, text) is AnswerState.ANSWERED


@pytest.mark.parametrize("asked", ASKED)
@pytest.mark.parametrize("text", OWNED)
def test_so_is_when_they_hear_it(asked, text):
    assert state(asked, text) is AnswerState.OWNED


@pytest.mark.parametrize(
    "asked", ["What happened to the blue Outback?", "What happens at the first service?"]
)
def test_who_asks_after_something_else_is_not_held_to_it(asked):
    assert state(asked, "The blue Outback is sold. The first service is free.") is AnswerState.ANSWERED
