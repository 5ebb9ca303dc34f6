"""Opting out and coming back: read out of a message, entered by a person, or pressed by the customer."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from assistant.core.audit import Did
from assistant.core.consent import Basis, Scope, Way
from assistant.core.inquiry import Inquiry, Leave, Turn
from assistant.core.states import ConversationState, OptOutState
from assistant.pipeline import touching
from assistant.pipeline.services import Services
from assistant.records import (
    Consent,
    Conversation,
    Customer,
    Deed,
    LedgerEntry,
    Message,
    OptOut,
    Session,
    Teammate,
    held,
)
from assistant.records.consent import LIKELY

BY_COMPLAINT = "a spam report that their mail service passed on"
BY_LINK = "the link in a mail"
HOW = {
    "email": "an e-mail",
    "adf": "a lead",
    "form": "a form",
    "feedback": "a feedback form",
    "chat": "the chat",
}
NO_ANSWER = "asked to be left alone"
LIVE = frozenset({OptOutState.PROPOSED, OptOutState.CONFIRMED})
LONGEST = 2_000  # characters of a reason


def propose(session: Session, message: Message, inquiry: Inquiry) -> OptOut | None:
    """What the reader took for an opt-out; once a message, and nothing where it stands already."""
    leave = inquiry.leave
    if leave is None or session.scalars(OptOut.of_message(message.id)).first() is not None:
        return None
    entry = session.get(LedgerEntry, message.entry_id) if message.entry_id else None
    how = HOW.get(entry.form if entry else "email", "a message")
    return _propose(session, message.conversation, leave, how, message.at, message.id)


def read(services: Services, text: str, now: datetime) -> Leave | None:
    """Whether what a teammate logs says it; asked before a transaction is open."""
    return services.reader.read(Turn(text, now)).leave


def propose_logged(
    session: Session, conversation: Conversation, leave: Leave | None, how: str, now: datetime
) -> None:
    if leave is not None:
        _propose(session, conversation, leave, how, now, None)


def propose_complaint(session: Session, conversation: Conversation, now: datetime) -> None:
    """They pressed “spam” on a mail of ours."""
    leave = Leave("They marked a mail of ours as spam.", Way.EMAIL)
    _propose(session, conversation, leave, BY_COMPLAINT, now, None)


def confirm(
    services: Services, opt_out_id: int, *, way: Way, scope: Scope, by: Teammate, now: datetime
) -> None:
    """As it was proposed, or corrected. A yes from before it counts no more."""
    with _deciding(services, opt_out_id, Did.CONFIRMED_OPT_OUT, by, now) as (session, row):
        row.confirm(by, way, scope, now)
        _settled(session, row, by, now)
        _cleared(session, row, by, now)


def dismiss(services: Services, opt_out_id: int, *, by: Teammate, now: datetime) -> None:
    with _deciding(services, opt_out_id, Did.DISMISSED_OPT_OUT, by, now) as (_, row):
        row.dismiss(by, now)


def withdraw(services: Services, opt_out_id: int, *, why: str, by: Teammate, now: datetime) -> None:
    """They came back: ValueError without a word on how we know."""
    with _deciding(services, opt_out_id, Did.WITHDREW_OPT_OUT, by, now) as (_, row):
        row.withdraw(by, why[:LONGEST], now)


def enter(
    services: Services,
    customer_id: int,
    *,
    words: str,
    way: Way,
    scope: Scope,
    by: Teammate,
    now: datetime,
) -> None:
    """By a teammate who heard it: on the phone, at the desk."""
    if not words.strip():
        raise ValueError("Say in a few words how they asked.")
    with services.sessions.begin() as session:
        customer = _there(session, customer_id)
        row = _row(customer, Leave(words.strip()[:LONGEST], way, scope), f"{by.name}, who heard it", now)
        row.confirm(by, way, scope, now)
        session.add(row)
        _settled(session, row, by, now)
        _did(services, session, row, Did.ENTERED_OPT_OUT, by, now)


def agree(
    services: Services,
    customer_id: int,
    *,
    words: str,
    basis: Basis,
    since: datetime,
    identity_id: int | None,
    by: Teammate,
    now: datetime,
) -> None:
    """They said yes, or somebody weighed it; purchase and inquiry are read off the records."""
    if basis not in (Basis.EXPRESS, Basis.INTEREST):
        raise ValueError("A purchase or an inquiry is read off their history, not entered.")
    if not words.strip():
        raise ValueError("Say in a few words how they agreed.")
    if since > now:
        raise ValueError("A consent cannot begin in the future.")
    with services.sessions.begin() as session:
        customer = _there(session, customer_id)
        if identity_id is not None and identity_id not in {one.id for one in customer.identities}:
            raise ValueError("That address is none of theirs.")
        row = Consent(
            store_id=customer.store_id,
            customer_id=customer.id,
            identity_id=identity_id,
            basis=basis,
            since=since,
            words=words.strip()[:LONGEST],
            by_id=by.id,
        )
        session.add(row)
        session.add(_deed(customer, None, Did.ENTERED_CONSENT, by, now))


def leave_by_link(services: Services, customer_id: int, now: datetime) -> bool:
    """The customer pressed it: it counts at once, and no person is asked. Whether anything was to do."""
    with services.sessions.begin() as session:
        customer = held.customer(session, customer_id)
        if customer.erased_at is not None or _stands(session, customer, Way.EMAIL, Scope.COMMERCIAL):
            return False
        row = _row(customer, Leave("They pressed “no more of it”.", Way.EMAIL), BY_LINK, now)
        row.confirm(None, Way.EMAIL, Scope.COMMERCIAL, now)
        session.add(row)
        _settled(session, row, None, now)
        _did(services, session, row, Did.LEFT_BY_LINK, None, now)
        return True


def _propose(
    session: Session,
    conversation: Conversation,
    leave: Leave,
    how: str,
    at: datetime,
    message_id: int | None,
) -> OptOut | None:
    customer = conversation.customer
    if _stands(session, customer, leave.way, leave.scope, LIVE):
        return None
    row = _row(customer, leave, f"{how}{LIKELY if leave.likely else ''}", at)
    row.conversation_id, row.message_id = conversation.id, message_id
    session.add(row)
    session.flush()
    return row


def _row(customer: Customer, leave: Leave, how: str, at: datetime) -> OptOut:
    return OptOut(
        store_id=customer.store_id,
        customer_id=customer.id,
        way=leave.way,
        scope=leave.scope,
        state=OptOutState.PROPOSED,
        words=leave.words,
        how=how,
        said_at=at,
    )


def _stands(
    session: Session,
    customer: Customer,
    way: Way,
    scope: Scope,
    states: frozenset[OptOutState] = frozenset({OptOutState.CONFIRMED}),
) -> bool:
    """Whether one of theirs says as much already."""
    return any(
        one.state in states and one.way in (way, Way.ALL) and one.scope in (scope, Scope.ALL)
        for one in session.scalars(OptOut.of_customer(customer.id))
    )


def _settled(session: Session, row: OptOut, by: Teammate | None, now: datetime) -> None:
    """A yes from before counts no more; what was proposed besides and is covered by this is kept too."""
    for consent in session.scalars(Consent.live_of(row.customer_id)):
        consent.end(now)
    for other in session.scalars(OptOut.proposed_for(row.customer_id)):
        if row.way in (other.way, Way.ALL) and row.scope in (other.scope, Scope.ALL):
            other.confirm(by, other.way, other.scope, now)
    if row.way in (Way.EMAIL, Way.ALL):
        touching.settle(session, row.customer_id, row.scope, now)


def _cleared(session: Session, row: OptOut, by: Teammate, now: datetime) -> None:
    """Where their message says nothing else: nobody is asked as well whether it needs an answer."""
    talk = row.conversation
    newest = talk.newest_inbound if talk else None
    if talk is None or newest is None or newest.id != row.message_id:
        return
    if talk.state is ConversationState.NO_ANSWER_NEEDED:
        talk.dismiss(by, NO_ANSWER)
        session.add(Deed.within(talk, by.id, Did.NEEDS_NO_ANSWER, now))


def _there(session: Session, customer_id: int) -> Customer:
    customer = held.customer(session, customer_id)
    if customer.erased_at is not None:
        raise ValueError("This customer was erased; nobody writes to them any more.")
    return customer


@contextmanager
def _deciding(
    services: Services, opt_out_id: int, what: Did, by: Teammate, now: datetime
) -> Iterator[tuple[Session, OptOut]]:
    with services.sessions.begin() as session:
        row = held.opt_out(session, opt_out_id)
        _there(session, row.customer_id)
        yield session, row
        _did(services, session, row, what, by, now)


def _did(
    services: Services, session: Session, row: OptOut, what: Did, by: Teammate | None, now: datetime
) -> None:
    session.flush()
    customer = session.get_one(Customer, row.customer_id)
    session.add(_deed(customer, row, what, by, now))
    if row.conversation is not None:
        services.tell_about(session, row.conversation)


def _deed(customer: Customer, row: OptOut | None, what: Did, by: Teammate | None, now: datetime) -> Deed:
    return Deed(
        at=now,
        teammate_id=by.id if by else None,
        store_id=customer.store_id,
        customer_id=customer.id,
        conversation_id=row.conversation_id if row else None,
        what=what,
        about={"opt_out": row.id} if row else {},
    )
