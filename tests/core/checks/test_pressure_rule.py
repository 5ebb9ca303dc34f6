"""pressure-first: the way out stands in the first sentence, the apology after it."""

from dataclasses import replace

import pytest
from desk import ASKED, COMPLAINED, findings, letter

from assistant.core.inquiry import Pressure
from assistant.core.message import Channel

NOW = replace(ASKED, text="My car died on 270 and I fly at 6 tonight.", pressure=Pressure.NOW)
SOON = replace(ASKED, text="I need the car by Friday.", pressure=Pressure.SOON)
AFTER = " I can have a loaner at your door by 5 pm today."
POLITE = [
    "I am so sorry that your car died on the highway.",
    "Thank you for your message about the breakdown.",
    "I apologize for the trouble that this makes you.",
    "Thanks for writing.",
    "I can only imagine how stressful this is, and I am sorry.",
    "I understand how you feel with a plane to catch.",
    "Please accept my apologies.",
    "I have read your note, and I regret what happened.",
    "We appreciate that you told us.",
    "That must be stressful on the way to the airport.",
    "Lamento mucho lo que le pasó.",
    "Gracias por escribirnos.",
    "Je suis désolé de cette panne.",
]
HELPFUL = [
    "I can have a loaner at your door by 5 pm today.",
    "I'm sorry about the car, and I'll have a driver with you by 5 pm.",
    "Please stay well away from the road; a tow truck is yours for the asking.",
    "Your car is ready, and we are open until 6 pm.",
    "Thank you for calling it out: I'm sending the van now.",
    "Friday at 4:15 pm is free.",
    "I have a loaner here for tonight.",
    "We will open the gate for you at 6 am.",
    "Here is the fastest way: take the ride and send me the receipt.",
    "The brakes are planned for 11 am tomorrow.",
    "Let me get you home first.",
    "Le consigo un auto de préstamo para hoy.",
]


@pytest.mark.parametrize("text", POLITE)
def test_politeness_before_the_way_out_warns(text):
    found = findings(letter(text + AFTER), "pressure-first", inquiry=NOW)
    assert [finding.severity for finding in found] == ["warn"]
    assert letter(text + AFTER)[found[0].start : found[0].end] == text
    assert "I can have a loaner" in found[0].why


@pytest.mark.parametrize("text", HELPFUL)
def test_a_way_out_in_the_first_sentence_passes(text):
    assert not findings(letter(text + " I am sorry for the evening."), "pressure-first", inquiry=NOW)


@pytest.mark.parametrize("text", POLITE)
def test_who_is_in_no_hurry_may_be_thanked_first(text):
    assert not findings(letter(text + AFTER), "pressure-first")


def test_a_milder_hurry_allows_one_polite_sentence():
    one, two = POLITE[1], f"{POLITE[1]} {POLITE[0]}"
    assert not findings(letter(one + AFTER), "pressure-first", inquiry=SOON)
    assert findings(letter(two + AFTER), "pressure-first", inquiry=SOON)


def test_a_complaint_that_is_not_urgent_begins_with_responsibility():
    inquiry = replace(COMPLAINED, pressure=Pressure.SOON)
    assert not findings(letter(f"{POLITE[0]} {POLITE[2]}{AFTER}"), "pressure-first", inquiry=inquiry)


def test_a_chat_and_a_short_turn_are_left_alone():
    assert not findings(POLITE[0] + AFTER, "pressure-first", inquiry=NOW, channel=Channel.CHAT)
    assert not findings("Thanks, Tom!", "pressure-first", inquiry=NOW)
