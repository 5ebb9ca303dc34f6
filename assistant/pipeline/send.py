"""Send: once. `sending` is committed, with the outbound message, before the gateway is called.

Whoever finds a delivery in `sending` without knowing how it ended asks the gateway whether the message
left; where that cannot be told it becomes `uncertain` and a person looks. It is never resent blindly.
"""

from dataclasses import replace
from datetime import datetime, timedelta

from assistant.core.address import Mailbox
from assistant.core.message import Channel, OutboundMessage
from assistant.core.outcome import Accepted, Deferred, Outcome, Refused, Unsure
from assistant.core.ports import Gateway
from assistant.core.states import DeliveryState
from assistant.pipeline import consents, left, touching, welcome
from assistant.pipeline.services import Services
from assistant.pipeline.steps import Step
from assistant.records import Approval, Conversation, Delivery, Direction, Message, Session, held

TRIES = 8
FIRST_LOOK, LOOKED_FOR = timedelta(minutes=2), timedelta(hours=2)
TAMPERED = (
    "The words in the database are not those that were approved, so nothing was sent. Look at who can write "
    "to the database, then approve a reply anew."
)


def send(services: Services, delivery_id: int, now: datetime) -> None:
    with services.sessions.begin() as session:
        delivery = held.delivery(session, delivery_id)
        if delivery is None:
            return
        again = False
        if delivery.state in (DeliveryState.SENDING, DeliveryState.UNCERTAIN):
            orphan = delivery.message_id
        elif delivery.state is not DeliveryState.QUEUED:
            return
        elif delivery.send_after > now:
            services.queue(session, Step.SEND, delivery_id, delivery.send_after, now=now)
            return
        elif delivery.approval.digest_now() != delivery.approval.digest:
            delivery.give_up(TAMPERED, now)
            services.tell_about(session, session.get_one(Conversation, delivery.approval.conversation_id))
            return
        elif refused := welcome.against(session, delivery.approval.draft, now):
            _withhold(session, delivery, refused, now)
            services.tell_about(session, session.get_one(Conversation, delivery.approval.conversation_id))
            return
        else:
            orphan = ""
            outbound = _start(services, session, delivery, now)
            again = delivery.attempts > 1
        gateway = _gateway(services, delivery.approval)

    if orphan:
        outcome = _looked_up(gateway, orphan)
    elif again and gateway.sent(outbound.message_id):
        outcome = Accepted()  # the try before was said to have failed, and had not
    else:
        outcome = gateway.send(outbound)

    with services.sessions.begin() as session:
        delivery = held.delivery(session, delivery_id)
        if delivery is not None:
            settle(services, session, delivery, outcome, services.clock())


def settle(services: Services, session: Session, delivery: Delivery, outcome: Outcome, now: datetime) -> None:
    """What the gateway's word means for the rows; in the caller's transaction."""
    if delivery.state is DeliveryState.UNCERTAIN and not isinstance(outcome, Accepted):
        _look_again(services, session, delivery, now)
        return
    if delivery.state not in (DeliveryState.SENDING, DeliveryState.UNCERTAIN):
        return
    approval = delivery.approval
    conversation = session.get_one(Conversation, approval.conversation_id)
    match outcome:
        case Accepted(provider_id):
            delivery.accept(provider_id, now)
            left.left(session, delivery, conversation, now)
            left.then(services, session, delivery, now)
        case Deferred(reason, seconds) if delivery.attempts < TRIES:
            wait = max(retry_after(delivery.attempts), timedelta(seconds=seconds))
            delivery.try_again(reason, after=now + wait)
            services.queue(session, Step.SEND, delivery.id, delivery.send_after, now=now)
        case Deferred(reason) | Refused(reason):
            delivery.give_up(reason, now)
            approval.draft.reopen()
        case Unsure(reason):
            delivery.doubt(reason, now)
            _look_again(services, session, delivery, now)
    services.tell_about(session, conversation)


def _look_again(services: Services, session: Session, delivery: Delivery, now: datetime) -> None:
    """Whether the service lists it after all; ever more rarely, and no longer than `LOOKED_FOR`."""
    passed = now - (delivery.ended_at or now)
    if passed < LOOKED_FOR:
        services.queue(session, Step.SEND, delivery.id, now + max(passed, FIRST_LOOK), now=now)


