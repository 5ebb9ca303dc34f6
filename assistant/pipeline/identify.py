"""Identify: whose message is it, which conversation does it belong to, who will own it.

An address is only as good as what verified it. A typed phone or name suggests, never decides. A thread is
entered by Message-ID, References or reply token only from an address that the thread's customer is known by:
others get a conversation of their own, which names the one that they answered.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from assistant.core.address import Mailbox, ReplyToken
from assistant.core.message import Channel, InboundMessage
from assistant.pipeline import matters, nobody
from assistant.pipeline.owning import owner_for
from assistant.records import (
    Conversation,
    Customer,
    Delivery,
    Identity,
    IdentityKind,
    Inbox,
    Message,
    Record,
    RecordKind,
    Session,
)
from assistant.tools.phones import normal as e164


@dataclass(frozen=True)
class Found:
    """`notes` are for the teammate."""

    conversation: Conversation
    new: bool
    notes: tuple[str, ...] = ()


def identify(
    session: Session,
    inbox: Inbox,
    inbound: InboundMessage,
    envelope: Mapping[str, str],
    *,
    at: datetime,
) -> Found:
    """The conversation that this message belongs to, made if need be; adds to the session."""
    answer_to, unread = nobody.answer_to(inbound)
    thread = _thread_of(session, inbox, inbound, envelope)
    theirs = thread is not None and _is_theirs(thread, inbound, answer_to)
    if thread is not None and theirs and not matters.is_another(thread, inbound, at):
        return _goes_on(session, thread, inbound, answer_to, at)
    customer, notes = _customer(session, inbox, inbound, answer_to, at)
    notes = (*unread, *notes)
    if thread is None and (same := matters.of_lead(session, customer, inbound, at)) is not None:
        notes = (*notes, "They ask about the same vehicle again.")
        return replace(_goes_on(session, same, inbound, answer_to, at), notes=notes)
    conversation = Conversation(
        store_id=inbox.store_id,
        customer=customer,
        inbox=inbox,
        owner_id=owner_for(session, inbox, customer, thread, at),
        channel=Channel.CHAT if inbound.channel is Channel.CHAT else Channel.EMAIL,
        token=ReplyToken.new().text,
        visitor=inbound.visitor,
        subject=inbound.subject,
        recipient_name=answer_to.name or customer.name,
        recipient_email=answer_to.email,
        related_id=thread.id if thread else None,
        opened_at=at,
        newest_at=at,
    )
    session.add(conversation)
    session.flush()
    if thread is not None:
        why = "is about something else" if theirs else "came from another address"
        notes = (*notes, f"It answers conversation {thread.id}, but {why}.")
    return Found(conversation, new=True, notes=notes)


def _goes_on(
    session: Session, thread: Conversation, inbound: InboundMessage, answer_to: Mailbox, at: datetime
) -> Found:
    if not thread.owner.active:  # one that was closed when they left
        thread.owner_id = owner_for(session, thread.inbox, thread.customer, None, at)
    aside = inbound.bounce or inbound.auto_reply or inbound.channel is Channel.FORM
    if not aside:  # a machine's address answers nobody, and what is typed into a page proves nothing
        thread.recipient_email = answer_to.email or thread.recipient_email
        _note_claims(thread.customer, inbound, answer_to, at)
    return Found(thread, new=False)


def find_inbox(session: Session, inbound: InboundMessage, envelope: Mapping[str, str]) -> Inbox | None:
    """The inbox that it was sent to; the first e-mail inbox for what names none of ours."""
    named = [without_token(address) for address in _addressed(inbound, envelope)]
    found = session.scalars(Inbox.by_address(named)).first()
    return found or session.scalars(Inbox.first_of(Channel.EMAIL)).first()


def without_token(address: str) -> str:
    return re.sub(r"\+[^@]*@", "@", address.strip().lower())


def _addressed(inbound: InboundMessage, envelope: Mapping[str, str]) -> list[str]:
    given = [part for part in envelope.get("to", "").split(",") if part]
    return given + [to.email for to in inbound.to]


def _thread_of(
    session: Session, inbox: Inbox, inbound: InboundMessage, envelope: Mapping[str, str]
) -> Conversation | None:
    """By reply token, then by our own or the customer's Message-IDs; a chat by its visitor.

    Never one whose customer was erased: whoever writes after that is somebody new.
    """
    if inbound.visitor:
        return session.scalar(Conversation.of_visitor(inbox.id, inbound.visitor))
    for address in _addressed(inbound, envelope):
        token = ReplyToken.of(address)
        found = session.scalar(Conversation.by_token(token.text)) if token else None
        if found and found.store_id == inbox.store_id and not found.erased:
            return found
    if envelope.get("about", "").isdigit():
        asked = session.get(Conversation, int(envelope["about"]))
        if asked is not None and asked.store_id == inbox.store_id and not asked.erased:
            return asked
    named = [*inbound.in_reply_to, *reversed(inbound.references)]
    if not named:
        return None
    message = session.scalars(Message.with_message_id(inbox.store_id, named[:50])).first()
    if message is not None:
        found = message.conversation
    else:
        found = _sent_by_hand(session, inbox, named[:50]) or _renamed(session, inbox, named[:50])
    return found if found and not found.erased else None


def _sent_by_hand(session: Session, inbox: Inbox, named: list[str]) -> Conversation | None:
    """A teammate wrote it from their own mail program."""
    mail = session.scalars(Record.with_keys(inbox.store_id, RecordKind.MAIL, named)).first()
    return session.get(Conversation, mail.conversation_id) if mail and mail.conversation_id else None


def _renamed(session: Session, inbox: Inbox, named: list[str]) -> Conversation | None:
    """A mail service may have given a mail of ours an id of its own, which the customer's answer names."""
    delivery = session.scalars(Delivery.renamed(named)).first()
    found = session.get(Conversation, delivery.approval.conversation_id) if delivery else None
    return found if found and found.store_id == inbox.store_id else None


