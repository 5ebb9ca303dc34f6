"""Outside: whom beyond the store a customer's matter waits for, and when they are asked again."""

from datetime import datetime

from sqlalchemy import Index, Select, select
from sqlalchemy.orm import Mapped, mapped_column, relationship, selectinload

from assistant.core.states import OutsideState, changed
from assistant.records.base import Base, Key, to, words
from assistant.records.conversation import Conversation
from assistant.records.customer import Customer
from assistant.records.teammate import Teammate

S = OutsideState


class Outside(Base):
    """ "Subaru has to answer; ask again Friday." `who_id` asks again; `asked` counts how often they were."""

    __tablename__ = "outside"
    __table_args__ = (Index("ix_outside_again", "state", "ask_again"),)
    id: Mapped[Key]
    store_id: Mapped[int] = to("store")
    conversation_id: Mapped[int] = to("conversation")
    who_id: Mapped[int] = to("teammate")
    whom: Mapped[str]
    what: Mapped[str]
    since: Mapped[datetime]
    asked: Mapped[int] = mapped_column(default=1)
    asked_at: Mapped[datetime]
    ask_again: Mapped[datetime]
    state: Mapped[S] = mapped_column(words(S), default=S.OPEN)
    answer: Mapped[str] = mapped_column(default="")
    ended_at: Mapped[datetime | None]
    ended_by_id: Mapped[int | None] = to("teammate", index=False)
    conversation: Mapped[Conversation] = relationship()
    who: Mapped[Teammate] = relationship(foreign_keys=who_id)

    def ask(self, again: datetime, at: datetime) -> None:
        """They were asked once more."""
        self.asked, self.asked_at, self.ask_again = self.asked + 1, at, again

    def hear(self, answer: str, by: Teammate, at: datetime) -> None:
        self.state, self.answer = changed(self.state, S.HEARD), answer
        self.ended_at, self.ended_by_id = at, by.id

    def drop(self, by: Teammate, why: str, at: datetime) -> None:
        self.state, self.answer = changed(self.state, S.DROPPED), why
        self.ended_at, self.ended_by_id = at, by.id

    @classmethod
    def open_in(cls, conversation_id: int) -> Select["Outside"]:
        here = select(cls).where(cls.conversation_id == conversation_id, cls.state == S.OPEN)
        return here.order_by(cls.ask_again, cls.id)

    @classmethod
    def of_customer(cls, customer_id: int) -> Select["Outside"]:
        mine = select(cls).join(Conversation, Conversation.id == cls.conversation_id)
        return mine.where(Conversation.customer_id == customer_id, cls.state == S.OPEN).order_by(cls.id)

    @classmethod
    def open(cls, stores: list[int]) -> Select["Outside"]:
        """Soonest to be asked again first."""
        whose = selectinload(cls.conversation).selectinload(Conversation.customer)
        return (
            select(cls)
            .where(cls.store_id.in_(stores), cls.state == S.OPEN)
            .options(selectinload(cls.who), whose.selectinload(Customer.identities))
            .order_by(cls.ask_again, cls.id)
        )

    def give_to(self, teammate: Teammate) -> None:
        self.who_id, self.who = teammate.id, teammate

    @classmethod
    def due_of(cls, teammate_id: int, until: datetime) -> Select["Outside"]:
        """What this teammate is to ask again before that time."""
        mine = select(cls).where(cls.who_id == teammate_id, cls.state == S.OPEN, cls.ask_again < until)
        return mine.order_by(cls.id).with_for_update(key_share=True, skip_locked=True, of=cls)

    @classmethod
    def to_ask_again(cls, now: datetime) -> Select["Outside"]:
        return select(cls).where(cls.state == S.OPEN, cls.ask_again <= now)

    @classmethod
    def one_of(cls, stores: list[int], key: int) -> Select["Outside"]:
        return select(cls).where(cls.id == key, cls.store_id.in_(stores))
