"""Snoozed until when: a time, or something that happens; and why it came back, as a person reads it."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from enum import StrEnum

from assistant.core.clock import BusinessHours


class Until(StrEnum):
    """What a snooze waits for besides its latest time. Kept as these words."""

    TIME = "a time"
    MESSAGE = "they write"
    ASK = "a colleague answers"
    RECORD = "a record of theirs changes"
    PROMISE = "a promise is due"


class Woke(StrEnum):
    """Why it came back. Kept as these words."""

    TIME = "its time came"
    LATEST = "nothing happened until the latest time"
    MESSAGE = "they wrote"
    ASK = "a colleague answered"
    RECORD = "a record of theirs changed"
    PROMISE = "a promise is due"
    TAKEN = "somebody brought it back"


UNTIL_WORDS: Mapping[Until, str] = {
    Until.TIME: "",
    Until.MESSAGE: "or when they write",
    Until.ASK: "or when a colleague answers",
    Until.RECORD: "or when something new of them is on record",
    Until.PROMISE: "or an hour before a promise here is due",
}
WOKE_WORDS: Mapping[Woke, str] = {
    Woke.TIME: "Back: its time has come.",
    Woke.LATEST: "Back at its latest time: nothing has happened.",
    Woke.MESSAGE: "Back: they wrote.",
    Woke.ASK: "Back: a colleague has answered.",
    Woke.RECORD: "Back: something new of them is on record.",
    Woke.PROMISE: "Back: a promise here is due.",
    Woke.TAKEN: "Back: somebody brought it back.",
}


def latest(hours: BusinessHours, now: datetime) -> datetime:
    """Where nobody says how long at the most: the second next opening, or two days."""
    openings = [opens for opens, _ in hours.spans(now) if opens > now][:2]
    return openings[-1] if openings else now + timedelta(days=2)
