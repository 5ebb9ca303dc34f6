"""Examples: approved replies worth sharing, as shapes; nothing in them is of the customer they were for."""

from datetime import datetime

from sqlalchemy import Select, or_, select
from sqlalchemy.orm import Mapped, mapped_column, relationship, selectinload

from assistant.core.inquiry import Kind
from assistant.records.approval import Approval
from assistant.records.base import Base, Key, to, words
from assistant.records.teammate import Teammate


class Example(Base):
    """`text` is what core.shape left of the reply; `why` the reason of whoever marked it."""

    __tablename__ = "example"
    id: Mapped[Key]
    store_id: Mapped[int] = to("store")
    conversation_id: Mapped[int] = to("conversation")
    approval_id: Mapped[int] = to("approval", unique=True)
    kind: Mapped[Kind] = mapped_column(words(Kind), index=True)
    topics: Mapped[list[str]] = mapped_column(default=list)
    language: Mapped[str] = mapped_column(default="en")
    text: Mapped[str]
    why: Mapped[str]
    marked_by_id: Mapped[int] = to("teammate")
    at: Mapped[datetime]
    marked_by: Mapped[Teammate] = relationship()
    approval: Mapped[Approval] = relationship()

    @classmethod
    def listed(cls, store_ids: list[int], asked: str = "", kind: str = "") -> Select["Example"]:
        """Newest first; those that hold every word of what was asked."""
        query = select(cls).where(cls.store_id.in_(store_ids)).order_by(cls.at.desc(), cls.id.desc())
        for word in asked.split()[:10]:
            query = query.where(
                or_(cls.text.icontains(word, autoescape=True), cls.why.icontains(word, autoescape=True))
            )
        if kind:
            query = query.where(cls.kind == kind)
        return query.options(selectinload(cls.marked_by))

    @classmethod
    def of_kind(cls, store_id: int, kind: Kind, language: str, *, at_most: int) -> Select["Example"]:
        """Newest first."""
        same = cls.store_id == store_id, cls.kind == kind, cls.language == language
        return select(cls).where(*same).order_by(cls.at.desc(), cls.id.desc()).limit(at_most)

    @classmethod
    def of_conversation(cls, conversation_id: int) -> Select["Example"]:
        return select(cls).where(cls.conversation_id == conversation_id).order_by(cls.id)
