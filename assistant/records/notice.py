"""Notices: what a teammate was told, once a matter and reason."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Index,
    Select,
    String,
    UniqueConstraint,
    Update,
    cast,
    func,
    literal,
    select,
    update,
)
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship, selectinload

from assistant.core.notice import CLOCKS, Why
from assistant.records.base import Base, Key, to, words
from assistant.records.conversation import Conversation
from assistant.records.customer import Customer
from assistant.records.teammate import Teammate


class Notice(Base):
    """`matter` names what it is about ("promise:12", "turn:88"): nobody is told the same of it twice.

    With `absence_id` it is about one thing of somebody who is away: all of them are one matter to look at.

    `seen_at` is when they had it before them in the inbox, or it was over; `digest_id` is the mail that
    holds it, `mailed_at` when that left.
    """

    __tablename__ = "notice"
    __table_args__ = (
        UniqueConstraint("teammate_id", "matter", "why"),
        Index("ix_notice_unseen", "teammate_id", "seen_at"),
        Index("ix_notice_unmailed", "digest_id", "seen_at", "teammate_id"),
        Index("ix_notice_matter", "matter", "why"),
    )
    id: Mapped[Key]
    store_id: Mapped[int] = to("store")
    teammate_id: Mapped[int] = to("teammate", index=False)
    customer_id: Mapped[int] = to("customer")
    conversation_id: Mapped[int | None] = to("conversation")
    absence_id: Mapped[int | None] = to("absence", index=False)
    why: Mapped[Why] = mapped_column(words(Why))
    matter: Mapped[str]
    at: Mapped[datetime]
    seen_at: Mapped[datetime | None]
    mailed_at: Mapped[datetime | None]
    digest_id: Mapped[int | None] = to("digest", index=False)
    teammate: Mapped[Teammate] = relationship()
    customer: Mapped[Customer] = relationship()
    conversation: Mapped[Conversation | None] = relationship()

    def tell(self, session: Session) -> bool:
        """Kept, unless they were told this of that matter already; whether it is new.

        Two who tell the same at one moment tell it once.
        """
        kept = {column.key: getattr(self, column.key) for column in Notice.__table__.columns}
        del kept["id"]
        insert = sqlite.insert if session.get_bind().dialect.name == "sqlite" else postgresql.insert
        once = insert(Notice).values(**kept)
        once = once.on_conflict_do_nothing(index_elements=["teammate_id", "matter", "why"])
        return session.execute(once.returning(Notice.id)).first() is not None

    @property
    def about(self) -> tuple[str, int]:
        """What makes notices one: the absence, else their conversation, or without one their customer."""
        if self.absence_id:
            return ("absence", self.absence_id)
        return ("conversation", self.conversation_id) if self.conversation_id else ("of", self.customer_id)

    @property
    def path(self) -> str:
        """The page where they see it: of the conversation, or without one of the customer."""
        if self.absence_id:
            return f"/away#with-{self.absence_id}"
        if self.conversation_id:
            return f"/conversations/{self.conversation_id}"
        return f"/customers/{self.customer_id}"

    @classmethod
    def unseen(cls, teammate_id: int) -> Select["Notice"]:
        """Newest first."""
        mine = select(cls).where(cls.teammate_id == teammate_id, cls.seen_at.is_(None))
        return mine.order_by(cls.at.desc(), cls.id.desc())

    @classmethod
    def unseen_in(cls, teammate_id: int, stores: list[int]) -> Select["Notice"]:
        """With their customers, newest first."""
        return cls._shown(cls.unseen(teammate_id).where(cls.store_id.in_(stores)))

    @classmethod
    def seen_in(cls, teammate_id: int, stores: list[int], since: datetime) -> Select["Notice"]:
        """Those of lately that they have seen, newest first."""
        mine = select(cls).where(cls.teammate_id == teammate_id, cls.store_id.in_(stores))
        lately = mine.where(cls.seen_at.is_not(None), cls.at >= since)
        return cls._shown(lately.order_by(cls.at.desc(), cls.id.desc()).limit(100))

    @classmethod
    def matters(cls, teammate_id: int, stores: list[int]) -> Select[int]:
        """How many matters they have not seen: as `about` has it."""
        alone = func.coalesce(_text(cls.conversation_id), literal("of ").concat(_text(cls.customer_id)))
        one = func.coalesce(literal("absence ").concat(_text(cls.absence_id)), alone)
        mine = cls.teammate_id == teammate_id, cls.seen_at.is_(None), cls.store_id.in_(stores)
        return select(func.count(one.distinct())).where(*mine)

    @classmethod
    def one(cls, teammate_id: int, stores: list[int], key: int) -> Select["Notice"]:
        return select(cls).where(cls.id == key, cls.teammate_id == teammate_id, cls.store_id.in_(stores))

    @classmethod
    def see(cls, teammate_id: int, at: datetime, *which: ColumnElement[bool]) -> Update:
        """Of this teammate all that they have not seen, or of those only `which`."""
        mine = update(cls).where(cls.teammate_id == teammate_id, cls.seen_at.is_(None), *which)
        return mine.values(seen_at=at)

    @classmethod
    def over(cls, matter: str, at: datetime) -> Update:
        """For everybody who was told of it: there is nothing to look at any more."""
        return update(cls).where(cls.matter == matter, cls.seen_at.is_(None)).values(seen_at=at)

    @classmethod
    def clock_stopped(cls, conversation_id: int, at: datetime) -> Update:
        """Nobody waits there any more: for everybody who was told that somebody does."""
        waits = cls.conversation_id == conversation_id, cls.why.in_(CLOCKS), cls.seen_at.is_(None)
        return update(cls).where(*waits).values(seen_at=at)

    @classmethod
    def in_conversation(cls, conversation_id: int) -> ColumnElement[bool]:
        return cls.conversation_id == conversation_id

    @classmethod
    def of_absence(cls, absence_id: int) -> ColumnElement[bool]:
        return cls.absence_id == absence_id

    @classmethod
    def of_absences(cls) -> ColumnElement[bool]:
        """Whatever they have of others who are away."""
        return cls.absence_id.is_not(None)

    @classmethod
    def of_customer_alone(cls, customer_id: int) -> ColumnElement[bool]:
        """In no conversation."""
        return (cls.customer_id == customer_id) & cls.conversation_id.is_(None)

    @classmethod
    def unmailed(cls) -> Select[int, Why, datetime]:
        """Of which teammate, why and since when: neither seen nor in a mail."""
        return select(cls.teammate_id, cls.why, cls.at).where(cls.digest_id.is_(None), cls.seen_at.is_(None))

    @classmethod
    def to_mail(cls, teammate_id: int, stores: list[int]) -> Select["Notice"]:
        """With their customers, newest first."""
        return cls.unseen_in(teammate_id, stores).where(cls.digest_id.is_(None))

    @classmethod
    def put_into(cls, digest_id: int, keys: Iterable[int]) -> Update:
        return update(cls).where(cls.id.in_(list(keys)), cls.digest_id.is_(None)).values(digest_id=digest_id)

    @classmethod
    def left_with(cls, digest_id: int, at: datetime) -> Update:
        return update(cls).where(cls.digest_id == digest_id).values(mailed_at=at)

    @classmethod
    def let_go_of(cls, digest_id: int) -> Update:
        """Nothing left: another mail may hold them."""
        return update(cls).where(cls.digest_id == digest_id).values(digest_id=None)

    @classmethod
    def _shown(cls, query: Select["Notice"]) -> Select["Notice"]:
        return query.options(selectinload(cls.customer).selectinload(Customer.identities))


def _text(column: Any) -> ColumnElement[str]:
    return cast(column, String)
