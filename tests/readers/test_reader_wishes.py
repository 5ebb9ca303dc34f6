"""Which times are wishes, what an appointment is, and what a new hour of a day that we named means."""

from datetime import time

import pytest

from assistant.core.inquiry import Pressure, Topic

PAST_OR_ELSEWHERE = [
    "You changed my battery last Tuesday, is there a paper for that?",
    "Since Wednesday the radio hums. What is that?",
    "I picked the car up on Saturday and the mats were gone. Where are they?",
    "Is this about the van from Friday?",
    "On Monday we left the spare key with you, did anybody find it?",
    "It rains every morning. Do you sell covers?",
    "Good morning, do you carry roof boxes?",
    "I have to be in court at 10:45. Is the shop far from it?",
    "She gets out of daycare at 4:30, who can fetch her?",
    "Will I be out of there by 5?",
    "We are driving to Boston on Thursday. Are the tires good for that?",
]


@pytest.mark.parametrize("text", PAST_OR_ELSEWHERE)
def test_a_time_of_the_past_or_of_other_things_is_no_wish(read, text):
    inquiry = read(text)
    assert inquiry.times == ()
    assert Topic.APPOINTMENT not in {question.topic for question in inquiry.questions}


WISHES = [
    ("I bought it on Monday, can I come by Friday?", "Friday"),
    ("I told you Saturday. So can we see it on Saturday?", "Saturday"),
    ("Can I put the deposit down today?", "today"),
    ("I have an appointment for Thursday at 9, could we move it?", "Thursday at 9"),
    ("I had a time booked for tomorrow at 2, is that still on?", "tomorrow at 2"),
]


@pytest.mark.parametrize(("text", "wish"), WISHES)
def test_what_they_would_like_stays_a_wish(read, text, wish):
    assert [when.text for when in read(text).times] == [wish]


TOPICS = [
    ("Can I come get my umbrella out of it after 5?", Topic.OTHER),
    ("How do I reach my mother, her bus comes at 2:15?", Topic.OTHER),
    ("Could we bring the Jeep by on Friday?", Topic.APPOINTMENT),
    ("Is Friday at 9 free?", Topic.APPOINTMENT),
    ("Can you fit me in on Wednesday?", Topic.APPOINTMENT),
]


@pytest.mark.parametrize(("text", "topic"), TOPICS)
def test_an_appointment_needs_words_of_coming(read, text, topic):
    assert [question.topic for question in read(text).questions] == [topic]


OFFER = "I have Wednesday at 10:15 am or 1:15 pm. Which suits you?"
CONFIRMED = "Tuesday at 2:30 pm it is, the car will be at the door."


def test_a_dot_parts_hour_and_minutes_and_the_day_is_the_offered_one(read):
    (when,) = read("10.15 works for me", after=OFFER).times
    assert (when.day.isoformat(), when.earliest) == ("2026-11-25", time(10, 15))


def test_a_price_with_a_dot_is_no_time(read):
    assert read("Is the filter still 9.45 or more?").times == ()


def test_a_new_hour_is_a_change_and_no_emergency(read):
    inquiry = read("stuck in a meeting, more like 4, sorry", after=CONFIRMED)
    assert [question.topic for question in inquiry.questions] == [Topic.CHANGE]
    assert inquiry.pressure is not Pressure.NOW
    assert (inquiry.times[0].day.isoformat(), inquiry.times[0].earliest) == ("2026-11-24", time(16))


def test_a_car_that_is_stuck_is_one(read):
    assert read("stuck at work, the car is dead and won't start").pressure is Pressure.NOW


def test_a_yes_to_our_time_stands_beside_another_question(read):
    inquiry = read("wednesday 10:15 is good. which door do we use?", after=OFFER)
    assert [question.topic for question in inquiry.questions][0] is Topic.APPOINTMENT
    assert len(inquiry.questions) == 2


def test_a_full_question_about_something_else_takes_nothing_of_our_line(read):
    inquiry = read("unrelated, do you folks fix dents or just paint", after=OFFER)
    assert Topic.APPOINTMENT not in {question.topic for question in inquiry.questions}
