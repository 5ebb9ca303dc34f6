"""Teammates, what they may do, and where they are signed in."""

from datetime import datetime, timedelta

from sqlalchemy import Column, ColumnElement, ForeignKey, Select, Table, func, literal, select
from sqlalchemy.orm import Mapped, mapped_column, relationship

from assistant.core.context import Signer
from assistant.core.roles import Action, Role, may
from assistant.records.base import Base, Key, Moment, to, words
from assistant.records.store import Store

SIGN_IN_LASTS = timedelta(days=14)
UNSEEN_AT_MOST = timedelta(days=7)

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
    second_factor: Mapped[str] = mapped_column(default="")  # sealed TOTP secret; empty: none
    second_factor_step: Mapped[int] = mapped_column(default=0)  # the newest step whose code was taken
    failed_tries: Mapped[int] = mapped_column(default=0)  # since their last sign-in
    failed_at: Mapped[datetime | None]
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

    def set_password(self, hashed: str) -> None:
        self.password_hash = hashed

    def deactivate(self) -> None:
        self.active = False

    def reactivate(self) -> None:
        """They come back without a password: a new link lets them choose one."""
        self.active, self.password_hash = True, ""

    def drop_second_factor(self) -> None:
        self.second_factor, self.second_factor_step = "", 0

    def somebody_failed(self, at: datetime) -> None:
        self.failed_tries, self.failed_at = self.failed_tries + 1, at

    def signed_in(self) -> int:
        """How many tries had failed since the last time."""
        many, self.failed_tries = self.failed_tries, 0
        return many

    def take_step(self, step: int) -> bool:
        """Whether this TOTP step is newer than any taken before: no code is good twice."""
        if step <= self.second_factor_step:
            return False
        self.second_factor_step = step
        return True

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
    seen_at: Mapped[datetime | None]
    proven_at: Mapped[datetime | None]  # when they last gave their password here
    place: Mapped[str] = mapped_column(default="")  # remote address
    browser: Mapped[str] = mapped_column(default="")  # User-Agent
    teammate: Mapped[Teammate] = relationship()

    def seen(self, at: datetime, place: str) -> None:
        self.seen_at, self.place = at, place

    def end(self, at: datetime) -> None:
        self.ended_at = self.ended_at or at

    @classmethod
    def live(cls, token_hash: str, at: datetime) -> Select["SignIn"]:
        return select(cls).where(cls.token_hash == token_hash, *cls._open(at))

    @classmethod
    def live_of(cls, teammate_id: int, at: datetime) -> Select["SignIn"]:
        """Last seen first."""
        open_ones = select(cls).where(cls.teammate_id == teammate_id, *cls._open(at))
        return open_ones.order_by(func.coalesce(cls.seen_at, cls.started_at).desc(), cls.id.desc())

    @classmethod
    def _open(cls, at: datetime) -> tuple[ColumnElement[bool], ...]:
        """Begun by now: after the clock was set back one signs in anew, as an approval asks for it."""
        seen = func.coalesce(cls.seen_at, cls.started_at)
        unseen = literal(at - UNSEEN_AT_MOST, Moment())
        return cls.ended_at.is_(None), cls.started_at <= at, cls.expires_at > at, seen > unseen
