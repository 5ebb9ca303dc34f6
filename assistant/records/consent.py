"""Consent as people say it: that they want to be left alone, that they came back, that they said yes."""

from datetime import datetime

from sqlalchemy import Index, Select, select
from sqlalchemy.orm import Mapped, mapped_column, relationship

from assistant.core.consent import Basis, Scope, Way
from assistant.core.states import OptOutState, changed
from assistant.records.base import Base, Key, to, words
from assistant.records.conversation import Conversation
from assistant.records.customer import Customer, Identity, IdentityKind
from assistant.records.teammate import Teammate

S = OptOutState
LIVE = (S.PROPOSED, S.CONFIRMED)
LIKELY = ", which may mean something else"  # ends `how`
REACHED = (IdentityKind.EMAIL, IdentityKind.PHONE)


class OptOut(Base):
    """A customer who asked not to be written to: `way` and `scope` say by what and of what.

    `words` are theirs, `how` says where they stand ("e-mail", "a logged call", "the link in a mail").
    A reader only proposes; `decided_by` is None where the customer said it themselves, by the link.
    """

    __tablename__ = "opt_out"
    __table_args__ = (Index("ix_opt_out_live", "customer_id", "state"),)
    id: Mapped[Key]
    store_id: Mapped[int] = to("store")
    customer_id: Mapped[int] = to("customer", index=False)
    conversation_id: Mapped[int | None] = to("conversation")
    message_id: Mapped[int | None] = to("message")
    way: Mapped[Way] = mapped_column(words(Way))
    scope: Mapped[Scope] = mapped_column(words(Scope))
    state: Mapped[S] = mapped_column(words(S))
    words: Mapped[str]
    how: Mapped[str]
    said_at: Mapped[datetime]
    decided_at: Mapped[datetime | None]
    decided_by_id: Mapped[int | None] = to("teammate", index=False)
    ended_at: Mapped[datetime | None]
    ended_by_id: Mapped[int | None] = to("teammate", index=False)
    ended_why: Mapped[str] = mapped_column(default="")
    customer: Mapped[Customer] = relationship()
    conversation: Mapped[Conversation | None] = relationship()
    decided_by: Mapped[Teammate | None] = relationship(foreign_keys=decided_by_id)
    ended_by: Mapped[Teammate | None] = relationship(foreign_keys=ended_by_id)

    @property
    def live(self) -> bool:
        return self.state in LIVE

    @property
    def only_likely(self) -> bool:
        return self.how.endswith(LIKELY)

    def covers(self, other: "OptOut") -> bool:
        """Whether that one asks for nothing that this one does not."""
        as_much = self.way in (other.way, Way.ALL) and self.scope in (other.scope, Scope.ALL)
        more = (self.way, self.scope) != (other.way, other.scope)
        return as_much and more

    def confirm(self, by: Teammate | None, way: Way, scope: Scope, at: datetime) -> None:
        """As proposed, or corrected."""
        self.state, self.way, self.scope = changed(self.state, S.CONFIRMED), way, scope
        self.decided_at, self.decided_by_id = at, by.id if by else None

    def dismiss(self, by: Teammate, at: datetime) -> None:
        """They did not mean that."""
        self.state = changed(self.state, S.DISMISSED)
        self.decided_at, self.decided_by_id = at, by.id

    def withdraw(self, by: Teammate, why: str, at: datetime) -> None:
        """They came back, and somebody says how: ValueError without a word on it."""
        if not why.strip():
            raise ValueError("Say how you know that they came back.")
        self.state = changed(self.state, S.WITHDRAWN)
        self.ended_at, self.ended_by_id, self.ended_why = at, by.id, why.strip()

    @classmethod
    def of_customer(cls, customer_id: int) -> Select["OptOut"]:
        """Newest first."""
        return select(cls).where(cls.customer_id == customer_id).order_by(cls.said_at.desc(), cls.id.desc())

    @classmethod
    def proposed_for(cls, customer_id: int) -> Select["OptOut"]:
        return select(cls).where(cls.customer_id == customer_id, cls.state == S.PROPOSED).order_by(cls.id)

    @classmethod
    def of_message(cls, message_id: int) -> Select["OptOut"]:
        return select(cls).where(cls.message_id == message_id)

    @classmethod
    def live_for(cls, customer: Customer) -> Select["OptOut"]:
        """Theirs, and those of whoever shares an address or a number with them."""
        values = [identity.value for identity in customer.identities if identity.kind in REACHED]
        sharing = select(Identity.customer_id).where(
            Identity.store_id == customer.store_id, Identity.kind.in_(REACHED), Identity.value.in_(values)
        )
        whose = cls.customer_id == customer.id
        if values:
            whose |= cls.customer_id.in_(sharing) & (cls.store_id == customer.store_id)
        return select(cls).where(whose, cls.state.in_(LIVE)).order_by(cls.id)


class Consent(Base):
    """What a person or an import says of a ground to write first; purchase and inquiry are never entered.

    `identity_id` names the address that it is for; None: whichever they have.
    """

    __tablename__ = "consent"
    id: Mapped[Key]
    store_id: Mapped[int] = to("store")
    customer_id: Mapped[int] = to("customer")
    identity_id: Mapped[int | None] = to("identity")
    basis: Mapped[Basis] = mapped_column(words(Basis))
    since: Mapped[datetime]
    words: Mapped[str]  # how we know
    by_id: Mapped[int | None] = to("teammate", index=False)
    ended_at: Mapped[datetime | None]
    by: Mapped[Teammate | None] = relationship()

    def end(self, at: datetime) -> None:
        """They asked to be left alone: a yes from before that counts no more."""
        self.ended_at = self.ended_at or at

    @classmethod
    def of_customer(cls, customer_id: int) -> Select["Consent"]:
        return select(cls).where(cls.customer_id == customer_id).order_by(cls.since.desc(), cls.id.desc())

    @classmethod
    def live_of(cls, customer_id: int) -> Select["Consent"]:
        return cls.of_customer(customer_id).where(cls.ended_at.is_(None))
