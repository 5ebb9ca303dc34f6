"""Who was let down complains, however shortly it is said; who speaks of a promise that holds does not."""

import pytest
from readers.let_down_phrases import LET_DOWN, NO_REPROACH

from assistant.core.inquiry import Kind, Pressure


@pytest.mark.parametrize("text", LET_DOWN)
def test_a_word_of_ours_that_was_not_kept_is_a_complaint_and_presses(read, text):
    inquiry = read(text)
    assert inquiry.kind is Kind.COMPLAINT and inquiry.harm
    assert inquiry.pressure is not Pressure.NONE


@pytest.mark.parametrize("text", NO_REPROACH)
def test_what_only_sounds_like_it_is_none(read, text):
    assert read(text).kind is not Kind.COMPLAINT


def test_what_happened_is_one_after_a_word_of_ours_and_a_question_else(read):
    assert read("What happened?", after="I'll call you on Friday at noon.").kind is Kind.COMPLAINT
    assert read("What happened?", after="The Outback is here. Shall I hold it?").kind is Kind.QUESTION
    assert read("What happened?").kind is Kind.QUESTION
