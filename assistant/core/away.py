"""Absence: why somebody is away, who looks after what waits for them, until when in words."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from assistant.core.clock import day_in_words, moment_in_words


class AwayWhy(StrEnum):
    HOLIDAY = "holiday"
    SICK = "sick"
    AWAY = "away"


WORDS: Mapping[AwayWhy, str] = {
    AwayWhy.HOLIDAY: "On holiday",
    AwayWhy.SICK: "Sick",
    AwayWhy.AWAY: "Away",
}


@dataclass(frozen=True)
class Mate:
    """Who could look after something; `load` is how many customers wait for them already."""

    id: int
    department: str
    load: int = 0


def stand_in(
    mates: Iterable[Mate], *, department: str, chosen: int | None, away: Iterable[int]
) -> int | None:
    """Whom they chose, if that one is here; else of their department who has least, else anybody here."""
    gone = set(away)
    here = [mate for mate in mates if mate.id not in gone]
    if chosen in {mate.id for mate in here}:
        return chosen
    ranked = sorted(here, key=lambda mate: (mate.department != department, mate.load, mate.id))
    return ranked[0].id if ranked else None


def until_in_words(until: datetime, now: datetime) -> str:
    """ "away until Monday"; with the time where it ends on this very day."""
    local = until.astimezone(now.tzinfo)
    if local.date() == now.date():
        return f"away until {moment_in_words(until, now).removeprefix('today at ')}"
    return f"away until {day_in_words(local.date(), now.date())}"


THINGS = ("conversation", "promise", "question", "word from outside", "reason to write")


def with_you(who: str, until: str, things: Iterable[str]) -> str:
    """ "Robin is away until Friday: 2 conversations and 1 promise are with you."; `things` are of THINGS."""
    counted = Counter(things)
    parts = [_many(counted[thing], thing) for thing in THINGS if counted[thing]]
    if not parts:
        return f"{who} is {until}; nothing of theirs is with you any more."
    listed = f"{', '.join(parts[:-1])} and {parts[-1]}" if parts[1:] else parts[0]
    return f"{who} is {until}: {listed} {'is' if counted.total() == 1 else 'are'} with you."


def _many(count: int, thing: str) -> str:
    head, _, tail = thing.partition(" ")
    return f"{count} {thing}" if count == 1 else f"{count} {head}s {tail}".rstrip()
