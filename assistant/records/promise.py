"""Promises: who will do what for which customer by when. None disappears."""

from datetime import datetime

from sqlalchemy import Index, Select, select
from sqlalchemy.orm import Mapped, mapped_column, relationship

from assistant.core.states import DraftState, PromiseState, changed
from assistant.records.base import Base, Key, to, words
from assistant.records.conversation import Conversation
from assistant.records.customer import Customer
from assistant.records.draft import Draft
from assistant.records.teammate import Teammate

S = PromiseState


class Promise(Base):
    """`who_id` owns it. It ends by a person only: kept, renewed (a new one follows), broken or released."""

    __tablename__ = "promise"
    __table_args__ = (Index("ix_promise_ended", "store_id", "ended_at"),)
    id: Mapped[Key]
    store_id: Mapped[int] = to("store")
    customer_id: Mapped[int] = to("customer")
    conversation_id: Mapped[int | None] = to("conversation")
    approval_id: Mapped[int | None] = to("approval")
    who_id: Mapped[int] = to("teammate")
    key: Mapped[str | None] = mapped_column(unique=True)  # of an imported one
    what: Mapped[str]
    made_at: Mapped[datetime]
    due: Mapped[datetime] = mapped_column(index=True)
    state: Mapped[S] = mapped_column(words(S), default=S.OPEN, index=True)
    ended_at: Mapped[datetime | None]
    ended_by_id: Mapped[int | None] = to("teammate", index=False)
    ended_how: Mapped[str] = mapped_column(default="")
    renews_id: Mapped[int | None] = to("promise")
    news_id: Mapped[int | None] = to("draft")  # what is ready to be told of it before, or after, its time
    who: Mapped[Teammate] = relationship(foreign_keys=who_id)
    customer: Mapped[Customer] = relationship()
    conversation: Mapped["Conversation | None"] = relationship()
    news: Mapped["Draft | None"] = relationship(foreign_keys=news_id)

    def late(self, now: datetime) -> bool:
        return self.state is S.OPEN and self.due < now

    def to_be_told(self, now: datetime) -> bool:
        """Nothing is ready to be told of it, or what is was written before its time, or an older message.

        What a person typed, sent or discarded stays as it is.
        """
        ready = self.news
        if self.state is not S.OPEN or ready is None:
            return self.state is S.OPEN
        if ready.touched or ready.state not in (DraftState.WRITTEN, DraftState.AWAITING_REVIEW):
            return False
        newest = self.conversation.newest_inbound if self.conversation is not None else None
        passed_by = newest is not None and newest.id > (ready.message_id or 0)
        return passed_by or ready.written_at < self.due <= now

    def keep(self, by: Teammate, how: str, at: datetime) -> None:
        self._end(S.KEPT, by, how, at)

    def release(self, by: Teammate, why: str, at: datetime) -> None:
        if not why.strip():
            raise ValueError("releasing a promise needs a reason")
        self._end(S.RELEASED, by, why, at)

    def break_(self, by: Teammate, why: str, at: datetime) -> None:
        """It was not kept, and nobody will any more: said, not hidden."""
        if not why.strip():
            raise ValueError("say what came in between")
        self._end(S.BROKEN, by, why, at)

    def renew(self, by: Teammate, due: datetime, why: str, at: datetime) -> "Promise":
        """This one ends, with a reason; the new one, with a later time, takes its place."""
        if not why.strip():
            raise ValueError("Say why it takes longer.")
        self._end(S.RENEWED, by, why, at)
        return Promise(
            store_id=self.store_id,
            customer_id=self.customer_id,
            conversation_id=self.conversation_id,
            who_id=self.who_id,
            what=self.what,
            made_at=at,
            due=due,
            renews_id=self.id,
        )

    def _end(self, state: S, by: Teammate, how: str, at: datetime) -> None:
        self.state = changed(self.state, state)
        self.ended_at, self.ended_by_id, self.ended_how = at, by.id, how.strip()

    @classmethod
    def open(cls, store_ids: list[int]) -> Select["Promise"]:
        """Soonest due first."""
        return select(cls).where(cls.store_id.in_(store_ids), cls.state == S.OPEN).order_by(cls.due, cls.id)

    @classmethod
    def open_in(cls, conversation_id: int) -> Select["Promise"]:
        here = select(cls).where(cls.conversation_id == conversation_id, cls.state == S.OPEN)
        return here.order_by(cls.due, cls.id)

    @classmethod
    def ended_since(cls, store_ids: list[int], since: datetime) -> Select["Promise"]:
        """What became of promises lately: those that a person ended."""
        return select(cls).where(cls.store_id.in_(store_ids), cls.ended_at >= since)

    @classmethod
    def of_customer(cls, customer_id: int) -> Select["Promise"]:
        return select(cls).where(cls.customer_id == customer_id).order_by(cls.due.desc())

    @classmethod
    def open_of(cls, customer_id: int) -> Select["Promise"]:
        return cls.of_customer(customer_id).where(cls.state == S.OPEN)

    @classmethod
    def left_behind(cls) -> Select["Promise"]:
        """Open ones of whoever is not here any more."""
        gone = select(cls).where(cls.state == S.OPEN, cls.who.has(active=False))
        return gone.with_for_update(key_share=True, skip_locked=True, of=cls)

    @classmethod
    def with_news(cls, draft_id: int) -> Select["Promise"]:
        return select(cls).where(cls.news_id == draft_id)

    @classmethod
    def of_approval(cls, approval_id: int) -> Select["Promise"]:
        return select(cls).where(cls.approval_id == approval_id)
