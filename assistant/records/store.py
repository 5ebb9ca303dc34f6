"""Stores and their inboxes."""

import hashlib
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Select, UniqueConstraint, or_, select
from sqlalchemy.orm import Mapped, mapped_column, relationship

from assistant.core.clock import BusinessHours
from assistant.core.consent import Regime
from assistant.core.message import Channel
from assistant.core.soon import DEFAULT_GRACE
from assistant.core.waiting import Policy, policy_of
from assistant.records.base import Base, Key, to, words


class Store(Base):
    """One dealership. `week` maps "0".."6" (Monday first) to ["09:00", "19:00"]; `closed` maps ISO

    dates to why; `answer_minutes` is the general limit of the clock, `clock` what core.waiting.policy_of
    reads: the limits by channel and kind, and who is told after them. After `promise_grace_minutes` of
    business time whoever leads hears of a promise that is late.
    """

    __tablename__ = "store"
    id: Mapped[Key]
    slug: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    zone: Mapped[str]
    address: Mapped[str] = mapped_column(default="")
    directions: Mapped[str] = mapped_column(default="")
    phone: Mapped[str] = mapped_column(default="")
    footer: Mapped[str] = mapped_column(default="")
    domains: Mapped[list[str]] = mapped_column(default=list)
    week: Mapped[dict[str, Any]] = mapped_column(default=dict)
    closed: Mapped[dict[str, str]] = mapped_column(default=dict)
    answer_minutes: Mapped[int] = mapped_column(default=15)
    clock: Mapped[dict[str, Any]] = mapped_column(default=dict)
    promise_grace_minutes: Mapped[int] = mapped_column(default=DEFAULT_GRACE)  # of a late promise, as above
    presence: Mapped[str] = mapped_column(default="")  # what the chat and feedback pages may say
    raw_days: Mapped[int | None]  # how long originals are kept; None: for ever
    aside_days: Mapped[int | None]  # the same for what was set aside and for bulk mail
    confirm_days: Mapped[int] = mapped_column(default=180)  # how long what is known counts as confirmed
    model_sees: Mapped[str] = mapped_column(default="")  # of core.masking.Sees; empty: by where the model is
    model_day_cents: Mapped[int | None]  # what models may cost in a day; None: what the settings say
    model_day_tokens: Mapped[int | None]  # the same in tokens
    touch_rules: Mapped[dict[str, Any]] = mapped_column(default=dict)  # core.touches.rule; what was changed
    touches_at: Mapped[datetime | None]  # when it was last looked for reasons to write first
    regime: Mapped[Regime] = mapped_column(words(Regime), default=Regime.CAN_SPAM)  # the law of its country
    share_link: Mapped[str] = mapped_column(default="")  # where a happy customer may say so in public
    inboxes: Mapped[list["Inbox"]] = relationship(back_populates="store")

    def hours(self) -> BusinessHours:
        week = {
            int(day): (time.fromisoformat(span[0]), time.fromisoformat(span[1]))
            for day, span in self.week.items()
        }
        closed = {date.fromisoformat(day): why for day, why in self.closed.items()}
        return BusinessHours(ZoneInfo(self.zone), week, closed)

    def policy(self) -> Policy:
        return policy_of(self.clock, self.answer_minutes)

    @classmethod
    def of_ids(cls, allowed: list[int], key: int) -> Select["Store"]:
        return select(cls).where(cls.id.in_(allowed), cls.id == key)

    @classmethod
    def to_look_for_touches(cls, now: datetime, every: timedelta) -> Select[int]:
        """Ids of those not looked at for so long; a clock that was set back counts as long."""
        at = cls.touches_at
        return select(cls.id).where(or_(at.is_(None), at <= now - every, at > now)).order_by(cls.id)

    @classmethod
    def by_slug(cls, slug: str) -> Select["Store"]:
        return select(cls).where(cls.slug == slug)


class Inbox(Base):
    """An address or entry point. The token is the secret part of its webhook addresses: it stands here

    as its SHA-256, to be found by, and sealed, to be shown. See `answers_to`.
    """

    __tablename__ = "inbox"
    __table_args__ = (
        UniqueConstraint("address", "channel"),
        UniqueConstraint("token_hash", name="uq_inbox_token"),
    )
    id: Mapped[Key]
    store_id: Mapped[int] = to("store")
    channel: Mapped[Channel] = mapped_column(words(Channel))
    address: Mapped[str]  # lower case; for chat and form the address that answers come from
    token_hash: Mapped[str]
    token_sealed: Mapped[str] = mapped_column(default="")
    token_plain: Mapped[str | None]  # after an upgrade or a restore of an older backup, until the first start
    department: Mapped[str] = mapped_column(default="sales")
    owner_id: Mapped[int | None] = to("teammate")  # who gets what arrives here first
    form: Mapped[dict[str, Any]] = mapped_column(default=dict)  # core.web_form: how its form is read
    store: Mapped[Store] = relationship(back_populates="inboxes")

    def answers_to(self, token: str, seal: Callable[[str], str]) -> "Inbox":
        """From now on to this token and to no earlier one; the token itself is not kept."""
        self.token_hash, self.token_sealed, self.token_plain = token_hash(token), seal(token), None
        return self

    @classmethod
    def by_token(cls, token: str) -> Select["Inbox"]:
        return select(cls).where(cls.token_hash == token_hash(token))

    @classmethod
    def plain(cls) -> Select["Inbox"]:
        """Those whose token still waits for the key that seals it."""
        return select(cls).where(cls.token_plain.is_not(None)).order_by(cls.id)

    @classmethod
    def of_store(cls, store_id: int, channel: Channel) -> Select["Inbox"]:
        return select(cls).where(cls.store_id == store_id, cls.channel == channel).order_by(cls.id)

    @classmethod
    def by_address(cls, addresses: list[str]) -> Select["Inbox"]:
        """The e-mail inboxes of these addresses (lower case, +token taken off)."""
        return select(cls).where(cls.address.in_(addresses), cls.channel == Channel.EMAIL).order_by(cls.id)

    @classmethod
    def first_of(cls, channel: Channel) -> Select["Inbox"]:
        """The oldest inbox of this channel: where mail goes that names none of ours."""
        return select(cls).where(cls.channel == channel).order_by(cls.id).limit(1)


def token_hash(token: str) -> str:
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()
