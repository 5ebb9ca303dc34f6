"""limits: what is given away stands in an option or on record; typed text is stopped only above an option."""

import re

import pytest
from desk import FACTS, blocks, fact, findings, letter

from assistant.core.checks.finding import Severity
from assistant.core.draft import Author

GOODWILL = fact("option", "I can credit you something as goodwill.", title="Goodwill", limit="$150")
OIL = fact(
    "option", "I can give you an oil change at your next visit, free of charge.", title="Oil", limit="$150"
)
TENTH = fact(
    "option", "I can give you a discount of up to 10% on labor.", title="Labor discount", limit="$200"
)
REFUND = fact("note", "Robin promised a refund of $500 for the tires.")
GRANTED = [
    "We will take $5,000 off the price.",
    "We will take five thousand dollars off the price, as promised.",
    "You get 50% off your next service.",
    "I can do a discount of $200 for you.",
    "We'll refund $500 to your card.",
    "I will credit $300 to your account.",
    "Here is a $100 gift card for your trouble.",
    "You get free oil changes for life.",
    "The repair is free of charge.",
    "I will give you a complimentary detail.",
    "Your next oil change is on us.",
    "We will waive the diagnostic fee.",
    "I can let you have the Outback for $25,000.",
    "I will knock $750 off.",
    "Would $200 off help?",
    "How about a free detail?",
    "Half off your next service, for the trouble.",
    "You have two hundred dollars of credit with us.",
    "I could go as low as $30,000.",
    "I will bring the price down to $29,500.",
    "The first $100 of the repair is on us.",
    "There will be no charge for the tow.",
    "We will give you 15 percent off.",
    "I'll send you $50 for the trouble.",
    "That saves you time, and we reimburse you $80 for the taxi.",
]
MONEY = re.compile(r"\$|percent|%|hundred|thousand|dollars|grand")
NOT_GRANTED = [
    "The Outback costs $31,450.",
    "I will find out whether we can take $500 off by 4 pm today.",
    "We cannot take $5,000 off the price.",
    "You asked for $500 off, and I will answer by 4 pm.",
    "Friday at 4:15 pm is free.",
    "Please feel free to call me.",
    "An appraisal costs nothing.",
    "Did somebody offer you $200 off?",
    "Is the free loaner what you need?",
    "The offer of $28,000 that you mention is far from the sticker.",
    "I will drop off the papers at 4 pm.",
    "Your credit card is charged $40.",
    "This one is on us, and I am sorry.",
    "I can meet you at the Outback for a drive.",
    "If you are free, come at 10 am.",
    "The rate is 4.9% APR.",
    "I will ask Robin about a discount by noon.",
    "It is accident-free and has 28,410 miles.",
    "You can take I-70, exit 40, and turn off at Mill Road.",
]


@pytest.mark.parametrize("text", GRANTED)
@pytest.mark.parametrize("author", [Author.COMPOSER, Author.MODEL])
def test_a_machine_gives_nothing_that_no_option_or_record_covers(text, author):
    assert blocks(letter(text), "limits", author=author)


@pytest.mark.parametrize("text", GRANTED)
def test_a_person_is_stopped_at_money_and_told_of_a_thing_for_nothing(text):
    found = findings(letter(text), "limits", author=Author.PERSON)
    money = MONEY.search(text) is not None
    assert found and any(one.severity is Severity.BLOCK for one in found) is money


@pytest.mark.parametrize("text", NOT_GRANTED)
def test_what_grants_nothing_passes(text):
    assert not findings(letter(text), "limits")


COVERED = [
    ("I will credit $150 to you.", GOODWILL),
    ("I will take $100 off the bill.", GOODWILL),
    ("Your next oil change is on us.", OIL),
    ("I will give you an oil change at no charge.", OIL),
    ("You get 10% off the labor.", TENTH),
    ("I can give you a discount of 5 percent.", TENTH),
    ("We'll refund $500 for the tires.", REFUND),
    ("I can let you have the Outback for $31,400.", GOODWILL),
    ("I can let you have the Outback for $31,450.", OIL),
    ("I will knock $75 off.", GOODWILL),
]
TOO_MUCH = [
    ("I will credit $151 to you.", GOODWILL),
    ("I will take $500 off the bill.", GOODWILL),
    ("I will take five thousand dollars off the price.", GOODWILL),
    ("You get 50% off the labor.", TENTH),
    ("I can give you a discount of 15 percent.", TENTH),
    ("We'll refund $501 for the tires.", GOODWILL),
    ("I can let you have the Outback for $30,000.", GOODWILL),
    ("I will knock $750 off.", GOODWILL),
    ("Here is a $200 gift card.", GOODWILL),
    ("We will reimburse you $180.", GOODWILL),
]


@pytest.mark.parametrize(("text", "known"), COVERED)
@pytest.mark.parametrize("author", [Author.COMPOSER, Author.PERSON])
def test_what_an_option_or_a_record_covers_passes(text, known, author):
    assert not findings(letter(text), "limits", facts=(*FACTS, known), author=author)


@pytest.mark.parametrize(("text", "known"), TOO_MUCH)
@pytest.mark.parametrize("author", [Author.COMPOSER, Author.PERSON])
def test_more_than_the_option_stops_typed_text_too(text, known, author):
    assert blocks(letter(text), "limits", facts=(*FACTS, known), author=author)


@pytest.mark.parametrize(
    "text", ["You get free tires.", "The detail is on us.", "We will give you free mats."]
)
def test_an_option_covers_its_own_thing_and_no_other(text):
    assert blocks(letter(text), "limits", facts=(*FACTS, OIL))


def test_what_the_customer_says_was_promised_is_no_record():
    said = fact("message", "You promised me a refund of $500 and free oil changes.")
    for text in ("We'll refund $500.", "You get free oil changes."):
        assert blocks(letter(text), "limits", facts=(*FACTS, said))
