"""What models cost a store today, counted from rows: calls that ended, what is set aside for others."""

from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Mapped, Session

from assistant.core.call import CallRecord
from assistant.core.spending import Spent
from assistant.records.audit import ModelCall
from assistant.records.base import Base, Key, to
from assistant.records.message import Message


class ModelHold(Base):
    """What a call that is on its way may come to. One whose process died stops counting at `until`."""

    __tablename__ = "model_hold"
    id: Mapped[Key]
    store_id: Mapped[int] = to("store")
    until: Mapped[datetime]
    tokens: Mapped[int]
    cost_micros: Mapped[int]


def spent(session: Session, store_id: int, *, since: datetime, now: datetime) -> Spent:
    """By this store since then; a hold counts its tokens and money and is no call yet."""
    tokens = ModelCall.tokens_in + ModelCall.tokens_out
    calls, used, cost = session.execute(
        select(func.count(), func.sum(tokens), func.sum(ModelCall.cost_micros)).where(
            ModelCall.store_id == store_id, ModelCall.at >= since
        )
    ).one()
    held, aside = session.execute(
        select(func.sum(ModelHold.tokens), func.sum(ModelHold.cost_micros)).where(
            ModelHold.store_id == store_id, ModelHold.until > now
        )
    ).one()
    return Spent(calls, (used or 0) + (held or 0), (cost or 0) + (aside or 0))


def keep_call(session: Session, call: CallRecord) -> None:
    """The record of one call; a message that was only tried, and never kept, is not named."""
    made = ModelCall.of(call)
    if made.message_id is not None and session.get(Message, made.message_id) is None:
        made.message_id = None
    session.add(made)
