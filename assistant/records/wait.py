"""Waits: how long a customer waited for a person's answer, kept when one came."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import Index, Select, select
from sqlalchemy.orm import Mapped, mapped_column, relationship

from assistant.core.inquiry import Kind
from assistant.core.message import Channel
from assistant.records.base import Base, Key, to, words
from assistant.records.conversation import Conversation
from assistant.records.teammate import Teammate


class Stopped(StrEnum):
    """By what a clock stops: a voicemail is not among them, and closing is none either."""

    REPLY = "reply"
    CALL = "call"


class Wait(Base):
    """From `began`, the first message that nobody had answered, to `ended`, the answer of `by`.

    `business_seconds` counts the opening hours in between, as they stood at its end.
    """

    __tablename__ = "wait"
    __table_args__ = (Index("ix_wait_ended", "store_id", "ended"),)
    id: Mapped[Key]
    store_id: Mapped[int] = to("store", index=False)
    conversation_id: Mapped[int] = to("conversation")
    by_id: Mapped[int] = to("teammate")
    channel: Mapped[Channel] = mapped_column(words(Channel))
    kind: Mapped[Kind | None] = mapped_column(words(Kind))
    began: Mapped[datetime]
    ended: Mapped[datetime]
    how: Mapped[Stopped] = mapped_column(words(Stopped))
    business_seconds: Mapped[int]
    answer_by: Mapped[datetime | None]
    conversation: Mapped[Conversation] = relationship()
    by: Mapped[Teammate] = relationship()

    @property
    def in_time(self) -> bool:
        return self.answer_by is None or self.ended <= self.answer_by

    @classmethod
    def ended_at(cls, conversation_id: int, at: datetime) -> Select["Wait"]:
        return select(cls).where(cls.conversation_id == conversation_id, cls.ended == at)

    @classmethod
    def ended_since(cls, store_ids: list[int], since: datetime) -> Select["Wait"]:
        return select(cls).where(cls.store_id.in_(store_ids), cls.ended >= since).order_by(cls.ended, cls.id)
