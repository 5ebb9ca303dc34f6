"""Promises as people type them, and what only looks like one: read on Tuesday, November 24, 2026, 10 am."""

import csv
from datetime import date, datetime, time
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from assistant.core.clock import BusinessHours
from assistant.core.context import Signer
from assistant.core.promise import promises_in

HERE = Path(__file__).parent / "promised"
ZONE = ZoneInfo("America/New_York")
HOURS = BusinessHours(
    ZONE, {day: (time(9), time(18)) for day in range(6)}, {date(2026, 11, 26): "Thanksgiving"}
)
NOW = datetime(2026, 11, 24, 10, tzinfo=ZONE)
DANA = Signer("Dana Ruiz", "Sales", "555-0142", "dana@northgate.example")
RIGHT, FALSE = 0.95, 0.03


def found(text):
    return promises_in(text, signer=DANA, now=NOW, hours=HOURS)


def wrong(name):
    """Of a file of promises those that are not read with the right person and the right time."""
    for row in csv.DictReader((HERE / name).open()):
        read = [(f"{p.due.astimezone(ZONE):%m-%d %H:%M}" if p.due else "", p.who) for p in found(row["text"])]
        who = "Dana Ruiz" if row["who"] == "I" else row["who"]
        if (row["due"], who) not in read:
            yield row["due"], row["text"], read


def alarms(name):
    for line in (HERE / name).read_text().splitlines():
        if promises := found(line):
            yield line, [(p.what, str(p.due)) for p in promises]


def count(name):
    return len((HERE / name).read_text().splitlines()) - name.endswith(".csv")


@pytest.mark.parametrize("name", ["english.csv", "spanish.csv"])
def test_they_are_read_at_the_right_time(name):
    missed = list(wrong(name))
    assert len(missed) <= (1 - RIGHT) * count(name), missed


@pytest.mark.parametrize("name", ["english_none.txt", "spanish_none.txt"])
def test_what_promises_nothing_is_none(name):
    false = list(alarms(name))
    assert len(false) <= FALSE * count(name), false


def test_there_are_as_many_as_are_spoken_of():
    names = ("english.csv", "english_none.txt", "spanish.csv", "spanish_none.txt")
    assert [count(name) for name in names] == [60, 60, 15, 15]


def row_of(promise):
    who = "I" if promise.who == "Dana Ruiz" else promise.who
    return f"{promise.due.astimezone(ZONE):%m-%d %H:%M}" if promise.due else "", who, promise.what


@pytest.mark.parametrize("row", csv.DictReader((HERE / "more.csv").open()), ids=lambda row: row["text"])
def test_what_was_missed_once_is_read_with_its_words(row):
    assert (row["due"], row["who"], row["what"]) in [row_of(one) for one in found(row["text"])]


@pytest.mark.parametrize("text", (HERE / "more_none.txt").read_text().splitlines())
def test_what_only_sounds_like_it_is_none(text):
    assert [row_of(one) for one in found(text)] == []
