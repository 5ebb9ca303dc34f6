"""Threads whose last message changes the subject, is short, or points back: the newest words are answered.

One line a case: what was said (C the customer, S the salesperson), the last message, its topics, its kind,
and the vehicle that a reply must speak of ("-" where it must speak of none, "*" where either would do).
"""

from datetime import timedelta

import pytest
from readers.conftest import TUESDAY

from assistant.core.thread import Line

OUTBACK = ("C: Is the 2022 Outback P1234 still there?", "S: Yes, it is here. It is $31,450.")
TWO = ("C: Is the 2022 Outback P1234 still there?", "S: Yes. We also have a 2021 Forester P1200.")
SOLD = ("C: Is the Outback still there?", "S: It was sold. We have a RAV4 and a CR-V.")
INSTEAD = ("C: Is the Outback still there?", "S: No longer, sorry. How about the 2021 Forester P1200?")
COLORS = ("C: Which SUVs do you have?", "S: A white CR-V and a blue RAV4.")
TACOMA = ("C: What is the price on the Tacoma?", "S: $34,900. Does Friday at 2 work?")
BOOKED = ("C: What is the price on the Tacoma?", "S: $34,900. You are booked for Friday at 2.")
HOLD = ("C: Is the Outback there?", "S: Yes. Want me to hold it?")
OIL = ("C: How much for an oil change on my 2019 Outback?", "S: About $79. Want me to book you in?")
OIL_TIME = ("C: How much for an oil change on my 2019 Outback?", "S: About $79. I have Thursday at 8.")
READY = ("C: Is my Jeep ready?", "S: Your Jeep will be ready at 4.")
NEWS = ("C: When is my truck ready?", "S: I'll find out by noon.")
TRADE = ("C: I want to trade my Civic for the RAV4", "S: Great! What year is the Civic?")
VALUE = ("C: I want to trade my Civic for the RAV4", "S: We could do about $9,000 for the Civic.")
RACK = ("C: Do you have the rack for my 2017 Outback?", "S: Parts can order it, $289.")
DAYS = ("C: Can I come Saturday?", "S: Saturday at 10 or 2?")
SET = ("C: Can I come Saturday?", "S: You are booked for Saturday at 10.")
DENT = ("C: Someone dented my Camry", "S: Can you send a photo of the dent?")

