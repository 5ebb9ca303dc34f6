"""Deliveries: how an approved message gets out, once."""

from datetime import datetime

from sqlalchemy import Select, select
from sqlalchemy.orm import Mapped, mapped_column, relationship

from assistant.core.states import DeliveryState, changed
from assistant.records.approval import Approval
from assistant.records.base import Base, Key, to, words

S = DeliveryState


class Delivery(Base):
    """`send_after` holds undo and retry times. `sending` is committed before the gateway is called; who

    finds it afterwards without knowing more sets `uncertain`, and a person looks. Never resent blindly.
    """

    __tablename__ = "delivery"
    id: Mapped[Key]
    approval_id: Mapped[int] = to("approval", unique=True)
    state: Mapped[S] = mapped_column(words(S), default=S.QUEUED, index=True)
    message_id: Mapped[str] = mapped_column(unique=True)  # ours, fixed at approval
    send_after: Mapped[datetime]
    attempts: Mapped[int] = mapped_column(default=0)
    started_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]
    provider_id: Mapped[str] = mapped_column(default="", index=True)  # the mail service's own
    reason: Mapped[str] = mapped_column(default="")
    delivered_at: Mapped[datetime | None]  # when the service said that it arrived
    complained_at: Mapped[datetime | None]  # when it was marked as spam
    approval: Mapped[Approval] = relationship()

    def undo(self, at: datetime) -> None:
        self.state, self.ended_at = changed(self.state, S.UNDONE), at

    def start(self, at: datetime) -> None:
        self.state, self.started_at = changed(self.state, S.SENDING), at
        self.attempts += 1

    def accept(self, provider_id: str, at: datetime) -> None:
        self.state, self.ended_at = changed(self.state, S.SENT), at
        self.provider_id, self.reason = provider_id, ""

    def try_again(self, reason: str, after: datetime) -> None:
        self.state, self.send_after = changed(self.state, S.QUEUED), after
        self.reason = reason

    def give_up(self, reason: str, at: datetime) -> None:
        self.state, self.ended_at = changed(self.state, S.FAILED), at
        self.reason = reason

    def doubt(self, reason: str, at: datetime) -> None:
        self.state, self.ended_at = changed(self.state, S.UNCERTAIN), at
        self.reason = reason

    def arrive(self, at: datetime) -> None:
        """The mail service says so; later words of delays mean nothing."""
        self.delivered_at, self.reason = self.delivered_at or at, ""

    def delayed(self, reason: str) -> None:
        if self.delivered_at is None:
            self.reason = reason

    @classmethod
    def waiting(cls) -> Select["Delivery"]:
        """Queued ones, soonest first; also those not due yet."""
        return select(cls).where(cls.state == S.QUEUED).order_by(cls.send_after, cls.id)

    @classmethod
    def too_late(cls, longest: datetime) -> Select["Delivery"]:
        """Never tried, and waiting for longer than the time to undo."""
        late = select(cls).where(cls.state == S.QUEUED, cls.attempts == 0, cls.send_after > longest)
        return late.with_for_update(skip_locked=True)

    @classmethod
    def stuck(cls, since: datetime) -> Select["Delivery"]:
        """In `sending` since before `since`: whoever sent them is dead."""
        return select(cls).where(cls.state == S.SENDING, cls.started_at < since)

    @classmethod
    def of_draft(cls, draft_id: int) -> Select["Delivery"]:
        """Newest first."""
        return select(cls).join(Approval).where(Approval.draft_id == draft_id).order_by(cls.id.desc())

    @classmethod
    def reported(cls, ours: str, theirs: str) -> Select["Delivery"]:
        """By our Message-ID, else by the number that the mail service gave it."""
        named = cls.message_id == ours if ours else cls.id.is_(None)
        if theirs:
            named |= cls.provider_id.in_(their_names(theirs))
        return select(cls).where(named).order_by(cls.id.desc()).limit(1)

    @classmethod
    def renamed(cls, ids: list[str]) -> Select["Delivery"]:
        """Those that a mail service sent under an id of its own, which is one of these Message-IDs."""
        theirs = sorted({name for one in ids for name in their_names(one)})
        return select(cls).where(cls.provider_id.in_(theirs)).order_by(cls.id.desc())

    @classmethod
    def with_message_ids(cls, ids: list[str]) -> Select["Delivery"]:
        return select(cls).where(cls.message_id.in_(ids)).order_by(cls.id.desc())


def their_names(message_id: str) -> list[str]:
    """What a service's number may be where its mail has this Message-ID: all of it, or the part before @."""
    bare = message_id.strip("<>")
    return [f"<{bare}>", bare, bare.partition("@")[0]] if bare else []
