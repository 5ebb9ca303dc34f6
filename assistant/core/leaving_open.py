"""What a conversation leaves open when it is closed, and what a person may say of each."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Thing(StrEnum):
    PROMISE = "promise"  # ours, to the customer
    OUTSIDE = "outside"  # somebody beyond the store has to answer
    ASK = "ask"  # a colleague has to answer


class Fate(StrEnum):
    STAYS = "stays"
    KEPT = "kept"  # a promise alone
    DROPPED = "dropped"
    MOVED = "moved"


FATES: Mapping[Thing, Mapping[Fate, str]] = {
    Thing.PROMISE: {
        Fate.STAYS: "It stays promised",
        Fate.KEPT: "It is kept",
        Fate.DROPPED: "Nobody waits for it any more",
        Fate.MOVED: "It moves to another time",
    },
    Thing.OUTSIDE: {
        Fate.STAYS: "We wait on, and ask again then",
        Fate.DROPPED: "Nobody waits for it any more",
        Fate.MOVED: "We ask again at another time",
    },
    Thing.ASK: {
        Fate.STAYS: "The answer is still wanted",
        Fate.DROPPED: "Take the question back",
        Fate.MOVED: "It has until another time",
    },
}


@dataclass(frozen=True)
class Said:
    """What a person says of one thing: `at` where it moves, `why` unless it stays."""

    thing: Thing
    id: int
    fate: Fate
    why: str = ""
    at: datetime | None = None

    def against(self, now: datetime) -> str:
        """Why it does not do, in a sentence; empty where it does."""
        if self.fate not in FATES[self.thing]:
            return "That cannot be said of it."
        if self.fate is not Fate.STAYS and not self.why.strip():
            return "Say why, for each that does not stay as it is."
        if self.fate is Fate.MOVED and (self.at is None or self.at <= now):
            return "Choose a time that is still to come for each that moves."
        return ""
