"""asks-nothing-twice: what they told us, or what is on record, is not asked for again."""

from dataclasses import replace
from datetime import date

import pytest
from desk import ASKED, CLAIMED, FACTS, TOM, blocks, fact, findings, letter

from assistant.core.inquiry import (
    Detail,
    Inquiry,
    Kind,
    Offer,
    Offered,
    Question,
    Told,
    Topic,
    VehicleMention,
    When,
)

FRIDAY = When("Friday after 4", date(2026, 11, 27))
TOLD = Inquiry(
    Kind.LEAD,
    (Question("Could I come Friday after 4?", Topic.APPOINTMENT),),
    text="Is the Outback there? Could I come Friday after 4? My 2019 Forester has 61,200 miles, "
    "VIN 4S4BTGND8N3123456. Call me at 614-555-0188.",
    vehicles=(
        VehicleMention("the Outback", model="Outback"),
        VehicleMention("My 2019 Forester", year="2019", model="Forester", own=True),
    ),
    times=(FRIDAY,),
    offers=(Offer("I could come Friday after 4", Offered.TIME, when=FRIDAY),),
    told=(
        Told(Detail.PHONE, "614-555-0188"),
        Told(Detail.BUDGET, "under 32k"),
        Told(Detail.TRADE_IN, "trading in my Forester"),
        Told(Detail.PAYMENT, "pay cash"),
        Told(Detail.TIMEFRAME, "this month"),
        Told(Detail.ZIP, "zip 43215"),
    ),
)
TWICE = [
    "What is your phone number?",
    "On what number do I reach you best? What's the best number to reach you?",
    "Could you send me your number?",
    "Please let me know your email address.",
    "May I have your name?",
    "What car do you drive?",
    "Please send me the year, make and model of your car.",
    "Which car are you interested in?",
    "Could you send me the VIN?",
    "I'll need your VIN number to look it up.",
    "How many miles are on it?",
    "Can you tell me the mileage?",
    "What is your budget?",
    "Will you be financing or paying cash?",
    "Do you have a trade-in?",
    "When are you looking to buy?",
    "What day works best for you?",
    "Let me know what day and time you can be here.",
    "What is your zip code?",
    "¿Cuál es su número de teléfono?",
    "¿Qué día le conviene?",
    "Who am I speaking with, please?",
    "What do you drive now?",
    "What model are you looking for?",
    "Which day would suit you?",
]
ONCE = [
    "Is 614-555-0188 still your number?",
    "Friday we are full; would another day work for you?",
    "Which of the two colors do you like?",
    "Does your Forester have both keys?",
    "Should I call you at your number, or would you rather have a mail?",
    "What time on Friday suits you?",
    "I have your number and will call by 4 pm today.",
    "Would Friday at 4:15 pm or Saturday at 10 am suit you?",
    "Could you send me a photo of the scratch?",
    "Is the mileage of 61,200 right?",
    "Do you want me to hold it?",
    "What would you like to know about the seats?",
    "Your budget leaves room for the Outback.",
    "Thank you for the VIN; I'll look it up by noon.",
    "Friday is full; which day would suit you?",
    "How many miles do you drive in a year?",
    "If your number has changed, please tell me.",
    "Shall I put your name on it?",
]
UNKNOWN = [
    "What is your phone number?",
    "Could you send me the VIN?",
    "How many miles are on it?",
    "What is your budget?",
    "Do you have a trade-in?",
    "What day works best for you?",
    "What is your zip code?",
    "What car do you drive?",
    "When are you looking to buy?",
    "Will you be financing or paying cash?",
]


@pytest.mark.parametrize("text", TWICE)
def test_what_they_told_us_is_asked_again(text):
    found = findings(letter(text), "asks-nothing-twice", inquiry=TOLD)
    assert found and found[0].severity == "warn"
    assert letter(text)[found[0].start : found[0].end].lower() in text.lower()


@pytest.mark.parametrize("text", ONCE)
def test_confirming_or_asking_for_more_passes(text):
    assert not findings(letter(text), "asks-nothing-twice", inquiry=TOLD)


@pytest.mark.parametrize("text", UNKNOWN)
def test_what_nobody_told_us_may_be_asked(text):
    assert not findings(letter(text), "asks-nothing-twice", inquiry=ASKED)


OWNED = fact(
    "owned",
    "They own a 2019 Subaru Forester, 61,200 miles.",
    year="2019",
    make="Subaru",
    model="Forester",
    vin="4S4BTGND8N3123456",
)
OURS = frozenset({("PHONE", "+16145550188"), ("EMAIL", "tom@mail.example")})


@pytest.mark.parametrize(
    "text", ["What is your phone number?", "What car do you drive?", "Could you send me the VIN?"]
)
def test_what_is_on_record_is_not_asked_of_its_owner_and_may_be_asked_of_a_stranger(text):
    on_record = {"facts": (*FACTS, OWNED), "on_record": OURS}
    assert findings(letter(text), "asks-nothing-twice", **on_record)
    assert not findings(letter(text), "asks-nothing-twice", recipient=CLAIMED, **on_record)


def test_the_mileage_of_our_record_is_old_and_may_be_asked():
    assert not findings(letter("What is the mileage?"), "asks-nothing-twice", facts=(*FACTS, OWNED))


def test_which_of_two_cars_may_be_asked():
    both = (VehicleMention("the Outback", model="Outback"), VehicleMention("the RAV4", model="RAV4"))
    text = letter("Which car are you interested in?")
    assert not findings(text, "asks-nothing-twice", inquiry=replace(TOLD, vehicles=both))


def test_our_own_number_in_their_message_is_not_theirs():
    inquiry = replace(ASKED, text="I tried 555-0142 and dana@northgate.example. Please call me.")
    text = letter("What is your phone number, and may I have your email address?")
    assert not findings(text, "asks-nothing-twice", inquiry=inquiry, recipient=replace(TOM, email=""))


def test_it_never_blocks():
    assert not any(blocks(letter(text), "asks-nothing-twice", inquiry=TOLD) for text in TWICE)


EXAMPLES = {"asks-nothing-twice": (TWICE, ONCE)}
