"""Reported: what a mail service says of a mail that it took. A delivery only ever moves forward by it.

Late, repeated and out of order is normal: arrived once stays arrived, what came back stays so, and whatever
speaks of a mail that is not ours is nothing.
"""

from collections.abc import Iterable
from datetime import datetime

from assistant.channels.email import diagnosis
from assistant.core.failure import Failure
from assistant.core.post import News, Report
from assistant.core.states import DeliveryState
from assistant.pipeline import bounced, left, opting, reachable
from assistant.pipeline.services import Services
from assistant.records import Conversation, Delivery, Message, Session, held

LONGEST = 300  # characters of a service's words
ON_ITS_WAY = (DeliveryState.SENDING, DeliveryState.UNCERTAIN)


def report(services: Services, session: Session, reports: Iterable[Report], now: datetime) -> int:
    """In the caller's transaction; how many of them were of mails of ours."""
    return sum(_one(services, session, one, now) for one in reports)


def _one(services: Services, session: Session, one: Report, now: datetime) -> bool:
    found = session.scalars(Delivery.reported(one.ours, one.theirs)).first()
    delivery = held.delivery(session, found.id) if found else None
    if delivery is None:
        return False
    session.refresh(delivery)
    conversation = session.get_one(Conversation, delivery.approval.conversation_id)
    if conversation.erased:
        return False
    _left(services, session, delivery, conversation, one, now)
    match one.news:
        case News.DELIVERED if delivery.state is DeliveryState.SENT:
            delivery.arrive(now)
            reachable.lives(session, conversation.store_id, delivery.approval.recipients)
        case News.DELAYED if delivery.state is DeliveryState.SENT:
            delivery.delayed(f"Not there yet, the mail service goes on trying ({_why(one)}).")
        case News.FAILED:
            failure = Failure(one.recipient, diagnosis.reason(one.reason), said=one.reason)
            bounced.came_back(services, session, conversation, delivery, _why(one), [failure], now)
        case News.COMPLAINT if delivery.complained_at is None:
            delivery.complained_at = now
            opting.propose_complaint(session, conversation, now)
        case _:
            pass
    services.tell_about(session, conversation)
    return True


def _left(
    services: Services,
    session: Session,
    delivery: Delivery,
    conversation: Conversation,
    one: Report,
    now: datetime,
) -> None:
    """Whatever is reported of it shows that it left, also where nobody knew, or it was to be tried again."""
    if delivery.state is DeliveryState.QUEUED and delivery.attempts:
        if session.scalar(Message.of_approval(delivery.approval_id)) is None:
            return
        delivery.start(now)
        session.flush()
    if delivery.state in ON_ITS_WAY:
        delivery.accept(one.theirs, now)
        left.left(session, delivery, conversation, now)
        left.then(services, session, delivery, now)


def _why(one: Report) -> str:
    said = " ".join(part for part in (one.recipient, one.reason) if part)
    return " ".join(said.split())[:LONGEST] or "no reason given"
