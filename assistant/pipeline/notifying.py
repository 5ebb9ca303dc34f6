"""Notifying: a teammate is told why they should look, once a matter; the inbox and a digest show it."""

from datetime import datetime

from assistant.core.notice import Why
from assistant.pipeline.services import Services
from assistant.records import Conversation, Notice, Session


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
    if not notice.tell(session):
        return False
    services.tell(session, f"teammate:{teammate_id}")
    return True
