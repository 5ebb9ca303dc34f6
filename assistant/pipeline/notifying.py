"""Notifying: a teammate is told why they should look, once a matter; the inbox and a digest show it."""

from datetime import datetime

from assistant.core.notice import URGENT, Why
from assistant.pipeline.services import Services
from assistant.records import Conversation, Notice, Promise, Reach, Session, Teammate


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
    notice = Notice(
        store_id=conversation.store_id,
        teammate_id=teammate_id,
        customer_id=conversation.customer_id,
        conversation_id=conversation.id,
        why=why,
        matter=matter,
        at=now,
    )
    return _tell(services, session, notice)


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
    notice = Notice(
        store_id=promise.store_id,
        teammate_id=teammate_id,
        customer_id=promise.customer_id,
        conversation_id=promise.conversation_id,
        why=why,
        matter=matter,
        at=now,
    )
    return _tell(services, session, notice)


def _tell(services: Services, session: Session, notice: Notice) -> bool:
    """In their quiet hours it is listed, and open pages stay as they are."""
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
