"""Notices as they are listed: one row a matter, with all that is to be said of it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from assistant.core.notice import WORDS, Why
from assistant.records import Notice
from assistant.web.shown.times import Telling, Told

ICONS = {
    Why.PROMISE_SOON: "handshake",
    Why.PROMISE_LATE: "handshake",
    Why.PROMISE_OF_YOURS_LATE: "handshake",
    Why.CLOCK_AT_RISK: "clock",
    Why.CLOCK_LATE: "clock",
    Why.ESCALATED: "clock",
    Why.WOKE: "moon",
}
USUAL = "bell"


@dataclass(frozen=True)
class Row:
    """`id` is that of the newest notice; `also` what else is said of the same matter."""

    id: int
    about: tuple[int, int]
    customer: str
    what: str
    also: tuple[str, ...]
    at: Told
    icon: str
    path: str


def rows(notices: Iterable[Notice], tells: Mapping[int, Telling]) -> list[Row]:
    """In the order in which they come, newest first; each matter stands where its newest does."""
    groups: dict[tuple[int, int], list[Notice]] = {}
    for notice in notices:
        groups.setdefault(notice.about, []).append(notice)
    return [_row(group, tells[group[0].store_id]) for group in groups.values()]


def _row(group: list[Notice], tell: Telling) -> Row:
    newest = group[0]
    said = list(dict.fromkeys(WORDS[one.why] for one in group))
    return Row(
        id=newest.id,
        about=newest.about,
        customer=newest.customer.called,
        what=said[0],
        also=tuple(said[1:]),
        at=tell.moment(newest.at),
        icon=ICONS.get(newest.why, USUAL),
        path=newest.path,
    )
