"""Pairs of customers that may be one, and what a person said of them."""

from datetime import datetime

from sqlalchemy import ColumnElement, Index, Select, UniqueConstraint, delete, func, or_, select
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship, selectinload

from assistant.core.states import LikenessState, changed
from assistant.records.base import Base, Key, to, words
from assistant.records.customer import Customer

S = LikenessState


class Likeness(Base):
    """`one_id` is lower than `other_id`; never of two stores. Why is read off the records."""

    __tablename__ = "likeness"
    __table_args__ = (UniqueConstraint("one_id", "other_id"), Index("ix_likeness_open", "store_id", "state"))
    id: Mapped[Key]
    store_id: Mapped[int] = to("store", index=False)
    one_id: Mapped[int] = to("customer", index=False)
    other_id: Mapped[int] = to("customer")
    weight: Mapped[int] = mapped_column(default=0)
    state: Mapped[S] = mapped_column(words(S), default=S.PROPOSED)
    made_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    ended_by_id: Mapped[int | None] = to("teammate", index=False)
    one: Mapped[Customer] = relationship(foreign_keys=one_id)
    other: Mapped[Customer] = relationship(foreign_keys=other_id)

    def end(self, state: S, by_id: int, at: datetime) -> None:
        if self.state is not state:
            self.state = changed(self.state, state)
        self.ended_at, self.ended_by_id = at, by_id

    @classmethod
    def of(cls, one_id: int, other_id: int) -> Select["Likeness"]:
        low, high = sorted((one_id, other_id))
        return select(cls).where(cls.one_id == low, cls.other_id == high)

    @classmethod
    def of_any(cls, customer_ids: list[int]) -> Select["Likeness"]:
        """All pairs in which one of these stands."""
        return select(cls).where(cls._with(customer_ids)).order_by(cls.id)

    @classmethod
    def open(cls, store_ids: list[int], *, after: tuple[int, int] | None, at_most: int) -> Select["Likeness"]:
        """The likeliest first; `after` is (weight, id) of the last one of the page before."""
        pair = (selectinload(side).selectinload(Customer.identities) for side in (cls.one, cls.other))
        query = select(cls).where(cls.store_id.in_(store_ids), cls.state == S.PROPOSED).options(*pair)
        if after is not None:
            weight, key = after
            query = query.where(or_(cls.weight < weight, (cls.weight == weight) & (cls.id > key)))
        return query.order_by(cls.weight.desc(), cls.id).limit(at_most)

    @classmethod
    def how_many(cls, store_ids: list[int], *, at_most: int) -> Select[int]:
        """Open ones, counted as far as `at_most`."""
        found = select(cls.id).where(cls.store_id.in_(store_ids), cls.state == S.PROPOSED).limit(at_most)
        return select(func.count()).select_from(found.subquery())

    @classmethod
    def _with(cls, customer_ids: list[int]) -> ColumnElement[bool]:
        return or_(cls.one_id.in_(customer_ids), cls.other_id.in_(customer_ids))


def forget_proposed(session: Session, customer_ids: list[int]) -> None:
    """What was proposed of these is no more; what a person said of them stays."""
    proposed = Likeness._with(customer_ids), Likeness.state == S.PROPOSED
    session.execute(delete(Likeness).where(*proposed))
