"""Promises of an approved text that has left become promises with owner and due time."""

from datetime import datetime

from assistant.records import Approval, Conversation, Promise, Session


def remember(session: Session, approval: Approval, conversation: Conversation, now: datetime) -> None:
    """One row for each promise that the approver left ticked; once an approval."""
    if session.scalars(Promise.of_approval(approval.id)).first() is not None:
        return
    for ticked in approval.promises:
        if not ticked.get("ticked", True):
            continue
        session.add(
            Promise(
                store_id=conversation.store_id,
                customer_id=conversation.customer_id,
                conversation_id=conversation.id,
                approval_id=approval.id,
                who_id=int(ticked["who_id"]),
                what=str(ticked["what"]),
                made_at=now,
                due=datetime.fromisoformat(ticked["due"]),
            )
        )
