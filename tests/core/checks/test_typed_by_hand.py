"""What only a person may: reckon a time, answer in words of their own, begin with more than two sentences."""

import pytest
from desk import FACTS, asks, fact, findings, letter

from assistant.core.draft import Author
from assistant.core.inquiry import Inquiry, Kind, Question, Topic

BOOKED = fact(
    "appointment", "Test drive on Tuesday at 1:30 pm.", starts="2026-11-24T13:30:00-05:00", status="booked"
)
TERM = fact("knowledge", "Special orders are held at the parts counter for 30 days.")
CAME = fact("note", "The cargo net came in.", arrived="2026-11-02")
RECKONED = [
    ("I'll be 20 minutes late, sorry!", "No problem, the car is out front from 1:50."),
    ("more like 2, sorry", "No problem, 2 o'clock it is."),
    ("How long is my net held?", "It came in on November 2, so it is held until December 2."),
]
NOT_RECKONED = [
    ("I'll be 20 minutes late, sorry!", "No problem, the car is out front from 3:05."),
    ("How long is my net held?", "It is held until December 19."),
]


def found_in(asked, text, author):
    inquiry = Inquiry(
        Kind.QUESTION, (Question(asked, Topic.OTHER, 0, len(asked)),), text=asked
    )  # their words count as known
    facts = (*FACTS, BOOKED, TERM, CAME)
    return [f.why for f in findings(letter(text), "grounded", inquiry=inquiry, facts=facts, author=author)]


@pytest.mark.parametrize(("asked", "text"), RECKONED)
def test_a_person_may_add_up_what_is_known_and_a_machine_may_not(asked, text):
    assert not found_in(asked, text, Author.PERSON)
    assert found_in(asked, text, Author.MODEL)


@pytest.mark.parametrize(("asked", "text"), NOT_RECKONED)
def test_a_sum_of_nothing_known_is_warned_of(asked, text):
    assert found_in(asked, text, Author.PERSON)


OWN_WORDS = [
    (
        "did u get my email",
        "I did, and you should have heard from me first thing about the sweet smell it had.",
    ),
    ("is this normal??", "I don't want to tell you yes or no from a picture."),
    ("how many days will you need it?", "How many days the technician needs is still open."),
]


@pytest.mark.parametrize(("asked", "text"), OWN_WORDS)
def test_a_person_answers_in_words_of_their_own(asked, text):
    question = asks(Topic.OTHER, asked)
    assert not findings(letter(text), "answers-every-question", inquiry=question, author=Author.PERSON)


def test_a_person_who_passes_a_question_over_is_told_so():
    question = asks(Topic.OTHER, "can your shuttle take my mother to the airport?")
    text = letter("The Outback is washed on Fridays.")
    assert findings(text, "answers-every-question", inquiry=question, author=Author.PERSON)


APOLOGY_FIRST = "You had told me, and it was overlooked. I'm sorry. So: the Outback stays where it is."


def test_an_apology_of_a_person_does_not_count_among_the_first_two_sentences():
    inquiry = asks(Topic.AVAILABILITY, "Is the Outback still there?")
    found = {
        author: bool(findings(letter(APOLOGY_FIRST), "names-their-thing", inquiry=inquiry, author=author))
        for author in (Author.PERSON, Author.MODEL)
    }
    assert found == {Author.PERSON: False, Author.MODEL: True}
