"""offers-options: a no comes with two things that can be done."""

import pytest
from desk import FACTS, asks, fact, findings, letter

from assistant.core.message import Channel

WISH = asks("appointment", "Is the RAV4 still there, could I see it Thursday, and would you take $500 off?")
LOANER = fact("option", "I can lend you a RAV4 for the weekend.", title="Loaner", limit="$0")
BARE = [
    "I can't take $500 off.",
    "We are not able to do that.",
    "That is not possible.",
    "The RAV4 is sold.",
    "Unfortunately, it was sold.",
    "We're closed on Thursday.",
    "I'm sorry, but the RAV4 is no longer available. Thank you for asking.",
    "We won't be able to hold it for you. I'll write to you by 4 pm today.",
    "The RAV4 is spoken for. Would Friday at 4:15 pm suit you?",
    "I can not see you on Thursday, but Friday at 4:15 pm is free.",
    "We do not sell RAV4s.",
    "It can't be done before Friday.",
    "No puedo bajar el precio.",
    "Lo siento, ya no está disponible.",
]
WITH_WAYS = [
    "The RAV4 is sold. The Outback is here, and I can look for another RAV4.",
    "I can't take $500 off, but I can keep it for you until Friday, or send you a range for your trade.",
    "We're closed on Thursday. Would Friday at 4:15 pm or Saturday at 10 am suit you?",
    "The RAV4 is gone; the closest I have is the Outback. Shall I look out for a RAV4?",
    "That is not possible. You can come on Friday at 4:15 pm or I'll come to you.",
    "I can't wait to show you the Outback.",
    "I can't say whether the RAV4 comes back.",
    "If it is sold by then, I'll write to you by 4 pm today.",
    "The Corolla is sold.",
    "Thursday works. Nothing we can't do.",
    "I'll find out whether it is not available and write by 4 pm today.",
    "I can't find your note; I'll ask Luis and write by 4 pm today.",
    "Is that not possible for you?",
    "No puedo bajar el precio, pero puedo apartarlo hasta el viernes o le busco otro.",
]


@pytest.mark.parametrize("text", BARE)
def test_a_no_with_fewer_than_two_ways_warns_at_its_place(text):
    found = findings(letter(text), "offers-options", inquiry=WISH)
    assert [finding.severity for finding in found] == ["warn"]
    assert letter(text)[found[0].start : found[0].end] in text


@pytest.mark.parametrize("text", WITH_WAYS)
def test_a_no_with_two_ways_and_what_is_no_refusal_pass(text):
    assert not findings(letter(text), "offers-options", inquiry=WISH)


def test_the_stores_fitting_option_is_proposed():
    found = findings(letter("The RAV4 is sold."), "offers-options", inquiry=WISH, facts=(*FACTS, LOANER))
    assert found[0].better == LOANER.text


def test_one_way_is_enough_in_a_chat():
    one, none = "The RAV4 is sold, but I can look for another.", "The RAV4 is sold."
    assert not findings(one, "offers-options", inquiry=WISH, channel=Channel.CHAT)
    assert findings(none, "offers-options", inquiry=WISH, channel=Channel.CHAT)
