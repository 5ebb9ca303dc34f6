"""Questions to colleagues as pages show them, and what a hole in a draft offers."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from assistant.core.asking import DEPARTMENTS
from assistant.core.inquiry import Pressure, Question
from assistant.core.states import AskState
from assistant.drafters.composing import when
from assistant.records import Ask, Teammate
from assistant.web.shown.times import Telling, Told

SOONER = {Pressure.NONE: Pressure.SOON, Pressure.SOON: Pressure.NOW, Pressure.NOW: Pressure.NOW}
"""A colleague answers before the customer is to hear."""


@dataclass(frozen=True)
class AskShown:
    """One question. `mine`: I was asked; `takes_back`: I may withdraw it."""

    id: int
    conversation_id: int
    customer: str
    question: str
    asker: str
    of: str
    by: str
    state: str
    answer: str
    due: Told
    level: str
    at: Told
    mine: bool
    takes_back: bool

    @property
    def late(self) -> bool:
        return self.level == "late"


@dataclass(frozen=True)
class Hole:
    """What a question that nobody answers yet offers: who is asked, by when; or who is asked already."""

    number: int
    suggested: int
    due: str
    asked: AskShown | None


def shown(ask: Ask, tell: Telling, me: Teammate) -> AskShown:
    ended = ask.state is not AskState.OPEN
    return AskShown(
        id=ask.id,
        conversation_id=ask.conversation_id,
        customer=ask.conversation.customer.called,
        question=ask.question,
        asker="you" if ask.asker_id == me.id else ask.asker.first_name,
        of="you" if ask.of_id == me.id else ask.of.first_name,
        by=ask.ended_by.first_name if ask.ended_by else "",
        state=ask.state.value,
        answer=ask.answer,
        due=tell.due(ask.due),
        level="ok" if ended else tell.due_level(ask.due),
        at=tell.moment(ask.ended_at or ask.asked_at),
        mine=ask.of_id == me.id and not ended,
        takes_back=not ended and ask.of_id != me.id and me.id in (ask.asker_id, ask.conversation.owner_id),
    )


def hole(
    number: int,
    question: Question,
    *,
    people: Sequence[Teammate],
    asks: Iterable[Ask],
    me: Teammate,
    tell: Telling,
    pressure: Pressure,
) -> Hole:
    """The newest question to a colleague about this one, unless it was taken back."""
    about = [ask for ask in asks if ask.number == number and ask.state is not AskState.WITHDRAWN]
    return Hole(
        number=number,
        suggested=suggested(question, people, me),
        due=tell.field(due(tell, pressure)),
        asked=shown(about[-1], tell, me) if about else None,
    )


def due(tell: Telling, pressure: Pressure = Pressure.NONE) -> datetime:
    """Inside opening hours always: a colleague who is at home is not asked by three in the morning."""
    now, level = tell.hours.local(tell.now), SOONER[pressure]
    found = when.answer_due(tell.hours, now, level)
    open_then = tell.hours.is_open(found) or not tell.hours.week
    return found if open_then else when.answer_due(tell.hours, now, Pressure.SOON)


def suggested(question: Question, people: Sequence[Teammate], me: Teammate) -> int:
    """Somebody of the department that knows such things; 0 where nobody is likelier than another."""
    department = DEPARTMENTS.get(question.topic)
    return next((one.id for one in people if one.id != me.id and one.department == department), 0)
