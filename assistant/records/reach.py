"""How a teammate wants to be told: mails, and when it is quiet. Without a row what is usual holds."""

from datetime import time, timedelta

from sqlalchemy import Select, select
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship

from assistant.core.clock import BusinessHours
from assistant.core.quiet import Own, Quiet
from assistant.core.reach import DEFAULT_EVERY, Way, Wish
from assistant.records.base import Base, Key, to, words
from assistant.records.teammate import Teammate


class Reach(Base):
    """`own_quiet`: their own times count, "19:30" and the like, not those around the opening hours."""

    __tablename__ = "reach"
    id: Mapped[Key]
    teammate_id: Mapped[int] = to("teammate", unique=True)
    way: Mapped[Way] = mapped_column(words(Way), default=Way.NEW)
    every_minutes: Mapped[int] = mapped_column(default=DEFAULT_EVERY)
    own_quiet: Mapped[bool] = mapped_column(default=False)
    quiet_from: Mapped[str] = mapped_column(default="19:00")
    quiet_until: Mapped[str] = mapped_column(default="08:00")
    quiet_days: Mapped[list[int]] = mapped_column(default=list)
    breaks: Mapped[bool] = mapped_column(default=False)  # an escalation may break the quiet
    teammate: Mapped[Teammate] = relationship()

    @property
    def wish(self) -> Wish:
        return Wish(self.way, timedelta(minutes=self.every_minutes), self.breaks and self.teammate.leads())

    def quiet(self, hours: BusinessHours) -> Quiet:
        """In the zone and by the hours of their store."""
        if not self.own_quiet:
            return Quiet(hours)
        start, end = time.fromisoformat(self.quiet_from), time.fromisoformat(self.quiet_until)
        return Quiet(hours, Own(start, end, frozenset(self.quiet_days)))

    @classmethod
    def usual(cls, teammate: Teammate) -> "Reach":
        """What holds for whoever has chosen nothing; in no session."""
        return cls(
            way=Way.NEW,
            every_minutes=DEFAULT_EVERY,
            own_quiet=False,
            quiet_from="19:00",
            quiet_until="08:00",
            quiet_days=[],
            breaks=False,
        ).of(teammate)

    def of(self, teammate: Teammate) -> "Reach":
        self.teammate_id, self.teammate = teammate.id, teammate
        return self

    @classmethod
    def for_each(cls, session: Session, teammates: list[Teammate]) -> "dict[int, Reach]":
        """By the teammate's id."""
        chosen = {row.teammate_id: row for row in session.scalars(cls.chosen([t.id for t in teammates]))}
        with session.no_autoflush:
            return {t.id: chosen.get(t.id) or cls.usual(t) for t in teammates}

    @classmethod
    def chosen(cls, teammate_ids: list[int]) -> Select["Reach"]:
        return select(cls).where(cls.teammate_id.in_(teammate_ids))
