"""What whole phrases settle: who is late is not stranded, a form's line asks nothing."""

import pytest

from assistant.core.inquiry import Kind, Pressure, Topic

LATE = "Stuck behind an accident on 71, I'll be about 25 minutes late for my oil change. Is that still ok?"


def test_who_will_be_late_changes_a_visit_and_is_not_stranded(read):
    inquiry = read(LATE, subject="running late")
    assert [question.topic for question in inquiry.questions] == [Topic.CHANGE]
    assert inquiry.pressure is Pressure.SOON


def test_who_is_stranded_stays_stranded(read):
    assert read("My car broke down on the highway. Can you send somebody?").pressure is Pressure.NOW


def test_a_line_of_a_form_and_a_limit_of_price_are_no_questions(read):
    inquiry = read(
        "Is the red CX-5 still available? I would like to stay under $26,000.\n\n"
        "Interested in: used 2020 Mazda CX-5 (stock P1150)"
    )
    assert [question.text for question in inquiry.questions] == ["Is the red CX-5 still available?"]


def test_the_same_fee_two_times_is_a_complaint_about_papers(read):
    inquiry = read("My invoice has the diagnostic fee on it two times. I want the second one back.")
    assert inquiry.kind is Kind.COMPLAINT
    assert [question.topic for question in inquiry.questions] == [Topic.PAPERWORK]


@pytest.mark.parametrize(
    ("text", "topic"),
    [
        ("Would you take my 2019 on trade, roughly what would it bring?", Topic.TRADE_IN),
        ("Is the loaner allowed out of state?", Topic.OTHER),
        ("How far does the Bolt go on a charge?", Topic.FEATURE),
    ],
)
def test_plain_cases_have_their_topic(read, text, topic):
    assert [question.topic for question in read(text).questions] == [topic]


def test_what_they_would_also_like_to_know_is_a_question(read):
    found = read("What is your best price? I'd also like to know if it has had any accidents.").questions
    assert [question.text for question in found][1:] == ["I'd also like to know if it has had any accidents"]
