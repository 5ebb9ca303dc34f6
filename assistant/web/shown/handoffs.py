"""Handoffs as pages show them, and what the form to ask for one offers."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from assistant.core.handing import WORDS, Reason
from assistant.core.states import HandoffState
from assistant.records import Handoff, Teammate
from assistant.web.shown.times import Telling, Told
from assistant.web.shown.today import words_of

DEPARTMENTS = ("sales", "service", "parts", "finance")


@dataclass(frozen=True)
class HandoffShown:
    """`mine`: I am asked; `level` is that of its deadline."""

    id: int
    conversation_id: int
    customer: str
    giver: str
    taker: str
    mine: bool
    given: bool
    reason: str
    note: str
    summary: str
    words: str
    why: str
    lapsed: bool
    due: Told | None
    level: str
    at: Told


@dataclass(frozen=True)
class Choice:
    id: int
    label: str
    away: bool


@dataclass(frozen=True)
class Form:
    """What the form begins with; `takers` by department."""

    takers: tuple[tuple[str, tuple[Choice, ...]], ...]
    reasons: tuple[tuple[str, str], ...]
    summary: str
    due: str


def shown(handoff: Handoff, tell: Telling, me: Teammate) -> HandoffShown:
    conversation = handoff.conversation
    return HandoffShown(
        id=handoff.id,
        conversation_id=conversation.id,
        customer=conversation.customer.called,
        giver=handoff.giver.first_name,
        taker=handoff.taker.first_name,
        mine=handoff.taker_id == me.id,
        given=handoff.giver_id == me.id,
        reason=WORDS[handoff.reason] if handoff.reason is not Reason.OTHER else "",
        note=handoff.note,
        summary=handoff.summary,
        words=words_of(conversation.newest_inbound),
        why=handoff.why,
        lapsed=handoff.state is HandoffState.LAPSED,
        due=tell.due(handoff.due) if handoff.due else None,
        level=tell.due_level(handoff.due) if handoff.due else "ok",
        at=tell.moment(handoff.ended_at or handoff.asked_at),
    )


def form(
    people: Iterable[Teammate],
    owner_id: int,
    away: Mapping[int, str],
    *,
    summary: str,
    due: datetime,
    tell: Telling,
) -> Form:
    others = [one for one in people if one.id != owner_id]
    names = sorted({one.department for one in others}, key=_order)
    return Form(
        takers=tuple((_titled(name), tuple(_choices(others, name, away))) for name in names),
        reasons=tuple((reason.value, WORDS[reason]) for reason in Reason),
        summary=summary,
        due=tell.field(due),
    )


def _choices(people: Iterable[Teammate], department: str, away: Mapping[int, str]) -> Iterable[Choice]:
    for one in people:
        if one.department == department:
            words = [one.name, one.title or department, away.get(one.id, "")]
            yield Choice(one.id, " · ".join(word for word in words if word), one.id in away)


def _order(department: str) -> tuple[int, str]:
    known = department in DEPARTMENTS
    return DEPARTMENTS.index(department) if known else len(DEPARTMENTS), department


def _titled(department: str) -> str:
    return department[:1].upper() + department[1:]
