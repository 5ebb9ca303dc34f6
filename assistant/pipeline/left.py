"""What it means that an approved message left: the clock stops, its promises begin to count."""

from datetime import datetime

from assistant.core.states import PromiseState
from assistant.pipeline import copies
from assistant.pipeline.services import Services
from assistant.pipeline.steps import NEXT, Step
from assistant.records import Approval, Conversation, Delivery, Promise, Session, Teammate


def left(session: Session, delivery: Delivery, conversation: Conversation, now: datetime) -> None:
    """It left: the clock stops, unless something newer came; promises begin to count."""
    approval = delivery.approval
    approval.draft.sent()
    newest = conversation.newest_inbound
    if newest is not None and newest.id > approval.newest_seen_id:
        conversation.waiting_since = newest.at
    else:
        conversation.answered()
    conversation.newest_at = max(conversation.newest_at, now)
    _remember(session, approval, conversation, now)
    copies.keep(session, approval, conversation, now)


def then(services: Services, session: Session, delivery: Delivery, now: datetime) -> None:
    """The steps after sending are about the approval."""
    for step in NEXT[Step.SEND]:
        services.queue(session, step, delivery.approval_id, now, now=now)


def _remember(session: Session, approval: Approval, conversation: Conversation, now: datetime) -> None:
    """One row for each promise that the approver left ticked; once an approval."""
    if session.scalars(Promise.of_approval(approval.id)).first() is not None:
        return
    renewed = _told(session, approval, now)
    for ticked in approval.promises:
        if not ticked.get("ticked", True):
            continue
        if renewed is not None:  # the first of the reply is the one that was late
            renewed.approval_id, renewed.what = approval.id, str(ticked["what"])
            renewed.who_id = int(ticked["who_id"])
            session.add(renewed)
            renewed = None
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


def _told(session: Session, approval: Approval, now: datetime) -> Promise | None:
    """News of a promise left: one with the new time takes its place; None where the reply names none."""
    promise = session.scalars(Promise.with_news(approval.draft_id)).first()
    ticked = next((one for one in approval.promises if one.get("ticked", True)), None)
    if promise is None or promise.state is not PromiseState.OPEN or ticked is None:
        return None
    due = datetime.fromisoformat(ticked["due"])
    by = session.get_one(Teammate, approval.teammate_id)
    return promise.renew(by, due, "They were told, with a new time.", now)
