"""What a model says of its own text: an answer is a whole sentence of it."""

import pytest
from dana import GOOD
from stub_model import says

from assistant.core.draft import AnswerState

WHOLE = "The blue Sienna is here and costs $31,450."


@pytest.mark.parametrize("piece", ["Sienna", "P12", "costs $31,450", "is here", "The blue Sienna"])
def test_a_fragment_answers_nothing(piece, serve, drafter_at, inquiry, about):
    claims = {**GOOD, "answers": [{"question": 1, "state": "answered", "sentence": piece}]}
    proposal = drafter_at(serve(says(claims))).draft(inquiry, about)
    assert proposal.answers[0].state is AnswerState.OPEN


@pytest.mark.parametrize("sentence", [WHOLE, WHOLE.rstrip("."), "blue Sienna is here and costs $31,450"])
def test_a_sentence_does_punctuation_aside(sentence, serve, drafter_at, inquiry, about):
    claims = {**GOOD, "answers": [{"question": 1, "state": "answered", "sentence": sentence}]}
    proposal = drafter_at(serve(says(claims))).draft(inquiry, about)
    assert proposal.answers[0].state is AnswerState.ANSWERED