def give_up(services: Services, session: Session, delivery: Delivery, error: str, now: datetime) -> None:
    """It was tried for the last time. Only what never began is known not to have left."""
    if delivery.state is DeliveryState.SENDING:
        delivery.doubt(f"It may have left ({error}). Look into the Sent folder before sending again.", now)
    elif delivery.state is DeliveryState.QUEUED:
        delivery.give_up(f"It could not be sent ({error}). Nothing left, and the text is kept.", now)
        delivery.approval.draft.reopen()
    services.tell_about(session, session.get_one(Conversation, delivery.approval.conversation_id))


def retry_after(attempt: int) -> timedelta:
    """How long to wait after try number `attempt` (from 1): 1 minute, doubling, at most 4 hours."""
    return min(timedelta(minutes=2 ** (attempt - 1)), timedelta(hours=4))


def _withhold(session: Session, delivery: Delivery, why: str, now: datetime) -> None:
    """What may not leave any more is back with its writer; a letter to somebody who left is not."""
    draft = delivery.approval.draft
    if welcome.left(session, draft):
        delivery.give_up(f"{touching.LEFT} {why}", now)
        touching.put_away(session, draft, now)
    else:
        delivery.give_up(why, now)
        draft.reopen()


def _start(services: Services, session: Session, delivery: Delivery, now: datetime) -> OutboundMessage:
    """State `sending` and the outbound message; the database compares its words with the approval's."""
    delivery.start(now)
    session.flush()  # the trigger asks for a delivery that is in `sending`
    approval = delivery.approval
    conversation = session.get_one(Conversation, approval.conversation_id)
    chain = _chain(approval, conversation)
    existing = session.scalar(Message.of_approval(approval.id))
    if existing is None:
        session.add(
            Message(
                conversation=conversation,
                approval_id=approval.id,
                direction=Direction.OUT,
                at=now,
                sender_name=approval.sender_name,
                sender_email=approval.sender_email,
                recipients=approval.recipients,
                subject=approval.subject,
                text=approval.text,
                visible_text=approval.text,
                footer=approval.footer,
                message_id=delivery.message_id,
                references=chain,
            )
        )
    leave = consents.link(services, conversation.customer) if approval.draft.commercial else ""
    return replace(_outbound(delivery, conversation, chain), leave=leave)


def _chain(approval: Approval, conversation: Conversation) -> list[str]:
    """The full References of the customer's own thread; a lead's answer starts a fresh one."""
    answered = approval.draft.message
    if answered is None:  # we wrote first
        return [m.message_id for m in conversation.messages if m.message_id]
    earlier = [m for m in conversation.messages if m.id <= answered.id]
    if answered.lead and not any(not m.inbound for m in earlier):
        return []
    own = [answered.message_id] if answered.message_id else []
    known = [m.message_id for m in earlier if m.message_id and not m.lead]
    chain = [*answered.references, *(one for one in known if one not in answered.references)]
    return [one for one in chain if one not in own] + own


def _outbound(delivery: Delivery, conversation: Conversation, chain: list[str]) -> OutboundMessage:
    approval = delivery.approval
    return OutboundMessage(
        channel=conversation.channel,
        sender=approval.sender,
        to=tuple(Mailbox(approval.recipient_name, to) for to in approval.recipients),
        reply_to=Mailbox(approval.sender_name, conversation.reply_address),
        subject=approval.subject,
        text=approval.text,
        footer=approval.footer,
        message_id=delivery.message_id,
        in_reply_to=chain[-1] if chain else "",
        references=tuple(chain),
        visitor=f"{conversation.inbox_id}:{conversation.visitor}" if conversation.visitor else "",
    )


def _gateway(services: Services, approval: Approval) -> Gateway:
    channel = Channel.CHAT if not approval.recipients else Channel.EMAIL
    return services.gateways[channel]


def _looked_up(gateway: Gateway, message_id: str) -> Outcome:
    found = gateway.sent(message_id)
    if found:
        return Accepted()
    if found is False:
        return Deferred("It did not leave: the program stopped in between.")
    return Unsure(
        "The program stopped while it was being sent. Look into the Sent folder before sending again."
    )
