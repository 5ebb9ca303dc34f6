"""Notifying: a teammate is told why they should look, once a matter; the inbox and a digest show it."""

from dataclasses import dataclass
from datetime import datetime

from assistant.core.notice import URGENT, Why
from assistant.pipeline.services import Services
from assistant.records import Conversation, Notice, Promise, Reach, Session, Teammate


@dataclass(frozen=True)
class Where:
    """What a notice is about: whose matter, and the conversation where it lies, if it lies in one."""

    store_id: int
    customer_id: int
    conversation_id: int | None
    absence_id: int | None = None  # whose stand-in is told

    def notice(self, teammate_id: int, why: Why, matter: str, at: datetime) -> Notice:
        return Notice(**vars(self), teammate_id=teammate_id, why=why, matter=matter, at=at)


def notify(
    services: Services,
    session: Session,
    conversation: Conversation,
    *,
    teammate_id: int,
    why: Why,
    matter: str,
    now: datetime,
) -> bool:
    """In the caller's transaction; whether it is news to them."""
    where = Where(conversation.store_id, conversation.customer_id, conversation.id)
    return tell(services, session, where.notice(teammate_id, why, matter, now))


def notify_of_promise(
    services: Services,
    session: Session,
    promise: Promise,
    *,
    teammate_id: int,
    why: Why,
    matter: str,
    now: datetime,
) -> bool:
    """As `notify`: of a promise that may have been made in no conversation."""
    where = Where(promise.store_id, promise.customer_id, promise.conversation_id)
    return tell(services, session, where.notice(teammate_id, why, matter, now))


def tell(services: Services, session: Session, notice: Notice) -> bool:
    """In the caller's transaction; whether it is news to them.

    In their quiet hours it is listed, and open pages stay as they are.
    """
    if not notice.tell(session):
        return False
    if not _in_peace(session, notice):
        services.tell(session, f"teammate:{notice.teammate_id}")
    return True


def _in_peace(session: Session, notice: Notice) -> bool:
    teammate = session.get_one(Teammate, notice.teammate_id)
    if not teammate.stores:
        return False
    reach = Reach.for_each(session, [teammate])[teammate.id]
    if reach.wish.breaks and notice.why in URGENT:
        return False
    return reach.quiet(teammate.stores[0].hours()).at(notice.at)
