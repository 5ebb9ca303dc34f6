"""Body styles by the words that customers use."""

import pytest

from assistant.core import body


@pytest.mark.parametrize(
    ("words", "style"),
    [
        ("u got any minivans", "van"),
        ("he needs a pickup for a boat", "truck"),
        ("Any trucks under 30?", "truck"),
        ("when can I pick up the car", ""),
        ("a crossover would be fine", "suv"),
        ("some small car for my son", "sedan"),
        ("what time is pickup?", ""),
    ],
)
def test_the_style_that_words_speak_of(words, style):
    assert body.named(words) == style


def test_seven_seats_are_for_many():
    assert body.for_many("7") and not body.for_many("5") and not body.for_many("")
