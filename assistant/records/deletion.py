"""Deletion: an original that was set aside loses its bytes by an admin, who says why; its ledger line stays.

The database lets the bytes go only where a row stands here, and takes a row only for what is set aside: what
still waits to be read is kept (migration 0010).
"""

from datetime import datetime

from sqlalchemy import Select, select, update
from sqlalchemy.orm import Mapped, Session, relationship, selectinload

from assistant.records.base import Base, Key, to
from assistant.records.ledger import Gone, LedgerEntry, Raw
from assistant.records.teammate import Teammate


class Deletion(Base):
    """Who deleted the original of which entry, when, and why."""

    __tablename__ = "deletion"
    id: Mapped[Key]
    entry_id: Mapped[int] = to("ledger", unique=True)
    teammate_id: Mapped[int] = to("teammate", index=False)
    sign_in_id: Mapped[int] = to("sign_in", index=False)
    at: Mapped[datetime]
    reason: Mapped[str]
    teammate: Mapped[Teammate] = relationship()

    @classmethod
    def of(cls, entry_id: int) -> Select["Deletion"]:
        """With whoever deleted it."""
        return select(cls).where(cls.entry_id == entry_id).options(selectinload(cls.teammate))

    def carry_out(self, session: Session) -> None:
        """In the caller's transaction: the row first, then the bytes, the addresses and the Message-ID."""
        session.add(self)
        session.flush()
        session.execute(update(Raw).where(Raw.entry_id == self.entry_id).values(content=b""))
        nothing = {"envelope": {}, "message_id": "", "sender": "", "left_why": ""}
        gone = {**nothing, "raw_gone_at": self.at, "raw_gone_why": Gone.DELETED}
        session.execute(update(LedgerEntry).where(LedgerEntry.id == self.entry_id).values(**gone))
