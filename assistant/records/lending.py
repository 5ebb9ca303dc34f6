"""Absences and what went to others meanwhile, as the pages ask; each query starts from the stores."""

from datetime import datetime

from sqlalchemy import Select, exists, select, update
from sqlalchemy.orm import Session, aliased, selectinload

from assistant.core.states import AskState, ConversationState, OutsideState, PromiseState
from assistant.records.absence import Absence, Lent
from assistant.records.ask import Ask
from assistant.records.conversation import Conversation
from assistant.records.customer import Customer
from assistant.records.outside import Outside
from assistant.records.promise import Promise
from assistant.records.teammate import teammate_store
from assistant.records.touch import OPEN, Touch

Stores = list[int]
_WHOSE = (
    selectinload(Lent.to),
    selectinload(Lent.conversation).selectinload(Conversation.customer).selectinload(Customer.identities),
    selectinload(Lent.conversation).selectinload(Conversation.messages),
    selectinload(Lent.promise).selectinload(Promise.customer).selectinload(Customer.identities),
    selectinload(Lent.touch).selectinload(Touch.customer).selectinload(Customer.identities),
    *(
        selectinload(of)
        .selectinload(at)
        .selectinload(Conversation.customer)
        .selectinload(Customer.identities)
        for of, at in ((Lent.outside, Outside.conversation), (Lent.ask, Ask.conversation))
    ),
)


def absences(stores: Stores, now: datetime) -> Select[Absence]:
    """Lasting ones and those to come, with names."""
    return Absence.of_stores(stores, now).options(
        selectinload(Absence.teammate), selectinload(Absence.stand_in)
    )


def absence(stores: Stores, key: int) -> Select[Absence]:
    theirs = select(teammate_store.c.teammate_id).where(teammate_store.c.store_id.in_(stores))
    return select(Absence).where(Absence.id == key, Absence.teammate_id.in_(theirs))


def lent(stores: Stores, key: int) -> Select[Lent]:
    return select(Lent).where(Lent.id == key, Lent.store_id.in_(stores)).options(selectinload(Lent.absence))


def holder(absence_id: int, conversation_id: int) -> Select[int]:
    """The id of whoever has this conversation of theirs meanwhile."""
    here = Lent.absence_id == absence_id, Lent.conversation_id == conversation_id, Lent.back_at.is_(None)
    return select(Lent.to_id).where(*here).order_by(Lent.id.desc())


def with_teammate(teammate_id: int, stores: Stores) -> Select[Lent]:
    """What this teammate has of others who are away, by absence."""
    return (
        select(Lent)
        .where(Lent.to_id == teammate_id, Lent.back_at.is_(None), Lent.store_id.in_(stores))
        .options(selectinload(Lent.absence).selectinload(Absence.teammate), *_WHOSE)
        .order_by(Lent.absence_id, Lent.id)
    )


def settle(session: Session, now: datetime) -> None:
    """Nothing is offered back of what was answered, ended, or given to somebody else meanwhile."""
    open_ones = Lent.back_at.is_(None)
    if session.scalar(select(Lent.id).where(open_ones).limit(1)) is None:
        return
    waits = (ConversationState.WAITING, ConversationState.SNOOZED)
    still = {
        Lent.conversation_id: exists().where(
            Conversation.id == Lent.conversation_id,
            Conversation.owner_id == Lent.to_id,
            Conversation.state.in_(waits),
        ),
        Lent.promise_id: exists().where(
            Promise.id == Lent.promise_id, Promise.who_id == Lent.to_id, Promise.state == PromiseState.OPEN
        ),
        Lent.ask_id: exists().where(
            Ask.id == Lent.ask_id, Ask.of_id == Lent.to_id, Ask.state == AskState.OPEN
        ),
        Lent.outside_id: exists().where(
            Outside.id == Lent.outside_id,
            Outside.who_id == Lent.to_id,
            Outside.state == OutsideState.OPEN,
        ),
        Lent.touch_id: exists().where(
            Touch.id == Lent.touch_id, Touch.owner_id == Lent.to_id, Touch.state.in_(OPEN)
        ),
    }
    for column, there in still.items():
        gone = update(Lent).where(open_ones, column.is_not(None), ~there)
        session.execute(gone.values(back_at=now), execution_options={"synchronize_session": False})


def offered(teammate_id: int, stores: Stores, now: datetime) -> Select[Lent]:
    """What somebody who is back may take again, oldest first; nothing while they are away."""
    other = aliased(Absence)
    still = exists().where(
        other.teammate_id == teammate_id, other.ended_at.is_(None), other.since <= now, other.until > now
    )
    return (
        Lent.of_teammate(teammate_id, stores)
        .where(~still)
        .options(
            selectinload(Lent.absence),
            *_WHOSE,
        )
    )
