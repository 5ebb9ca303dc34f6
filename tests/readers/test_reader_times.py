"""Days and times as a customer names them on Tuesday, November 24, 2026."""

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

import pytest

from assistant.readers.times import times

TUESDAY = datetime(2026, 11, 24, 10, tzinfo=ZoneInfo("America/New_York"))
NOV_24, NOV_25, NOV_26, NOV_27, NOV_28 = (date(2026, 11, day) for day in range(24, 29))
NAMED = [
    ("can I come Thursday after 4", "Thursday after 4", NOV_26, time(16), None),
    ("tomorrow morning", "tomorrow morning", NOV_25, time(8), time(12)),
    ("this afternoon would be OK", "this afternoon", NOV_24, time(12), time(17)),
    ("pick up on Nov 26 please", "Nov 26", NOV_26, None, None),
    ("between 9 and 11", "between 9 and 11", None, time(9), time(11)),
    ("sometime next week", "next week", None, None, None),
    ("flight tomorrow 6 am", "tomorrow 6 am", NOV_25, time(6), time(6)),
    ("4:15 works", "4:15", None, time(16, 15), time(16, 15)),
    ("next Friday", "next Friday", date(2026, 12, 4), None, None),
    ("12/3 at 2pm", "12/3 at 2pm", date(2026, 12, 3), time(14), time(14)),
    ("be there by 5:30", "by 5:30", None, None, time(17, 30)),
    ("between 9am and 1pm Saturday", "between 9am and 1pm Saturday", NOV_28, time(9), time(13)),
    ("el jueves a las 4", "el jueves a las 4", NOV_26, time(16), time(16)),
    ("the 9th after 1:30", "the 9th after 1:30", date(2026, 12, 9), time(13, 30), None),
    ("are you open Black Friday", "Black Friday", NOV_27, None, None),
    ("tomorrow around 10-11", "tomorrow around 10-11", NOV_25, time(10), time(11)),
    ("Thursday, December 3 at 2pm", "December 3 at 2pm", date(2026, 12, 3), time(14), time(14)),
    ("Thursday 12/3 at 2pm", "12/3 at 2pm", date(2026, 12, 3), time(14), time(14)),
    (
        "Thursday, December 3, 2026, 2 pm to 3 pm (America/New_York)",
        "December 3, 2026, 2 pm to 3 pm",
        date(2026, 12, 3),
        time(14),
        time(15),
    ),
    ("noon on Friday", "noon on Friday", NOV_27, time(12), time(12)),
]


@pytest.mark.parametrize(
    ("said", "text", "day", "earliest", "latest"), NAMED, ids=[case[0] for case in NAMED]
)
def test_a_named_day_or_time_is_read(said, text, day, earliest, latest):
    (when,) = times(said, TUESDAY)
    assert (when.text, when.day, when.earliest, when.latest) == (text, day, earliest, latest)


NOT_TIMES = [
    "the 2022 Outback P1234 for $31,450",
    "about 5 months",
    "my 2019 has 60,000 miles",
    "she turns 16 in May",
    "call 555-201-3344",
    "in 72 months at 6.9%",
    "3-4 people, 2 kids",
    "I owe about 9 thousand",
    "he is 5 1/2",
    "I sat there for two hours",
    "stock T10-26",
]


@pytest.mark.parametrize("said", NOT_TIMES)
def test_prices_years_and_stock_numbers_are_no_times(said):
    assert times(said, TUESDAY) == ()


def test_two_days_are_two_times():
    found = times("Friday afternoon or Saturday morning works", TUESDAY)
    assert [when.day for when in found] == [NOV_27, NOV_28]


HOLIDAYS = [
    ("Can I come in on Thanksgiving?", "Thanksgiving", NOV_26),
    ("the Friday after Thanksgiving works", "Friday after Thanksgiving", NOV_27),
    ("the Monday after Christmas", "Monday after Christmas", date(2026, 12, 28)),
    ("the Saturday before Christmas", "Saturday before Christmas", date(2026, 12, 19)),
    ("are you open Christmas Eve", "Christmas Eve", date(2026, 12, 24)),
    ("New Year's Day?", "New Year's Day", date(2027, 1, 1)),
    ("open on Labor Day?", "Labor Day", date(2027, 9, 6)),
    ("before Memorial Day", "Memorial Day", date(2027, 5, 31)),
    ("closed on Easter?", "Easter", date(2027, 3, 28)),
    ("around the 4th of July", "4th of July", date(2027, 7, 4)),
]


@pytest.mark.parametrize(("said", "text", "day"), HOLIDAYS, ids=[case[0] for case in HOLIDAYS])
def test_a_holiday_is_a_day(said, text, day):
    (when,) = times(said, TUESDAY)
    assert (when.text.removeprefix("the "), when.day) == (text, day)
