"""proportion, names-their-thing, first-person, fresh-thread: how a reply reads, and upon what it rests."""

from dataclasses import replace

import pytest
from desk import ASKED, findings, letter

from assistant.core.draft import Author
from assistant.core.inquiry import Kind, VehicleMention

LONG = "The Outback is a fine car. "
OUT_OF_PROPORTION = [
    LONG * 25,
    "Which day? What time? Who comes?",
    LONG * 14,
    "\n\n".join([LONG * 6] * 5),
    "Is it blue? Is it new? Is it here? Is it yours?",
    "I have Friday at 4:15 pm free. Shall I? Will you? Can you?",
    "A word. " * 70,
    "It has two keys and a clean title and it was washed today, " * 12 + "so do come.",
    "\n".join(["The Outback is here, with two keys, and it drives well on any road."] * 6),
    LONG * 30 + "\n\n" + LONG,
    "How many miles? Which trim? What color? What price?",
]
IN_PROPORTION = [
    "The Outback is here.",
    LONG * 5,
    "Which day suits you? What time?",
    "\n\n".join([LONG * 3] * 4),
    "- The Outback is here.\n- It has two keys.\n- It was washed today.\n- It costs $31,450.\n- Do come.",
    "Friday at 4:15 pm or Saturday at 10 am?",
    "It is $31,450.\n\nIt has 28,410 miles.\n\nIt is green.",
    "Yes.",
    "It has two keys and a clean title, and it was washed today.",
    "Shall I keep it for you until Friday?",
    "I'll write to you by 4 pm today.",
]
ANY_LETTER = [
    "Thank you so much. It was good to hear from you.",
    "Thank you for your message. I am happy to help.",
    "Thanks for your interest. We have what you need.",
    "I hope you are well. I got your email.",
    "Good news. I can help with that.",
    "I read your note. Let me answer your question.",
    "Great question! I am glad that you asked.",
    "I am Dana. I will take care of you.",
    "We are glad to have you. Come by soon.",
    "It was nice of you to write. I like that.",
    "Thanks. I have an answer.",
]
THEIR_LETTER = [
    "Thank you for asking about the Outback.",
    "The green 2022 is here.",
    "P1234 is here.",
    "I have Friday at 4:15 pm free.",
    "The Touring is what you saw. It is here.",
    "Yes, it is here: stock P1234.",
    "Your Outback has two keys.",
    "Thanks for your note. The Outback Touring is washed.",
    "Subaru made few of these Outbacks.",
    "On Saturday I am here. Come at 10 am.",
]
AGENTLESS = [
    "It will be looked into.",
    "Your note is being looked into.",
    "It will be addressed.",
    "Your complaint has been noted.",
    "It will be taken into consideration.",
    "Your request will be forwarded.",
    "The matter has been escalated.",
    "It will be investigated.",
    "Your case is under review.",
    "Mistakes were made.",
    "Steps will be taken.",
    "We have it. We wash it. We keep it.",
]
SOMEBODY = [
    "I will look into it by 4 pm today.",
    "Luis looks into it by 4 pm today.",
    "I will pass it to Luis and tell you by 4 pm today.",
    "I made a mistake.",
    "We are open until 6 pm.",
    "I have it, and we wash it.",
    "The part was ordered.",
    "The Outback is here.",
    "I found out what happened.",
    "We have two keys. We washed it. I drove it, I liked it, and I'll keep it for you.",
]


@pytest.mark.parametrize("text", OUT_OF_PROPORTION)
def test_more_than_was_asked_for_warns(text):
    assert findings(letter(text), "proportion")


@pytest.mark.parametrize("text", IN_PROPORTION)
def test_a_fitting_length_passes(text):
    assert not findings(letter(text), "proportion")


@pytest.mark.parametrize("text", ANY_LETTER)
def test_a_beginning_that_could_stand_in_any_letter_warns(text):
    assert findings(letter(text), "names-their-thing")


@pytest.mark.parametrize("text", THEIR_LETTER)
def test_a_beginning_that_names_their_thing_passes(text):
    car = VehicleMention("2022 Outback Touring", make="Subaru", model="Outback")
    assert not findings(letter(text), "names-their-thing", inquiry=replace(ASKED, vehicles=(car,)))


@pytest.mark.parametrize("text", AGENTLESS)
def test_a_sentence_in_which_nobody_acts_warns(text):
    assert findings(letter(text), "first-person")


@pytest.mark.parametrize("text", SOMEBODY)
def test_a_sentence_in_which_somebody_acts_passes(text):
    assert not findings(letter(text), "first-person")


@pytest.mark.parametrize("text", IN_PROPORTION)
def test_a_newer_message_that_nobody_saw_blocks_any_text(text):
    found = findings(letter(text), "fresh-thread", newest_seen=False, author=Author.PERSON)
    assert [finding.severity for finding in found] == ["block"]


@pytest.mark.parametrize("text", IN_PROPORTION)
def test_a_text_written_upon_the_newest_message_passes(text):
    assert not findings(letter(text), "fresh-thread", author=Author.PERSON)


def test_thanks_need_no_thing():
    thanked = replace(ASKED, kind=Kind.THANKS)
    assert not findings(letter(ANY_LETTER[0]), "names-their-thing", inquiry=thanked)
