"""Who answers for a customer: always somebody who is here."""

from collections.abc import Iterable
from datetime import datetime

from assistant.core.states import ConversationState
from assistant.records import (
    Ask,
    Conversation,
    Customer,
    Inbox,
    Promise,
    Session,
    Store,
    Teammate,
    absence,
    crew,
)


def owner_for(
    session: Session, inbox: Inbox, customer: Customer, thread: Conversation | None, now: datetime
) -> int:
    """Who has the thread; else the customer's own person, who looked after them last, the inbox's person;

    else of its department, or of anybody there, whoever is at work now and has least to do. Nobody away.
    """
    here = list(session.scalars(Teammate.of_store(inbox.store_id)))
    if not here:
        raise LookupError(f"store {inbox.store_id} has no active teammate who could own a conversation")
    away = absence.away(session, inbox.store_id, now)
    there = [teammate for teammate in here if teammate.id not in away] or here
    ids = {teammate.id for teammate in there}
    theirs = thread.owner_id if thread is not None else None
    for wanted in (theirs, *_theirs(session, inbox, customer), inbox.owner_id):
        if wanted in ids and wanted is not None:
            return wanted
    able = [teammate for teammate in there if teammate.department == inbox.department] or there
    return freest(session, able, inbox.store, now)


def freest(session: Session, able: Iterable[Teammate], store: Store, now: datetime) -> int:
    """At work before those who are not, while the store is open; then by how many wait for each."""
    ids = [teammate.id for teammate in able]
    is_open = store.hours().is_open(now)
    working = crew.at_work(session, ids, now) if is_open else set()
    load = crew.load(session, ids)
    return min(ids, key=lambda one: (one not in working, load.get(one, 0), one))


def _theirs(session: Session, inbox: Inbox, customer: Customer) -> list[int]:
    """Whose customer they are in this department: by what was sold or mended, then by who answered last."""
    if customer.id is None:
        return []
    own = [key for key in session.scalars(crew.own_people(customer.id, inbox.department)) if key]
    answered = [
        earlier.owner_id
        for earlier in session.scalars(Conversation.of_customer(customer.id))
        if earlier.inbox.department == inbox.department
        and earlier.state is not ConversationState.NO_ANSWER_NEEDED
    ]
    return [*own, *answered]


def _keeper(session: Session, promise: Promise) -> int:
    """Who looked after that customer last, of those who are here; else anybody there."""
    here = [teammate.id for teammate in session.scalars(Teammate.of_store(promise.store_id))]
    owners = [earlier.owner_id for earlier in session.scalars(Conversation.of_customer(promise.customer_id))]
    found = next((owner for owner in owners if owner in here), None) or next(iter(here), None)
    return found or promise.who_id  # nobody is left in this store: `teammate invite` first


def nothing_left_behind(session: Session, now: datetime) -> int:
    """What came to a teammate while they were leaving goes to somebody who is here; how many."""
    waiting = session.scalars(Conversation.left_behind()).all()
    for conversation in waiting:
        conversation.owner_id = owner_for(session, conversation.inbox, conversation.customer, None, now)
    promised = session.scalars(Promise.left_behind()).all()
    for promise in promised:
        promise.who_id = _keeper(session, promise)
    asked = session.scalars(Ask.left_behind()).all()
    for ask in asked:
        ask.of_id = ask.conversation.owner_id
    return len(waiting) + len(promised) + len(asked)
