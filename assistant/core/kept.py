"""How well promises were kept: counted by what became of them, never by what somebody meant."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from assistant.core.states import PromiseState


@dataclass(frozen=True)
class Ended:
    """One promise: `at` is when a person ended it, None while it is open."""

    state: PromiseState
    due: datetime
    at: datetime | None


@dataclass(frozen=True)
class Kept:
    """Numbers of promises. Renewed before they were due count as kept in time; released ones not at all.

    `late` were kept, or renewed, after their time, or are open past it.
    """

    in_time: int = 0
    late: int = 0
    broken: int = 0

    @property
    def all(self) -> int:
        return self.in_time + self.late + self.broken

    @property
    def rate(self) -> int | None:
        """Percent kept in time; None where nothing was to be kept."""
        return round(100 * self.in_time / self.all) if self.all else None


def counted(promises: Iterable[Ended], now: datetime) -> Kept:
    """Open ones count once they are late."""
    in_time = late = broken = 0
    for one in promises:
        match one.state:
            case PromiseState.BROKEN:
                broken += 1
            case PromiseState.KEPT | PromiseState.RENEWED:
                met = one.at is not None and one.at <= one.due
                in_time, late = in_time + met, late + (not met)
            case PromiseState.OPEN:
                late += one.due < now
    return Kept(in_time, late, broken)
