"""What lets a teammate in besides their password: links by mail, recovery codes, and the counts of tries."""

from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy import ColumnElement, Select, func, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship

from assistant.records.base import Base, Key, to, words
from assistant.records.teammate import Teammate


class LinkKind(StrEnum):
    INVITATION = "invitation"
    RESET = "reset"
    RECOVERY = "recovery"  # printed by the command line


LASTS = {
    LinkKind.INVITATION: timedelta(days=7),
    LinkKind.RESET: timedelta(hours=1),
    LinkKind.RECOVERY: timedelta(hours=24),
}


class AccountLink(Base):
    """A link that sets a password, once. Only the SHA-256 of its secret is here."""

    __tablename__ = "account_link"
    id: Mapped[Key]
    teammate_id: Mapped[int] = to("teammate")
    kind: Mapped[LinkKind] = mapped_column(words(LinkKind))
    secret_hash: Mapped[str] = mapped_column(unique=True)
    made_at: Mapped[datetime]
    made_by_id: Mapped[int | None] = to("teammate", index=False)
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]  # another took its place, or the password changed
    teammate: Mapped[Teammate] = relationship(foreign_keys=teammate_id)

    @classmethod
    def moment_of_its_own(cls, session: Session, teammate_id: int, now: datetime) -> datetime:
        """Now, or a microsecond after their newest link: what follows from it is of one link alone."""
        newest = session.scalar(select(func.max(cls.made_at)).where(cls.teammate_id == teammate_id))
        return now if newest is None else max(now, newest + timedelta(microseconds=1))

    def over(self, now: datetime) -> bool:
        """Used, ended or expired, or its teammate left."""
        ended = self.used_at is not None or self.ended_at is not None or self.expires_at <= now
        return ended or not self.teammate.active

    @classmethod
    def live(cls, secret_hash: str, now: datetime) -> Select["AccountLink"]:
        """The unused, unexpired link of an active teammate."""
        return (
            select(cls)
            .join(Teammate, Teammate.id == cls.teammate_id)
            .where(cls.secret_hash == secret_hash, *cls._open(), cls.expires_at > now, Teammate.active)
        )

    @classmethod
    def open_invitations(cls, now: datetime) -> Select[int, datetime]:
        """Of whom, and until when."""
        return select(cls.teammate_id, cls.expires_at).where(
            cls.kind == LinkKind.INVITATION, *cls._open(), cls.expires_at > now
        )

    @classmethod
    def use(cls, session: Session, key: int, now: datetime) -> bool:
        """Whether this was the first use: of two at the same moment one gets it."""
        asked = update(cls).where(cls.id == key, *cls._open(), cls.expires_at > now).values(used_at=now)
        return session.execute(asked).rowcount == 1  # type: ignore[attr-defined, no-any-return]

    @classmethod
    def end_all(cls, session: Session, teammate_id: int, now: datetime) -> None:
        session.execute(update(cls).where(cls.teammate_id == teammate_id, *cls._open()).values(ended_at=now))

    @classmethod
    def end_asked(cls, session: Session, teammate_id: int, now: datetime) -> None:
        """Those that anybody can ask for; what an admin or the command line gave stays."""
        asked = cls.kind == LinkKind.RESET, cls.made_by_id.is_(None)
        session.execute(
            update(cls).where(cls.teammate_id == teammate_id, *asked, *cls._open()).values(ended_at=now)
        )

    @classmethod
    def _open(cls) -> tuple[ColumnElement[bool], ...]:
        return cls.used_at.is_(None), cls.ended_at.is_(None)


class RecoveryCode(Base):
    """One of ten; `code_hash` is the SHA-256 of 80 random bits."""

    __tablename__ = "recovery_code"
    id: Mapped[Key]
    teammate_id: Mapped[int] = to("teammate")
    code_hash: Mapped[str] = mapped_column(unique=True)
    used_at: Mapped[datetime | None]

    @classmethod
    def use(cls, session: Session, teammate_id: int, code_hash: str, now: datetime) -> bool:
        asked = (
            update(cls)
            .where(cls.teammate_id == teammate_id, cls.code_hash == code_hash, cls.used_at.is_(None))
            .values(used_at=now)
        )
        return session.execute(asked).rowcount == 1  # type: ignore[attr-defined, no-any-return]

    @classmethod
    def left(cls, teammate_id: int) -> Select[int]:
        return select(func.count(cls.id)).where(cls.teammate_id == teammate_id, cls.used_at.is_(None))

    @classmethod
    def of(cls, teammate_id: int) -> Select["RecoveryCode"]:
        return select(cls).where(cls.teammate_id == teammate_id)


class Tries(Base):
    """How often `who` (a digest: nobody's address stands here) has tried without being let in."""

    __tablename__ = "tries"
    id: Mapped[Key]
    who: Mapped[str] = mapped_column(unique=True)
    many: Mapped[int] = mapped_column(default=0)
    newest_at: Mapped[datetime]

    @classmethod
    def held(cls, session: Session, who: str, now: datetime) -> "Tries":
        """The row, made if it was not there, and nobody else's until this transaction ends."""
        dialect = session.get_bind().dialect.name
        insert = sqlite.insert if dialect == "sqlite" else postgresql.insert
        session.execute(
            insert(cls).values(who=who, many=0, newest_at=now).on_conflict_do_nothing(index_elements=["who"])
        )
        return session.scalars(select(cls).where(cls.who == who).with_for_update()).one()

    @classmethod
    def older(cls, than: datetime) -> Select["Tries"]:
        return select(cls).where(cls.newest_at < than).limit(1000)
