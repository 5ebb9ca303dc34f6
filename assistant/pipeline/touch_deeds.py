"""What people do with a reason to write, besides writing: later, never, by phone; and dates they note."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime

from assistant.core.audit import Did
from assistant.core.states import ConversationState, DraftState
from assistant.core.touches import ABOUT
from assistant.pipeline import hints, starting
from assistant.pipeline.services import Services
from assistant.records import (
    Customer,
    Deed,
    Record,
    RecordKind,
    Remembered,
    Session,
    Store,
    Teammate,
    Touch,
    held,
)
from assistant.records.remembered import number

LONGEST = 200  # characters of what is remembered
NOT_SENT = "The letter was not sent: {why}."


def not_now(services: Services, touch_id: int, *, until: datetime, by: Teammate, now: datetime) -> None:
    """What is best before then lapses instead."""
    with _acting(services, touch_id, by, Did.PUT_TOUCH_OFF, now) as (session, touch):
        touch.put_off(until, now)
        _put_away(session, touch, by, "not now")


def never(
    services: Services, touch_id: int, *, everything: bool, why: str, by: Teammate, now: datetime
) -> None:
    """For this customer: this kind, or everything that nobody asked for."""
    with _acting(services, touch_id, by, Did.DROPPED_TOUCH, now) as (session, touch):
        touch.never(by, why, now, everything=everything)
        _put_away(session, touch, by, "never")
        others = session.scalars(Touch.of_customer(touch.customer_id)) if everything else ()
        for other in others:
            if other.open:
                other.never(by, why, now, everything=False)
                _put_away(session, other, by, "never")


def take_never_back(services: Services, touch_id: int, *, by: Teammate, now: datetime) -> None:
    """Whatever was ended with it in the same press may come up again too."""
    with _acting(services, touch_id, by, Did.TOOK_NEVER_BACK, now) as (session, touch):
        everything, pressed = touch.everything, (touch.ended_by_id, touch.ended_at)
        touch.take_never_back()
        for other in session.scalars(Touch.never_of(touch.customer_id)) if everything else ():
            if (other.ended_by_id, other.ended_at) == pressed:
                other.take_never_back()


def called(services: Services, touch_id: int, *, text: str, by: Teammate, now: datetime) -> int | None:
    """They spoke by phone instead: on record, and the reason is done with.

    Where the words seem to promise something, the id of the conversation in which a person says if they do.
    """
    if not text.strip():
        raise ValueError("Say in a few words what you spoke of.")
    with _acting(services, touch_id, by, Did.LOGGED_A_CALL, now) as (session, touch):
        touch.called(by, now)
        _put_away(session, touch, by, "they spoke by phone")
        heard = _hear(session, touch, text, by, now)
        session.add(
            Record(
                store_id=touch.store_id,
                customer_id=touch.customer_id,
                conversation_id=touch.conversation_id,
                teammate_id=by.id,
                kind=RecordKind.CALL,
                at=now,
                text=text.strip(),
                data={"text": text.strip(), "teammate": by.name, "spoke": "yes"},
                source=f"Logged by {by.name}",
            )
        )
        return touch.conversation_id if heard else None


def remember(
    services: Services, customer_id: int, *, what: str, day: date, yearly: bool, by: Teammate, now: datetime
) -> None:
    """A date that they told us; ValueError where it is none that can come."""
    what = " ".join(what.split()).strip(" .")[:LONGEST]
    if not what:
        raise ValueError("Say what the day is, as you would say it to them.")
    with services.sessions.begin() as session:
        customer = session.get_one(Customer, customer_id)
        if customer.erased_at is not None:
            raise ValueError("This customer was erased.")
        row = Remembered(
            store_id=customer.store_id,
            customer_id=customer.id,
            teammate_id=by.id,
            what=what,
            day=day.isoformat(),
            month_day=number(day),
            yearly=yearly,
            at=now,
        )
        session.add(row)
        session.add(_deed(customer.store_id, customer.id, by, Did.REMEMBERED_DATE, now))


def forget(services: Services, remembered_id: int, *, by: Teammate, now: datetime) -> None:
    with services.sessions.begin() as session:
        row = session.get_one(Remembered, remembered_id)
        for touch in session.scalars(Touch.of_customer(row.customer_id)):
            if touch.open and touch.fact == f"remembered:{row.id}":
                touch.lapse(now, "The date was taken out.")
                _put_away(session, touch, by, "the date was taken out")
        session.add(_deed(row.store_id, row.customer_id, by, Did.FORGOT_DATE, now))
        session.delete(row)


def _put_away(session: Session, touch: Touch, by: Teammate, why: str) -> None:
    """A letter that is not on its way stands aside; a conversation that was only for it is closed."""
    draft = touch.draft
    if draft is None or draft.state is not DraftState.AWAITING_REVIEW:
        return
    draft.discard(NOT_SENT.format(why=why))
    conversation = held.conversation(session, draft.conversation_id)
    if not conversation.messages and conversation.state is not ConversationState.CLOSED:
        conversation.close(by, NOT_SENT.format(why=why))


@contextmanager
def _acting(
    services: Services, touch_id: int, by: Teammate, what: Did, now: datetime
) -> Iterator[tuple[Session, Touch]]:
    with services.sessions.begin() as session:
        touch = held.touch(session, touch_id)
        if touch.draft is not None and touch.draft.state is DraftState.APPROVED:
            raise ValueError("The letter is on its way already: undo it first.")
        yield session, touch
        session.add(_deed(touch.store_id, touch.customer_id, by, what, now, touch=touch.id))
        services.tell(session, f"today:{touch.store_id}")


def _hear(session: Session, touch: Touch, text: str, by: Teammate, now: datetime) -> int:
    """How many promises the note seems to make; where they wrote to us never, a conversation is begun."""
    inbox = starting.inbox_for(session, touch.store_id, ABOUT[touch.kind].department)
    store = session.get_one(Store, touch.store_id)
    if not hints.said_in(session, store, touch.customer, text, by, now):
        return 0
    if touch.conversation is None and inbox is not None:
        address = starting.address_of(session, touch.customer)
        touch.conversation = starting.started(
            session, touch.customer, inbox, owner=touch.owner, address=address, now=now
        )
        touch.conversation.subject = "A call"
    return hints.of_call(session, touch.conversation, text, by, now) if touch.conversation else 0


def _deed(store_id: int, customer_id: int, by: Teammate, what: Did, now: datetime, **about: object) -> Deed:
    return Deed(
        at=now,
        teammate_id=by.id,
        store_id=store_id,
        customer_id=customer_id,
        what=what,
        about=about,
    )
