"""Whom there may be a reason to write to: each query a window of days over an index, never over everybody.

`Window.since` and `until` bound when the thing happened; `at_most` how many rows anybody looks at.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, String, and_, cast, exists, func, literal, or_, select
from sqlalchemy.orm import InstrumentedAttribute, aliased

from assistant.core.audit import Did
from assistant.core.message import Channel
from assistant.core.states import ConversationState, PromiseState, TouchState
from assistant.core.touches import ABOUT, ASKED_AGAIN, TouchKind
from assistant.core.touches.moved import PLANNED
from assistant.records.audit import Deed
from assistant.records.conversation import Conversation
from assistant.records.customer import Customer
from assistant.records.message import Direction, Message
from assistant.records.promise import Promise
from assistant.records.record import CONTACTS, Record, RecordKind
from assistant.records.remembered import Remembered
from assistant.records.touch import Touch

WAITING = (ConversationState.WAITING, ConversationState.SNOOZED)
HELD = (TouchState.PROPOSED, TouchState.DRAFTED)
REST = timedelta(days=5)  # after one touch, before the next that is not of an open matter
COMPLAINED = timedelta(days=14)  # so long a complaint that was answered counts as open, unless it is closed
Id = InstrumentedAttribute[int]


@dataclass(frozen=True)
class Window:
    store_id: int
    kind: TouchKind
    since: datetime
    until: datetime
    now: datetime
    at_most: int


def free(window: Window, customer_id: Id, matter: ColumnElement[str]) -> ColumnElement[bool]:
    """Never written to about this, not waiting for us, not complaining, and nothing else on its way."""
    kind, now = window.kind, window.now
    touch, theirs = aliased(Touch), aliased(Conversation)
    of_them = touch.customer_id == customer_id
    refused = (touch.state == TouchState.NEVER) & (touch.everything | (touch.kind == kind))
    no = [(touch.matter == matter), refused]
    if not ABOUT[kind].of_a_matter:
        rested = (touch.state == TouchState.SENT) & (touch.ended_at > now - REST)
        no.append(touch.state.in_(HELD) | rested)
    waits = exists().where(theirs.customer_id == customer_id, theirs.state.in_(WAITING))
    known = exists().where(Customer.id == customer_id, Customer.erased_at.is_(None))
    touched = exists().where(of_them, or_(*no))
    return and_(known, ~touched, ~waits, ~complains(customer_id, now))


def complains(customer_id: Any, now: datetime) -> ColumnElement[bool]:
    """A complaint of theirs is not closed, and not long ago."""
    talk, message = aliased(Conversation), aliased(Message)
    return exists().where(
        talk.customer_id == customer_id,
        talk.state != ConversationState.CLOSED,
        talk.newest_at > now - COMPLAINED,
        message.conversation_id == talk.id,
        message.direction == Direction.IN,
        message.inquiry["kind"].as_string() == "complaint",
    )


def shown_now(store_ids: list[int], now: datetime, owner_id: int | None) -> Select[Touch]:
    """What may be written now, by one teammate or by anybody; nobody who waits or complains is among them."""
    theirs = aliased(Conversation)
    busy = exists().where(theirs.customer_id == Touch.customer_id, theirs.state.in_(WAITING))
    free_now = Touch.worth_writing(store_ids, now).where(~busy, ~complains(Touch.customer_id, now))
    return free_now.where(Touch.owner_id == owner_id) if owner_id is not None else free_now


def waits(customer_id: int) -> Select[int]:
    theirs = Conversation.customer_id == customer_id
    return select(Conversation.id).where(theirs, Conversation.state.in_(WAITING)).limit(1)


def complaint_of(customer_id: int, now: datetime) -> Select[int]:
    return select(Customer.id).where(Customer.id == customer_id, complains(customer_id, now))


def named(prefix: str, key: Id, suffix: str = "") -> ColumnElement[str]:
    """The matter as Touch keeps it: "sale:17:3w"."""
    return literal(prefix) + cast(key, String) + literal(suffix)


def _records(window: Window, *kinds: RecordKind) -> Select[Record]:
    inside = Record.at.between(window.since, window.until)
    query = select(Record).where(Record.store_id == window.store_id, Record.kind.in_(kinds), inside)
    return query.order_by(Record.at, Record.id).limit(window.at_most)


def later(*kinds: RecordKind) -> ColumnElement[bool]:
    """A newer record of these kinds of the same customer, about the same car where both name one."""
    other = aliased(Record)
    same = or_(other.vehicle_id == Record.vehicle_id, other.vehicle_id.is_(None), Record.vehicle_id.is_(None))
    newer = or_(other.at > Record.at, (other.at == Record.at) & (other.id > Record.id))
    return exists().where(other.customer_id == Record.customer_id, other.kind.in_(kinds), newer, same)


def spoken(customer_id: Id, since: datetime) -> ColumnElement[bool]:
    """Anything written either way, or a call, since then."""
    talk, call = aliased(Conversation), aliased(Record)
    wrote = exists().where(talk.customer_id == customer_id, talk.newest_at > since)
    of_them = call.customer_id == customer_id
    called = exists().where(of_them, call.kind.in_(CONTACTS), call.at > since)
    return or_(wrote, called)


def sales(window: Window, suffix: str) -> Select[Record]:
    matter = named("sale:", Record.id, suffix)
    return _records(window, RecordKind.SALE).where(free(window, Record.customer_id, matter))


def sales_in_silence(window: Window, suffix: str, since: datetime) -> Select[Record]:
    return sales(window, suffix).where(~spoken(Record.customer_id, since))


def sales_in_touch(window: Window, suffix: str, since: datetime) -> Select[Record]:
    return sales(window, suffix).where(spoken(Record.customer_id, since))


def last_visits(window: Window) -> Select[Record]:
    """The last time that a car was here: a repair order, or the sale; nothing is booked since."""
    matter = named("visit:", Record.id)
    here = _records(window, RecordKind.REPAIR, RecordKind.SALE).where(
        free(window, Record.customer_id, matter)
    )
    return here.where(~later(RecordKind.REPAIR, RecordKind.SALE, RecordKind.APPOINTMENT))


def visits_counted(window: Window, kind: RecordKind, count: int, suffix: str) -> Select[Record]:
    """The newest record of this kind, where it is the so manieth of that customer."""
    other = aliased(Record)
    of_them = (other.customer_id == Record.customer_id, other.kind == kind)
    number = select(func.count()).where(*of_them).scalar_subquery()
    matter = named("customer:", Record.customer_id, suffix)
    last = _records(window, kind).where(free(window, Record.customer_id, matter), ~later(kind))
    return last.where(number == count)


def quotes(window: Window) -> Select[Record]:
    """Nobody bought, and nobody spoke, since we named a price."""
    query = _records(window, RecordKind.QUOTE).where(
        free(window, Record.customer_id, named("quote:", Record.id)), ~later(RecordKind.SALE)
    )
    return query.where(~spoken(Record.customer_id, window.until))


def leads(window: Window) -> Select[Conversation]:
    """Answered, and since then nothing: no word, no sale."""
    message, sale = aliased(Message), aliased(Record)
    asked = exists().where(
        message.conversation_id == Conversation.id,
        message.direction == Direction.IN,
        message.inquiry["kind"].as_string() == "lead",
    )
    customer = Conversation.customer_id
    bought = exists().where(
        sale.customer_id == customer, sale.kind == RecordKind.SALE, sale.at > Conversation.opened_at
    )
    return (
        select(Conversation)
        .where(
            Conversation.store_id == window.store_id,
            Conversation.newest_at.between(window.since, window.until),
            Conversation.state == ConversationState.ANSWERED,
            Conversation.channel == Channel.EMAIL,
            asked,
            ~bought,
            ~spoken(customer, window.until),
            free(window, customer, named("conversation:", Conversation.id, ":gap")),
        )
        .order_by(Conversation.newest_at)
        .limit(window.at_most)
    )


def promises_in_silence(window: Window, due_after: datetime) -> Select[Promise]:
    """Open ones that are due later, of which nothing was heard or said since `window.until`."""
    talk = aliased(Conversation)
    quiet = exists().where(
        talk.id == Promise.conversation_id,
        talk.newest_at <= window.until,
        talk.state.in_((ConversationState.ANSWERED, ConversationState.CLOSED)),
        talk.recipient_email != "",
    )
    query = select(Promise).where(
        Promise.store_id == window.store_id,
        Promise.state == PromiseState.OPEN,
        Promise.due > due_after,
        Promise.made_at <= window.until,
        quiet,
        ~spoken(Promise.customer_id, window.until),
        free(window, Promise.customer_id, literal("")),
        ~_updated(window, cast(literal("promise:") + cast(Promise.id, String), String)),
    )
    return query.order_by(Promise.due).limit(window.at_most)


def repairs_in_silence(window: Window) -> Select[Record]:
    """In the shop, not ready, and nobody heard anything since `window.until`."""
    status = Record.data["status"].as_string()
    query = _records(window, RecordKind.REPAIR).where(status.in_(("open", "waiting for parts")))
    return query.where(
        ~spoken(Record.customer_id, window.until),
        free(window, Record.customer_id, literal("")),
        ~_updated(window, cast(literal("repair:") + cast(Record.id, String), String)),
    )


def _updated(window: Window, fact: ColumnElement[str]) -> ColumnElement[bool]:
    """They were, or are to be, told of it since then."""
    touch = aliased(Touch)
    return exists().where(touch.kind == window.kind, touch.fact == fact, touch.made_at > window.until)


def moved(window: Window) -> Select[Record]:
    """Their record says a later time than it did."""
    was, ready = Record.data["was"].as_string(), Record.data["ready_at"].as_string()
    then = func.coalesce(Record.data["arrives"].as_string(), ready, Record.data["at"].as_string())
    told = cast(Record.kind, String) + named(":", Record.id, ":") + then
    query = _records(window, *(RecordKind(kind) for kind in PLANNED))
    return query.where(was.is_not(None), free(window, Record.customer_id, told))


def remembered(window: Window, days: list[date]) -> Select[Remembered]:
    ids = named("date:", Remembered.id, f":{window.now.year}")
    return Remembered.coming(window.store_id, days).where(free(window, Remembered.customer_id, ids))


def referrals(window: Window) -> Select[Record]:
    """Notes that say whom they sent to us."""
    said = or_(*(Record.text.ilike(f"%{word}%") for word in ("referred", "recommended us", "sent us ")))
    matter = named("note:", Record.id)
    return _records(window, RecordKind.NOTE).where(said, free(window, Record.customer_id, matter))


def made_up_for(window: Window) -> Select[Promise]:
    """Ended a while ago: not kept, or kept after its time."""
    late = (Promise.state == PromiseState.KEPT) & (Promise.ended_at > Promise.due)
    query = select(Promise).where(
        Promise.store_id == window.store_id,
        Promise.ended_at.between(window.since, window.until),
        or_(Promise.state == PromiseState.BROKEN, late),
        free(window, Promise.customer_id, named("promise:", Promise.id, ":gesture")),
    )
    return query.order_by(Promise.ended_at).limit(window.at_most)


def closed_matters(window: Window) -> Select[Conversation, datetime]:
    """Conversations that a person closed, and when; only those in which we wrote to them."""
    ours = aliased(Message)
    wrote = exists().where(ours.conversation_id == Conversation.id, ours.direction == Direction.OUT)
    return (
        select(Conversation, Deed.at)
        .join(Deed, Deed.conversation_id == Conversation.id)
        .where(
            Deed.store_id == window.store_id,
            Deed.what == str(Did.CLOSED),
            Deed.at.between(window.since, window.until),
            Conversation.state == ConversationState.CLOSED,
            Conversation.recipient_email != "",
            wrote,
            _content(window, Conversation.customer_id, named("conversation:", Conversation.id, ":survey")),
        )
        .order_by(Deed.at)
        .limit(window.at_most)
    )


def finished_repairs(window: Window) -> Select[Record]:
    done = Record.data["status"].as_string() == "done"
    matter = named("repair:", Record.id, ":survey")
    found = _records(window, RecordKind.REPAIR).where(done, _content(window, Record.customer_id, matter))
    return found.order_by(None).order_by(Record.at.desc(), Record.id.desc())  # the old ones are over


def _content(window: Window, customer_id: Id, matter: ColumnElement[str]) -> ColumnElement[bool]:
    """Nothing of theirs is open, and nobody asked them lately."""
    touch, promise, talk = aliased(Touch), aliased(Promise), aliased(Conversation)
    open_still = exists().where(talk.customer_id == customer_id, talk.unanswered_since.is_not(None))
    asked = exists().where(
        touch.customer_id == customer_id,
        touch.kind == TouchKind.SURVEY,
        touch.made_at > window.now - ASKED_AGAIN,
        touch.state != TouchState.LAPSED,
    )
    promised = exists().where(promise.customer_id == customer_id, promise.state == PromiseState.OPEN)
    return and_(free(window, customer_id, matter), ~asked, ~promised, ~open_still)
