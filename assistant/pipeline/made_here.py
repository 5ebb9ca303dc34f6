"""Made here: promises of a conversation that were written to the very address which is answered in it.

They may be spoken of there, though nobody knows yet whose the address is: whoever reads it has read them.
"""

from datetime import datetime

from assistant.core.fact import Fact
from assistant.core.message import Channel
from assistant.pipeline import facts
from assistant.records import Approval, Conversation, Promise, Session


def made_here(session: Session, conversation: Conversation, now: datetime) -> list[Fact]:
    """Of the open ones; what was promised at the counter or on the phone is none of them."""
    rows = session.scalars(Promise.open_in(conversation.id))
    return [facts.promise(row, now) for row in rows if _was_written(session, row, conversation)]


def _was_written(session: Session, promise: Promise, conversation: Conversation) -> bool:
    """In a letter of this conversation; of one that was renewed the promise before counts as well."""
    approval = session.get(Approval, promise.approval_id) if promise.approval_id is not None else None
    if approval is not None and _reached(approval, conversation):
        return True
    before = session.get(Promise, promise.renews_id) if promise.renews_id is not None else None
    return before is not None and _was_written(session, before, conversation)


def _reached(approval: Approval, conversation: Conversation) -> bool:
    if approval.conversation_id != conversation.id:
        return False
    address = conversation.recipient_email.strip().lower()
    to = {one.strip().lower() for one in approval.recipients}
    return conversation.channel is Channel.CHAT or (bool(address) and to == {address})
