"""Wishes: another draft that a teammate asked the model for, until it is there."""

from datetime import datetime

from sqlalchemy import Select, select
from sqlalchemy.orm import Mapped, mapped_column, relationship

from assistant.core.variation import Way
from assistant.records.base import Base, Key, to, words
from assistant.records.draft import Draft


class Wish(Base):
    """`draft` is the one that is to be written otherwise; it stays as it is."""

    __tablename__ = "draft_wish"
    id: Mapped[Key]
    draft_id: Mapped[int] = to("draft")
    teammate_id: Mapped[int] = to("teammate", index=False)
    way: Mapped[Way] = mapped_column(words(Way))
    asked_at: Mapped[datetime]
    done_at: Mapped[datetime | None]
    draft: Mapped[Draft] = relationship()

    @classmethod
    def open(cls) -> Select["Wish"]:
        return select(cls).where(cls.done_at.is_(None)).order_by(cls.id)

    @classmethod
    def open_for(cls, draft_id: int) -> Select["Wish"]:
        return cls.open().where(cls.draft_id == draft_id)

    @classmethod
    def open_of(cls, message_id: int) -> Select["Wish"]:
        """Whichever draft of this message leads meanwhile."""
        return cls.open().join(Draft, Draft.id == cls.draft_id).where(Draft.message_id == message_id)
