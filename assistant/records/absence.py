"""Absences: when a teammate is away, who stands in, and what went to others meanwhile."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import ColumnElement, Select, select, update
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship

from assistant.core.away import AwayWhy
from assistant.records.ask import Ask
from assistant.records.base import Base, Key, to, words
from assistant.records.conversation import Conversation
from assistant.records.outside import Outside
from assistant.records.promise import Promise
from assistant.records.teammate import Teammate, teammate_store
from assistant.records.touch import Touch


class Absence(Base):
    """From `since` until `until`, or until somebody ended it before. `by_id` is who entered it."""

    __tablename__ = "absence"
    id: Mapped[Key]
    teammate_id: Mapped[int] = to("teammate")
    since: Mapped[datetime]
    until: Mapped[datetime] = mapped_column(index=True)
    why: Mapped[AwayWhy] = mapped_column(words(AwayWhy))
    stand_in_id: Mapped[int | None] = to("teammate", index=False)
    by_id: Mapped[int] = to("teammate", index=False)
    entered_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    teammate: Mapped[Teammate] = relationship(foreign_keys=teammate_id)
    stand_in: Mapped[Teammate | None] = relationship(foreign_keys=stand_in_id)

    def end(self, at: datetime) -> None:
        self.ended_at = self.ended_at or at

    def lasts(self, now: datetime) -> bool:
        return self.ended_at is None and self.since <= now < self.until

    @classmethod
    def lasting(cls, now: datetime) -> Select["Absence"]:
        """Of everybody who is away now and has not left for good."""
        return (
            select(cls)
            .where(*cls._open(now), cls.since <= now, cls.teammate.has(active=True))
            .order_by(cls.until, cls.id)
        )

    @classmethod
    def of_stores(cls, store_ids: Collection[int], now: datetime) -> Select["Absence"]:
        """Lasting ones and those to come of the teammates of these stores."""
        theirs = select(teammate_store.c.teammate_id).where(teammate_store.c.store_id.in_(store_ids))
        return (
            select(cls)
            .where(*cls._open(now), cls.teammate_id.in_(theirs), cls.teammate.has(active=True))
            .order_by(cls.since, cls.id)
        )

    @classmethod
    def of_teammate(cls, teammate_id: int, now: datetime) -> Select["Absence"]:
        return select(cls).where(cls.teammate_id == teammate_id, *cls._open(now)).order_by(cls.since, cls.id)

    @classmethod
    def among(cls, keys: Collection[int]) -> Select["Absence"]:
        return select(cls).where(cls.id.in_(keys))

    @classmethod
    def _open(cls, now: datetime) -> tuple[ColumnElement[bool], ...]:
        return cls.ended_at.is_(None), cls.until > now


class Lent(Base):
    """One thing that went to a colleague because its owner is away: exactly one of the five ids names it.

    `back_at` is when its owner took it again, or when there was nothing to take again any more.
    """

    __tablename__ = "lent"
    id: Mapped[Key]
    absence_id: Mapped[int] = to("absence")
    store_id: Mapped[int] = to("store", index=False)
    conversation_id: Mapped[int | None] = to("conversation")
    promise_id: Mapped[int | None] = to("promise")
    ask_id: Mapped[int | None] = to("ask")
    outside_id: Mapped[int | None] = to("outside")
    touch_id: Mapped[int | None] = to("touch")
    to_id: Mapped[int] = to("teammate", index=False)
    at: Mapped[datetime]
    back_at: Mapped[datetime | None] = mapped_column(index=True)
    absence: Mapped[Absence] = relationship()
    conversation: Mapped[Conversation | None] = relationship()
    promise: Mapped[Promise | None] = relationship()
    ask: Mapped[Ask | None] = relationship()
    outside: Mapped[Outside | None] = relationship()
    touch: Mapped[Touch | None] = relationship()
    to: Mapped[Teammate] = relationship(foreign_keys=to_id)

    def end(self, at: datetime) -> None:
        self.back_at = self.back_at or at

    def with_others(self, holder_id: int) -> Select["Lent"]:
        """Open rows of the same thing by which this teammate has it: from whom it came to them."""
        kind = type(self)
        same = (
            kind.conversation_id == self.conversation_id,
            kind.promise_id == self.promise_id,
            kind.ask_id == self.ask_id,
            kind.outside_id == self.outside_id,
            kind.touch_id == self.touch_id,
        )
        mine = kind.to_id == holder_id, kind.back_at.is_(None), kind.id != self.id
        return select(kind).where(*same, *mine)

    @classmethod
    def of_teammate(cls, teammate_id: int, store_ids: Collection[int]) -> Select["Lent"]:
        """What went from them and was not taken again, oldest first."""
        return (
            select(cls)
            .join(Absence, Absence.id == cls.absence_id)
            .where(Absence.teammate_id == teammate_id, cls.back_at.is_(None), cls.store_id.in_(store_ids))
            .order_by(cls.id)
        )


def away(session: Session, store_id: int, now: datetime) -> set[int]:
    """Ids of the teammates of this store who are away now."""
    return {absence.teammate_id for absence in until(session, [store_id], now)}


def until(session: Session, store_ids: Collection[int], now: datetime) -> list[Absence]:
    """Of everybody of these stores who is away now: their absence, the one that ends last, last."""
    found = session.scalars(Absence.of_stores(store_ids, now).order_by(None).order_by(Absence.until))
    return [absence for absence in found if absence.since <= now]


def who_left(session: Session, gone_id: int, heir_id: int | None, now: datetime) -> None:
    """Who leaves for good stands in for nobody; what others lent them, their heir has."""
    mine = update(Absence).where(Absence.teammate_id == gone_id, Absence.ended_at.is_(None))
    session.execute(mine.values(ended_at=now))
    standing = update(Absence).where(Absence.stand_in_id == gone_id, Absence.ended_at.is_(None))
    session.execute(standing.where(Absence.teammate_id == heir_id).values(stand_in_id=None))
    session.execute(standing.values(stand_in_id=heir_id))
    theirs = select(Absence.id).where(Absence.teammate_id == gone_id)
    open_ones = update(Lent).where(Lent.back_at.is_(None))
    session.execute(open_ones.where(Lent.absence_id.in_(theirs)).values(back_at=now))
    if heir_id is not None:
        session.execute(open_ones.where(Lent.to_id == gone_id).values(to_id=heir_id))
