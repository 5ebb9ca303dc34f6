"""Own mail: what a teammate sent from their own mail program stands in the conversation, and answers.

It is believed where it lies in a mailbox's Sent folder: whoever wrote there has its password. What arrives
with a teammate's address counts only where a gateway that we trust vouches for it: anybody can write one.
It is a record and not an outbound message: nobody approved it here, and nothing of it is ever sent.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from assistant.core.address import ReplyToken
from assistant.core.message import InboundMessage
from assistant.core.states import DeliveryState
from assistant.pipeline import bounced, clocks, left
from assistant.pipeline.services import Services
from assistant.pipeline.steps import Step
from assistant.records import (
    Conversation,
    Delivery,
    Identity,
    IdentityKind,
    Inbox,
    LedgerEntry,
    MailSeen,
    Message,
    Record,
    RecordKind,
    Session,
    Stopped,
    Teammate,
    held,
)

PATIENCE = timedelta(minutes=10)  # for what it answers to be filed
AGAIN = timedelta(seconds=2)
LONGEST = 10_000  # characters that are kept of its words; the original has all
OURS = "Rightback sent it; it stands in its conversation."
NOBODYS = "Sent from a mail program of yours, to nobody who is a customer here."


@dataclass(frozen=True)
class _To:
    """A conversation that it belongs to; `answers` where it went to that customer."""

    conversation: Conversation
    answers: bool


def file_sent(
    services: Services,
    session: Session,
    entry: LedgerEntry,
    inbox: Inbox,
    inbound: InboundMessage,
    now: datetime,
) -> None:
    """A mail of the Sent folder, in the caller's transaction."""
    if bounced.OUR_IDS.fullmatch(inbound.message_id):
        _it_left(services, session, inbound.message_id, entry.arrived_at)
        entry.file(OURS)
        return
    to = _found(session, inbox, inbound)
    if to is None and _may_come(session, entry, now):
        services.queue(session, Step.FILE, entry.id, now + AGAIN, now=now)
    elif to is None:
        entry.file(NOBODYS)
    else:
        _put(services, session, entry, to, inbound)


def file_received(
    services: Services, session: Session, entry: LedgerEntry, inbox: Inbox, inbound: InboundMessage
) -> bool:
    """Whether it came from a teammate, vouched for, to a customer of ours: then it is filed as ours."""
    if not inbound.verified_sender or inbound.leads or inbound.bounce or inbound.auto_reply:
        return False
    to = _found(session, inbox, inbound) if _teammate(session, inbox, inbound) else None
    if to is None or not to.answers:
        return False
    entry.form = "sent"
    _put(services, session, entry, to, inbound)
    return True


def _put(services: Services, session: Session, entry: LedgerEntry, to: _To, inbound: InboundMessage) -> None:
    conversation = held.conversation(session, to.conversation.id)
    session.refresh(conversation)
    wrote = _teammate(session, conversation.inbox, inbound)
    at = entry.arrived_at
    session.add(_record(session, entry, conversation, inbound, wrote))
    seen = _seen(conversation, inbound, at)
    if to.answers and any(m.unanswered and m.id <= seen for m in conversation.messages):
        by_id = wrote.id if wrote else conversation.owner_id
        clocks.stop(session, conversation, by_id=by_id, how=Stopped.REPLY, seen_id=seen, now=at)
    conversation.newest_at = max(conversation.newest_at, at)
    entry.file()
    services.tell_about(session, conversation)


