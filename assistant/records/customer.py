"""Customers and their identities."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ColumnElement, Index, Select, UniqueConstraint, or_, select
from sqlalchemy.orm import Mapped, mapped_column, relationship, selectinload

from assistant.records.base import Base, Key, to, words


class IdentityKind(StrEnum):
    EMAIL = "email"
    PHONE = "phone"
    VISITOR = "visitor"


class Customer(Base):
    """A person or company that one store serves. `key` is the id in an imported file.

    `merged_into_id` names whom everything of theirs was given to; never one who was merged in turn.
    `to_compare`: nobody looked yet whether they are on record twice.
    """

    __tablename__ = "customer"
    __table_args__ = (
        UniqueConstraint("store_id", "key"),
        Index("ix_customer_to_compare", "to_compare", "id"),
    )
    id: Mapped[Key]
    store_id: Mapped[int] = to("store")
    key: Mapped[str | None]
    name: Mapped[str] = mapped_column(default="")
    company: Mapped[str] = mapped_column(default="")
    language: Mapped[str] = mapped_column(default="")
    address: Mapped[str] = mapped_column(default="")
    prefers: Mapped[str] = mapped_column(default="")
    since: Mapped[datetime]
    erased_at: Mapped[datetime | None]
    merged_into_id: Mapped[int | None] = to("customer")
    to_compare: Mapped[bool] = mapped_column(default=True)
    identities: Mapped[list["Identity"]] = relationship(back_populates="customer", order_by="Identity.id")

    @property
    def called(self) -> str:
        """How lists name them: the name, else an address, else what they are."""
        if self.erased_at is not None:
            return f"Erased customer no. {self.id}"
        first = next((i.value for i in self.identities if i.kind is not IdentityKind.VISITOR), "")
        return self.name or self.company or first or "Visitor"

    def identity(self, kind: IdentityKind, value: str) -> "Identity | None":
        return next((i for i in self.identities if i.kind is kind and i.value == value), None)

    def claims(self, kind: IdentityKind, value: str, basis: str, at: datetime) -> "Identity":
        """Note an identity that somebody claims; a known one stays as it is."""
        known = self.identity(kind, value)
        if known:
            return known
        identity = Identity(kind=kind, value=value, basis=basis, since=at, store_id=self.store_id)
        self.identities.append(identity)
        self.to_compare = True
        return identity

    def proves(self, kind: IdentityKind, value: str, basis: str, at: datetime) -> "Identity":
        """Note an identity that a record or a trusted gateway verified."""
        identity = self.claims(kind, value, basis, at)
        identity.verify(basis, at)
        return identity

    @property
    def living(self) -> bool:
        """Whether anything may be put down with them: neither erased nor merged."""
        return self.erased_at is None and self.merged_into_id is None

    @classmethod
    def alive(cls) -> tuple[ColumnElement[bool], ...]:
        return cls.erased_at.is_(None), cls.merged_into_id.is_(None)

    @classmethod
    def family(cls, customer_id: int) -> Select[int]:
        """Their id, and those of all who were merged into them."""
        return select(cls.id).where(or_(cls.id == customer_id, cls.merged_into_id == customer_id))

    @classmethod
    def merged_into(cls, customer_id: int) -> Select["Customer"]:
        return select(cls).where(cls.merged_into_id == customer_id).order_by(cls.id)

    @classmethod
    def not_compared(cls, at_most: int) -> Select[int]:
        return select(cls.id).where(cls.to_compare.is_(True)).order_by(cls.id).limit(at_most)

    @classmethod
    def with_keys(cls, store_id: int, keys: list[str]) -> Select["Customer"]:
        return cls.whole().where(cls.store_id == store_id, cls.key.in_(keys))

    @classmethod
    def whole(cls) -> Select["Customer"]:
        """With their identities."""
        return select(cls).options(selectinload(cls.identities))


class Identity(Base):
    """One way to reach a customer. E-mail in lower case, phone in E.164, visitor as its key.

    A family address may stand with two customers: then it verifies neither by itself.
    """

    __tablename__ = "identity"
    __table_args__ = (UniqueConstraint("customer_id", "kind", "value"),)
    id: Mapped[Key]
    store_id: Mapped[int] = to("store")
    customer_id: Mapped[int] = to("customer")
    kind: Mapped[IdentityKind] = mapped_column(words(IdentityKind))
    value: Mapped[str] = mapped_column(index=True)
    verified: Mapped[bool] = mapped_column(default=False)
    basis: Mapped[str] = mapped_column(default="")
    since: Mapped[datetime]
    dead_at: Mapped[datetime | None]  # since when mail to it comes back for good, and what the server said
    dead_why: Mapped[str] = mapped_column(default="")
    customer: Mapped[Customer] = relationship(back_populates="identities")

    def verify(self, basis: str, at: datetime) -> None:
        if not self.verified:
            self.verified, self.basis, self.since = True, basis, at

    @classmethod
    def known(cls, store_id: int, kind: IdentityKind, value: str) -> Select["Identity"]:
        """All holders of this value in one store, verified ones first, oldest first."""
        return (
            select(cls)
            .where(cls.store_id == store_id, cls.kind == kind, cls.value == value)
            .order_by(cls.verified.desc(), cls.id)
        )

    @classmethod
    def among(cls, store_id: int, kind: IdentityKind, values: list[str]) -> Select["Identity"]:
        """All holders of any of these values, with their customers, verified ones first, oldest first."""
        holder = selectinload(cls.customer).selectinload(Customer.identities)
        return (
            select(cls)
            .where(cls.store_id == store_id, cls.kind == kind, cls.value.in_(values))
            .options(holder)
            .order_by(cls.verified.desc(), cls.id)
        )
