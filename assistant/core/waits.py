"""How long customers waited: median and 90th percentile of business and wall time, and buckets."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import ceil
from zoneinfo import ZoneInfo

from assistant.core.buckets import bucket, counted


@dataclass(frozen=True)
class Waited:
    """One wait that a person's answer ended; `zone` is the store's."""

    began: datetime
    ended: datetime
    business: timedelta
    in_time: bool
    zone: ZoneInfo

    @property
    def wall(self) -> timedelta:
        return self.ended - self.began


@dataclass(frozen=True)
class Waits:
    """Figures of many waits; the four times are None where there was none.

    `never` counts whoever has no answer after a day: those who wait still, and those who were closed.
    """

    number: int
    in_time: int
    buckets: dict[str, int]
    business_median: timedelta | None
    business_90th: timedelta | None
    wall_median: timedelta | None
    wall_90th: timedelta | None

    @property
    def rate(self) -> int | None:
        """Percent answered within the store's limits; None where nobody was answered."""
        return round(100 * self.in_time / self.number) if self.number else None


def measured(waits: Iterable[Waited], never: int) -> Waits:
    found = list(waits)
    business, wall = sorted(one.business for one in found), sorted(one.wall for one in found)
    return Waits(
        number=len(found),
        in_time=sum(one.in_time for one in found),
        buckets=counted(bucket(one.began, one.ended, one.zone) for one in found) | {"never": never},
        business_median=percentile(business, 50),
        business_90th=percentile(business, 90),
        wall_median=percentile(wall, 50),
        wall_90th=percentile(wall, 90),
    )


def percentile(ordered: Sequence[timedelta], percent: int) -> timedelta | None:
    """By nearest rank: the smallest one that at least so many percent do not exceed."""
    if not ordered:
        return None
    return ordered[max(ceil(len(ordered) * percent / 100), 1) - 1]
