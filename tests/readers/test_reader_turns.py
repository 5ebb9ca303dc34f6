"""Short turns: the newest wins, the thread gives it meaning."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from assistant.core.inquiry import Kind, Topic
from assistant.core.thread import Line

TUESDAY = datetime(2026, 11, 24, 10, tzinfo=ZoneInfo("America/New_York"))
OFFER = "I have Thursday at 2:00 or 4:15 open. Which works for you?"
SHORT = [
    ("4:15 works", OFFER, "appointment"),
    ("This afternoon would be OK", "I can do 2 or 4 today, which works?", "appointment"),
    ("ok", "Does Thursday at 4 work?", "appointment"),
    ("Sounds perfect", "I have Saturday at 2:00 PM, does that work?", "appointment"),
    ("the later one", OFFER, "appointment"),
    ("yes please", "Would you like me to send photos of the Outback?", "feature"),
    ("Yes", "Shall I run a Carfax history report for you?", "history"),
    ("the blue one", "Is it the blue Forester or the white one you saw in stock?", "availability"),
    ("be there at nine", "When can you come by?", "appointment"),
    ("Can't make it, something came up", "See you Thursday at 4.", "change"),
    ("tomorrow around 11 would be best", "", "appointment"),
    ("Friday at 4 works for me.", "", "appointment"),
    ("1-2 o'clock ish", "What time do you think?", "appointment"),
]


@pytest.mark.parametrize(
    ("text", "ours", "topic"), SHORT, ids=[f"{text} | {ours}" for text, ours, _ in SHORT]
)
def test_a_short_turn_is_read_against_our_last_line(read, text, ours, topic):
    inquiry = read(text, after=ours)
    assert inquiry.kind not in (Kind.THANKS, Kind.NOT_AN_INQUIRY)
    assert [question.topic.value for question in inquiry.questions] == [topic]


NOTHING_OPEN = [
    ("ok thanks", "I'll keep you posted."),
    ("Cool", "Sounds good, thanks for the update."),
    ("Perfect, thank you", "You're all set for Thursday at 4. See you then!"),
    ("No thanks", "Is there anything else I can help you with?"),
    ("ok thanks", ""),
]


def test_whoever_thanks_twice_in_a_row_asks_nothing_the_second_time_either(read):
    ours = Line("Sam", False, OFFER, TUESDAY - timedelta(hours=2))
    theirs = Line("Lee", True, "Thank you!", TUESDAY - timedelta(hours=1))
    inquiry = read("Great, thanks.", thread=(ours, theirs))
    assert (inquiry.kind, inquiry.questions) == (Kind.THANKS, ())


@pytest.mark.parametrize(
    ("text", "ours"), NOTHING_OPEN, ids=[f"{text} | {ours}" for text, ours in NOTHING_OPEN]
)
def test_courtesy_that_answers_nothing_needs_no_answer(read, text, ours):
    inquiry = read(text, after=ours)
    assert (inquiry.kind, inquiry.questions) == (Kind.THANKS, ())


def test_accepting_a_service_time_is_a_service_matter(read):
    assert read("ok", after="We can take the brakes Thursday at 8, does that work?").kind is Kind.SERVICE


def test_a_burst_is_one_turn(read):
    inquiry = read("hi\nthanks for the photos\nis it still there\nand what would you take for it")
    assert [question.topic for question in inquiry.questions] == [Topic.AVAILABILITY, Topic.PRICE]


def test_a_link_alone_asks_about_that_vehicle(read):
    link = "https://store.example/inventory/p1234-outback"
    (question,) = read(link).questions
    assert (question.text, question.topic) == (link, Topic.AVAILABILITY)


def test_a_picture_alone_waits(read):
    inquiry = read("here's a pic", after="Can you send a photo of the dent?")
    assert inquiry.kind is not Kind.THANKS
    assert inquiry.questions


def test_an_empty_turn_waits(read):
    assert read("").kind is Kind.QUESTION
