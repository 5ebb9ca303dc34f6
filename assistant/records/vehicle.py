"""Vehicles: owned by a customer, or in stock."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import Select, UniqueConstraint, select
from sqlalchemy.orm import Mapped, mapped_column

from assistant.records.base import Base, Key, to, words


class StockState(StrEnum):
    HERE = "here"
    HELD = "held"
    COMING = "coming"
    SOLD = "sold"
    OWNED = "owned"  # no stock: a customer's own


class Vehicle(Base):
    """Price in cents, mileage in miles. `seen_at` is when an import or a person last confirmed it."""

    __tablename__ = "vehicle"
    __table_args__ = (UniqueConstraint("store_id", "stock"),)
    id: Mapped[Key]
    store_id: Mapped[int] = to("store")
    customer_id: Mapped[int | None] = to("customer")
    state: Mapped[StockState] = mapped_column(words(StockState), default=StockState.HERE)
    stock: Mapped[str | None]
    vin: Mapped[str] = mapped_column(default="", index=True)
    plate: Mapped[str] = mapped_column(default="")
    year: Mapped[int | None]
    make: Mapped[str] = mapped_column(default="")
    model: Mapped[str] = mapped_column(default="")
    trim: Mapped[str] = mapped_column(default="")
    color: Mapped[str] = mapped_column(default="")
    condition: Mapped[str] = mapped_column(default="used")
    mileage: Mapped[int | None]
    price_cents: Mapped[int | None]
    features: Mapped[str] = mapped_column(default="")
    seats: Mapped[int | None]
    seen_at: Mapped[datetime]

    @property
    def name(self) -> str:
        return " ".join(str(part) for part in (self.year, self.make, self.model, self.trim) if part)

    @property
    def price(self) -> str:
        return f"${self.price_cents // 100:,}" if self.price_cents is not None else ""

    @classmethod
    def in_stock(cls, store_id: int) -> Select["Vehicle"]:
        """All stock of one store, sold ones too (somebody will ask about them), newest first."""
        return (
            select(cls)
            .where(cls.store_id == store_id, cls.state != StockState.OWNED)
            .order_by(cls.seen_at.desc(), cls.id)
        )

    @classmethod
    def words_of(cls, store_id: int) -> Select[str, str, str]:
        """Makes, models and trims that this store has ever seen."""
        return select(cls.make, cls.model, cls.trim).where(cls.store_id == store_id).distinct()

    @classmethod
    def owned_by(cls, customer_id: int) -> Select["Vehicle"]:
        return (
            select(cls)
            .where(cls.customer_id == customer_id, cls.state == StockState.OWNED)
            .order_by(cls.id.desc())
        )

    @classmethod
    def known(cls, store_id: int, *, vins: list[str], stocks: list[str]) -> Select["Vehicle"]:
        """Those with one of these VINs or stock numbers, oldest first."""
        return (
            select(cls)
            .where(cls.store_id == store_id, cls.vin.in_(vins) | cls.stock.in_(stocks))
            .order_by(cls.id)
        )

    @classmethod
    def owned_by_any(cls, customer_ids: list[int]) -> Select["Vehicle"]:
        return select(cls).where(cls.customer_id.in_(customer_ids), cls.state == StockState.OWNED)
