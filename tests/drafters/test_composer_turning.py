"""Questions turned into what we find out: grammatical, or empty."""

import pytest

from assistant.drafters.composing.indirect import indirect


@pytest.mark.parametrize(
    ("question", "turned"),
    [
        ("Who is responsible for this?", "who is responsible for this"),
        ("does it just lie in there?", "whether it just lies in there"),
        ("How long is that number good for?", "how long that number is good for"),
        ("If so, what would the difference be?", "what the difference would be"),
        ("Is the loaner allowed out of state?", "whether the loaner is allowed out of state"),
        ("Is this one good in snow?", "whether this one is good in snow"),
        ("Do you know yet in which week it comes?", "in which week it comes"),
        ("How far does the Bolt go on a charge", "how far the Bolt goes on a charge"),
        ("Did it really need a second one?", "whether it really needed a second one"),
        ("Didn't you put new pads on in May?", "whether we put new pads on in May"),
        ("Did you begin already?", ""),
        ("Are there fees on top of that?", "whether there are fees on top of that"),
        ("What was it about?", "what it was about"),
        ("Is Thursday after 4 free?", "whether Thursday after 4 is free"),
        ("Do you guys fix dents?", "whether we fix dents"),
        ("What kind of mileage does it get", "what kind of mileage it gets"),
        ("Does the red one, which I saw; have it?", ""),
    ],
)
def test_a_question_is_turned_grammatically_or_not_at_all(question, turned):
    assert indirect(question) == turned
