"""Teammates, what they may do, and where they are signed in."""

from datetime import datetime, timedelta

from sqlalchemy import Column, ForeignKey, Select, Table, select
from sqlalchemy.orm import Mapped, mapped_column, relationship

from assistant.core.context import Signer
from assistant.core.roles import Action, Role, may
from assistant.records.base import Base, Key, to, words
from assistant.records.store import Store

SIGN_IN_LASTS = timedelta(days=14)

teammate_store = Table(
    "teammate_store",
    Base.metadata,
    Column("teammate_id", ForeignKey("teammate.id"), primary_key=True),
    Column("store_id", ForeignKey("store.id"), primary_key=True),
)


class Teammate(Base):
    """A person who answers. `stores` are all that they see."""

    __tablename__ = "teammate"
    id: Mapped[Key]
    name: Mapped[str]
    email: Mapped[str] = mapped_column(unique=True)
    password_hash: Mapped[str] = mapped_column(default="")  # argon2id; empty: cannot sign in
    role: Mapped[Role] = mapped_column(words(Role), default=Role.MEMBER)
    department: Mapped[str] = mapped_column(default="sales")
    title: Mapped[str] = mapped_column(default="")
    direct_line: Mapped[str] = mapped_column(default="")
    voice: Mapped[str] = mapped_column(default="")
    active: Mapped[bool] = mapped_column(default=True)
    stores: Mapped[list[Store]] = relationship(secondary=teammate_store, order_by=Store.id)

    @property
    def first_name(self) -> str:
        return self.name.split()[0]

    @property
    def initials(self) -> str:
        return "".join(part[0] for part in self.name.split()[:2]).upper()

    @property
    def store_ids(self) -> list[int]:
        return [store.id for store in self.stores]

    def may(self, action: Action) -> bool:
        """By their role; the row in question must be of one of their stores besides."""
        return may(self.role, action)

    def leads(self) -> bool:
        """Whether they look after others' work too."""
        return self.may(Action.ASSIGN)

    def as_signer(self) -> Signer:
        return Signer(
            name=self.name,
            title=self.title,
            phone=self.direct_line,
            email=self.email,
            department=self.department,
            voice=self.voice,
        )

    @classmethod
    def by_email(cls, email: str) -> Select["Teammate"]:
        return select(cls).where(cls.email == email.strip().lower(), cls.active)

    @classmethod
    def of_store(cls, store_id: int) -> Select["Teammate"]:
        return (
            select(cls)
            .join(teammate_store, teammate_store.c.teammate_id == cls.id)
            .where(teammate_store.c.store_id == store_id, cls.active)
            .order_by(cls.id)
        )


class SignIn(Base):
    """One signed-in browser; `token_hash` is the SHA-256 of what its cookie holds."""

    __tablename__ = "sign_in"
    id: Mapped[Key]
    teammate_id: Mapped[int] = to("teammate")
    token_hash: Mapped[str] = mapped_column(unique=True)
    started_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    teammate: Mapped[Teammate] = relationship()

    def end(self, at: datetime) -> None:
        self.ended_at = self.ended_at or at

    @classmethod
    def live(cls, token_hash: str, at: datetime) -> Select["SignIn"]:
        return select(cls).where(cls.token_hash == token_hash, cls.ended_at.is_(None), cls.expires_at > at)
