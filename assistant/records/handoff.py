"""Handoffs: one teammate asks another to take over; the giver stays owner until the other accepts."""

from datetime import datetime

from sqlalchemy import Select, select
from sqlalchemy.orm import Mapped, mapped_column, relationship

from assistant.core.states import HandoffState, changed
from assistant.records.base import Base, Key, to, words
from assistant.records.conversation import Conversation
from assistant.records.teammate import Teammate

S = HandoffState


class Handoff(Base):
    __tablename__ = "handoff"
    id: Mapped[Key]
    conversation_id: Mapped[int] = to("conversation")
    giver_id: Mapped[int] = to("teammate", index=False)
    taker_id: Mapped[int] = to("teammate")
    note: Mapped[str] = mapped_column(default="")
    asked_at: Mapped[datetime]
    state: Mapped[S] = mapped_column(words(S), default=S.ASKED)
    ended_at: Mapped[datetime | None]
    conversation: Mapped[Conversation] = relationship()
    giver: Mapped[Teammate] = relationship(foreign_keys=giver_id)
    taker: Mapped[Teammate] = relationship(foreign_keys=taker_id)

    def accept(self, at: datetime) -> None:
        self.state, self.ended_at = changed(self.state, S.ACCEPTED), at
        self.conversation.give_to(self.taker)

    def decline(self, at: datetime) -> None:
        self.state, self.ended_at = changed(self.state, S.DECLINED), at

    @classmethod
    def asked_of(cls, teammate_id: int) -> Select["Handoff"]:
        return select(cls).where(cls.taker_id == teammate_id, cls.state == S.ASKED).order_by(cls.id)

    @classmethod
    def open_of(cls, conversation_id: int) -> Select["Handoff"]:
        return select(cls).where(cls.conversation_id == conversation_id, cls.state == S.ASKED)
