"""Absences as pages show them."""

from collections.abc import Iterable
from dataclasses import dataclass

from assistant.core.away import WORDS, until_in_words
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


def lent(row: Lent, tell: Telling) -> LentShown:
    conversation, promise, ask = row.conversation, row.promise, row.ask
    if conversation is not None:
        what, customer, words = "conversation", conversation.customer, words_of(conversation.newest_inbound)
        where: int | None = conversation.id
    elif promise is not None:
        what, customer, words, where = "promise", promise.customer, promise.what, promise.conversation_id
    else:
        assert ask is not None
        what, customer, words, where = (
            "question",
            ask.conversation.customer,
            ask.question,
            ask.conversation_id,
        )
    return LentShown(
        id=row.id,
        what=what,
        customer=customer.called,
        words=words,
        to=row.to.first_name,
        at=tell.moment(row.at),
        conversation_id=where,
    )
