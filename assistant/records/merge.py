"""Merges: two customers who are one, by a person; and each row that changed hands, so that it can go back."""

from datetime import datetime
from typing import Any

from sqlalchemy import Index, Select, select
from sqlalchemy.orm import Mapped, mapped_column, relationship

from assistant.records.base import Base, Key, to
from assistant.records.customer import Customer
from assistant.records.teammate import Teammate


class Merge(Base):
    """`moved` counts rows by table; `marks` are the highest ids of then: what is above came since."""

    __tablename__ = "merge"
    id: Mapped[Key]
    store_id: Mapped[int] = to("store")
    survivor_id: Mapped[int] = to("customer")
    merged_id: Mapped[int] = to("customer")
    by_id: Mapped[int] = to("teammate", index=False)
    at: Mapped[datetime]
    moved: Mapped[dict[str, Any]] = mapped_column(default=dict)
    marks: Mapped[dict[str, Any]] = mapped_column(default=dict)
    undone_at: Mapped[datetime | None]
    undone_by_id: Mapped[int | None] = to("teammate", index=False)
    survivor: Mapped[Customer] = relationship(foreign_keys=survivor_id)
    merged: Mapped[Customer] = relationship(foreign_keys=merged_id)
    by: Mapped[Teammate] = relationship(foreign_keys=by_id)
    undone_by: Mapped[Teammate | None] = relationship(foreign_keys=undone_by_id)

    @classmethod
    def in_stores(cls, store_ids: list[int], key: int) -> Select["Merge"]:
        return select(cls).where(cls.store_id.in_(store_ids), cls.id == key)

    @classmethod
    def of_customer(cls, customer_id: int) -> Select["Merge"]:
        """In which they survived, or were merged; newest first."""
        either = (cls.survivor_id == customer_id) | (cls.merged_id == customer_id)
        return select(cls).where(either).order_by(cls.id.desc())

    @classmethod
    def standing(cls, customer_id: int) -> Select["Merge"]:
        """Those into this customer that were not undone, newest first."""
        mine = select(cls).where(cls.survivor_id == customer_id, cls.undone_at.is_(None))
        return mine.order_by(cls.id.desc())


class MergedRow(Base):
    """One row that changed hands, and what it was where that is more than whose."""

    __tablename__ = "merged_row"
    __table_args__ = (
        Index("ix_merged_row_of", "merge_id", "kind"),
        Index("ix_merged_row_row", "kind", "row_id"),
    )
    id: Mapped[Key]
    merge_id: Mapped[int] = to("merge", index=False)
    kind: Mapped[str]  # the table
    row_id: Mapped[int]
    was: Mapped[dict[str, Any]] = mapped_column(default=dict)

    @classmethod
    def of(cls, merge_id: int, kind: str) -> Select["MergedRow"]:
        return select(cls).where(cls.merge_id == merge_id, cls.kind == kind).order_by(cls.id)

    @classmethod
    def ids(cls, merge_id: int, kind: str) -> Select[int]:
        return select(cls.row_id).where(cls.merge_id == merge_id, cls.kind == kind)
