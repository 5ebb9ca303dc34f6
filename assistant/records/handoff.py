"""Handoffs: one teammate asks another to take over; the giver stays owner until the other accepts."""

from datetime import datetime

from sqlalchemy import Select, exists, select
from sqlalchemy.orm import Mapped, mapped_column, relationship

from assistant.core.draft import Author
from assistant.core.handing import Reason
from assistant.core.states import DraftState, HandoffState, changed
from assistant.records.base import Base, Key, to, words
from assistant.records.conversation import Conversation
from assistant.records.draft import Draft
from assistant.records.message import Message
from assistant.records.teammate import Teammate

S = HandoffState


class Handoff(Base):
    """`summary` is what the taker must know, as it was when they were asked; `why` is why it came back.

    `told_at` is when it was decided whether the customer is told of it by a draft, `draft_id` is that draft.
    The giver is asked afterwards (`care_asked_at`) whether it was taken care of, and says so (`cared`).
    """

    __tablename__ = "handoff"
    id: Mapped[Key]
    conversation_id: Mapped[int] = to("conversation")
    giver_id: Mapped[int] = to("teammate")
    taker_id: Mapped[int] = to("teammate")
    reason: Mapped[Reason] = mapped_column(words(Reason), default=Reason.OTHER)
    note: Mapped[str] = mapped_column(default="")
    summary: Mapped[str] = mapped_column(default="")
    asked_at: Mapped[datetime]
    due: Mapped[datetime | None]  # None: asked when there was no such time
    state: Mapped[S] = mapped_column(words(S), default=S.ASKED, index=True)
    ended_at: Mapped[datetime | None]
    why: Mapped[str] = mapped_column(default="")
    told_at: Mapped[datetime | None]
    draft_id: Mapped[int | None] = to("draft")
    care_asked_at: Mapped[datetime | None]
    cared: Mapped[bool | None]
    cared_at: Mapped[datetime | None]
    conversation: Mapped[Conversation] = relationship()
    giver: Mapped[Teammate] = relationship(foreign_keys=giver_id)
    taker: Mapped[Teammate] = relationship(foreign_keys=taker_id)

    def late(self, now: datetime) -> bool:
        return self.state is S.ASKED and self.due is not None and self.due <= now

    def accept(self, at: datetime) -> None:
        self.state, self.ended_at = changed(self.state, S.ACCEPTED), at
        self.conversation.give_to(self.taker)

    def decline(self, at: datetime, why: str = "") -> None:
        self.state, self.ended_at, self.why = changed(self.state, S.DECLINED), at, why.strip()

    def lapse(self, at: datetime, why: str = "") -> None:
        self.state, self.ended_at, self.why = changed(self.state, S.LAPSED), at, why.strip()

    def ask_after(self, at: datetime) -> None:
        self.care_asked_at = at

    def care(self, *, taken: bool, at: datetime) -> None:
        if self.state is not S.ACCEPTED or self.cared is not None:
            raise ValueError("This was said already.")
        self.cared, self.cared_at = taken, at

    @classmethod
    def asked_of(cls, teammate_id: int) -> Select["Handoff"]:
        return select(cls).where(cls.taker_id == teammate_id, cls.state == S.ASKED).order_by(cls.id)

    @classmethod
    def waiting_for(cls, teammate_id: int) -> Select[int]:
        """Ids of those that wait for this teammate's yes."""
        return select(cls.id).where(cls.taker_id == teammate_id, cls.state == S.ASKED).order_by(cls.id)

    @classmethod
    def open_of(cls, conversation_id: int) -> Select["Handoff"]:
        return select(cls).where(cls.conversation_id == conversation_id, cls.state == S.ASKED)

    @classmethod
    def overdue(cls, now: datetime) -> Select[int]:
        """Ids of those not taken in time."""
        return select(cls.id).where(cls.state == S.ASKED, cls.due <= now).order_by(cls.id)

    @classmethod
    def untold(cls, since: datetime) -> Select[int]:
        """Ids of those taken since then of which it is not decided yet whether the customer is told."""
        read = exists().where(
            Message.conversation_id == cls.conversation_id, Message.understood_at.is_not(None)
        )
        fresh = select(cls.id).where(cls.state == S.ACCEPTED, cls.told_at.is_(None), cls.ended_at >= since)
        return fresh.where(read).order_by(cls.id)

    @classmethod
    def not_asked_after(cls, since: datetime) -> Select["Handoff"]:
        """Taken since then; their giver, who is here still, was not asked whether it was taken care of."""
        taken = select(cls).where(cls.state == S.ACCEPTED, cls.care_asked_at.is_(None), cls.ended_at >= since)
        return (
            taken.where(cls.giver.has(active=True))
            .order_by(cls.id)
            .with_for_update(key_share=True, skip_locked=True, of=cls)
        )

    @classmethod
    def told_by(cls, draft_id: int) -> Select["Handoff"]:
        """The one that this draft tells the customer of."""
        return select(cls).where(cls.draft_id == draft_id)

    @classmethod
    def letters(cls, conversation_id: int) -> Select[int | None]:
        """Ids of the drafts there that tell of a handoff."""
        return select(cls.draft_id).where(cls.conversation_id == conversation_id, cls.draft_id.is_not(None))

    @staticmethod
    def begun(conversation_id: int) -> Select[int]:
        """Ids of drafts there that a person is at: touched, or on their way."""
        at_it = (Draft.state == DraftState.APPROVED) | (
            (Draft.state == DraftState.AWAITING_REVIEW) & (Draft.author == Author.PERSON)
        )
        return select(Draft.id).where(Draft.conversation_id == conversation_id, at_it)
