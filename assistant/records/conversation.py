"""Conversations: one matter with one customer on one channel; exactly one owner at any time."""

from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy import Index, Select, func, select
from sqlalchemy.orm import Mapped, mapped_column, relationship, selectinload

from assistant.core.address import Mailbox, ReplyToken
from assistant.core.message import Channel
from assistant.core.states import ConversationState, changed
from assistant.core.waiting import Due
from assistant.core.waking import Until, Woke
from assistant.records.base import Base, Key, to, words
from assistant.records.customer import Customer, Identity, IdentityKind
from assistant.records.store import Inbox, Store
from assistant.records.teammate import Teammate

if TYPE_CHECKING:
    from assistant.records.draft import Draft
    from assistant.records.message import Message

S = ConversationState


class Conversation(Base):
    """`waiting_since` is the clock: set by a customer's message, cleared only by a person's answer or a

    person's stated reason. `unanswered_since` is the same, but closing leaves it: who writes again waits
    since then. `risk_at`, `answer_by` and `step_at` (when somebody is told next) are by the store's policy.
    `recipient_*` is who gets our answer. `visitor` is the key of a chat visitor. A snooze lasts until what
    it waits for (`snoozed_for`), at the latest until `snoozed_until`; `woke` says why it came back.
    """

    __tablename__ = "conversation"
    __table_args__ = (
        Index("ix_conversation_waiting", "store_id", "state", "waiting_since"),
        Index("ix_conversation_unanswered", "store_id", "unanswered_since"),
        Index("ix_conversation_newest", "store_id", "newest_at"),
    )
    id: Mapped[Key]
    store_id: Mapped[int] = to("store", index=False)
    customer_id: Mapped[int] = to("customer")
    inbox_id: Mapped[int] = to("inbox", index=False)
    owner_id: Mapped[int] = to("teammate")
    channel: Mapped[Channel] = mapped_column(words(Channel))
    token: Mapped[str] = mapped_column(unique=True)
    visitor: Mapped[str] = mapped_column(default="", index=True)
    subject: Mapped[str] = mapped_column(default="")
    recipient_name: Mapped[str] = mapped_column(default="")
    recipient_email: Mapped[str] = mapped_column(default="")
    related_id: Mapped[int | None] = to("conversation")  # "came as an answer to", from another address
    state: Mapped[S] = mapped_column(words(S), default=S.WAITING)
    waiting_since: Mapped[datetime | None]
    unanswered_since: Mapped[datetime | None]
    risk_at: Mapped[datetime | None]
    answer_by: Mapped[datetime | None]
    step_at: Mapped[datetime | None] = mapped_column(index=True)
    steps_told: Mapped[int] = mapped_column(default=0)
    snoozed_until: Mapped[datetime | None] = mapped_column(index=True)
    snoozed_at: Mapped[datetime | None]
    snoozed_for: Mapped[Until | None] = mapped_column(words(Until), index=True)
    snoozed_mark: Mapped[str | None]  # what was on record of the customer then (records.waking)
    woke: Mapped[Woke | None] = mapped_column(words(Woke))
    woke_at: Mapped[datetime | None]
    newest_at: Mapped[datetime]
    closed_by_id: Mapped[int | None] = to("teammate", index=False)
    closed_reason: Mapped[str] = mapped_column(default="")
    opened_at: Mapped[datetime]
    store: Mapped[Store] = relationship()
    customer: Mapped[Customer] = relationship()
    inbox: Mapped[Inbox] = relationship()
    owner: Mapped[Teammate] = relationship(foreign_keys=owner_id)
    messages: Mapped[list["Message"]] = relationship(back_populates="conversation", order_by="Message.id")
    drafts: Mapped[list["Draft"]] = relationship(back_populates="conversation", order_by="Draft.id")

    @property
    def recipient(self) -> Mailbox:
        return Mailbox(self.recipient_name, self.recipient_email)

    @property
    def erased(self) -> bool:
        """Whether its customer was: nothing is written about them any more."""
        return self.customer.erased_at is not None

    @property
    def reply_address(self) -> str:
        """Where an answer of the customer finds back into this conversation."""
        return ReplyToken(self.token).at(self.inbox.address)

    @property
    def newest_inbound(self) -> "Message | None":
        return next((m for m in reversed(self.messages) if m.inbound and not m.automatic), None)

    @property
    def leading_draft(self) -> "Draft | None":
        return next((d for d in reversed(self.drafts) if d.leads()), None)

    def customer_wrote(self, at: datetime) -> None:
        """The clock starts, or goes on running from the first unanswered message; a snooze is over."""
        if self.state is S.SNOOZED:
            self.wake(Woke.MESSAGE, at)
        if self.state is not S.WAITING:
            self.state = changed(self.state, S.WAITING)
        self.waiting_since = self.unanswered_since = self.waiting_since or self.unanswered_since or at
        self._to_wind()
        self.closed_reason, self.closed_by_id = "", None

    def needs_no_answer(self) -> None:
        """Proposed by the reader; shown in its own list until a person says so."""
        if self.state is not S.NO_ANSWER_NEEDED:
            self.state = changed(self.state, S.NO_ANSWER_NEEDED)
        self._stop()

    def answered(self) -> None:
        """A person's personal answer left, or a call in which they spoke was logged."""
        if self.state is not S.ANSWERED:
            self.state = changed(self.state, S.ANSWERED)
        self._snooze_forgotten()
        self._stop()

    def partly_answered(self, since: datetime) -> None:
        """A person answered, and something from `since` on stays open: the customer waits on for that."""
        if self.state is not S.WAITING:
            self.state = changed(self.state, S.WAITING)
        if self.waiting_since != since:
            self._stop()
        self.waiting_since = self.unanswered_since = since
        self._snooze_forgotten()
        self._to_wind()

    def close(self, by: Teammate | None, reason: str) -> None:
        """Out of the lists. Whoever was not answered stays so: the clock of who writes again runs on.

        `by` is None where nothing was ever written in it, and the customer wants nothing written.
        """
        if not reason.strip():
            raise ValueError("closing needs a reason")
        self.state = changed(self.state, S.CLOSED)
        self.waiting_since = self.step_at = None
        self.closed_by_id, self.closed_reason = by.id if by else None, reason.strip()
        self._snooze_forgotten()

    def dismiss(self, by: Teammate, reason: str) -> None:
        """A person says that there was nothing to answer."""
        self.close(by, reason)
        self._stop()

    def snooze(self, until: datetime, wait_for: Until, at: datetime, *, mark: str | None = None) -> None:
        """Out of the list until then, or until that happens; the clock runs on."""
        if self.state is not S.SNOOZED:  # else it sleeps until another time from now on
            self.state = changed(self.state, S.SNOOZED)
        self._snooze_forgotten()
        self.snoozed_until, self.snoozed_for, self.snoozed_at, self.snoozed_mark = until, wait_for, at, mark

    def wake(self, why: Woke, at: datetime) -> None:
        self.state = changed(self.state, S.WAITING)
        self.snoozed_until = self.snoozed_for = self.snoozed_mark = None
        self.woke, self.woke_at = why, at

    def _snooze_forgotten(self) -> None:
        self.snoozed_until = self.snoozed_for = self.snoozed_mark = self.woke = self.woke_at = None

    def wind(self, due: Due | None) -> None:
        """The clock goes by this policy; None where nobody waits."""
        self.risk_at = self.answer_by = self.step_at = None
        if due is not None:
            self.risk_at, self.answer_by = due.risk_at, due.answer_by
            self.step_at = next((at for at, _ in due.steps[self.steps_told :]), None)

    def give_to(self, teammate: Teammate) -> None:
        self.owner = teammate

    def _to_wind(self) -> None:
        """Found by `to_bring_up` at once, if nobody winds it before."""
        self.answer_by, self.step_at = None, self.waiting_since

    def _stop(self) -> None:
        self.waiting_since = self.unanswered_since = None
        self.risk_at = self.answer_by = self.step_at = None
        self.steps_told = 0

    @classmethod
    def waiting(cls, store_ids: list[int]) -> Select["Conversation"]:
        """Longest waiting first."""
        return cls._listed(store_ids).where(cls.state == S.WAITING).order_by(cls.waiting_since, cls.id)

    @classmethod
    def no_answer(cls, store_ids: list[int]) -> Select["Conversation"]:
        return cls._listed(store_ids).where(cls.state == S.NO_ANSWER_NEEDED).order_by(cls.newest_at.desc())

    @classmethod
    def snoozed(cls, store_ids: list[int]) -> Select["Conversation"]:
        """Soonest back first."""
        return cls._listed(store_ids).where(cls.state == S.SNOOZED).order_by(cls.snoozed_until, cls.id)

    @classmethod
    def snoozed_of(cls, customer_id: int) -> Select["Conversation"]:
        of_them = select(cls).where(cls.customer_id == customer_id, cls.state == S.SNOOZED)
        return of_them.with_for_update(key_share=True)

    @classmethod
    def asleep(cls, now: datetime) -> Select["Conversation"]:
        """Snoozed ones whose time has come."""
        due = select(cls).where(cls.state == S.SNOOZED, cls.snoozed_until <= now)
        return due.with_for_update(key_share=True, skip_locked=True)

    @classmethod
    def to_bring_up(cls, now: datetime) -> Select["Conversation"]:
        """Somebody is to be told that a customer waits, or nobody has said until when."""
        waits = cls.state.in_((S.WAITING, S.SNOOZED)), cls.waiting_since.is_not(None), cls.step_at <= now
        return select(cls).where(*waits).with_for_update(key_share=True, skip_locked=True)

    @classmethod
    def waiting_in(cls, store_id: int) -> Select["Conversation"]:
        """Snoozed ones too."""
        return select(cls).where(cls.store_id == store_id, cls.state.in_((S.WAITING, S.SNOOZED)))

    @classmethod
    def waiting_for(cls, store_id: int, addresses: list[str]) -> Select["Conversation"]:
        """Whose customer waits under one of these addresses (lower case), the newest first."""
        theirs = Identity.value.in_(addresses) & (Identity.kind == IdentityKind.EMAIL)
        under = func.lower(cls.recipient_email).in_(addresses) | cls.customer.has(
            Customer.identities.any(theirs)
        )
        return cls.waiting_in(store_id).where(under).order_by(cls.newest_at.desc(), cls.id.desc())

    @classmethod
    def left_behind(cls) -> Select["Conversation"]:
        """Not closed, and their owner is not here any more."""
        gone = select(cls).where(cls.state != S.CLOSED, cls.owner.has(active=False))
        return gone.with_for_update(key_share=True, skip_locked=True, of=cls)

    @classmethod
    def by_token(cls, token: str) -> Select["Conversation"]:
        return select(cls).where(cls.token == token)

    @classmethod
    def of_visitor(cls, inbox_id: int, visitor: str) -> Select["Conversation"]:
        return (
            select(cls)
            .where(cls.inbox_id == inbox_id, cls.visitor == visitor)
            .order_by(cls.id.desc())
            .limit(1)
        )

    @classmethod
    def of_customer(cls, customer_id: int) -> Select["Conversation"]:
        return select(cls).where(cls.customer_id == customer_id).order_by(cls.newest_at.desc())

    @classmethod
    def _listed(cls, store_ids: list[int]) -> Select["Conversation"]:
        return (
            select(cls)
            .where(cls.store_id.in_(store_ids))
            .options(
                selectinload(cls.customer).selectinload(Customer.identities),
                selectinload(cls.messages),
                selectinload(cls.drafts),
                selectinload(cls.owner),
                selectinload(cls.store),
            )
        )
