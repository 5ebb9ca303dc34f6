"""Notices: what a teammate was told, once a matter and reason."""

from datetime import datetime

from sqlalchemy import Index, Select, UniqueConstraint, select
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship

from assistant.core.notice import Why
from assistant.records.base import Base, Key, to, words
from assistant.records.conversation import Conversation
from assistant.records.customer import Customer
from assistant.records.teammate import Teammate


class Notice(Base):
    """`matter` names what it is about ("promise:12", "turn:88"): nobody is told the same of it twice.

    `seen_at` is when they had it before them in the inbox, `mailed_at` when a digest held it.
    """

    __tablename__ = "notice"
    __table_args__ = (
        UniqueConstraint("teammate_id", "matter", "why"),
        Index("ix_notice_unseen", "teammate_id", "seen_at"),
    )
    id: Mapped[Key]
    store_id: Mapped[int] = to("store")
    teammate_id: Mapped[int] = to("teammate", index=False)
    customer_id: Mapped[int] = to("customer")
    conversation_id: Mapped[int | None] = to("conversation")
    why: Mapped[Why] = mapped_column(words(Why))
    matter: Mapped[str]
    at: Mapped[datetime]
    seen_at: Mapped[datetime | None]
    mailed_at: Mapped[datetime | None]
    teammate: Mapped[Teammate] = relationship()
    customer: Mapped[Customer] = relationship()
    conversation: Mapped[Conversation | None] = relationship()

    def see(self, at: datetime) -> None:
        self.seen_at = self.seen_at or at

    def tell(self, session: Session) -> bool:
        """Kept, unless they were told this of that matter already; whether it is new."""
        if session.scalar(self.told(self.teammate_id, self.matter, self.why)) is not None:
            return False
        session.add(self)
        return True

    @classmethod
    def told(cls, teammate_id: int, matter: str, why: Why) -> Select[int]:
        return select(cls.id).where(cls.teammate_id == teammate_id, cls.matter == matter, cls.why == why)

    @classmethod
    def unseen(cls, teammate_id: int) -> Select["Notice"]:
        """Newest first."""
        mine = select(cls).where(cls.teammate_id == teammate_id, cls.seen_at.is_(None))
        return mine.order_by(cls.at.desc(), cls.id.desc())
