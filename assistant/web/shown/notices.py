"""Notices as they are listed: one row a matter, with all that is to be said of it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from assistant.core.notice import WORDS, Why
from assistant.pipeline import standing_in
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
    Why.STANDS_IN: "handshake",
}
USUAL = "bell"


@dataclass(frozen=True)
class Row:
    """`id` is that of the newest notice; `also` what else is said of the same matter."""

    id: int
    about: tuple[str, int]
    customer: str
    what: str
    also: tuple[str, ...]
    at: Told
    icon: str
    path: str


def rows(
    notices: Iterable[Notice], tells: Mapping[int, Telling], away: Mapping[int, standing_in.Told]
) -> list[Row]:
    """In the order in which they come, newest first; each matter stands where its newest does.

    `away` has a line for each absence, of whom some are about.
    """
    groups: dict[tuple[str, int], list[Notice]] = {}
    for notice in notices:
        groups.setdefault(notice.about, []).append(notice)
    return [
        _row(group, tells[group[0].store_id], away.get(group[0].absence_id or 0)) for group in groups.values()
    ]


def _row(group: list[Notice], tell: Telling, away: standing_in.Told | None) -> Row:
    newest = group[0]
    said = [away.words] if away else list(dict.fromkeys(WORDS[one.why] for one in group))
    return Row(
        id=newest.id,
        about=newest.about,
        customer=away.who if away else newest.customer.called,
        what=said[0],
        also=tuple(said[1:]),
        at=tell.moment(newest.at),
        icon=ICONS.get(newest.why, USUAL),
        path=newest.path,
    )
