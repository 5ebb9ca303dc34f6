"""The audit log: who did what, and what model calls cost. The database lets it only grow (migration 0005)."""

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import ColumnElement, Index, Select, String, and_, cast, or_, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship

from assistant.core.audit import LISTS, Did
from assistant.core.call import CallRecord
from assistant.records.base import Base, Key, to

if TYPE_CHECKING:
    from assistant.records.conversation import Conversation


class Deed(Base):
    """One thing that was done: "overruled", "closed", "saw a customer" (core.audit has the words).

    Ids only, never customers' words: a reason stands on the row that it is about. `teammate_id` is None
    for the command line and the program itself. `once` is what makes a repeated deed the same one. What was
    done with an account has no `store_id`: it is of all `stores` in which that account then was.
    """

    __tablename__ = "deed"
    id: Mapped[Key]
    at: Mapped[datetime] = mapped_column(index=True)
    teammate_id: Mapped[int | None] = to("teammate")
    store_id: Mapped[int | None] = to("store")
    customer_id: Mapped[int | None] = to("customer")
    conversation_id: Mapped[int | None] = to("conversation")
    what: Mapped[str] = mapped_column(index=True)
    about: Mapped[dict[str, Any]] = mapped_column(default=dict)
    once: Mapped[str | None] = mapped_column(unique=True)
    stores: Mapped[list["DeedStore"]] = relationship(order_by="DeedStore.store_id")

    @classmethod
    def within(
        cls, conversation: "Conversation", by_id: int | None, what: str, at: datetime, **about: object
    ) -> "Deed":
        """Done in a conversation; `about` are ids."""
        return cls(
            at=at,
            teammate_id=by_id,
            store_id=conversation.store_id,
            customer_id=conversation.customer_id,
            conversation_id=conversation.id,
            what=what,
            about=about,
        )

    def of_stores(self, store_ids: Iterable[int]) -> "Deed":
        self.stores = [DeedStore(store_id=key) for key in sorted(set(store_ids))]
        return self

    def note_once(self, session: Session, *of: object) -> bool:
        """Keep it in the caller's transaction, unless this teammate did the same to `of` in this hour."""
        parts = (self.teammate_id, self.what, *of, f"{self.at:%Y-%m-%dT%H}")
        self.once = " ".join(map(str, parts))
        if session.scalar(select(Deed.id).where(Deed.once == self.once)) is not None:
            return False
        try:
            with session.begin_nested():
                session.add(self)
        except IntegrityError:
            return False  # another request of theirs was quicker
        return True

    @classmethod
    def shows(cls, customer_id: int) -> ColumnElement[bool]:
        """It was a look at a list in which this customer stood."""
        ids = cast(cls.about, String)
        where = [ids.like(f"%{a}{customer_id}{b}%") for a in ("[", " ") for b in (",", "]")]
        return and_(cls.what.in_([str(did) for did in LISTS]), or_(*where))

    @classmethod
    def of_kind(cls, what: str) -> Select["Deed"]:
        return select(cls).where(cls.what == what).order_by(cls.id)


class DeedStore(Base):
    """One store of an account's deed, as it was when it was done; kept as the deed is (migration 0010)."""

    __tablename__ = "deed_store"
    id: Mapped[Key]
    deed_id: Mapped[int] = to("deed")
    store_id: Mapped[int] = to("store")


def imported(store_id: int, at: datetime, kind: str, **counts: int) -> Deed:
    """An import by the command line: how many rows of what."""
    return Deed(at=at, store_id=store_id, what=Did.IMPORTED, about={"kind": kind, **counts})


class ModelCall(Base):
    """One call of a model: what it cost and how it ended. Cost in millionths of a dollar."""

    __tablename__ = "model_call"
    __table_args__ = (Index("ix_model_call_store_id_at", "store_id", "at"),)
    id: Mapped[Key]
    store_id: Mapped[int | None] = to("store", index=False)  # whose budget bears it
    at: Mapped[datetime]
    message_id: Mapped[int | None] = to("message")
    prompt: Mapped[str]  # name and digest of the prompt file
    model: Mapped[str]
    tokens_in: Mapped[int] = mapped_column(default=0)
    tokens_out: Mapped[int] = mapped_column(default=0)
    milliseconds: Mapped[int] = mapped_column(default=0)
    finish: Mapped[str] = mapped_column(default="")
    error: Mapped[str] = mapped_column(default="")
    cost_micros: Mapped[int | None]

    @classmethod
    def of(cls, call: CallRecord) -> "ModelCall":
        return cls(
            at=call.at,
            store_id=call.whose.store_id or None,
            message_id=call.whose.message_id,
            prompt=f"{call.prompt}@{call.prompt_digest}",
            model=call.model,
            tokens_in=call.tokens_in,
            tokens_out=call.tokens_out,
            milliseconds=call.latency_ms,
            finish=call.finish,
            error=call.error,
            cost_micros=None if call.cost is None else round(call.cost * 1_000_000),
        )
