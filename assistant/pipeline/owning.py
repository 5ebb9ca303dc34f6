"""Who answers for a customer: always somebody who is here."""

from assistant.core.states import ConversationState
from assistant.records import Ask, Conversation, Customer, Inbox, Promise, Session, Teammate


def owner_for(session: Session, inbox: Inbox, customer: Customer, thread: Conversation | None) -> int:
    """Who looked after them last; else the inbox's person; else its department; else anybody there."""
    here = list(session.scalars(Teammate.of_store(inbox.store_id)))
    ids = {teammate.id for teammate in here}
    if thread is not None and thread.owner_id in ids:
        return thread.owner_id
    if customer.id is not None:
        for earlier in session.scalars(Conversation.of_customer(customer.id)):
            fits = earlier.owner_id in ids and earlier.inbox.department == inbox.department
            if fits and earlier.state is not ConversationState.NO_ANSWER_NEEDED:
                return earlier.owner_id
    if inbox.owner_id in ids and inbox.owner_id is not None:
        return inbox.owner_id
    for teammate in here:
        if teammate.department == inbox.department:
            return teammate.id
    if not here:
        raise LookupError(f"store {inbox.store_id} has no active teammate who could own a conversation")
    return here[0].id


def _keeper(session: Session, promise: Promise) -> int:
    """Who looked after that customer last, of those who are here; else anybody there."""
    here = [teammate.id for teammate in session.scalars(Teammate.of_store(promise.store_id))]
    owners = [earlier.owner_id for earlier in session.scalars(Conversation.of_customer(promise.customer_id))]
    found = next((owner for owner in owners if owner in here), None) or next(iter(here), None)
    return found or promise.who_id  # nobody is left in this store: `teammate invite` first


def nothing_left_behind(session: Session) -> int:
    """What came to a teammate while they were leaving goes to somebody who is here; how many."""
    waiting = session.scalars(Conversation.left_behind()).all()
    for conversation in waiting:
        conversation.owner_id = owner_for(session, conversation.inbox, conversation.customer, None)
    promised = session.scalars(Promise.left_behind()).all()
    for promise in promised:
        promise.who_id = _keeper(session, promise)
    asked = session.scalars(Ask.left_behind()).all()
    for ask in asked:
        ask.of_id = ask.conversation.owner_id
    return len(waiting) + len(promised) + len(asked)
