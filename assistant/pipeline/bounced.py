"""A bounce finds the delivery that it speaks of: it failed, and its owner has to know."""

import re
from collections.abc import Iterable
from datetime import datetime

from assistant.core.failure import Failure
from assistant.core.notice import Why
from assistant.core.states import ConversationState, DeliveryState, DigestState, DraftState
from assistant.pipeline import clocks, reachable
from assistant.pipeline.notifying import notify
from assistant.pipeline.services import Services
from assistant.records import Conversation, Delivery, Digest, Draft, Message, Promise, Session

OUR_IDS = re.compile(r"<r[bd]\.[0-9a-f]{32}@[^<>\s]{1,200}>")


def ids_in(text: str) -> list[str]:
    """Message-IDs of our own making in a bounce's text."""
    return list(dict.fromkeys(OUR_IDS.findall(text)))


def note(
    services: Services,
    session: Session,
    conversation: Conversation,
    bounce: Message,
    failures: Iterable[Failure],
    at: datetime,
) -> None:
    """Mark the delivery as failed and let the conversation wait again: the customer has no answer."""
    named = ids_in(f"{' '.join(bounce.references)} {bounce.text}")
    digest = session.scalars(Digest.with_message_ids(named)).first() if named else None
    if digest is not None and digest.state in (DigestState.SENT, DigestState.UNCERTAIN):
        digest.give_up("The mail came back undelivered.", at)
    delivery = session.scalars(Delivery.with_message_ids(named)).first() if named else None
    if delivery is None or delivery.approval.conversation_id != conversation.id:
        if conversation.state is ConversationState.WAITING and conversation.waiting_since is None:
            conversation.needs_no_answer()
        return
    why = ", ".join(delivery.approval.recipients)
    came_back(services, session, conversation, delivery, why, failures, at)


def came_back(
    services: Services,
    session: Session,
    conversation: Conversation,
    delivery: Delivery,
    why: str,
    failures: Iterable[Failure],
    at: datetime,
) -> bool:
    """Whether it changed anything: only what was sent can come back, and only once."""
    reachable.died(session, conversation.store_id, failures, delivery.approval.recipients, at)
    if delivery.state is not DeliveryState.SENT:
        return False
    left_at = delivery.ended_at or at
    delivery.give_up(f"came back undelivered ({why})", at)
    clocks.resume(session, conversation, left_at=left_at, now=at)
    session.add(_back(delivery, conversation, at))
    _tell(services, session, conversation, delivery, at)
    return True


def _tell(
    services: Services, session: Session, conversation: Conversation, delivery: Delivery, at: datetime
) -> None:
    """Whose answer it was, who answers here now, and whoever promised something here: nobody has heard it."""
    promised = session.scalars(Promise.open_in(conversation.id))
    told = {delivery.approval.draft.signer_id, conversation.owner_id, *(one.who_id for one in promised)}
    for teammate_id in sorted(told):
        notify(
            services,
            session,
            conversation,
            teammate_id=teammate_id,
            why=Why.CAME_BACK,
            matter=f"delivery:{delivery.id}",
            now=at,
        )


def _back(delivery: Delivery, conversation: Conversation, at: datetime) -> Draft:
    """What was sent, before its owner once more: to be approved anew, and nothing to learn from.

    Beside the answer to a newer message, where one leads already.
    """
    sent, newest = delivery.approval.draft, conversation.newest_inbound
    where = ", ".join(delivery.approval.recipients)
    return Draft(
        conversation=conversation,
        message_id=newest.id if newest else sent.message_id,
        signer_id=sent.signer_id,
        state=DraftState.WRITTEN if conversation.leading_draft else DraftState.AWAITING_REVIEW,
        author=sent.author,
        drafter=sent.drafter,
        written_at=at,
        subject=sent.subject,
        text=delivery.approval.text,
        first_text="",
        unasked={} if newest else sent.unasked,
        notes=[f"This came back from {where}. Ask them for another address, or call them; the text is kept."],
        **{name: getattr(sent, name) for name in ("answers", "citations", "promises", "findings", "facts")},
    )
