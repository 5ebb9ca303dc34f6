"""Absences as pages show them."""

from collections.abc import Iterable
from dataclasses import dataclass

from assistant.core.away import WORDS, until_in_words
from assistant.pipeline.standing_in import thing_of
from assistant.records import Absence, Lent, Teammate
from assistant.web.shown.times import Telling, Told
from assistant.web.shown.today import words_of


@dataclass(frozen=True)
class AbsenceShown:
    id: int
    who: str
    mine: bool
    why: str
    now: bool
    since: Told
    until: Told
    words: str  # "away until Monday"
    stand_in: str


@dataclass(frozen=True)
class LentShown:
    """One thing that a colleague has meanwhile."""

    id: int
    what: str
    customer: str
    words: str
    to: str
    at: Told
    conversation_id: int | None
    customer_id: int

    @property
    def path(self) -> str:
        """Where it lies: in its conversation, or with its customer."""
        if self.conversation_id is not None:
            return f"/conversations/{self.conversation_id}"
        return f"/customers/{self.customer_id}"


def absence(row: Absence, tell: Telling, me: Teammate) -> AbsenceShown:
    return AbsenceShown(
        id=row.id,
        who=row.teammate.name,
        mine=row.teammate_id == me.id,
        why=WORDS[row.why],
        now=row.lasts(tell.now),
        since=tell.moment(row.since),
        until=tell.moment(row.until),
        words=until_in_words(row.until, tell.hours.local(tell.now)),
        stand_in=row.stand_in.name if row.stand_in else "",
    )


def marks(rows: Iterable[Absence], tell: Telling) -> dict[int, str]:
    """What stands beside a name in a list to choose from: "away until Monday"."""
    now = tell.hours.local(tell.now)
    return {row.teammate_id: until_in_words(row.until, now) for row in rows}


@dataclass(frozen=True)
class WithMe:
    """All that one colleague who is away has with me."""

    id: int
    who: str
    words: str  # "away until Monday"
    rows: tuple[LentShown, ...]


def by_absence(rows: Iterable[Lent], tell: Telling) -> list[WithMe]:
    """In the order in which they come; what is over or answered by now is left out."""
    now, groups = tell.hours.local(tell.now), dict[int, list[Lent]]()
    for row in rows:
        groups.setdefault(row.absence_id, []).append(row)
    return [
        WithMe(
            key,
            group[0].absence.teammate.name,
            until_in_words(group[0].absence.until, now) if group[0].absence.lasts(tell.now) else "back",
            tuple(lent(row, tell) for row in group),
        )
        for key, group in groups.items()
    ]


def lent(row: Lent, tell: Telling) -> LentShown:
    what, about = thing_of(row), row.promise or row.ask or row.outside or row.touch
    conversation = row.conversation or (about.conversation if about is not None else None)
    of = row.promise or row.touch or conversation
    customer = of.customer if of is not None else None
    return LentShown(
        id=row.id,
        what=what,
        customer=customer.called if customer else "",
        words=_words(row),
        to=row.to.first_name,
        at=tell.moment(row.at),
        conversation_id=conversation.id if conversation else None,
        customer_id=customer.id if customer else 0,
    )


def _words(row: Lent) -> str:
    if row.conversation is not None:
        return words_of(row.conversation.newest_inbound)
    if row.ask is not None:
        return row.ask.question
    if row.outside is not None:
        return f"{row.outside.whom}: {row.outside.what}"
    if row.touch is not None:
        return row.touch.reason
    return row.promise.what if row.promise is not None else ""
