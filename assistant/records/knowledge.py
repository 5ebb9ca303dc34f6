"""What a store knows and allows: policies, options, knowledge; and what a teammate vouched for."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import Select, UniqueConstraint, select
from sqlalchemy.orm import Mapped, mapped_column, relationship

from assistant.records.base import Base, Key, to, words
from assistant.records.teammate import Teammate


class KnowledgeKind(StrEnum):
    POLICY = "policy"
    OPTION = "option"
    KNOWLEDGE = "knowledge"


class Knowledge(Base):
    """`topics` are words of core.inquiry.Topic and free words that a question may contain."""

    __tablename__ = "knowledge"
    __table_args__ = (UniqueConstraint("store_id", "kind", "title"),)
    id: Mapped[Key]
    store_id: Mapped[int] = to("store")
    kind: Mapped[KnowledgeKind] = mapped_column(words(KnowledgeKind))
    title: Mapped[str]
    text: Mapped[str]
    topics: Mapped[list[str]] = mapped_column(default=list)
    limit_cents: Mapped[int | None]  # option: what a member may grant alone
    confirmed_at: Mapped[datetime]

    @classmethod
    def of_store(cls, store_id: int) -> Select["Knowledge"]:
        return select(cls).where(cls.store_id == store_id).order_by(cls.id)


class Vouch(Base):
    """*I know this*: a statement that a teammate stands for, in one conversation."""

    __tablename__ = "vouch"
    id: Mapped[Key]
    conversation_id: Mapped[int] = to("conversation")
    teammate_id: Mapped[int] = to("teammate", index=False)
    text: Mapped[str]
    at: Mapped[datetime]
    teammate: Mapped[Teammate] = relationship()

    @classmethod
    def of(cls, conversation_id: int) -> Select["Vouch"]:
        return select(cls).where(cls.conversation_id == conversation_id).order_by(cls.id)