def _record(
    session: Session,
    entry: LedgerEntry,
    conversation: Conversation,
    inbound: InboundMessage,
    wrote: Teammate | None,
) -> Record:
    name = wrote.name if wrote else (inbound.sender.name or inbound.sender.email if inbound.sender else "")
    key = inbound.message_id or None
    if key and session.scalars(Record.with_keys(conversation.store_id, RecordKind.MAIL, [key])).first():
        key = None  # another mail under the same Message-ID
    words = (inbound.visible_text or inbound.text).strip() or inbound.subject
    return Record(
        store_id=conversation.store_id,
        customer_id=conversation.customer_id,
        conversation_id=conversation.id,
        teammate_id=wrote.id if wrote else None,
        kind=RecordKind.MAIL,
        key=key,
        at=entry.arrived_at,
        text=words[:LONGEST],
        data={
            "teammate": name,
            "subject": inbound.subject,
            "to": ", ".join(one.email for one in inbound.to)[:500],
        },
        source="Sent from their own mail program",
        entry_id=entry.id,
    )


def _found(session: Session, inbox: Inbox, inbound: InboundMessage) -> _To | None:
    """By reply token, then by what it answers, then by who waits under one of its recipients' addresses."""
    recipients = {to.key for to in inbound.to}
    thread = _by_token(session, inbox, recipients) or _by_ids(session, inbox, inbound)
    if thread is not None and not thread.erased:
        return _To(thread, answers=bool(recipients & _known(thread)))
    waiting = session.scalars(Conversation.waiting_for(inbox.store_id, sorted(recipients))).first()
    if waiting is not None:
        return _To(waiting, answers=True)
    for address in sorted(recipients):
        for identity in session.scalars(Identity.known(inbox.store_id, IdentityKind.EMAIL, address)):
            newest = session.scalars(Conversation.of_customer(identity.customer_id)).first()
            if newest is not None and not newest.erased:
                return _To(newest, answers=False)
    return None


def _by_token(session: Session, inbox: Inbox, recipients: Iterable[str]) -> Conversation | None:
    for address in recipients:
        token = ReplyToken.of(address)
        found = session.scalar(Conversation.by_token(token.text)) if token else None
        if found is not None and found.store_id == inbox.store_id:
            return found
    return None


def _by_ids(session: Session, inbox: Inbox, inbound: InboundMessage) -> Conversation | None:
    named = [*inbound.in_reply_to, *reversed(inbound.references)][:50]
    message = session.scalars(Message.with_message_id(inbox.store_id, named)).first() if named else None
    return message.conversation if message else None


def _known(conversation: Conversation) -> set[str]:
    """Where this customer is reached by mail."""
    of = {one.value for one in conversation.customer.identities if one.kind is IdentityKind.EMAIL}
    return {address for address in (*of, conversation.recipient_email.lower()) if address}


def _seen(conversation: Conversation, inbound: InboundMessage, at: datetime) -> int:
    """The newest message that it can have answered: one that it names, or that was there by then."""
    named = {*inbound.in_reply_to, *inbound.references}
    there = [m.id for m in conversation.messages if m.inbound and (m.at <= at or m.message_id in named)]
    return max(there, default=0)


def _teammate(session: Session, inbox: Inbox, inbound: InboundMessage) -> Teammate | None:
    key = inbound.sender.key if inbound.sender else ""
    people = session.scalars(Teammate.of_store(inbox.store_id))
    return next((one for one in people if one.email.lower() == key), None) if key else None


def _may_come(session: Session, entry: LedgerEntry, now: datetime) -> bool:
    """Whether mails that were taken before it are still to be filed: it may answer one of them."""
    taken = session.scalar(MailSeen.taken_at(entry.id))
    if taken is None or now - taken > PATIENCE:
        return False
    return session.scalars(LedgerEntry.unread_before(entry).limit(1)).first() is not None


def _it_left(services: Services, session: Session, message_id: str, at: datetime) -> None:
    """A delivery that nobody knew the end of: it lies among what was sent, so it left."""
    named = session.scalars(Delivery.with_message_ids([message_id])).first()
    delivery = held.delivery(session, named.id) if named else None
    if delivery is None or delivery.state is not DeliveryState.UNCERTAIN:
        return
    conversation = session.get_one(Conversation, delivery.approval.conversation_id)
    delivery.accept("", at)
    left.left(session, delivery, conversation, at)
    left.then(services, session, delivery, at)
    services.tell_about(session, conversation)
