"""The ledger: every inbound is counted. seen = filed + known already + set aside (+ not read yet)."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ColumnElement, Index, LargeBinary, Row, Select, func, select
from sqlalchemy.orm import Mapped, mapped_column, relationship

from assistant.core.message import Channel
from assistant.core.states import InboundState, changed
from assistant.records.base import Base, Key, to, words
from assistant.records.store import Inbox
from assistant.records.teammate import Teammate


class Gone(StrEnum):
    """Why the bytes of an entry are not there any more."""

    ERASED = "erased"
    RULE = "rule"  # older than the store keeps them
    DELETED = "deleted"  # by an admin, after it was set aside
    REFUSED = "refused"  # at the door: they never were here


class LedgerEntry(Base):
    """One thing that arrived, as it came. `form` says how to read the bytes: "email", "adf", "form",

    "feedback", "chat" (the last three as JSON of what was posted), "sent" (a mail of ours from elsewhere).
    `known_as` is the earlier entry that this one repeats. The bytes stand in `raw`, so that lists stay light.
    """

    __tablename__ = "ledger"
    __table_args__ = (
        Index("ix_ledger_kept", "store_id", "raw_gone_at", "arrived_at"),
        Index("ix_ledger_arrived", "store_id", "arrived_at", "state"),
        Index("ix_ledger_became", "store_id", "state", "id"),
    )
    id: Mapped[Key]
    store_id: Mapped[int | None] = to("store")
    inbox_id: Mapped[int | None] = to("inbox", index=False)
    channel: Mapped[Channel] = mapped_column(words(Channel))
    form: Mapped[str]
    entry: Mapped[str]  # by which way: "smtp", "hook", "imap", "cli", "page", "widget"
    arrived_at: Mapped[datetime]
    digest: Mapped[str] = mapped_column(index=True)
    message_id: Mapped[str] = mapped_column(default="", index=True)
    envelope: Mapped[dict[str, str]] = mapped_column(default=dict)
    state: Mapped[InboundState] = mapped_column(
        words(InboundState), default=InboundState.RECEIVED, index=True
    )
    reason: Mapped[str] = mapped_column(default="")
    known_as_id: Mapped[int | None] = to("ledger")
    raw_gone_at: Mapped[datetime | None]
    raw_gone_why: Mapped[str] = mapped_column(default="")  # of Gone
    sender: Mapped[str] = mapped_column(default="", index=True)  # the address in lower case, once it is read
    left_at: Mapped[datetime | None]
    left_by_id: Mapped[int | None] = to("teammate", index=False)
    left_why: Mapped[str] = mapped_column(default="")
    raw: Mapped["Raw"] = relationship(back_populates="entry", uselist=False)
    inbox: Mapped[Inbox | None] = relationship()
    left_by: Mapped[Teammate | None] = relationship()

    def file(self, note: str = "") -> None:
        """`note`: where it stands, if not in a conversation."""
        self.state = changed(self.state, InboundState.FILED)
        self.reason = note
        self._taken_up()

    def repeats(self, earlier: "LedgerEntry") -> None:
        self.state = changed(self.state, InboundState.KNOWN)
        self.known_as_id = earlier.id
        self._taken_up()

    def set_aside(self, reason: str) -> None:
        if self.state is not InboundState.SET_ASIDE:
            self.state = changed(self.state, InboundState.SET_ASIDE)
        self.reason = reason

    @classmethod
    def refused(cls, inbox: Inbox, entry: str, reason: str, at: datetime) -> "LedgerEntry":
        """That something was turned away, and why; nothing of it is kept."""
        return cls(
            store_id=inbox.store_id,
            inbox_id=inbox.id,
            channel=inbox.channel,
            form="refused",
            entry=entry,
            arrived_at=at,
            digest="",
            state=InboundState.SET_ASIDE,
            reason=reason,
            raw=Raw(content=b""),
            raw_gone_at=at,
            raw_gone_why=Gone.REFUSED,
        )

    def read_again(self) -> None:
        """ValueError where the bytes are gone."""
        if self.raw_gone_at is not None:
            raise ValueError("The original was deleted: there is nothing left to read.")
        self.state = changed(self.state, InboundState.RECEIVED)
        self._taken_up()

    def leave(self, by: Teammate, why: str, at: datetime) -> None:
        """A person saw it and leaves it aside; it waits for nobody any more. ValueError without a reason."""
        if self.state is not InboundState.SET_ASIDE:
            raise ValueError("Only what was set aside can be left there.")
        if not why.strip():
            raise ValueError("Say why it may stay aside.")
        self.left_at, self.left_by_id, self.left_why = at, by.id, why.strip()

    def _taken_up(self) -> None:
        self.left_at, self.left_by_id, self.left_why = None, None, ""

    @classmethod
    def last_form(cls, inbox_id: int) -> Select["LedgerEntry"]:
        """The newest post of a form to this inbox whose bytes are here."""
        mine = (cls.inbox_id == inbox_id, cls.form == "form", cls.raw_gone_at.is_(None))
        return select(cls).where(*mine).order_by(cls.id.desc()).limit(1)

    @classmethod
    def unread(cls) -> Select["LedgerEntry"]:
        return select(cls).where(cls.state == InboundState.RECEIVED).order_by(cls.id)

    @classmethod
    def unread_before(cls, entry: "LedgerEntry") -> Select["LedgerEntry"]:
        """Of the same inbox, received earlier."""
        return cls.unread().where(cls.inbox_id == entry.inbox_id, cls.id < entry.id, cls.form != "sent")

    @classmethod
    def counts(cls, store_ids: list[int] | None = None) -> Select[InboundState, int]:
        query = select(cls.state, func.count()).group_by(cls.state)
        return query if store_ids is None else query.where(cls._of(store_ids))

    @classmethod
    def filed_with(
        cls, store_id: int | None, message_id: str, digest: str, *, but: int
    ) -> Select["LedgerEntry"]:
        """The filed entry with the same digest (the same words), and the same Message-ID if there is one."""
        query = select(cls).where(
            cls.store_id == store_id,
            cls.digest == digest,
            cls.state == InboundState.FILED,
            cls.id != but,
            cls.raw_gone_why != Gone.ERASED,  # sent again after an erasure: it is new
        )
        return query.where(cls.message_id == message_id).order_by(cls.id).limit(1)

    @classmethod
    def _of(cls, store_ids: list[int]) -> ColumnElement[bool]:
        return cls.store_id.in_(store_ids) | cls.store_id.is_(None)


class Raw(Base):
    """The bytes as they came; kept until the store's rule or an erasure empties them, never changed."""

    __tablename__ = "raw"
    id: Mapped[Key]
    entry_id: Mapped[int] = to("ledger", unique=True)
    content: Mapped[bytes] = mapped_column(LargeBinary)
    entry: Mapped[LedgerEntry] = relationship(back_populates="raw")


def balance(rows: list[Row[InboundState, int]]) -> dict[str, int]:
    """Counts by state, and `seen` as their sum; every state has its number."""
    found = dict(rows)
    counts = {str(state): found.get(state, 0) for state in InboundState}
    return {"seen": sum(counts.values()), **counts}
