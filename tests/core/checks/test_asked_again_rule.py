"""asks-nothing-twice: what they told us, or what is on record, is not asked again."""

from dataclasses import replace
from datetime import date, time

import pytest
from desk import CONTEXT, TOM, Kind, asks, fact, findings, letter

from assistant.core.context import Recipient
from assistant.core.inquiry import Detail, Inquiry, Told, VehicleMention, When

TOLD = Inquiry(
    Kind.LEAD,
    text="I'm Tom. Could I see the Outback on Friday? My 2019 Forester has 61,200 miles. I'd pay cash,"
    " at most $30,000. My cell is 614-555-0153, tom@mail.example, 43081.",
    vehicles=(
        VehicleMention("the Outback", model="Outback"),
        VehicleMention("My 2019 Forester", model="Forester", own=True, vin="4S4BTGND8N3123456"),
    ),
    times=(When("Friday", date(2026, 11, 27), time(9), time(18)),),
    told=(
        Told(Detail.MILEAGE, "61,200 miles"),
        Told(Detail.BUDGET, "at most $30,000"),
        Told(Detail.PAYMENT, "pay cash"),
        Told(Detail.ZIP, "43081"),
        Told(Detail.TRADE_IN, "My 2019 Forester"),
    ),
)
NOTHING_TOLD = asks("other", "Please call me.")
STRANGER = Recipient("", "", verified=False)
AGAIN = [
    ("On what number can I reach you?", "614-555-0153"),
    ("What's your phone number?", "614-555-0153"),
    ("Please send me your cell number so that I can call.", "614-555-0153"),
    ("What is your e-mail address?", "tom@mail.example"),
    ("May I have your name?", "Tom Becker"),
    ("Who am I speaking with, please?", "Tom Becker"),
    ("How many miles does your Forester have?", "61,200"),
    ("Let me know your mileage.", "61,200"),
    ("Could you send me the VIN?", "4S4BTGND8N3123456"),
    ("What do you drive now?", "Forester"),
    ("Which car are you interested in?", "Outback"),
    ("What model are you looking for?", "Outback"),
    ("Which day would suit you?", "Friday"),
    ("When would you like to come in?", "Friday"),
    ("What is your budget?", "$30,000"),
    ("Will you pay cash or finance it?", "pay cash"),
    ("What's your zip code?", "43081"),
    ("Do you have a trade-in?", "Forester"),
    ("Dígame su número de teléfono.", "614-555-0153"),
    ("¿Qué día le queda mejor?", "Friday"),
]
NEW = [
    "Is 614-555-0153 still the best number?",
    "If your number has changed, please tell me.",
    "Would Friday at 4:15 pm or Saturday at 10 am suit you?",
    "Friday is full; which day would suit you?",
    "Which other day would work?",
    "Which of the two do you prefer?",
    "I have your number and will call you by 4 pm today.",
    "The mileage is 28,410.",
    "Do you want to bring the title?",
    "How many keys do you have?",
    "Shall I put your name on it?",
    "Would you like to trade it?",
    "When is it going to be ready?",
    "Please bring your license.",
    "How many miles do you drive in a year?",
    "What color would you like?",
]


def found_in(text, inquiry=TOLD, **given):
    return findings(letter(text), "asks-nothing-twice", inquiry=inquiry, **given)


@pytest.mark.parametrize(("text", "words"), AGAIN)
def test_what_they_told_us_is_not_asked_again(text, words):
    found = found_in(text)
    assert [finding.severity for finding in found] == ["warn"]
    assert words.lower() in found[0].why.lower()
    assert letter(text)[found[0].start : found[0].end] in text


@pytest.mark.parametrize(("text", "_"), AGAIN)
def test_what_nobody_told_may_be_asked(text, _):
    assert not found_in(text, NOTHING_TOLD, recipient=STRANGER)


@pytest.mark.parametrize("text", NEW)
def test_a_new_question_passes(text):
    assert not found_in(text)


def test_what_is_on_record_counts_for_its_verified_owner_only():
    known = {"on_record": frozenset({("PHONE", "+16145550153")}), "facts": (fact("owned", "2019 Forester"),)}
    for text in ("On what number can I reach you?", "What do you drive now?"):
        assert "on record" in found_in(text, NOTHING_TOLD, **known)[0].why
        assert not found_in(text, NOTHING_TOLD, **known, recipient=replace(TOM, verified=False))


def test_of_two_cars_we_may_ask_which():
    two = (*TOLD.vehicles, VehicleMention("the Civic", model="Civic"))
    assert not found_in("Which car are you interested in?", replace(TOLD, vehicles=two))


def test_our_own_number_in_their_message_is_not_theirs():
    inquiry = asks("call-back", f"I tried {CONTEXT.signer.phone}. Please call me.")
    assert not found_in("On what number can I reach you?", inquiry)
