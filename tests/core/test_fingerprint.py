"""Prints of replies: the same form is known under other names, numbers and days; another letter is not."""

import pytest

from assistant.core.fingerprint import BANDS, SIZE, bands, fingerprint, likeness

FORM = (
    "Thank you for asking about the Outback. It is here and ready for you to drive, with 28,410 miles on it"
    " and a price of $31,450. Would Thursday at 4:15 pm suit you, Tom, or would Friday at 10 am be better for"
    " the two of you?"
)
OTHER = (
    "I'm sorry that nobody called you about the rattle. I'll ask the technician what he found when he drove"
    " it this morning, and write to you by noon with what it is, what it costs and when you can have your car"
    " back from us."
)


@pytest.mark.parametrize(
    "text",
    [
        FORM,
        FORM.replace("28,410", "61,300").replace("$31,450", "$19,200"),
        FORM.replace("Thursday at 4:15 pm", "Monday at 9 am").replace("Friday", "Saturday"),
        FORM.replace("Tom", "Ana"),
        FORM.replace("the Outback", "the RAV4"),
        FORM.upper(),
        FORM.replace(". ", ".\n\n"),
        FORM + " Thank you.",
        "Hello! " + FORM,
        FORM.replace("ready for you to drive", "ready to drive"),
    ],
)
def test_the_same_form_is_known(text):
    names = frozenset({"tom", "ana"})
    one, other = fingerprint(FORM, names), fingerprint(text, names)
    assert likeness(one, other) >= 0.7
    assert set(bands(one)) & set(bands(other))


def test_another_letter_is_not_alike():
    assert likeness(fingerprint(FORM), fingerprint(OTHER)) < 0.2
    assert not set(bands(fingerprint(FORM))) & set(bands(fingerprint(OTHER)))


def test_a_short_reply_has_no_print():
    assert fingerprint("Thursday at 4:15 pm it is, Tom.") == ()
    assert bands(()) == ()
    assert likeness((), fingerprint(FORM)) == 0


def test_a_print_is_the_same_in_every_process():
    assert len(fingerprint(FORM)) == SIZE
    assert len(bands(fingerprint(FORM))) == BANDS
    assert fingerprint(FORM)[:2] == (148_391_200_376_182_039, 57_321_202_593_813_634)
