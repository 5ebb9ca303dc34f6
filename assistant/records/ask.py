"""Asks: a question to a colleague, with a due time; the owner stays owner, the answer becomes a fact."""

from datetime import datetime

from sqlalchemy import Select, select
from sqlalchemy.orm import Mapped, mapped_column, relationship

from assistant.core.states import AskState, ConversationState, changed
from assistant.records.base import Base, Key, to, words
from assistant.records.conversation import Conversation
from assistant.records.teammate import Teammate

S = AskState
SOON, LATE, UP = 1, 2, 3  # whoever is asked was reminded; both know that it is late; so does who leads


class Ask(Base):
    """`number` is the question of the inquiry of `message_id` that it is about, if it is about one.

    `told_at` is when a draft was first written that knows the answer; `reminded` how far the reminders have
    come (`SOON`, `LATE`, `UP`).
    """

    __tablename__ = "ask"
    id: Mapped[Key]
    store_id: Mapped[int] = to("store")
    conversation_id: Mapped[int] = to("conversation")
    message_id: Mapped[int | None] = to("message")
    number: Mapped[int | None]
    question: Mapped[str]
    asker_id: Mapped[int] = to("teammate")
    of_id: Mapped[int] = to("teammate")
    asked_at: Mapped[datetime]
    due: Mapped[datetime]
    state: Mapped[S] = mapped_column(words(S), default=S.OPEN, index=True)
    answer: Mapped[str] = mapped_column(default="")
    ended_at: Mapped[datetime | None]
    ended_by_id: Mapped[int | None] = to("teammate", index=False)
    told_at: Mapped[datetime | None]
    reminded: Mapped[int] = mapped_column(default=0)
    conversation: Mapped[Conversation] = relationship()
    asker: Mapped[Teammate] = relationship(foreign_keys=asker_id)
    of: Mapped[Teammate] = relationship(foreign_keys=of_id)
    ended_by: Mapped[Teammate | None] = relationship(foreign_keys=ended_by_id)

    def late(self, now: datetime) -> bool:
        return self.state is S.OPEN and self.due < now

    def reply(self, text: str, by: Teammate, at: datetime) -> None:
        """By whoever knows it, mostly the one who was asked."""
        if not text.strip():
            raise ValueError("an answer needs words")
        self.state, self.answer = changed(self.state, S.ANSWERED), text.strip()
        self.ended_at, self.ended_by_id, self.ended_by = at, by.id, by

    def give_to(self, teammate: Teammate) -> None:
        """Somebody else is asked; they are told and reminded anew."""
        self.of_id, self.of, self.reminded = teammate.id, teammate, 0

    def put_off(self, due: datetime) -> None:
        """They have until then, and are reminded anew."""
        self.due, self.reminded = due, 0

    def withdraw(self, by: Teammate, at: datetime) -> None:
        self.state = changed(self.state, S.WITHDRAWN)
        self.ended_at, self.ended_by_id, self.ended_by = at, by.id, by

    @classmethod
    def of_conversation(cls, conversation_id: int) -> Select["Ask"]:
        return select(cls).where(cls.conversation_id == conversation_id).order_by(cls.id)

    @classmethod
    def answered_in(cls, conversation_id: int) -> Select["Ask"]:
        return cls.of_conversation(conversation_id).where(cls.state == S.ANSWERED)

    @classmethod
    def untold(cls) -> Select["Ask"]:
        """Answered, and their customer waits for a draft that knows it."""
        waiting = Conversation.state.in_((ConversationState.WAITING, ConversationState.SNOOZED))
        return (
            select(cls)
            .join(Conversation, Conversation.id == cls.conversation_id)
            .where(cls.state == S.ANSWERED, cls.told_at.is_(None), waiting)
            .order_by(cls.id)
        )

    @classmethod
    def to_remind(cls, soon: datetime, now: datetime, long_ago: datetime) -> Select["Ask"]:
        """Open ones that somebody is to be told of: due by `soon`, over by `now`, over since `long_ago`."""
        due = (
            ((cls.reminded < SOON) & (cls.due <= soon))
            | ((cls.reminded < LATE) & (cls.due <= now))
            | ((cls.reminded < UP) & (cls.due <= long_ago))
        )
        found = select(cls).where(cls.state == S.OPEN, due).order_by(cls.id)
        return found.with_for_update(key_share=True, skip_locked=True, of=cls)

    @classmethod
    def open_of(cls, teammate_id: int) -> Select["Ask"]:
        found = select(cls).where(cls.of_id == teammate_id, cls.state == S.OPEN).order_by(cls.id)
        return found.with_for_update(key_share=True, skip_locked=True, of=cls)

    @classmethod
    def left_behind(cls) -> Select["Ask"]:
        """Open ones of whoever is not here any more."""
        gone = select(cls).where(cls.state == S.OPEN, cls.of.has(active=False))
        return gone.with_for_update(key_share=True, skip_locked=True, of=cls)
