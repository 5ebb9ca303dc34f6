"""How often something was done in a stretch of time, counted for all web processes together."""

import secrets
from datetime import datetime, timedelta

from sqlalchemy import BigInteger, String, delete, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Mapped, Session, mapped_column

from assistant.records.base import Base, Key, Moment
from assistant.records.database import Sessions


class Pace(Base):
    """One counter: `key` (a digest, no address is kept) in the stretch number `stretch`."""

    __tablename__ = "paces"

    id: Mapped[Key]
    key: Mapped[str] = mapped_column(String(64), unique=True)
    stretch: Mapped[int] = mapped_column(BigInteger)
    count: Mapped[int]
    ends_at: Mapped[datetime] = mapped_column(Moment, index=True)

    @classmethod
    def count_one(cls, session: Session, key: str, stretch: int, ends_at: datetime) -> int | None:
        """The new count; None where this key has no counter yet. A new stretch begins at one."""
        same = cls.stretch == stretch
        more = update(cls).where(cls.key == key, same).values(count=cls.count + 1).returning(cls.count)
        found = session.scalar(more)
        if found is not None:
            return found
        anew = update(cls).where(cls.key == key, ~same).values(stretch=stretch, count=1, ends_at=ends_at)
        return session.scalar(anew.returning(cls.count))

    @classmethod
    def come_and_go(cls, session: Session, now: datetime) -> None:
        """A row that nobody counts by: once this is committed the disk took a write, and nothing is left."""
        one = cls(key=secrets.token_hex(32), stretch=0, count=0, ends_at=now)
        session.add(one)
        session.flush()
        session.delete(one)

    @classmethod
    def forget(cls, session: Session, before: datetime) -> None:
        """Counters of stretches that are over: what is kept is no more than what counts now."""
        session.execute(delete(cls).where(cls.ends_at < before))


class Paces:
    """The pace of several processes on one database; see `core.ports.Pace`."""

    def __init__(self, sessions: Sessions) -> None:
        self._sessions = sessions

    def wait(self, key: str, *, most: int, seconds: int, now: datetime) -> int:
        stretch, passed = divmod(int(now.timestamp()), seconds)
        ends_at = now + timedelta(seconds=seconds - passed)
        return seconds - passed if self._counted(key, stretch, now, ends_at) > most else 0

    def _counted(self, key: str, stretch: int, now: datetime, ends_at: datetime) -> int:
        for _ in range(3):
            try:
                with self._sessions.begin() as session:
                    count = Pace.count_one(session, key, stretch, ends_at)
                    if count is None:
                        Pace.forget(session, now)
                        session.add(Pace(key=key, stretch=stretch, count=1, ends_at=ends_at))
                    return count or 1
            except IntegrityError:  # another process was first
                continue
        return 1
