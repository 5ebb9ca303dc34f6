"""A sentence takes up what a colleague answered, or does not."""

import pytest

from assistant.core.vouched import takes_up

YES = [
    ("I asked Robin: Yes, it fits with the adapter kit.", "Yes, it fits with the adapter kit."),
    ("Robin says the rack fits with the adapter kit.", "Fits, with the adapter kit."),
    ("I asked Robin Okafor: No.", "No."),
    ("Robin, whom I asked, writes: “I have the report here.”", "I have the report here."),
    ("The work takes two hours, says Luis.", "two hours"),
]
NO = [
    ("I'll ask Robin whether the rack fits.", "Yes, with the adapter kit for $89."),
    ("Now I know more.", "No."),
    ("The rack costs $89.", "It takes two hours."),
    ("", "Yes."),
    ("Yes.", ""),
]


@pytest.mark.parametrize(("sentence", "answer"), YES)
def test_taken_up(sentence, answer):
    assert takes_up(sentence, answer)


@pytest.mark.parametrize(("sentence", "answer"), NO)
def test_not_taken_up(sentence, answer):
    assert not takes_up(sentence, answer)
