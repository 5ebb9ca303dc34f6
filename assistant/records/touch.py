"""Touches: a reason to write first, once for each customer, kind and matter."""

from datetime import datetime

from sqlalchemy import Index, Select, UniqueConstraint, or_, select
from sqlalchemy.orm import Mapped, mapped_column, relationship, selectinload

from assistant.core.states import CHANGES, DraftState, TouchState, changed
from assistant.core.touches import TouchKind
from assistant.records.base import Base, Key, to, words
from assistant.records.conversation import Conversation
from assistant.records.customer import Customer
from assistant.records.draft import Draft
from assistant.records.teammate import Teammate

S = TouchState
OPEN = (S.PROPOSED, S.NOT_NOW, S.DRAFTED)


class Touch(Base):
    """`matter` names what it is about ("sale:17:3w"): nobody is written to twice for the same. `fact` is the

    id of the fact it rests on, `names` what no fact holds. `conversation_id` is where its matter lies, or
    where it was written. `everything`: never means never anything of any kind.
    """

    __tablename__ = "touch"
    __table_args__ = (
        UniqueConstraint("customer_id", "kind", "matter"),
        Index("ix_touch_open", "store_id", "state", "best_before"),
        Index("ix_touch_made", "store_id", "kind", "made_at"),
    )
    id: Mapped[Key]
    store_id: Mapped[int] = to("store", index=False)
    customer_id: Mapped[int] = to("customer")
    kind: Mapped[TouchKind] = mapped_column(words(TouchKind))
    matter: Mapped[str]
    reason: Mapped[str]
    fact: Mapped[str] = mapped_column(default="")
    names: Mapped[str] = mapped_column(default="")
    owner_id: Mapped[int] = to("teammate")
    conversation_id: Mapped[int | None] = to("conversation")
    draft_id: Mapped[int | None] = to("draft")
    state: Mapped[S] = mapped_column(words(S), default=S.PROPOSED)
    made_at: Mapped[datetime]
    from_at: Mapped[datetime]
    best_before: Mapped[datetime]
    until: Mapped[datetime | None]  # of "not now"
    ended_at: Mapped[datetime | None]
    ended_by_id: Mapped[int | None] = to("teammate", index=False)
    ended_why: Mapped[str] = mapped_column(default="")
    everything: Mapped[bool] = mapped_column(default=False)
    customer: Mapped[Customer] = relationship()
    owner: Mapped[Teammate] = relationship(foreign_keys=owner_id)
    conversation: Mapped[Conversation | None] = relationship()
    draft: Mapped[Draft | None] = relationship()
    ended_by: Mapped[Teammate | None] = relationship(foreign_keys=[ended_by_id])

    @property
    def open(self) -> bool:
        return self.state in OPEN

    @property
    def may_be_sent(self) -> bool:
        """Its letter was on its way already, whatever became of the reason meanwhile."""
        return S.SENT in CHANGES[S][self.state]

    def write(self, draft: Draft) -> None:
        self.state = changed(self.state, S.DRAFTED) if self.state is not S.DRAFTED else self.state
        self.draft, self.conversation = draft, draft.conversation

    def give_to(self, owner: Teammate) -> None:
        """Another writes it. A letter that no person touched speaks in the first's name, so it is put away;

        a conversation that was made for this letter alone goes along.
        """
        draft, talk = self.draft, self.conversation
        if draft is not None and draft.state is DraftState.AWAITING_REVIEW and not draft.touched:
            draft.discard(f"{owner.name} writes it now, in their own name.")
        if talk is not None and not talk.messages:
            talk.give_to(owner)
        self.owner_id, self.owner = owner.id, owner

    def sent(self, by_id: int, at: datetime) -> None:
        self._end(S.SENT, at, by_id)

    def called(self, by: Teammate, at: datetime) -> None:
        self._end(S.CALLED, at, by.id)

    def put_off(self, until: datetime, at: datetime) -> None:
        """It keeps its best-before: what cannot wait so long lapses."""
        if until <= at:
            raise ValueError("Choose a day that is still to come.")
        self.state, self.until = changed(self.state, S.NOT_NOW), until

    def never(self, by: Teammate, why: str, at: datetime, *, everything: bool) -> None:
        self._end(S.NEVER, at, by.id, why)
        self.everything = everything

    def take_never_back(self) -> None:
        """Others of its kind may come up again; who said never, when and why stays."""
        if self.state is not S.NEVER:
            raise ValueError("Nobody says never to that any more.")
        self.state, self.everything = changed(self.state, S.LAPSED), False

    def lapse(self, at: datetime, why: str = "") -> None:
        """By itself: its time is over, or it is true no more."""
        self._end(S.LAPSED, at, None, why)

    def _end(self, state: S, at: datetime, by_id: int | None, why: str = "") -> None:
        self.state = changed(self.state, state)
        self.ended_at, self.ended_by_id, self.ended_why = at, by_id, why.strip()

    @classmethod
    def worth_writing(cls, store_ids: list[int], now: datetime) -> Select["Touch"]:
        """What may be written now, the soonest to lapse first."""
        due = or_(cls.state.in_((S.PROPOSED, S.DRAFTED)), (cls.state == S.NOT_NOW) & (cls.until <= now))
        lies_open = select(cls).where(cls.store_id.in_(store_ids), cls.state.in_(OPEN), due)
        current = lies_open.where(cls.from_at <= now, cls.best_before > now)
        return current.order_by(cls.best_before, cls.id).options(
            selectinload(cls.customer).selectinload(Customer.identities), selectinload(cls.owner)
        )

    @classmethod
    def in_stores(cls, store_ids: list[int], key: int) -> Select["Touch"]:
        return select(cls).where(cls.store_id.in_(store_ids), cls.id == key)

    @classmethod
    def lapsing(cls, store_id: int, now: datetime) -> Select["Touch"]:
        """Open ones past their time; one whose draft a person has in hand is theirs to end."""
        in_hand = or_(Draft.state == DraftState.APPROVED, Draft.version > 1)
        theirs = select(Draft.id).where(
            Draft.id == cls.draft_id, in_hand, Draft.state != DraftState.DISCARDED
        )
        over = select(cls).where(cls.store_id == store_id, cls.state.in_(OPEN), cls.best_before <= now)
        return over.where(~theirs.exists()).with_for_update(key_share=True, skip_locked=True)

    @classmethod
    def of_draft(cls, draft_id: int) -> Select["Touch"]:
        return select(cls).where(cls.draft_id == draft_id)

    @classmethod
    def written_in(cls, conversation_id: int) -> Select["Touch"]:
        """Those whose letter is not sent yet."""
        return select(cls).where(cls.conversation_id == conversation_id, cls.state.in_(OPEN)).order_by(cls.id)

    @classmethod
    def of_customer(cls, customer_id: int) -> Select["Touch"]:
        return select(cls).where(cls.customer_id == customer_id).order_by(cls.id.desc())

    @classmethod
    def never_of(cls, customer_id: int) -> Select["Touch"]:
        """What somebody said never to, everything first; newest first."""
        said = select(cls).where(cls.customer_id == customer_id, cls.state == S.NEVER)
        return said.order_by(cls.everything.desc(), cls.ended_at.desc(), cls.id.desc())

    @classmethod
    def made_since(cls, store_id: int, kind: TouchKind, since: datetime) -> Select[int]:
        return select(cls.id).where(cls.store_id == store_id, cls.kind == kind, cls.made_at > since)

    @classmethod
    def open_of(cls, teammate_id: int) -> Select["Touch"]:
        """Of one teammate; none of which the letter is on its way."""
        leaves = select(Draft.id).where(Draft.id == cls.draft_id, Draft.state == DraftState.APPROVED).exists()
        mine = select(cls).where(cls.owner_id == teammate_id, cls.state.in_(OPEN), ~leaves)
        return mine.order_by(cls.id).with_for_update(key_share=True, skip_locked=True, of=cls)

    @classmethod
    def left_behind(cls, store_id: int) -> Select["Touch"]:
        """Open ones of whoever is not here any more."""
        gone = select(cls).where(cls.store_id == store_id, cls.state.in_(OPEN), cls.owner.has(active=False))
        return gone.with_for_update(key_share=True, skip_locked=True, of=cls)
