"""Starting: the conversation in which we write first, at an address that is surely theirs."""

from datetime import datetime

from assistant.core.address import ReplyToken
from assistant.core.message import Channel
from assistant.core.states import ConversationState
from assistant.records import Conversation, Customer, Identity, IdentityKind, Inbox, Session, Teammate

NO_ADDRESS = "No e-mail address of theirs is verified: call them, and log the call."
LIES_READY = "A letter to them lies ready there already: send or discard it first."


def address_of(session: Session, customer: Customer) -> str:
    """An e-mail address that takes mail and is verified to be theirs, and nobody else's; else empty."""
    for identity in customer.identities:
        if identity.kind is IdentityKind.EMAIL and identity.verified and identity.dead_at is None:
            holders = session.scalars(Identity.known(customer.store_id, IdentityKind.EMAIL, identity.value))
            if {one.customer_id for one in holders if one.verified} == {customer.id}:
                return identity.value
    return ""


def inbox_for(session: Session, store_id: int, department: str) -> Inbox | None:
    """Of the department whose matter it is; else any that sends mail."""
    mail = session.scalars(Inbox.of_store(store_id, Channel.EMAIL)).all()
    return next((one for one in mail if one.department == department), mail[0] if mail else None)


def started(
    session: Session, customer: Customer, inbox: Inbox, *, owner: Teammate, address: str, now: datetime
) -> Conversation:
    """A conversation by mail in which nobody has written yet, and nobody waits."""
    made = Conversation(
        store_id=customer.store_id,
        customer=customer,
        inbox=inbox,
        owner=owner,
        channel=Channel.EMAIL,
        token=ReplyToken.new().text,
        recipient_name=customer.name,
        recipient_email=address,
        state=ConversationState.ANSWERED,
        opened_at=now,
        newest_at=now,
    )
    session.add(made)
    session.flush()
    return made
