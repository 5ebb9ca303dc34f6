"""no-invented-deeds: looked up, asked, ordered, received, decided: said only where a record shows it."""

import pytest
from desk import FACTS, Inquiry, Kind, blocks, fact, findings, letter

COSTS = Inquiry(Kind.SERVICE, text="Did you ask what the struts cost? The bank has my money.")
OTHERS_ORDER = fact(
    "repair", "Repair order 1188 of November 2 on the 2015 Accord: struts; in the shop.", work="struts"
)
DONE = [
    "I checked what they cost.",
    "I did ask what they cost.",
    "I did check the price of the struts.",
    "I looked up the price of the struts.",
    "I have found out the price of the struts.",
    "Yes, I found out what they cost.",
    "Yes, I did find out what they cost.",
    "I did order the struts.",
    "I ordered the struts.",
    "I've just finished reviewing the report.",
    "I've just been in touch with the bank.",
    "We just received your documents.",
    "they've decided to return the money",
    "I reviewed your file.",
    "I arranged the ride.",
    "I've updated your record.",
    "I was able to confirm with the lender what it is.",
    "I also did look into the noise.",
    "We have gone over the invoice.",
    "Luis has already checked the brakes.",
    "I double-checked the title work.",
    "We have received the part.",
]
UNDONE = [
    "Once I have checked, I'll write by noon.",
    "If I had asked, you would have known by now.",
    "You checked the price already.",
    "I haven't checked what they cost yet.",
    "I did not check the price of the struts.",
    "We have not received your documents yet.",
    "Did you check the price?",
    "Have you received the papers?",
    "I received your message about the struts.",
    "We received your kind note.",
    "I reviewed your question.",
    "I'll write by noon with what I found out.",
    "You wrote that they decided to keep the deposit.",
    "I'll tell you by 4 pm what the bank decided.",
    "You mentioned that you did order the struts.",
    "As soon as I have looked into it I'll call you by 4 pm.",
    "Nobody checked it, and I am sorry.",
    "I should have checked before I answered.",
    "I will have it checked by noon.",
    "Before I looked up the price I would only be guessing.",
]
SHOWN = [
    ("I checked what the struts cost.", fact("note", "Luis checked: the struts cost $640.")),
    ("I looked up the price of the struts.", fact("quote", "Struts, both sides: $640.", amount="$640")),
    ("I ordered the struts.", fact("repair", "Struts, part ordered on Monday, waiting for struts.")),
    ("I did order the struts.", fact("repair", "Repair order 1188: struts; waiting for struts.")),
    ("We received the struts.", fact("repair", "Struts arrived on Monday.")),
    ("I arranged the ride.", fact("note", "Ride home arranged for Friday.")),
    ("I've updated your address.", fact("note", "Address updated on Monday.")),
    ("I reviewed the report.", fact("vouched", "Dana reviewed the report.")),
    ("I've been in touch with the bank.", fact("call", "Called the bank about the lien.")),
    ("They have decided to return the money.", fact("note", "The bank decided to return the money.")),
    ("I checked: the green 2022 Outback is still here.", FACTS[0]),
    ("I looked up the price of the Outback, $31,450.", FACTS[0]),
]


@pytest.mark.parametrize("text", DONE)
def test_what_no_record_shows_blocks(text):
    assert blocks(letter(text), "no-invented-deeds", inquiry=COSTS)
    assert blocks(letter(text), "no-invented-deeds", inquiry=COSTS, facts=(*FACTS, OTHERS_ORDER))


@pytest.mark.parametrize("text", UNDONE)
def test_what_was_not_done_or_by_them_is_no_deed(text):
    assert not findings(letter(text), "no-invented-deeds", inquiry=COSTS)


@pytest.mark.parametrize(("text", "shown"), SHOWN)
def test_what_a_record_shows_passes(text, shown):
    assert not findings(letter(text), "no-invented-deeds", inquiry=COSTS, facts=(shown,))


def test_what_the_customer_says_that_others_decided_may_be_said_back():
    inquiry = Inquiry(Kind.COMPLAINT, text="The bank decided to keep my money.")
    assert not findings(letter("I read that they decided to keep it."), "no-invented-deeds", inquiry=inquiry)
