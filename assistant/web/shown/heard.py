"""Hints and those outside, as the conversation and the promises page show them."""

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.records import Heard, Hint, Outside, Teammate
from assistant.web.shown.times import Telling, Told


@dataclass(frozen=True)
class HintShown:
    id: int
    said: str
    lead: str  # how it was heard
    what: str
    who_id: int
    field: str


@dataclass(frozen=True)
class OutsideShown:
    id: int
    conversation_id: int
    customer: str
    whom: str
    what: str
    who: str
    mine: bool
    due: Told
    level: str
    field: str
    often: str


def hints(rows: Sequence[Hint], tell: Telling) -> tuple[HintShown, ...]:
    lead = {Heard.CALL: "Your note of the call says", Heard.CUSTOMER: "They say that we promised"}
    return tuple(
        HintShown(
            row.id, row.said, lead[row.heard], row.what, row.who_id, tell.field(row.due) if row.due else ""
        )
        for row in rows
    )


def outside(row: Outside, tell: Telling, me: Teammate) -> OutsideShown:
    mine = row.who_id == me.id
    return OutsideShown(
        id=row.id,
        conversation_id=row.conversation_id,
        customer=row.conversation.customer.called,
        whom=row.whom,
        what=row.what,
        who="you" if mine else row.who.first_name,
        mine=mine,
        due=tell.due(row.ask_again),
        level=tell.due_level(row.ask_again),
        field=tell.field(
            next((opens for opens, _ in tell.hours.spans(tell.now) if opens > tell.now), tell.now)
        ),
        often="asked once" if row.asked == 1 else f"asked {row.asked} times",
    )
