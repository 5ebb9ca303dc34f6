"""What says back: a sentence that repeats the question answers nothing, and their own message is no reply."""

from dataclasses import replace

import pytest
from desk import CONTEXT, NOW, Inquiry, Kind, Line, asks, blocks, findings, letter

from assistant.core.checks import check
from assistant.core.draft import Answer, AnswerState, Author, Proposal
from assistant.core.message import Channel
from assistant.core.question_map import answers
from assistant.prompts import Prompts
from assistant.tools.phrases import load

WHEN = "When will it be finished?"
NOTHING_SAID = [
    (WHEN, "When will it be finished."),
    (WHEN, "When will it be finished, I wonder."),
    (WHEN, "You asked when it will be finished."),
    (WHEN, "When it will be finished is a good question."),
    (WHEN, "I'm sure I'll be able to get your vehicle back to you within the next couple of days."),
    (WHEN, "I'll get back to you in a few days."),
    (WHEN, "We will have it for you in the coming weeks."),
    ("Is the Outback still there?", "Is the Outback still there."),
    ("Is the Outback still there?", "You asked whether the Outback is still there."),
    ("When can I pick up my truck?", "When you can pick up your truck, I wonder."),
]
SAID = [
    (WHEN, "It will be finished Friday at 4 pm.", "answered"),
    (WHEN, "I'll ask Luis and write to you by 4 pm today when it will be finished.", "owned"),
    (WHEN, "I'll call you within two hours.", "owned"),
    (WHEN, "I'll call you in a few minutes.", "owned"),
    (WHEN, "We finish it tomorrow.", "answered"),
    ("Is the Outback still there?", "The Outback is still there.", "answered"),
    ("Is the Outback still there?", "Yes, it is still here.", "answered"),
    ("When can I pick up my truck?", "You can pick up your truck at noon.", "answered"),
    ("When can I pick up my truck?", "I'll find out when you can pick it up and call you by noon.", "owned"),
    ("What does the Outback cost?", "The Outback costs $31,450.", "answered"),
]
THEIRS = "My Outback has been at your shop since Monday and nobody has told me when it will be finished."
SHOP = Inquiry(Kind.STATUS, text=f"Hi,\n\n{THEIRS}\n\nTom")


@pytest.mark.parametrize(("question", "text"), NOTHING_SAID)
def test_a_question_said_back_or_put_off_is_open(question, text):
    (found,) = answers(letter(text), asks("repair-status", question), CONTEXT)
    assert found.state is AnswerState.OPEN


@pytest.mark.parametrize(("question", "text", "state"), SAID)
def test_what_says_more_counts(question, text, state):
    topic = "availability" if "still" in question else "repair-status"
    (found,) = answers(letter(text), asks(topic, question), CONTEXT)
    assert found.state == state


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("P1188 it may be, who knows.", "P1188"),
        ("When will it be finished, I wonder.", "When will it be finished, I wonder."),
    ],
)
def test_a_claim_of_a_fragment_or_of_the_question_itself_is_not_believed(text, sentence):
    claim = Answer(0, AnswerState.ANSWERED, sentence)
    proposal = Proposal(letter(text), Author.MODEL, answers=(claim,))
    found = check(proposal, asks("other", WHEN), CONTEXT, load(Prompts()))
    assert any(finding.rule == "answers-every-question" for finding in found)


@pytest.mark.parametrize(
    "text",
    [
        letter(THEIRS),
        letter(THEIRS.upper()),
        letter(f"{THEIRS} Tom"),
        letter(THEIRS.removeprefix("My Outback ")),
    ],
)
def test_their_own_message_is_stopped_for_a_machine_and_warns_a_person(text):
    assert blocks(text, "not-a-copy", inquiry=SHOP, author=Author.MODEL)
    (typed,) = findings(text, "not-a-copy", inquiry=SHOP, author=Author.PERSON)
    assert typed.severity == "warn" and "says back" in typed.why


def test_an_earlier_message_of_theirs_and_a_chat_are_looked_at_too():
    before = (Line("Tom", True, THEIRS, NOW),)
    assert blocks(letter(THEIRS), "not-a-copy", thread=before)
    assert blocks(THEIRS, "not-a-copy", inquiry=replace(SHOP, text=THEIRS), channel=Channel.CHAT)
    short = replace(SHOP, text="Is the Outback still there?")
    assert blocks("Is the Outback still there?", "not-a-copy", inquiry=short, channel=Channel.CHAT)


@pytest.mark.parametrize(
    "text",
    [
        "Your Outback has been at our shop since Monday, and I should have told you when it will be ready.",
        "Thank you for asking about the Outback.",
        f"You wrote: “{THEIRS}” I'll ask Luis when it is ready and call you by 4 pm today.",
        "Monday it is.",
    ],
)
def test_words_of_our_own_pass(text):
    assert not findings(letter(text), "not-a-copy", inquiry=SHOP)
