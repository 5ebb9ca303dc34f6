"""Promises near their time, or past it, of which nothing is ready to be told, or not what is true by now."""

from datetime import datetime

from sqlalchemy import ColumnElement, Select, exists, func, select
from sqlalchemy.orm import aliased

from assistant.core.draft import Author
from assistant.core.states import DraftState, PromiseState
from assistant.records.conversation import Conversation
from assistant.records.customer import Identity, IdentityKind
from assistant.records.draft import Draft
from assistant.records.message import Direction, Message
from assistant.records.promise import Promise

LEADING = (DraftState.AWAITING_REVIEW, DraftState.APPROVED)
UNSENT = (DraftState.AWAITING_REVIEW, DraftState.WRITTEN)


def at_risk(since: datetime, until: datetime, now: datetime) -> Select[int]:
    """Ids of open ones that are due, or were, in this span, and of which something is to be written."""
    wanted = Promise.news_id.is_(None) | _outdated(now) | _put_aside()
    open_ones = (Promise.state == PromiseState.OPEN) & Promise.due.between(since, until)
    may = (_read() & _sayable()) | _first()
    return select(Promise.id).where(open_ones, wanted, may).order_by(Promise.due)


def _outdated(now: datetime) -> ColumnElement[bool]:
    """Written before its time came, or before their newest message; nobody has touched it."""
    newer = exists().where(_theirs(), Message.id > Draft.message_id)
    unsent = Draft.state.in_(UNSENT), Draft.author != Author.PERSON
    passed = (Draft.written_at < Promise.due) & (Promise.due <= now)
    return exists().where(Draft.id == Promise.news_id, *unsent, passed | newer)


def _put_aside() -> ColumnElement[bool]:
    """It stood beside an answer, and nothing leads there any more."""
    other = aliased(Draft)
    leads = exists().where(other.conversation_id == Promise.conversation_id, other.state.in_(LEADING))
    return exists().where(Draft.id == Promise.news_id, Draft.state == DraftState.WRITTEN) & ~leads


def _read() -> ColumnElement[bool]:
    """They wrote there, and what they wrote is understood."""
    unread = exists().where(_theirs(), Message.understood_at.is_(None))
    return exists().where(_theirs()) & ~unread


def _sayable() -> ColumnElement[bool]:
    """We wrote it there, or the address is surely theirs: one that is only claimed may be told no other."""
    address = func.lower(Conversation.recipient_email) == Identity.value
    theirs = (Identity.customer_id == Promise.customer_id) & Identity.verified & address
    surely = exists().where(Conversation.id == Promise.conversation_id, theirs)
    return Promise.approval_id.is_not(None) | Promise.renews_id.is_not(None) | surely


def _first() -> ColumnElement[bool]:
    """They wrote nothing there, or it was made in no conversation, and there is an address to write to."""
    named = exists().where(Conversation.id == Promise.conversation_id, Conversation.recipient_email != "")
    other = aliased(Identity)
    shared = exists().where(
        other.store_id == Identity.store_id,
        other.kind == IdentityKind.EMAIL,
        other.value == Identity.value,
        other.verified,
        other.customer_id != Identity.customer_id,
    )
    email = (Identity.kind == IdentityKind.EMAIL) & Identity.verified & ~shared
    surely = exists().where(Identity.customer_id == Promise.customer_id, email)
    return ~exists().where(_theirs()) & (named | surely)


def _theirs() -> ColumnElement[bool]:
    inbound = (Message.direction == Direction.IN) & Message.automatic.is_(False)
    return (Message.conversation_id == Promise.conversation_id) & inbound
