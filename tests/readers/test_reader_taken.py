"""What a short turn takes of our last line, and what a longer one says that we did not answer."""

from datetime import date, time, timedelta

import pytest
from readers.conftest import TUESDAY

from assistant.core.inquiry import Question, Topic
from assistant.core.thread import Line

TWO_TIMES = "On Thursday I have 10:30 am or 1:30 pm. Which suits you?"
ONE_TIME = "Tomorrow is full in the morning, but Thursday at 9:45 am is free. Does that work?"
PRICED = "Two: the black 2022 Forester Sport for $28,950 and the silver 2019 Forester Premium for $20,450."
THURSDAY = date(2026, 11, 26)


@pytest.mark.parametrize(
    ("ours", "said", "clock"),
    [
        (TWO_TIMES, "how about 5", time(17)),
        (TWO_TIMES, "can we do 11:15", time(11, 15)),
        (TWO_TIMES, "9?", time(9)),
        (TWO_TIMES, "the second", time(13, 30)),
        (TWO_TIMES, "ok the 1st", time(10, 30)),
        (ONE_TIME, "yes", time(9, 45)),
        (ONE_TIME, "sounds good", time(9, 45)),
    ],
)
def test_a_time_is_taken_with_the_day_of_our_line(read, ours, said, clock):
    inquiry = read(said, after=ours)
    assert [(when.day, when.earliest, when.latest) for when in inquiry.times] == [(THURSDAY, clock, clock)]
    assert [question.topic for question in inquiry.questions] == [Topic.APPOINTMENT]


@pytest.mark.parametrize("said", ["how about 50", "5 star service", "17"])
def test_a_number_that_is_no_hour_takes_none(read, said):
    assert read(said, after=TWO_TIMES).times == ()


@pytest.mark.parametrize(
    ("said", "year"),
    [
        ("has the cheaper one got eyesight", "2019"),
        ("does the more expensive one have it", "2022"),
        ("the silver one please", "2019"),
    ],
)
def test_one_of_two_is_meant_by_its_price_or_color(read, said, year):
    assert [vehicle.year for vehicle in read(said, after=PRICED).vehicles] == [year]


@pytest.mark.parametrize(
    "said",
    [
        "You answered neither of my questions.",
        "you didn't answer my question",
        "That's not what I asked.",
        "that's why I wrote. I asked for it in writing.",
    ],
)
def test_what_our_line_left_unanswered_is_asked_again(read, said):
    before = (
        Line(
            "Jo", True, "does it have a sunroof and how many miles are on it?", TUESDAY - timedelta(hours=3)
        ),
        Line("Sam", False, "When can you come in for a test drive?", TUESDAY - timedelta(hours=1)),
    )
    questions = read(said, thread=before).questions
    assert [question.text for question in questions if question.older] == [
        "does it have a sunroof",
        "how many miles are on it?",
    ]


@pytest.mark.parametrize("said", ["?", "Is there a human being there??", "hello?"])
def test_a_nudge_asks_only_what_waits(read, said):
    waits = Question("does it tow", Topic.FEATURE)
    assert [question.text for question in read(said, older_questions=(waits,)).questions] == ["does it tow"]


@pytest.mark.parametrize(
    ("said", "asks"),
    [
        (
            "do you deliver to Marion, and if my husband hates it can we return it?",
            ["do you deliver to Marion", "if my husband hates it can we return it?"],
        ),
        (
            "I'd like to know how much the oil change is and whether I can come on Saturday",
            ["I'd like to know how much the oil change is", "whether I can come on Saturday"],
        ),
        (
            "my wife wants to know does it have the heated wheel",
            ["wants to know does it have the heated wheel"],
        ),
        (
            "does it come with the charger or is that extra?",
            ["does it come with the charger or is that extra?"],
        ),
        (
            "quick thing when does the title come for the forester and is my temp tag still good?",
            ["when does the title come for the forester", "is my temp tag still good?"],
        ),
    ],
)
def test_questions_are_split_where_the_second_one_begins(read, said, asks):
    assert [question.text for question in read(said).questions] == asks


@pytest.mark.parametrize(
    "said", ["My nephew wants to see it black on white", "I want to sell it to my nephew"]
)
def test_what_they_would_do_with_others_asks_nothing_in_words(read, said):
    assert all(question.topic is not Topic.TRADE_IN for question in read(f"ok. {said}").questions)


def test_elsewhere_with_thanks_is_no_change(read):
    assert read("went with a different dealer, thx anyway", after=ONE_TIME).questions == ()


def test_the_friday_after_a_holiday_is_that_friday(read):
    days = [when.day for when in read("Open on Thanksgiving? And the Friday after, same hours?").times]
    assert days == [THURSDAY, THURSDAY + timedelta(days=1)]
