"""What customers say finds what policies say."""

import pytest

from assistant.core.our_words import in_our_words


@pytest.mark.parametrize(
    ("said", "ours"),
    [
        ("Can I bring it back?", "returned"),
        ("can I get my deposit back", "refunded"),
        ("Is that covered?", "warranty"),
        ("How long do you keep my part?", "held"),
    ],
)
def test_theirs_carry_ours_behind_them(said, ours):
    assert in_our_words(said).startswith(said) and ours in in_our_words(said).split()


def test_other_words_stay_alone():
    assert in_our_words("Where are you?") == "Where are you?"
