"""Marks of signed posts that were taken: each lets in the same content again, and no other."""

from datetime import datetime

from sqlalchemy import Select, delete, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from assistant.records.base import Base, Key, Moment, to


class UsedToken(Base):
    """Where a signature does not cover the content (Mailgun). `key`, `digest`: SHA-256, no word is kept."""

    __tablename__ = "used_token"
    id: Mapped[Key]
    key: Mapped[str] = mapped_column(unique=True)
    digest: Mapped[str]
    entry_id: Mapped[int | None] = to("ledger", index=False)
    at: Mapped[datetime] = mapped_column(Moment, index=True)

    @classmethod
    def of(cls, key: str) -> Select["UsedToken"]:
        return select(cls).where(cls.key == key)

    @classmethod
    def forget(cls, session: Session, before: datetime) -> None:
        """Those of signatures that are too old to be taken by now."""
        session.execute(delete(cls).where(cls.at < before))
