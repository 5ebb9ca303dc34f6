"""Days and times in a text, read on Tuesday, November 24, 2026, at 10 am."""

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

import pytest

from assistant.core.clock import BusinessHours
from assistant.core.context import Signer
from assistant.core.mentions import identifiers
from assistant.core.promise import promises_in
from assistant.core.sentences import sentences
from assistant.core.when import resolve

ZONE = ZoneInfo("America/New_York")
HOURS = BusinessHours(
    ZONE, {day: (time(9), time(18)) for day in range(6)}, {date(2026, 11, 26): "Thanksgiving"}
)
NOW = datetime(2026, 11, 24, 10, tzinfo=ZONE)
DANA = Signer("Dana Ruiz", "Sales", "555-0142", "dana@northgate.example")

NAMED = {
    "by Wednesday at 5 pm": "11-25 17:00",
    "tomorrow morning": "11-25 12:00",
    "before noon": "11-24 12:00",
    "end of day tomorrow": "11-25 18:00",
    "by close": "11-24 18:00",
    "first thing tomorrow": "11-25 10:00",
    "tomorrow": "11-25 18:00",
    "November 26": "11-27 10:00",  # closed: an hour after the next opening
    "on 11/25 at 9": "11-25 09:00",
    "27 Nov": "11-27 18:00",
    "in 20 minutes": "11-24 10:20",
    "within the hour": "11-24 11:00",
    "within 2 business days": "11-27 18:00",
    "by the end of the week": "11-27 18:00",
    "today by 6": "11-24 18:00",
    "see you at 4!": "11-24 16:00",
    "Monday the 30th at noon": "11-30 12:00",
    "in the morning": "11-25 12:00",
    "mañana por la mañana": "11-25 12:00",
    "el viernes a las 4": "11-27 16:00",
    "antes de las 5 el 25 de noviembre": "11-25 17:00",
    "at 9 a.m. on Saturday": "11-28 09:00",
    "by half past four": "11-24 16:30",
    "tomorrow at a quarter to eleven": "11-25 10:45",
    "on Friday at two in the afternoon": "11-27 14:00",
    "until eight tonight": "11-24 20:00",
}
NEVER = [
    "stock #T4471 at $31,450",
    "28,000 miles",
    "a 2021 Outback",
    "225/65 R17",
    "24/7",
    "3/4 of a tank",
    "10/10 would buy",
    "they may call in March 2020",
    "it sat in the sun",
    "1/2 price",
    "9 to 11 seats",
    "5 to 7 people",
    "2 or 3 of them",
    "4.9% for 60",
    "Good morning",
    "VIN 4S4BTGND8N3123456",
    "room 4:3:2",
]


@pytest.mark.parametrize(("text", "at"), NAMED.items())
def test_a_time_in_words_is_resolved(text, at):
    found = resolve(text, NOW, HOURS)
    assert [f"{moment.at:%m-%d %H:%M}" for moment in found] == [at]


@pytest.mark.parametrize("text", NEVER)
def test_other_numbers_are_no_times(text):
    assert resolve(text, NOW, HOURS) == []


def test_two_times_share_their_day():
    found = resolve("Thursday at 4:15 or 5:00, or Friday at 9", NOW, HOURS)
    assert [f"{m.at:%a %H:%M}" for m in found] == ["Thu 16:15", "Thu 17:00", "Fri 09:00"]


def test_a_span_has_an_end_and_a_wrong_weekday_is_noticed():
    assert resolve("between 9 and 11 on Friday", NOW, HOURS)[0].until == datetime(
        2026, 11, 27, 11, tzinfo=ZONE
    )
    assert resolve("Tuesday, November 26, at 5", NOW, HOURS)[0].clash


PROMISED = {
    "I will mail you a range by Wednesday at 5 pm.": ("Dana Ruiz", "mail you a range", "11-25 17:00"),
    "Luis will call you tomorrow morning.": ("Luis Ortega", "call you", "11-25 12:00"),
    "You'll hear from me before noon.": ("Dana Ruiz", "hear from me", "11-24 12:00"),
    "By end of day Friday I'll have a number for you.": ("Dana Ruiz", "have a number for you", "11-27 18:00"),
    "I'll get right back to you.": ("Dana Ruiz", "get right back to you", None),
    "I am having it looked up tonight and will mail you a range by noon tomorrow.": (
        "Dana Ruiz",
        "mail you a range",
        "11-25 12:00",
    ),
    "I'll take it up with the bank today and write to you by 4 pm.": (
        "Dana Ruiz",
        "take it up with the bank today and write to you",
        "11-24 16:00",
    ),
    "Le escribo mañana antes de las 5.": ("Dana Ruiz", "escribo", "11-25 17:00"),
}


@pytest.mark.parametrize(("text", "promise"), PROMISED.items())
def test_a_promise_has_who_what_and_when(text, promise):
    found = promises_in(text, signer=DANA, now=NOW, hours=HOURS, colleagues=("Luis Ortega",))
    assert [(p.who, p.what, p.due and f"{p.due:%m-%d %H:%M}") for p in found] == [promise]


@pytest.mark.parametrize(
    "text",
    [
        "I'll be here until 6.",
        "Once you pick a time I'll send a note.",
        "The truck will be here Friday.",
        "I will see you soon.",
    ],
)
def test_what_promises_nothing_is_no_promise(text):
    assert promises_in(text, signer=DANA, now=NOW, hours=HOURS) == ()


def test_sentences_keep_their_places_and_survive_abbreviations_and_signatures():
    text = (
        "Hi Tom,\n\nIt is $31.5k, says Mr. Hale. Come at 9 a.m."
        " We open then.\n- one\n- two\n\nBest,\nDana Ruiz\nSales"
    )
    found = sentences(text)
    assert [s.text for s in found] == [
        "Hi Tom,",
        "It is $31.5k, says Mr. Hale.",
        "Come at 9 a.m.",
        "We open then.",
        "- one",
        "- two",
        "Best,",
        "Dana Ruiz",
        "Sales",
    ]
    assert all(text[s.start : s.end] == s.text for s in found)


def test_identifiers_are_names_plates_vins_and_numbers():
    found = identifiers(
        "Hi Tom, call Ann Whitfield at (555) 555-0142 about plate ABC-1234, RO 88123, #T4471, a@b.example"
    )
    assert {
        "Tom",
        "Ann Whitfield",
        "Whitfield",
        "(555) 555-0142",
        "ABC-1234",
        "88123",
        "T4471",
        "a@b.example",
    } <= set(found)


def test_what_goes_into_the_same_message_is_promised_for_its_time():
    text = "I'll write to you by noon. I'll also ask Luis Ortega about it and put it in the same message."
    first, second = promises_in(text, signer=DANA, now=NOW, hours=HOURS)
    assert first.due == second.due == datetime(2026, 11, 24, 12, tzinfo=ZONE)
