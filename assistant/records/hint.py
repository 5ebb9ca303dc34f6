"""Hints: a promise that was heard, in a call or from the customer; a person says whether it is one."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import Select, select
from sqlalchemy.orm import Mapped, mapped_column, relationship, selectinload

from assistant.core.states import HintState, changed
from assistant.records.base import Base, Key, to, words
from assistant.records.conversation import Conversation
from assistant.records.customer import Customer
from assistant.records.promise import Promise
from assistant.records.teammate import Teammate

S = HintState


class Heard(StrEnum):
    CALL = "call"  # a teammate noted it of a call
    CUSTOMER = "customer"  # "you said Friday"


class Hint(Base):
    """`said` are the words in which it was heard; `due` is None where they name no time."""

    __tablename__ = "hint"
    id: Mapped[Key]
    store_id: Mapped[int] = to("store")
    conversation_id: Mapped[int] = to("conversation")
    message_id: Mapped[int | None] = to("message")
    who_id: Mapped[int] = to("teammate", index=False)
    heard: Mapped[Heard] = mapped_column(words(Heard))
    said: Mapped[str]
    what: Mapped[str]
    due: Mapped[datetime | None]
    at: Mapped[datetime]
    state: Mapped[S] = mapped_column(words(S), default=S.OPEN)
    promise_id: Mapped[int | None] = to("promise", index=False)
    ended_at: Mapped[datetime | None]
    ended_by_id: Mapped[int | None] = to("teammate", index=False)
    conversation: Mapped[Conversation] = relationship()
    who: Mapped[Teammate] = relationship(foreign_keys=who_id)

    def take(self, promise: Promise, by: Teammate, at: datetime) -> None:
        self.state, self.promise_id = changed(self.state, S.TAKEN), promise.id
        self.ended_at, self.ended_by_id = at, by.id

    def dismiss(self, by: Teammate, at: datetime) -> None:
        self.state = changed(self.state, S.DISMISSED)
        self.ended_at, self.ended_by_id = at, by.id

    @classmethod
    def open_in(cls, conversation_id: int) -> Select["Hint"]:
        here = select(cls).where(cls.conversation_id == conversation_id, cls.state == S.OPEN)
        return here.order_by(cls.id)

    @classmethod
    def open_for(cls, teammate_id: int, stores: list[int]) -> Select["Hint"]:
        """Theirs to say whether it is one: they noted it, or the conversation is theirs by now."""
        theirs = (cls.who_id == teammate_id) | (Conversation.owner_id == teammate_id)
        whose = selectinload(cls.conversation).selectinload(Conversation.customer)
        return (
            select(cls)
            .join(Conversation, Conversation.id == cls.conversation_id)
            .where(cls.store_id.in_(stores), cls.state == S.OPEN, theirs)
            .options(whose.selectinload(Customer.identities))
            .order_by(cls.id)
        )

    @classmethod
    def one_of(cls, stores: list[int], key: int) -> Select["Hint"]:
        return select(cls).where(cls.id == key, cls.store_id.in_(stores))
