"""Messages: one immutable inbound or outbound text, and its attachments."""

from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from sqlalchemy import CheckConstraint, LargeBinary, Select, UniqueConstraint, select
from sqlalchemy.orm import Mapped, mapped_column, relationship

from assistant.core.address import Mailbox
from assistant.core.inquiry import Kind
from assistant.records.base import Base, Key, to, words
from assistant.records.conversation import Conversation

if TYPE_CHECKING:
    from assistant.records.approval import Approval


class Direction(StrEnum):
    IN = "in"
    OUT = "out"


class Message(Base):
    """The database refuses an outbound row without an approval of exactly its words, and any later

    change of the words of either kind (migration 0002). `message_id` has its angle brackets.
    `inquiry` is what the reader understood, as records.values writes it; empty until then. `answered_at` is
    when a person had answered it; `left_open` are the questions of it that their reply left unanswered.
    """

    __tablename__ = "message"
    __table_args__ = (
        CheckConstraint("direction = 'in' OR approval_id IS NOT NULL", name="approved"),
        UniqueConstraint("entry_id", "part"),  # filed once
    )
    id: Mapped[Key]
    conversation_id: Mapped[int] = to("conversation")
    entry_id: Mapped[int | None] = to("ledger")
    part: Mapped[int] = mapped_column(default=0)  # which lead of several in one mail
    # No foreign key: approval -> draft -> message would close a circle. The trigger asks for more.
    approval_id: Mapped[int | None] = mapped_column(unique=True)
    direction: Mapped[Direction] = mapped_column(words(Direction))
    at: Mapped[datetime]
    sender_name: Mapped[str] = mapped_column(default="")
    sender_email: Mapped[str] = mapped_column(default="")
    recipients: Mapped[list[str]] = mapped_column(default=list)  # addresses
    subject: Mapped[str] = mapped_column(default="")
    text: Mapped[str] = mapped_column(default="")  # in: the whole body; out: what was approved
    footer: Mapped[str] = mapped_column(default="")
    visible_text: Mapped[str] = mapped_column(default="")
    html: Mapped[str] = mapped_column(default="", deferred=True)
    message_id: Mapped[str] = mapped_column(default="", index=True)
    references: Mapped[list[str]] = mapped_column(default=list)
    automatic: Mapped[bool] = mapped_column(default=False)  # bounce, vacation note
    bounce: Mapped[bool] = mapped_column(default=False)
    bulk: Mapped[bool] = mapped_column(default=False)  # the headers say that a machine sent it to many
    rating: Mapped[int | None]
    page: Mapped[str] = mapped_column(default="")
    lead: Mapped[dict[str, Any]] = mapped_column(default=dict)
    notes: Mapped[list[str]] = mapped_column(default=list)
    inquiry: Mapped[dict[str, Any]] = mapped_column(default=dict)
    understood_at: Mapped[datetime | None]
    answered_at: Mapped[datetime | None]
    left_open: Mapped[list[str]] = mapped_column(default=list)
    conversation: Mapped[Conversation] = relationship(back_populates="messages")
    approval: Mapped["Approval | None"] = relationship(
        primaryjoin="foreign(Message.approval_id) == Approval.id", viewonly=True
    )
    attachments: Mapped[list["StoredAttachment"]] = relationship(
        back_populates="message", order_by="StoredAttachment.id"
    )

    @property
    def inbound(self) -> bool:
        return self.direction is Direction.IN

    @property
    def sender(self) -> Mailbox:
        return Mailbox(self.sender_name, self.sender_email)

    @property
    def kind(self) -> Kind | None:
        """Of its inquiry; None until it is understood."""
        return Kind(self.inquiry["kind"]) if self.inquiry.get("kind") else None

    @property
    def unanswered(self) -> bool:
        return self.inbound and not self.automatic and self.answered_at is None

    def answer(self, at: datetime, *, left_open: list[str]) -> None:
        """A person answered it, or all of it but these questions."""
        self.left_open = left_open
        self.answered_at = None if left_open else at

    @property
    def words(self) -> str:
        """What to show: the newest turn, or the whole text where nothing could be told apart."""
        return self.visible_text or self.text

    @classmethod
    def with_message_id(cls, store_id: int, ids: list[str]) -> Select["Message"]:
        """Messages of one store with one of these Message-IDs, newest first."""
        return (
            select(cls)
            .join(Conversation, Conversation.id == cls.conversation_id)
            .where(Conversation.store_id == store_id, cls.message_id.in_(ids))
            .order_by(cls.id.desc())
        )

    @classmethod
    def not_understood(cls) -> Select[int]:
        """Ids of inbound messages that the reader has not seen yet; bounces and vacation notes aside."""
        return select(cls.id).where(
            cls.direction == Direction.IN, cls.automatic.is_(False), cls.understood_at.is_(None)
        )

    @classmethod
    def last_personal(cls, customer_id: int) -> Select["Message"]:
        """Our newest message to this customer."""
        return (
            select(cls)
            .join(Conversation, Conversation.id == cls.conversation_id)
            .where(Conversation.customer_id == customer_id, cls.direction == Direction.OUT)
            .order_by(cls.id.desc())
            .limit(1)
        )

    @classmethod
    def of_approval(cls, approval_id: int) -> Select["Message"]:
        return select(cls).where(cls.approval_id == approval_id)


class StoredAttachment(Base):
    """One attached file of an inbound message."""

    __tablename__ = "attachment"
    id: Mapped[Key]
    message_id: Mapped[int] = to("message")
    name: Mapped[str]
    content_type: Mapped[str]
    size: Mapped[int]
    inline: Mapped[bool] = mapped_column(default=False)
    content: Mapped[bytes] = mapped_column(LargeBinary, deferred=True)
    message: Mapped[Message] = relationship(back_populates="attachments")
