"""Digests: mails that tell a teammate what waits for them unseen. The row stands before the mail leaves."""

from datetime import datetime

from sqlalchemy import Index, Select, func, select
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship

from assistant.core.reach import Before
from assistant.core.states import DigestState, changed
from assistant.records.base import Base, Key, to, words
from assistant.records.teammate import Teammate

S = DigestState
OPEN = (S.QUEUED, S.SENDING)
TRIED = (S.SENT, S.UNCERTAIN, S.FAILED)


class Digest(Base):
    """`sending` is committed before the gateway is called: a mail leaves at most once.

    What it holds is decided when it starts: what is unseen then, and stands in no other.
    """

    __tablename__ = "digest"
    __table_args__ = (Index("ix_digest_teammate_state", "teammate_id", "state"),)
    id: Mapped[Key]
    teammate_id: Mapped[int] = to("teammate", index=False)
    state: Mapped[S] = mapped_column(words(S), default=S.QUEUED, index=True)
    message_id: Mapped[str] = mapped_column(unique=True)  # ours
    made_at: Mapped[datetime]
    send_after: Mapped[datetime]
    attempts: Mapped[int] = mapped_column(default=0)
    started_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]
    reason: Mapped[str] = mapped_column(default="")
    teammate: Mapped[Teammate] = relationship()

    def start(self, at: datetime) -> None:
        self.state, self.started_at = changed(self.state, S.SENDING), at
        self.attempts += 1

    def accept(self, at: datetime) -> None:
        self.state, self.ended_at, self.reason = changed(self.state, S.SENT), at, ""

    def try_again(self, reason: str, after: datetime) -> None:
        self.state, self.send_after, self.reason = changed(self.state, S.QUEUED), after, reason

    def give_up(self, reason: str, at: datetime) -> None:
        self.state, self.ended_at, self.reason = changed(self.state, S.FAILED), at, reason

    def doubt(self, reason: str, at: datetime) -> None:
        self.state, self.ended_at, self.reason = changed(self.state, S.UNCERTAIN), at, reason

    def gone_silent(self, since: datetime) -> bool:
        """Whoever began to send it is dead."""
        return self.started_at is not None and self.started_at <= since

    def drop(self, at: datetime) -> None:
        """There is nothing to tell at this moment."""
        self.state, self.ended_at = changed(self.state, S.DROPPED), at

    @classmethod
    def hold(cls, session: Session, key: int) -> "Digest | None":
        """Nobody else's until this transaction ends; None where it is gone."""
        return session.scalars(select(cls).where(cls.id == key).with_for_update(of=cls)).first()

    @classmethod
    def to_send(cls, since: datetime) -> Select["Digest"]:
        """Queued, or in `sending` since before `since`: whoever sent those is dead."""
        dead = (cls.state == S.SENDING) & (cls.started_at < since)
        return select(cls).where((cls.state == S.QUEUED) | dead).order_by(cls.send_after, cls.id)

    @classmethod
    def busy(cls) -> Select[int]:
        """Of which teammates one is under way."""
        return select(cls.teammate_id).where(cls.state.in_(OPEN))

    @classmethod
    def before(cls, session: Session, teammate_ids: list[int]) -> dict[int, Before]:
        """The newest that was tried of each, by the teammate's id."""
        newest = (
            select(func.max(cls.id))
            .where(cls.teammate_id.in_(teammate_ids), cls.state.in_(TRIED))
            .group_by(cls.teammate_id)
        )
        found = session.scalars(select(cls).where(cls.id.in_(newest)))
        return {
            row.teammate_id: Before(row.started_at or row.made_at, row.state is S.FAILED) for row in found
        }

    @classmethod
    def newest_of(cls, teammate_id: int) -> Select["Digest"]:
        """The last that was tried."""
        mine = select(cls).where(cls.teammate_id == teammate_id, cls.state.in_(TRIED))
        return mine.order_by(cls.id.desc()).limit(1)

    @classmethod
    def with_message_ids(cls, ids: list[str]) -> Select["Digest"]:
        return select(cls).where(cls.message_id.in_(ids)).order_by(cls.id.desc())
