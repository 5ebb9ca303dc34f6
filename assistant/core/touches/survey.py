"""Whether a customer may be asked how content they are: rarely, and never before a matter is over."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from assistant.core.touches.rule import SURVEY_FIRST, SURVEY_LAST

ASKED_AGAIN = timedelta(days=30)  # the shortest time between two such questions to one customer


@dataclass(frozen=True)
class Closed:
    """One matter of one customer. `at` is when it was closed, None while it is open; `promised`, `asking`

    and `complaining` are of the whole customer: somebody who still waits for us is not asked for marks.
    """

    at: datetime | None
    promised: bool = False  # something that we promised them is open
    asking: bool = False  # a question of theirs is open
    complaining: bool = False
    asked_of_it: bool = False  # of this very matter, whenever
    asked_at: datetime | None = None  # of any matter


def may_ask(closed: Closed, now: datetime) -> bool:
    if closed.at is None or closed.promised or closed.asking or closed.complaining or closed.asked_of_it:
        return False
    if closed.asked_at is not None and now - closed.asked_at < ASKED_AGAIN:
        return False
    return timedelta(days=SURVEY_FIRST) <= now - closed.at <= timedelta(days=SURVEY_LAST)
