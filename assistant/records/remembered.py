"""Dates that customers told us: a birthday, a move, a licence; kept so that somebody thinks of them."""

from collections.abc import Iterable
from datetime import date, datetime

from sqlalchemy import Index, Select, or_, select
from sqlalchemy.orm import Mapped, mapped_column, relationship

from assistant.records.base import Base, Key, to
from assistant.records.customer import Customer
from assistant.records.teammate import Teammate


class Remembered(Base):
    """`what` stands in a sentence said to them: "your daughter turns 16". `month_day` (1231) finds it."""

    __tablename__ = "remembered"
    __table_args__ = (Index("ix_remembered_day", "store_id", "month_day"),)
    id: Mapped[Key]
    store_id: Mapped[int] = to("store", index=False)
    customer_id: Mapped[int] = to("customer")
    teammate_id: Mapped[int] = to("teammate", index=False)
    what: Mapped[str]
    day: Mapped[str]  # ISO, the first time that it comes
    month_day: Mapped[int]
    yearly: Mapped[bool] = mapped_column(default=False)
    at: Mapped[datetime]
    customer: Mapped[Customer] = relationship()
    teammate: Mapped[Teammate] = relationship()

    @property
    def first(self) -> date:
        """The day itself, or the first of them."""
        return date.fromisoformat(self.day)

    @classmethod
    def of_customer(cls, customer_id: int) -> Select["Remembered"]:
        return select(cls).where(cls.customer_id == customer_id).order_by(cls.month_day, cls.id)

    @classmethod
    def in_stores(cls, store_ids: list[int], key: int) -> Select["Remembered"]:
        return select(cls).where(cls.store_id.in_(store_ids), cls.id == key)

    @classmethod
    def coming(cls, store_id: int, days: Iterable[date]) -> Select["Remembered"]:
        """Those that fall on one of these days."""
        of_them = list(days)
        keys, named = [number(one) for one in of_them], [one.isoformat() for one in of_them]
        found = select(cls).where(cls.store_id == store_id, cls.month_day.in_(keys))
        return found.where(or_(cls.yearly, cls.day.in_(named)))


def number(day: date) -> int:
    return day.month * 100 + day.day
