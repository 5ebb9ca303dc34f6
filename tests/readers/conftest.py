"""A reader, and a customer's turn written on a Tuesday morning two days before Thanksgiving."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from assistant.core.inquiry import Turn
from assistant.core.thread import Line
from assistant.readers.rules import RulesReader

TUESDAY = datetime(2026, 11, 24, 10, 0, tzinfo=ZoneInfo("America/New_York"))


@pytest.fixture(scope="session")
def reader():
    return RulesReader()


@pytest.fixture
def read(reader):
    """read("their words", after="our last line", any field of Turn)."""

    def reading(text, after="", **given):
        thread = (Line("Sam", False, after, TUESDAY - timedelta(hours=1)),) if after else ()
        return reader.read(Turn(text, TUESDAY, **{"thread": thread, **given}))

    return reading