THREADS = [
    (OUTBACK, "does it have heated seats", "feature", "question", "2022 Outback"),
    (OUTBACK, "would you take 29k for it", "price", "question", "2022 Outback"),
    (OUTBACK, "what time do you close", "hours", "question", "-"),
    (OUTBACK, "where are you located", "location", "question", "-"),
    (OUTBACK, "Actually my Civic needs brakes. How much is that?", "service-price", "service", "Civic"),
    (OUTBACK, "My wife prefers the Forester. Got any?", "availability", "question", "Forester"),
    (OUTBACK, "any accidents?", "history", "question", "2022 Outback"),
    (OUTBACK, "ok thanks", "", "thanks", "-"),
    (OUTBACK, "is the Outback a hybrid?", "feature", "question", "2022 Outback"),
    (TWO, "how many miles are on the other one?", "feature", "question", "2021 Forester"),
    (TWO, "I'd like to see that one tomorrow at 4", "appointment", "question", "2021 Forester"),
    (TWO, "is it still under warranty?", "feature", "question", "2022 Outback"),
    (TWO, "what about the first one, any accidents?", "history", "question", "*"),
    (SOLD, "the RAV4 sounds good, how much?", "price", "question", "RAV4"),
    (SOLD, "the second one please", "availability", "question", "CR-V"),
    (SOLD, "oh no. anything similar?", "availability", "question", "*"),
    (INSTEAD, "does it have a sunroof?", "feature", "question", "2021 Forester"),
    (COLORS, "the blue one. any accidents?", "history", "question", "RAV4"),
    (COLORS, "how much is the white one", "price", "question", "CR-V"),
    (TACOMA, "This afternoon would be OK", "appointment", "question", "Tacoma"),
    (TACOMA, "can't do Friday", "appointment", "question", "Tacoma"),
    (TACOMA, "yes that works", "appointment", "question", "Tacoma"),
    (TACOMA, "👍", "appointment", "question", "Tacoma"),
    (TACOMA, "is there a cheaper one", "availability", "question", "Tacoma"),
    (BOOKED, "running late, maybe 20 min", "change", "question", "*"),
    (BOOKED, "never mind, we bought one elsewhere", "change", "question", "*"),
    (BOOKED, "👍", "", "thanks", "-"),
    (HOLD, "sure", "availability", "question", "Outback"),
    (HOLD, "no thanks", "", "thanks", "-"),
    (HOLD, "??", "availability", "question", "Outback"),
    (OIL, "yes please", "appointment", "service", "2019 Outback"),
    (OIL_TIME, "that works. do you also rotate tires", "appointment other", "service", "2019 Outback"),
    (READY, "ok thanks", "", "thanks", "-"),
    (READY, "great. and the bill?", "service-price", "service", "Jeep"),
    (READY, "what time do you close", "hours", "question", "-"),
    (NEWS, "any news?", "repair-status", "status", "*"),
    (TRADE, "2016, what would you give me for it", "trade-in", "question", "Civic"),
    (VALUE, "hmm. is it white?", "feature", "question", "RAV4"),
    (RACK, "please order it", "parts", "question", "2017 Outback"),
    (RACK, "how long does that take?", "parts", "question", "2017 Outback"),
    (DAYS, "2", "appointment", "question", "-"),
    (DAYS, "the first", "appointment", "question", "-"),
    (DAYS, "either is fine", "appointment", "question", "-"),
    (DAYS, "neither, Sunday?", "appointment", "question", "-"),
    (SET, "make it 11 instead", "change", "question", "-"),
    (SET, "do I need to bring anything", "paperwork", "question", "-"),
    (SET, "Perfect, thank you", "", "thanks", "-"),
    (DENT, "photo attached", "*", "*", "*"),
]


def thread_of(lines):
    return tuple(
        Line(line[0], line[0] == "C", line[3:], TUESDAY - timedelta(minutes=60 - 5 * number))
        for number, line in enumerate(lines)
    )


@pytest.mark.parametrize(
    ("lines", "last", "topics", "kind", "vehicle"),
    THREADS,
    ids=[f"{c[0][0][3:20]} | {c[1]}" for c in THREADS],
)
def test_the_last_message_is_what_is_understood(read, lines, last, topics, kind, vehicle):
    inquiry = read(last, thread=thread_of(lines))
    assert all(question.text in last for question in inquiry.questions)
    if topics != "*":
        assert [question.topic.value for question in inquiry.questions] == topics.split()
        assert inquiry.kind.value == kind
    if vehicle != "*":
        named = [f"{mention.year} {mention.model or mention.make}".strip() for mention in inquiry.vehicles]
        assert (named[-1:] or ["-"]) == [vehicle]


def test_a_picture_that_we_asked_for_waits(read):
    inquiry = read("photo attached", thread=thread_of(DENT))
    assert len(inquiry.questions) == 1


def test_a_vehicle_of_the_thread_is_marked_as_named_before(read):
    (vehicle,) = read("does it have heated seats", thread=thread_of(OUTBACK)).vehicles
    assert (vehicle.before, vehicle.stock, vehicle.own) == (True, "P1234", False)


def test_one_named_anew_is_completed_and_not_marked(read):
    (vehicle,) = read("is the Outback a hybrid?", thread=thread_of(OUTBACK)).vehicles
    assert (vehicle.before, vehicle.stock, vehicle.text) == (False, "P1234", "Outback")


def test_nothing_is_invented_without_a_thread(read):
    assert read("does it have heated seats").vehicles == ()


def test_our_we_have_makes_no_car_theirs(read):
    assert not any(v.own for v in read("I'll take that one", thread=thread_of(TWO)).vehicles)
