"""How a teammate is told, as their account shows it."""

from dataclasses import dataclass

from assistant.core.clock import time_in_words
from assistant.core.reach import TWICE_A_DAY, Way
from assistant.core.states import DigestState
from assistant.records import Digest, Reach
from assistant.web.shown.times import Telling, Told

DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
NUMBERS = frozenset(str(number) for number in range(len(DAYS)))


@dataclass(frozen=True)
class Choice:
    value: str
    words: str
    on: bool


@dataclass(frozen=True)
class ToldShown:
    """`until` is when the quiet of this moment ends; `failed` why the newest mail did not reach them."""

    ways: tuple[Choice, ...]
    every: int
    own: bool
    quiet_from: str
    quiet_until: str
    days: tuple[Choice, ...]
    breaks: bool
    leads: bool
    until: Told | None
    failed: str


def told(reach: Reach, tell: Telling, newest: Digest | None) -> ToldShown:
    quiet = reach.quiet(tell.hours)
    twice = " and ".join(time_in_words(at) for at in TWICE_A_DAY)
    ways = (
        (Way.NEW, "When something new waits unseen"),
        (Way.TWICE, f"Twice a day, at {twice}"),
        (Way.OFF, "Never: I look here"),
    )
    failed = newest is not None and newest.state is DigestState.FAILED
    return ToldShown(
        ways=tuple(Choice(way.value, words, reach.way is way) for way, words in ways),
        every=reach.every_minutes,
        own=reach.own_quiet,
        quiet_from=reach.quiet_from,
        quiet_until=reach.quiet_until,
        days=tuple(Choice(str(n), day, n in reach.quiet_days) for n, day in enumerate(DAYS)),
        breaks=reach.breaks,
        leads=reach.teammate.leads(),
        until=tell.moment(quiet.over(tell.now)) if quiet.at(tell.now) else None,
        failed=newest.reason if newest is not None and failed else "",
    )
