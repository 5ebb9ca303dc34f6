"""Prints of the replies that were sent, by which a copy is known. No text: core.fingerprint."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, Index, Select, select
from sqlalchemy.orm import Mapped, mapped_column, relationship

from assistant.records.base import Base, Key, to

AT_MOST = 50  # looked at, the newest first


class Fingerprint(Base):
    """`marks` are core.fingerprint.Print; `topics` what the inquiry was about, sorted."""

    __tablename__ = "fingerprint"
    id: Mapped[Key]
    store_id: Mapped[int] = to("store", index=False)
    customer_id: Mapped[int] = to("customer")
    approval_id: Mapped[int] = to("approval", unique=True)
    at: Mapped[datetime]
    topics: Mapped[str]
    marks: Mapped[list[Any]] = mapped_column(default=list)
    bands: Mapped[list["FingerprintBand"]] = relationship(cascade="all, delete-orphan")

    @classmethod
    def of_approval(cls, approval_id: int) -> Select["Fingerprint"]:
        return select(cls).where(cls.approval_id == approval_id)

    @classmethod
    def of_customer(cls, customer_id: int) -> Select["Fingerprint"]:
        return select(cls).where(cls.customer_id == customer_id).order_by(cls.id)

    @classmethod
    def near(cls, store_id: int, bands: Iterable[int], *, but_of: int) -> Select["Fingerprint"]:
        """Those that share a band, of other customers of this store."""
        sharing = select(FingerprintBand.fingerprint_id).where(FingerprintBand.value.in_(list(bands)))
        theirs = cls.store_id == store_id, cls.customer_id != but_of, cls.id.in_(sharing)
        return select(cls).where(*theirs).order_by(cls.at.desc()).limit(AT_MOST)


class FingerprintBand(Base):
    """One group of the marks, as a number to look for."""

    __tablename__ = "fingerprint_band"
    __table_args__ = (Index("ix_fingerprint_band_value", "value"),)
    id: Mapped[Key]
    fingerprint_id: Mapped[int] = to("fingerprint")
    value: Mapped[int] = mapped_column(BigInteger)