def _is_theirs(thread: Conversation, inbound: InboundMessage, answer_to: Mailbox) -> bool:
    """Whether the writer is known as this thread's customer. Machines' notes belong where they point."""
    if inbound.visitor or inbound.bounce or inbound.auto_reply:
        return True
    if inbound.channel is Channel.FORM:  # by the link that only our letter to them held; we answer them alone
        return True
    known = {i.value for i in thread.customer.identities if i.kind is IdentityKind.EMAIL}
    known.add(thread.recipient_email.lower())
    return bool(answer_to.key) and answer_to.key in known


def _customer(
    session: Session, inbox: Inbox, inbound: InboundMessage, answer_to: Mailbox, at: datetime
) -> tuple[Customer, tuple[str, ...]]:
    """Who is on record under the address that our answer goes to; else a new customer."""
    known = _holders(session, inbox.store_id, inbound, answer_to)
    notes = _suggestions(session, inbox.store_id, inbound, known)
    if known:
        customer = next((c for c in known if _same_name(c.name, answer_to.name)), known[0])
        if len(known) > 1:
            notes = (*notes, "This address is on record for more than one customer: nothing private is said.")
    else:
        customer = Customer(store_id=inbox.store_id, name=answer_to.name, since=at)
        session.add(customer)
    _note_claims(customer, inbound, answer_to, at)
    return customer, notes


def _holders(session: Session, store_id: int, inbound: InboundMessage, answer_to: Mailbox) -> list[Customer]:
    if inbound.visitor:  # an address typed into a chat proves nothing, and the answer does not go there
        kind, value = IdentityKind.VISITOR, inbound.visitor
    elif answer_to.key:
        kind, value = IdentityKind.EMAIL, answer_to.key
    else:
        return []
    holders = session.scalars(Identity.known(store_id, kind, value)).all()
    proven = [identity for identity in holders if identity.verified]
    return list(dict.fromkeys(identity.customer for identity in proven or holders))


def _note_claims(customer: Customer, inbound: InboundMessage, answer_to: Mailbox, at: datetime) -> None:
    basis = "lead" if inbound.leads else str(inbound.channel)
    if answer_to.key:
        identity = customer.claims(IdentityKind.EMAIL, answer_to.key, f"claimed by {basis}", at)
        own = inbound.sender is not None and inbound.sender.key == answer_to.key
        if inbound.verified_sender and own and not inbound.leads:
            identity.verify("DKIM/SPF pass reported by our gateway", at)
    if inbound.visitor:
        customer.claims(IdentityKind.VISITOR, inbound.visitor, "chat", at)
    for phone in inbound.phones:
        number = e164(phone)
        if number:
            customer.claims(IdentityKind.PHONE, number, f"claimed by {basis}", at)


def _suggestions(
    session: Session, store_id: int, inbound: InboundMessage, known: list[Customer]
) -> tuple[str, ...]:
    """What a claimed phone, or a From that is not answered, might mean: for the teammate's eyes."""
    found = []
    for phone in inbound.phones:
        number = e164(phone)
        for identity in session.scalars(Identity.known(store_id, IdentityKind.PHONE, number or "")):
            if identity.verified and identity.customer not in known:
                found.append(f"The phone number is on record for {identity.customer.called}.")
    if inbound.visitor and inbound.answer_to:
        for identity in session.scalars(Identity.known(store_id, IdentityKind.EMAIL, inbound.answer_to.key)):
            found.append(f"The address given in the chat is on record for {identity.customer.called}.")
    sender = inbound.sender
    if sender and inbound.reply_to and sender.key != inbound.reply_to.key and not inbound.leads:
        for identity in session.scalars(Identity.known(store_id, IdentityKind.EMAIL, sender.key)):
            found.append(
                f"From says {sender.email} ({identity.customer.called}), but answers go to another address."
            )
    return tuple(dict.fromkeys(found))


def _same_name(one: str, other: str) -> bool:
    """Whether two writings share given and family name, in any order."""
    first, second = set(re.findall(r"\w+", one.lower())), set(re.findall(r"\w+", other.lower()))
    return bool(first and second) and (first <= second or second <= first)


def known_address(session: Session, address: str) -> bool:
    """Whether mail to this address reaches one of our e-mail inboxes."""
    return session.scalars(Inbox.by_address([without_token(address)])).first() is not None
