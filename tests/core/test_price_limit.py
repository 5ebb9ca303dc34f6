"""What they would spend at most, read from their words."""

import pytest

from assistant.core.price_limit import price_limit


@pytest.mark.parametrize(
    ("words", "dollars"),
    [
        ("anything under 30k", 30_000),
        ("got any trucks under 30", 30_000),
        ("We have about 18 thousand.", 18_000),
        ("my budget is $22,500", 22_500),
        ("up to 9000 dollars", 9_000),
        ("between $14,000 and 16,000", 16_000),
        ("no más de 25 mil", 25_000),
        ("I have 2 kids", 0),
        ("I have 4 questions", 0),
        ("under 30 miles a day", 0),
        ("I have 45,000 miles on it", 0),
        ("we have 18 months left", 0),
        ("I can do 10 am", 0),
        ("up to 7 people", 0),
    ],
)
def test_a_limit_is_dollars_and_no_other_number(words, dollars):
    assert price_limit(words) == dollars
