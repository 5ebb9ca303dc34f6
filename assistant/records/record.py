"""Records: dated facts of a customer's history that no conversation holds."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ColumnElement, Index, Select, UniqueConstraint, select
from sqlalchemy.orm import Mapped, mapped_column

from assistant.records.base import Base, Key, to, words


class RecordKind(StrEnum):
    SALE = "sale"
    REPAIR = "repair"
    APPOINTMENT = "appointment"
    CALL = "call"
    NOTE = "note"
    QUOTE = "quote"
    MAIL = "mail"  # what a teammate sent from their own mail program


CONTACTS = (RecordKind.CALL, RecordKind.MAIL)  # somebody of us was in touch


class Record(Base):
    """`text` is one sentence that a person can read; `data` holds the keys that core.fact names.

    `key` is the id in an imported file: importing it again changes the row, never doubles it. A mail's is its
    Message-ID; `entry_id` is its original.
    """

    __tablename__ = "record"
    __table_args__ = (
        UniqueConstraint("store_id", "kind", "key"),
        Index("ix_record_customer_at", "customer_id", "at"),
        Index("ix_record_kind_at", "store_id", "kind", "at"),
    )
    id: Mapped[Key]
    store_id: Mapped[int] = to("store")
    customer_id: Mapped[int] = to("customer", index=False)
    vehicle_id: Mapped[int | None] = to("vehicle")
    conversation_id: Mapped[int | None] = to("conversation")
    teammate_id: Mapped[int | None] = to("teammate")
    kind: Mapped[RecordKind] = mapped_column(words(RecordKind))
    key: Mapped[str | None]
    at: Mapped[datetime]
    text: Mapped[str]
    data: Mapped[dict[str, str]] = mapped_column(default=dict)
    source: Mapped[str] = mapped_column(default="")
    entry_id: Mapped[int | None] = to("ledger")

    @property
    def spoken(self) -> bool:
        """A call in which they were reached: a voicemail is none."""
        return self.kind is RecordKind.CALL and self.data.get("spoke") == "yes"

    @classmethod
    def was_spoken(cls) -> tuple[ColumnElement[bool], ...]:
        """`spoken`, as a query asks it."""
        return cls.kind == RecordKind.CALL, cls.data["spoke"].as_string() == "yes"

    @classmethod
    def spoken_since(cls, customer_id: int, since: datetime) -> Select[int]:
        return select(cls.id).where(cls.customer_id == customer_id, cls.at > since, *cls.was_spoken())

    @classmethod
    def of_customer(cls, customer_id: int, *, at_most: int = 200) -> Select["Record"]:
        """Newest first."""
        return (
            select(cls).where(cls.customer_id == customer_id).order_by(cls.at.desc(), cls.id).limit(at_most)
        )

    @classmethod
    def mails_in(cls, conversation_id: int) -> Select["Record"]:
        """What teammates sent into it by themselves, oldest first."""
        here = cls.conversation_id == conversation_id, cls.kind == RecordKind.MAIL
        return select(cls).where(*here).order_by(cls.at, cls.id)

    @classmethod
    def with_keys(cls, store_id: int, kind: RecordKind, keys: list[str]) -> Select["Record"]:
        return select(cls).where(cls.store_id == store_id, cls.kind == kind, cls.key.in_(keys))

    @classmethod
    def amounts_of(cls, customer_id: int) -> Select[str]:
        """What they paid or were quoted, as it is written, each once; quick for 10,000 records."""
        amount = cls.data["amount"].as_string()
        return select(amount).where(cls.customer_id == customer_id, amount.is_not(None)).distinct()
