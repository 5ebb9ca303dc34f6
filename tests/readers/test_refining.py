"""What a model read over what the rules read: it adds and sharpens, and takes nothing away."""

import pytest

from assistant.core.inquiry import Inquiry, Kind, Pressure, Question, Topic
from assistant.readers.refining import Heard, refined

TEXT = "Is the van there? My flight is at six. Oh, and the hitch would matter to me."
VAN = Question("Is the van there?", Topic.OTHER, 0, 17)
RULED = Inquiry(Kind.QUESTION, (VAN,), pressure=Pressure.SOON, pressure_reason="flight", text=TEXT)
HITCH = "the hitch would matter to me"


def test_words_of_the_message_become_a_question_at_their_place():
    read = refined(RULED, Heard(questions=((HITCH, Topic.FEATURE),)))
    assert read.questions[0] == VAN
    [added] = read.questions[1:]
    assert (added.text, added.topic) == (HITCH, Topic.FEATURE)
    assert TEXT[added.start : added.end] == HITCH


NOT_ADDED = ["What does it cost?", "Is the van", "the van there?", "van", "IS THE VAN THERE?", ""]


@pytest.mark.parametrize("words", NOT_ADDED)
def test_what_they_did_not_write_or_asked_already_is_no_question(words):
    assert refined(RULED, Heard(questions=((words, Topic.PRICE),))).questions[1:] == ()


def test_the_same_words_twice_are_one_question():
    heard = Heard(questions=((HITCH, Topic.FEATURE), (HITCH, Topic.FEATURE)))
    assert len(refined(RULED, heard).questions) == 2


def test_no_question_of_the_rules_is_lost_whatever_the_model_says():
    for kind in Kind:
        assert VAN.text in [question.text for question in refined(RULED, Heard(kind=kind)).questions]


def test_a_question_without_a_topic_gets_the_models():
    read = refined(RULED, Heard(questions=((VAN.text, Topic.AVAILABILITY),)))
    assert [question.topic for question in read.questions] == [Topic.AVAILABILITY]


def test_a_topic_of_the_rules_stands():
    ruled = Inquiry(Kind.QUESTION, (Question(VAN.text, Topic.PRICE, 0, 17),), text=TEXT)
    read = refined(ruled, Heard(questions=((VAN.text, Topic.AVAILABILITY),)))
    assert [question.topic for question in read.questions] == [Topic.PRICE]


@pytest.mark.parametrize(
    ("level", "reason", "wanted"),
    [
        (Pressure.NONE, "", Pressure.SOON),
        (Pressure.NOW, "My flight is at six", Pressure.NOW),
        (Pressure.NOW, "", Pressure.SOON),
    ],
    ids=["never lowered", "raised with its reason", "not raised without one"],
)
def test_pressure(level, reason, wanted):
    assert refined(RULED, Heard(pressure=level, pressure_reason=reason)).pressure is wanted


def test_a_complaint_is_never_read_away():
    ruled = Inquiry(Kind.COMPLAINT, text=TEXT, harm="you lost my keys")
    assert all(refined(ruled, Heard(kind=kind)).kind is Kind.COMPLAINT for kind in Kind)


def test_it_becomes_a_complaint_only_with_the_words_that_say_so():
    assert refined(RULED, Heard(kind=Kind.COMPLAINT)).kind is Kind.QUESTION
    read = refined(RULED, Heard(kind=Kind.COMPLAINT, harm="My flight is at six"))
    assert (read.kind, read.harm) == (Kind.COMPLAINT, "My flight is at six")


def test_nothing_that_waits_becomes_thanks_or_no_inquiry():
    for ruled in (RULED, Inquiry(Kind.LEAD, text=TEXT), Inquiry(Kind.FEEDBACK, text=TEXT)):
        for kind in (Kind.THANKS, Kind.NOT_AN_INQUIRY):
            assert refined(ruled, Heard(kind=kind)).kind is ruled.kind


def test_thanks_become_a_question_only_where_something_is_asked():
    ruled = Inquiry(Kind.THANKS, text=TEXT)
    assert refined(ruled, Heard(kind=Kind.QUESTION)).kind is Kind.THANKS
    asked = Heard(kind=Kind.QUESTION, questions=((HITCH, Topic.FEATURE),))
    assert refined(ruled, asked).kind is Kind.QUESTION
