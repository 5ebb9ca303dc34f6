"""grounded and no-invented-deeds: nothing is said that no record shows."""

import pytest
from desk import CONTEXT, FACTS, STOCK, Inquiry, Kind, blocks, fact, findings, letter, ours

INVENTED = [
    "It costs $29,900.",
    "The Outback has 31,000 miles.",
    "It seats eight.",
    "The price is about thirty-five thousand.",
    "Its number is P9999.",
    "The VIN is 4S4BTGND8N3123456.",
    "The RAV4 is still available.",
    "Ask for Brandon in sales.",
    "Call 555-9876.",
    "Write to joe@other.example.",
    "It gets 33 mpg.",
    "Friday at 2 pm is free; does that work?",
    "You're booked for Saturday at 11 am.",
    "The part arrives on December 9.",
    "It was $32.9k last week.",
    "You would get 20% off.",
    "There is no charge for that.",
    "Your car is ready.",
    "Come in Thursday.",
    "It has 17-inch wheels.",
    "The truck came on 11/03/2026.",
]
KNOWN = [
    "It costs $31,450.",
    "The Outback has 28,410 miles.",
    "It is about thirty-one thousand.",
    "It is roughly $31.5k.",
    "P1234 is here.",
    "The RAV4 is sold.",
    "Friday at 4:15 pm is free; does that work?",
    "Friday at 4:15 or Saturday at 10 would work.",
    "Luis in service knows it.",
    "We are open until 6 pm.",
    "An appraisal takes about 20 minutes.",
    "Call me at 555-0142.",
    "The 2022 Outback is still available.",
    "I will write to you by 4 pm today.",
    "It has a 90-day warranty.",
    "I'll find out whether it is still available by 4 pm.",
    "If it is in stock, you will hear from me by noon.",
    "We are at 2400 Mill Road.",
    "We are closed on Thursday for Thanksgiving.",
    "Two questions:",
]


@pytest.mark.parametrize("text", INVENTED)
def test_what_no_record_says_blocks(text):
    assert blocks(letter(text), "grounded")


@pytest.mark.parametrize("text", KNOWN)
def test_what_a_record_says_passes(text):
    assert not findings(letter(text), "grounded")


def test_the_customers_own_figure_may_be_repeated():
    inquiry = Inquiry(Kind.QUESTION, text="My 2019 has 61,200 miles.")
    assert not findings(letter("Your 2019 with 61,200 miles is welcome."), "grounded", inquiry=inquiry)


def test_a_time_the_customer_proposed_is_no_free_slot():
    inquiry = Inquiry(Kind.SERVICE, text="Could I come Friday at 2 pm?")
    assert blocks(letter("Friday at 2 pm works, see you then."), "grounded", inquiry=inquiry)


def test_vouching_grounds_it():
    vouched = fact("vouched", "The Outback has 17-inch wheels.")
    assert not findings(letter("It has 17-inch wheels."), "grounded", facts=(*FACTS, vouched))


def test_money_does_not_rest_on_miles():
    assert blocks(letter("It costs $28,410."), "grounded")


def test_a_weekday_that_is_not_its_date_is_found():
    assert blocks(letter("The office closes on Tuesday, November 26."), "grounded")


@pytest.mark.parametrize("when", ["Friday at 1 p.m.", "tomorrow at 1 pm.", "on Friday at 1 p. m."])
def test_a_finding_ends_with_one_full_stop(when):
    (found, *_) = findings(letter(f"Come {when}"), "grounded")
    assert found.why.endswith("m.") and ".." not in found.why


DONE = [
    "I've put your name on it.",
    "I spoke with Luis.",
    "I have checked with the lender.",
    "We have credited your account.",
    "I booked you for Friday.",
    "I've ordered the part.",
    "Luis has replaced the belt.",
    "I set it aside for you.",
    "Your name is on it.",
    "Your appointment is confirmed.",
    "I called the bank.",
    "We refunded the deposit.",
    "I've moved your visit.",
    "I test-drove it.",
]
TO_DO = [
    "I will put your name on it by noon.",
    "I'll speak with Luis by 4 pm.",
    "Once I have checked with the lender, I'll write by noon.",
    "You told us about the belt.",
    "I'd be glad to hold it.",
    "Have you spoken with Luis?",
    "I was sorry to read it.",
    "Nobody called you.",
    "I should have called you.",
    "I have Friday at 4:15 pm.",
    "I see the recall is open.",
    "You asked about the price.",
    "I have not spoken with Luis yet.",
    "Shall I put your name on it?",
]


@pytest.mark.parametrize("text", DONE)
def test_a_deed_without_a_record_blocks(text):
    assert blocks(letter(text), "no-invented-deeds")


@pytest.mark.parametrize("text", TO_DO)
def test_what_is_still_to_do_is_no_deed(text):
    assert not findings(letter(text), "no-invented-deeds")


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("I spoke with Luis.", fact("note", "Luis says the belt is worn.")),
        ("I've ordered the part.", fact("repair", "Part ordered on Monday, waiting for parts.")),
        ("I've put your name on it.", fact("vouched", "Dana put Tom's name on P1234.")),
        ("I booked you for Friday at 4:15 pm.", fact("appointment", "Test drive on Friday at 4:15 pm.")),
        ("We refunded the deposit.", fact("note", "Deposit refunded on Monday.")),
    ],
)
def test_a_deed_on_record_passes(text, shown):
    assert not findings(letter(text), "no-invented-deeds", facts=(*FACTS, shown))


def test_what_we_wrote_earlier_was_sent():
    assert not findings(
        letter("I sent you the photos."), "no-invented-deeds", thread=ours("Here are the photos.")
    )
    assert blocks(letter("I sent you the photos."), "no-invented-deeds", context=CONTEXT)


PRICED = (
    *STOCK[:1],
    fact("stock", "2019 Subaru Forester, silver, $20,450, stock P1219.", stock="P1219", model="Forester"),
)


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("The silver Forester is $31,450.", True),
        ("P1219 costs $31,450.", True),
        ("The Forester comes to about thirty-one thousand.", True),
        ("The silver Forester is $20,450.", False),
        ("The Outback Touring, P1234, is $31,450.", False),
        ("The Outback is $31,450 and the Forester $20,450.", False),
        ("That one is $31,450.", False),
    ],
)
def test_a_price_is_that_of_the_car_which_the_sentence_names(text, wrong):
    assert bool(findings(letter(text), "grounded", facts=PRICED)) is wrong
