"""What a store knows and allows: policies, options, knowledge; and what a teammate vouched for."""

from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy import Select, UniqueConstraint, select
from sqlalchemy.orm import Mapped, mapped_column, relationship, selectinload

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
    owner_id: Mapped[int | None] = to("teammate")  # who says whether it is still true
    owner: Mapped[Teammate | None] = relationship()

    def stale(self, now: datetime, days: int) -> bool:
        """Whether nobody confirmed it for so many days."""
        return self.confirmed_at < now - timedelta(days=days)

    def confirm(self, at: datetime) -> None:
        """Somebody who knows looked: it is still true."""
        self.confirmed_at = at

    @classmethod
    def of_store(cls, store_id: int) -> Select["Knowledge"]:
        return select(cls).where(cls.store_id == store_id).order_by(cls.id)

    @classmethod
    def listed(
        cls, store_ids: list[int], kind: str = "", ids: Select[int] | None = None
    ) -> Select["Knowledge"]:
        """By kind and title; `ids` are those that a search found."""
        query = select(cls).where(cls.store_id.in_(store_ids)).order_by(cls.kind, cls.title, cls.id)
        query = query.where(cls.kind == kind) if kind else query
        query = query.where(cls.id.in_(ids)) if ids is not None else query
        return query.options(selectinload(cls.owner))

    @classmethod
    def with_ids(cls, ids: list[int]) -> Select["Knowledge"]:
        return select(cls).where(cls.id.in_(ids)).order_by(cls.id)

    @classmethod
    def titled(cls, store_id: int, titles: list[str]) -> Select["Knowledge"]:
        return select(cls).where(cls.store_id == store_id, cls.title.in_(titles))


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
