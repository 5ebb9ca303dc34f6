"""Free times of a department: held, booked, released."""

from datetime import datetime

from sqlalchemy import Select, UniqueConstraint, select
from sqlalchemy.orm import Mapped, mapped_column

from assistant.core.states import SlotState, changed
from assistant.records.base import Base, Key, to, words


class Slot(Base):
    """One time that can be offered; `held_by` is the conversation that it is held for."""

    __tablename__ = "slot"
    __table_args__ = (UniqueConstraint("store_id", "department", "starts_at", "label"),)
    id: Mapped[Key]
    store_id: Mapped[int] = to("store")
    department: Mapped[str]
    starts_at: Mapped[datetime] = mapped_column(index=True)
    ends_at: Mapped[datetime]
    label: Mapped[str] = mapped_column(default="")
    state: Mapped[SlotState] = mapped_column(words(SlotState), default=SlotState.FREE)
    held_by_id: Mapped[int | None] = to("conversation")

    def hold(self, conversation_id: int) -> None:
        self.state, self.held_by_id = changed(self.state, SlotState.HELD), conversation_id

    def release(self) -> None:
        self.state, self.held_by_id = changed(self.state, SlotState.FREE), None

    @classmethod
    def free(cls, store_id: int, since: datetime, *, at_most: int = 60) -> Select["Slot"]:
        """Soonest first."""
        return (
            select(cls)
            .where(cls.store_id == store_id, cls.state == SlotState.FREE, cls.starts_at >= since)
            .order_by(cls.starts_at, cls.id)
            .limit(at_most)
        )

    @classmethod
    def free_on(cls, store_id: int, begins: datetime, ends: datetime) -> Select["Slot"]:
        """Those of one day, soonest first."""
        return cls.free(store_id, begins).where(cls.starts_at < ends)

    @classmethod
    def starting(cls, store_id: int, starts: list[datetime]) -> Select["Slot"]:
        """In whatever state."""
        return select(cls).where(cls.store_id == store_id, cls.starts_at.in_(starts))
