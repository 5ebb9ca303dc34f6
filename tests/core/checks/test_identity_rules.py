"""right-person: who a text says that it is from is who signs it."""

import pytest
from desk import blocks, findings, letter

from assistant.core.draft import Author
from assistant.core.message import Channel

ANOTHER = [
    "My name is Reggie Thompson.",
    "My name's Reggie and I can help.",
    "I'm Caroline, Service adviser.",
    "I am Yvonne Tran, CPA.",
    "I'm Olu Adeyemi, and I'm the Sales Manager.",
    "I’m Caroline from the service desk.",
    "This is Caroline from service.",
    "I'm Tom.",
    "I'm Mary-Jane O'Neil and I look after parts.",
    "Me llamo Carolina, y le escribo hoy.",
    "Soy Carolina Vega, de ventas.",
]
NOT_ANOTHER = [
    "I'm Dana.",
    "My name is Dana Ruiz.",
    "I'm Dana Ruiz, in sales.",
    "I'm Grace's colleague.",
    "I'm sorry.",
    "I'm glad you wrote.",
    "I'm Sorry.",
    "I am Sales, so Luis knows it better.",
    "My name is on the card.",
    "This is Northgate Motors.",
    "This is Luis, in service.",
    "I'm OK with that.",
    "I am Saturday at the desk, from 9.",
    "I'm at Northgate until 6 pm.",
    "Soy Dana.",
]


@pytest.mark.parametrize("text", ANOTHER)
def test_another_name_than_the_signers_blocks_a_machine_and_warns_a_person(text):
    found = findings(letter(text), "right-person", author=Author.MODEL)
    assert [f.severity for f in found] == ["block"] and letter(text)[found[0].start : found[0].end] in text
    assert [f.severity for f in findings(letter(text), "right-person", author=Author.PERSON)] == ["warn"]


@pytest.mark.parametrize("text", NOT_ANOTHER)
def test_their_own_name_and_what_is_no_name_passes(text):
    assert not findings(letter(text), "right-person", author=Author.MODEL)


def test_in_a_chat_too():
    line = "I'm Caroline, what can I do?"
    assert blocks(line, "right-person", channel=Channel.CHAT, author=Author.MODEL)
    assert not findings(line, "right-person", channel=Channel.CHAT, author=Author.PERSON)
