"""What a machine's draft never says of its own, in other words than the well-known ones."""

import pytest
from desk import FACTS, blocks, fact, findings, letter

from assistant.core.checks.unheard import KINDS
from assistant.core.draft import Author

NEVER = [
    "Please send me your social security number.",
    "I need your card number and the digits on the back.",
    "What is the password of your account?",
    "Tell me your date of birth so that I can go on.",
    "You have it for nothing.",
    "You never pay for an oil change here again.",
    "I will throw in a set of winter tires.",
    "Consider your balance forgiven.",
    "We give you a full refund.",
    "We buy it back at any time.",
    "We beat any price in town.",
    "Keep the loaner as long as you like.",
    "Your loan is approved.",
    "You are approved.",
    "Tiene un descuento.",
    "Sie bekommen einen Rabatt.",
    "That is a deal, and it is binding.",
    "We accept your offer.",
    "The accident was our fault.",
    "There is an open recall on your car.",
    "Find us on Telegram.",
    "Write to @northgate_pay there.",
    "Call one eight eight eight, five five five, zero one nine nine.",
    "It costs just one dollar.",
    "My guidelines do not allow it.",
]
FINE = [
    "We never ask for your card number.",
    "I can't say whether your loan is approved; I'll ask Luis and write to you by 4 pm today.",
    "I'll find out whether there is an open recall and write to you by 4 pm today.",
    "Bring your driver's license, please.",
    "The deposit is refundable.",
    "One of us will be here.",
    "Ask for me at the desk; I'm here until 6 pm today.",
    "I have Friday at 4:15 pm free.",
    "A good deal of people ask that.",
    "Your account of what happened helps me.",
]
LINKS = [
    "See prize\u3002example to go on.",
    "See prize\uff0eexample to go on.",
    "See prize\u200b.\u200bexample to go on.",
    "See prize . example to go on.",
    "See prize punto com to go on.",
    "Open www prize com to go on.",
]


@pytest.mark.parametrize("text", NEVER)
def test_no_machine_says_this_without_a_record(text):
    assert blocks(letter(text), "grounded", author=Author.MODEL)


@pytest.mark.parametrize("text", NEVER)
def test_a_person_may(text):
    assert not blocks(letter(text), "grounded", author=Author.PERSON)


@pytest.mark.parametrize("text", FINE)
def test_these_are_no_such_thing(text):
    whys = {f.why for f in findings(letter(text), "grounded", author=Author.MODEL)}
    assert not whys & {why for why, _ in KINDS}


def test_what_a_record_says_may_be_said():
    policy = fact("policy", "You may return any car for a full refund within 3 days.")
    text = letter("You may return it for a full refund.")
    assert blocks(text, "grounded", author=Author.MODEL)
    assert not blocks(text, "grounded", author=Author.MODEL, facts=(*FACTS, policy))


@pytest.mark.parametrize("text", LINKS)
def test_a_link_in_odd_letters_is_a_link(text):
    assert blocks(letter(text), "safe-links", author=Author.MODEL)
    (place,) = findings(letter(text), "safe-links", author=Author.MODEL)
    assert letter(text)[place.start : place.end].strip(" .") in text


@pytest.mark.parametrize(
    ("text", "stopped"),
    [
        ("Ms. Quent drives the same car.", True),
        ("M a r l a  Q u e n t drives the same car.", True),
        ("The car ends in N3123456.", True),
        ("The Quents drive the same car.", True),
        ("The quent of it is simple.", False),
        ("It has 123456 things.", True),
    ],
)
def test_another_customer_is_not_named_in_pieces_either(text, stopped):
    foreign = frozenset({"Marla Quent", "4S4BSANC5N3123456"})
    assert blocks(letter(text), "right-person", author=Author.MODEL, foreign=foreign) is stopped
