"""When a teammate is mailed what waits for them unseen: how they want it, and whether it is time."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from enum import StrEnum

from assistant.core.notice import URGENT, Why
from assistant.core.quiet import Quiet

TWICE_A_DAY = (time(8), time(14))  # in the zone of their store
DEFAULT_EVERY = 15  # minutes
SHORTEST_EVERY, LONGEST_EVERY = 5, 24 * 60  # minutes
AFTER_A_FAILURE = timedelta(hours=24)  # an address that refuses mail is left alone for so long
BREAKS_AFTER = timedelta(minutes=5)  # unseen, before an escalation breaks the quiet


class Way(StrEnum):
    """Kept as these words."""

    OFF = "off"
    NEW = "when something new waits"
    TWICE = "twice a day"


@dataclass(frozen=True)
class Wish:
    """How a teammate wants to be mailed; `breaks`: an escalation may break their quiet hours."""

    way: Way = Way.NEW
    every: timedelta = timedelta(minutes=DEFAULT_EVERY)
    breaks: bool = False


@dataclass(frozen=True)
class Unseen:
    """One notice that nobody has seen or mailed."""

    why: Why
    at: datetime


@dataclass(frozen=True)
class Before:
    """The mail before: when it left, or when it failed."""

    at: datetime
    failed: bool = False


def mailed_now(
    unseen: tuple[Unseen, ...], wish: Wish, quiet: Quiet, *, before: Before | None, now: datetime
) -> tuple[Unseen, ...]:
    """What a mail at this moment holds; nothing where none is due."""
    if wish.way is Way.OFF or not unseen or _too_soon(wish, before, now):
        return ()
    if quiet.at(now):
        urgent = tuple(one for one in unseen if wish.breaks and one.why in URGENT)
        return urgent if any(one.at + BREAKS_AFTER <= now for one in urgent) else ()
    return unseen if any(due(one.at, wish, quiet) <= now for one in unseen) else ()


def due(at: datetime, wish: Wish, quiet: Quiet) -> datetime:
    """When what is unseen since `at` may be mailed: what came in the quiet time at its end."""
    if quiet.at(at):
        return quiet.over(at)
    if wish.way is Way.NEW:
        return quiet.over(at + wish.every)
    return quiet.over(next(slot for slot in _slots(at, quiet) if slot >= at))


def _slots(since: datetime, quiet: Quiet) -> Iterator[datetime]:
    today = quiet.hours.local(since).date()
    for ahead in range(3):
        for at in TWICE_A_DAY:
            yield datetime.combine(today + timedelta(days=ahead), at, quiet.hours.zone)


def _too_soon(wish: Wish, before: Before | None, now: datetime) -> bool:
    if before is None:
        return False
    pause = wish.every if wish.way is Way.NEW else timedelta(0)
    return now < before.at + (AFTER_A_FAILURE if before.failed else pause)
