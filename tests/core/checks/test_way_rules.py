"""pressure-first and offers-options: the way out comes first, and a no never comes alone."""

from dataclasses import replace

import pytest
from desk import ASKED, FACTS, fact, findings, letter

from assistant.core.inquiry import Inquiry, Kind, Pressure
from assistant.core.message import Channel

PRESSED = Inquiry(Kind.SERVICE, text="I need the car tomorrow at 6, I have a flight!", pressure=Pressure.NOW)
LATE = [
    "I am so sorry about the mix-up. Luis can have it ready tonight.",
    "I'm sorry, I can have it ready tonight.",
    "Thank you for your note about the flight.",
    "I apologize for the delay with your Outback. Come by now and take a loaner.",
    "That sounds stressful. I can send a tow.",
    "I understand that you are in a hurry. A loaner waits for you.",
    "We are sorry to hear of the flight.",
    "Thanks for writing, and sorry that it cuts into your morning. I can drive you.",
    "Your Outback is dear to us. We can tow it.",
    "I regret the trouble. Your car will be done by 6 pm today.",
    "Sorry for the short notice, but we can tow it.",
    "Northgate is proud to serve you. Bring it in at noon.",
    "I can only imagine how stressful this is. I can have a loaner at your door by 5 pm today.",
    "I have read your note, and I regret what happened. I'll have a driver with you by 5 pm today.",
    "Please accept my apologies. Here is a loaner.",
    "Lamento mucho lo que pasó. Puedo llevarle al aeropuerto mañana a las 5.",
]
FIRST = [
    "Luis can have it ready tonight at 6 pm. I am sorry about the mix-up.",
    "A loaner is ready for you now. Sorry that it cuts into your morning.",
    "Yes, it will be done tonight.",
    "I can drive you to the airport at 5 am tomorrow.",
    "You can take a loaner, free of charge, tonight.",
    "Call me at 555-0142 and I'll meet you at the door.",
    "Come by now; the gate is open until 6 pm.",
    "Stay where you are, a tow truck is on its way.",
    "I'll have it out front by 5:30 pm today. I'm sorry for the wait.",
    "Bring it in at noon and wait here; it takes an hour.",
    "Here is what works by 6 am: a loaner.",
    "Your Outback is ready now.",
    "Puedo llevarle al aeropuerto mañana a las 5.",
    "Please stay well away from the road; a tow truck is yours for the asking.",
    "Friday at 4:15 pm is free.",
]


@pytest.mark.parametrize("text", LATE)
def test_an_apology_or_thanks_before_the_way_out_warns(text):
    found = findings(letter(text), "pressure-first", inquiry=PRESSED)
    assert [finding.severity for finding in found] == ["warn"]


@pytest.mark.parametrize("text", FIRST)
def test_the_way_out_first_passes(text):
    assert not findings(letter(text), "pressure-first", inquiry=PRESSED)


@pytest.mark.parametrize("text", LATE)
def test_who_has_time_may_be_thanked_first(text):
    assert not findings(letter(text), "pressure-first", inquiry=replace(PRESSED, pressure=Pressure.SOON))


WISH = replace(ASKED, text="Is the Outback still there, could I see it Thursday, and do you sell RAV4s?")
REFUSALS = [
    "We can't hold it until December.",
    "Unfortunately, we don't service motorcycles.",
    "The Outback is already sold.",
    "I'm not able to deliver it to Ohio.",
    "That won't be possible on Sunday.",
    "We are fully booked this week. I am sorry.",
    "We don't have a loaner for Thursday.",
    "I can't do that price. Thank you for asking.",
    "We are unable to match that offer. I could show you the car.",
    "The part is out of stock.",
    "I cannot take the trade at that figure, and I hope you understand.",
    "No podemos entregarlo el domingo.",
    "We're closed on Thursday.",
    "The Outback is spoken for. Would Friday at 4:15 pm suit you?",
    "I can not see you on Thursday, but Friday at 4:15 pm is free.",
    "We do not sell RAV4s.",
    "It can't be done before Friday.",
    "I'm sorry, it is sold.",
]
WAYS = [
    "We can't hold it until December. I can hold it until Friday, or put you on the list for the next one.",
    "The Outback is already sold. We have two others here: a green one and a blue one. Would Friday suit?",
    "That won't be possible on Sunday. Would Friday at 4:15 pm or Saturday at 10 am suit you?",
    "We are fully booked this week. I could offer Monday at 9, or you could leave it overnight.",
    "I can't wait to show it to you.",
    "I can't promise it, and I'll find out by 4 pm today.",
    "If we can't do it by Friday, you will hear from me by noon.",
    "We don't have to decide today.",
    "I can't find your order yet; what is its number?",
    "We don't have any news from the lender; I'll ask by noon.",
    "Is the Outback you saw the one that is sold?",
    "I'll find out whether it is still here or was sold by 4 pm today.",
    "I can't do that price. I can add winter mats, or I can ask Robin for a better trade.",
    "Friday at 4:15 pm works.",
    "The Corolla is sold.",
    "Thursday works. Nothing we can't do.",
    "We're closed on Thursday. We're open on Friday from 9 to 6, and I have Saturday at 10 am.",
    "The Outback is gone; the closest I have is a green one. Shall I look out for another?",
]


@pytest.mark.parametrize("text", REFUSALS)
def test_a_no_alone_warns(text):
    found = findings(letter(text), "offers-options", inquiry=WISH)
    assert [finding.severity for finding in found] == ["warn"]


@pytest.mark.parametrize("text", WAYS)
def test_a_no_with_two_ways_and_no_real_no_pass(text):
    assert not findings(letter(text), "offers-options", inquiry=WISH)


def test_one_way_is_enough_in_a_chat():
    chat = {"inquiry": WISH, "channel": Channel.CHAT}
    assert not findings("It is sold, but I can look for another.", "offers-options", **chat)
    assert findings("It is sold.", "offers-options", **chat)


def test_the_better_wording_has_two_of_the_stores_options_the_fitting_ones_first():
    options = (
        fact("option", "I can lend you a bicycle.", title="Bicycle"),
        fact("option", "I can look for another Outback within 100 miles.", title="Search"),
        fact("option", "I can take you to the bus.", title="Ride"),
    )
    found = findings(
        letter("The Outback is already sold."), "offers-options", inquiry=ASKED, facts=(*FACTS, *options)
    )
    assert found[0].better == "I can look for another Outback within 100 miles. I can lend you a bicycle."


EXAMPLES = {"pressure-first": (LATE, FIRST), "offers-options": (REFUSALS, WAYS)}
