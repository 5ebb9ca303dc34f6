"""More of whom there may be a reason to write to; in the manner of records.touchable."""

from datetime import datetime

from sqlalchemy import Select, exists, func, or_, select
from sqlalchemy.orm import aliased

from assistant.core.inquiry import Kind, Verdict
from assistant.core.states import PromiseState
from assistant.records.conversation import Conversation
from assistant.records.message import Direction, Message
from assistant.records.promise import Promise
from assistant.records.record import CONTACTS, Record, RecordKind
from assistant.records.touchable import Window, free, later, named, spoken

BEST_MARK = 5
READ_AT_MOST = 500


def praised(window: Window) -> Select[Message]:
    """Good feedback that nobody answered, in writing or by a call."""
    said = func.coalesce(Message.inquiry["verdict"].as_string(), "")
    kind = func.coalesce(Message.inquiry["kind"].as_string(), "")
    content = (kind == Kind.FEEDBACK.value) & said.in_((Verdict.GOOD.value, Verdict.TOP.value))
    best = (Message.rating >= BEST_MARK) & said.not_in((Verdict.BAD.value, Verdict.FAIR.value))
    ours, call = aliased(Message), aliased(Record)
    answered = exists().where(
        ours.conversation_id == Message.conversation_id,
        ours.direction == Direction.OUT,
        ours.at >= Message.at,
    )
    called = exists().where(
        call.customer_id == Conversation.customer_id, call.kind.in_(CONTACTS), call.at >= Message.at
    )
    return (
        select(Message)
        .join(Conversation, Conversation.id == Message.conversation_id)
        .where(
            Conversation.store_id == window.store_id,
            Conversation.newest_at >= window.since,
            Message.direction == Direction.IN,
            Message.at.between(window.since, window.until),
            Message.answered_at.is_(None),
            kind != Kind.COMPLAINT.value,
            or_(content, best),
            ~answered,
            ~called,
            free(window, Conversation.customer_id, named("message:", Message.id, ":thanks")),
        )
        .order_by(Message.at)
        .limit(window.at_most)
    )


def owed_in_silence(window: Window) -> Select[Promise]:
    """Open promises that nobody wrote or called about since `window.until`; the oldest first."""
    return (
        select(Promise)
        .where(
            Promise.store_id == window.store_id,
            Promise.state == PromiseState.OPEN,
            Promise.made_at <= window.until,
            ~spoken(Promise.customer_id, window.until),
            free(window, Promise.customer_id, named("promise:", Promise.id, ":gap")),
        )
        .order_by(Promise.made_at)
        .limit(window.at_most)
    )


def sold_in(store_id: int, spans: list[tuple[datetime, datetime]]) -> Select[datetime]:
    """When cars were sold within these spans: read from the index alone."""
    inside = or_(*(Record.at.between(since, until) for since, until in spans))
    return select(Record.at).where(Record.store_id == store_id, Record.kind == RecordKind.SALE, inside)


def last_visits_with_a_due(window: Window, newest: str) -> Select[Record]:
    """The last time that a car was here, where it is on record when it should come again.

    By a day up to `newest` (ISO), or by a mileage, which only a second reading turns into a day.
    """
    day, miles = Record.data["next_due"].as_string(), Record.data["next_due_miles"].as_string()
    visit = Record.kind.in_((RecordKind.REPAIR, RecordKind.SALE))
    booked = (RecordKind.REPAIR, RecordKind.SALE, RecordKind.APPOINTMENT)
    return (
        select(Record)
        .where(
            Record.store_id == window.store_id,
            visit,
            Record.at.between(window.since, window.until),
            or_(day <= newest, day.is_(None) & miles.is_not(None)),
            ~later(*booked),
            free(window, Record.customer_id, named("visit:", Record.id)),
        )
        .order_by(Record.at.desc(), Record.id)
        .limit(READ_AT_MOST)
    )
