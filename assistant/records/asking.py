"""Questions between colleagues, as the pages ask for them; each query starts from the teammate's stores."""

from datetime import datetime

from sqlalchemy import Select, select
from sqlalchemy.orm import selectinload

from assistant.core.states import AskState
from assistant.records.ask import Ask
from assistant.records.conversation import Conversation
from assistant.records.customer import Customer

Stores = list[int]


def ask(stores: Stores, key: int) -> Select[Ask]:
    return select(Ask).where(Ask.id == key, Ask.store_id.in_(stores))


def asks_of(teammate_id: int, stores: Stores) -> Select[Ask]:
    """What colleagues want to know of this teammate, soonest due first."""
    mine = Ask.of_id == teammate_id, Ask.store_id.in_(stores), Ask.state == AskState.OPEN
    return _asks().where(*mine).order_by(Ask.due, Ask.id)


def asks_by(teammate_id: int, stores: Stores, since: datetime) -> Select[Ask]:
    """What this teammate asked: what is open, and what was answered since then."""
    fresh = (Ask.state == AskState.ANSWERED) & (Ask.ended_at >= since)
    mine = Ask.asker_id == teammate_id, Ask.store_id.in_(stores), (Ask.state == AskState.OPEN) | fresh
    return _asks().where(*mine).order_by(Ask.due, Ask.id)


def asks_in(conversation_id: int) -> Select[Ask]:
    return _asks().where(Ask.conversation_id == conversation_id).order_by(Ask.id)


def _asks() -> Select[Ask]:
    return select(Ask).options(
        selectinload(Ask.asker),
        selectinload(Ask.of),
        selectinload(Ask.ended_by),
        selectinload(Ask.conversation).selectinload(Conversation.customer).selectinload(Customer.identities),
    )
