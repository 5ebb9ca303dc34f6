"""Hints: what sounds like a promise of ours, in a call or in a customer's words; a person says if it is."""

import re
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta

from assistant.core.address import Mailbox
from assistant.core.audit import Did
from assistant.core.draft import ProposedPromise
from assistant.core.inquiry import Inquiry, Reminder, When
from assistant.core.promise_notes import promised_in_note
from assistant.core.states import HintState, PromiseState
from assistant.core.words import content
from assistant.pipeline.recall import first_name
from assistant.pipeline.services import Services
from assistant.records import (
    Conversation,
    Customer,
    Deed,
    Heard,
    Hint,
    Message,
    Promise,
    Session,
    Store,
    Teammate,
    held,
)

LONGEST = 500  # characters of what is promised
WEEK = timedelta(days=7)
GONE_BY = re.compile(
    r"\b(?:nobody|no one|no-one|nothing|never|still|did(?:n['’]t| not)|has(?:n['’]t| not)|have(?:n['’]t| not)"
    r"|what happened|where(?:['’]s| is) (?:it|that|my|the)|nadie|todav[ií]a|nunca|d[óo]nde est[áa])\b",
    re.IGNORECASE,
)
AND_THEN = re.compile(
    r",?\s+(?:and|but|y|pero)\s+(?:nobody|no one|nothing|still|never|i\b|nadie|nada).*$", re.I
)
LIGHT = content(
    "call write send text mail email tell told give get let know say said promise promised answer reply back"
    " hear would will you'd you'll you've with about today tomorrow morning afternoon evening noon week end"
    " monday tuesday wednesday thursday friday saturday sunday"
    " dijo llamar mandar enviar escribir avisar lunes martes miércoles jueves viernes sábado domingo"
)  # words that say how and when, not of what
NOT_DONE = (PromiseState.BROKEN, PromiseState.RELEASED)  # nobody does it any more: their word counts anew
LATELY = timedelta(days=30)  # a promise that ended before is not the one they speak of


@dataclass(frozen=True)
class Made:
    """A promise as a person writes it down."""

    what: str
    who_id: int
    due: datetime


def of_call(session: Session, conversation: Conversation, text: str, by: Teammate, now: datetime) -> int:
    """What a logged call seems to promise, in the caller's transaction; how many that is."""
    found = said_in(session, conversation.store, conversation.customer, text, by, now)
    mates = session.scalars(Teammate.of_store(conversation.store_id))
    ids = {mate.name: mate.id for mate in mates} | {by.name: by.id}
    for one in found:
        who_id = ids.get(one.who, by.id)
        session.add(
            _hint(conversation, Heard.CALL, one.sentence, what=one.what, who_id=who_id, due=one.due, at=now)
        )
    return len(found)


def said_in(
    session: Session, store: Store, customer: Customer, text: str, by: Teammate, now: datetime
) -> tuple[ProposedPromise, ...]:
    """What a note of a call seems to promise, in the name of whoever it says will do it."""
    hours = store.hours()
    mates = session.scalars(Teammate.of_store(store.id))
    return promised_in_note(
        text,
        signer=by.as_signer(),
        now=hours.local(now),
        hours=hours,
        colleagues=tuple(mate.name for mate in mates),
        customer=first_name(Mailbox("", ""), customer.name) or customer.name,
    )


def of_message(session: Session, message: Message, inquiry: Inquiry, now: datetime) -> int:
    """ "You said Friday", where no promise on record is the one; how many that is."""
    conversation = message.conversation
    rows = session.scalars(Promise.of_customer(conversation.customer_id)).all()
    lately = [row for row in rows if row.ended_at is None or row.ended_at > now - LATELY]
    alive = [row for row in lately if row.state not in NOT_DONE]
    count = 0
    for one in inquiry.reminders:
        if _on_record(alive, one, conversation):
            continue
        hint = _hint(
            conversation,
            Heard.CUSTOMER,
            one.words,
            what=_what(one.words),
            who_id=conversation.owner_id,
            due=_due(_gone_by(one.when, inquiry, now, conversation), conversation),
            at=now,
        )
        hint.message_id = message.id
        session.add(hint)
        count += 1
    return count


def take(services: Services, hint_id: int, made: Made, *, by: Teammate, now: datetime) -> None:
    """It is a promise, with these words, person and time."""
    with services.sessions.begin() as session:
        hint = held.hint(session, hint_id)
        if hint.state is not HintState.OPEN:
            raise ValueError("Somebody said already what became of it.")
        promise = _promise(session, hint.conversation, made, hint.at, now)
        hint.take(promise, by, now)
        _did(services, session, hint.conversation, by, Did.ADDED_PROMISE, now)


def dismiss(services: Services, hint_id: int, *, by: Teammate, now: datetime) -> None:
    """No promise was made."""
    with services.sessions.begin() as session:
        hint = held.hint(session, hint_id)
        if hint.state is not HintState.OPEN:
            raise ValueError("Somebody said already what became of it.")
        hint.dismiss(by, now)
        _did(services, session, hint.conversation, by, Did.DISMISSED_PROMISE, now)


def add(services: Services, conversation_id: int, made: Made, *, by: Teammate, now: datetime) -> None:
    """A promise that was made elsewhere: at the counter, on the lot."""
    with services.sessions.begin() as session:
        conversation = held.conversation(session, conversation_id)
        if conversation.erased:
            raise ValueError("This customer was erased; there is nobody left to promise to.")
        _promise(session, conversation, made, now, now)
        _did(services, session, conversation, by, Did.ADDED_PROMISE, now)


def _promise(
    session: Session, conversation: Conversation, made: Made, at: datetime, now: datetime
) -> Promise:
    what = " ".join(made.what.split())[:LONGEST]
    if not what:
        raise ValueError("Say what was promised.")
    who = session.get(Teammate, made.who_id)
    if who is None or not who.active or conversation.store_id not in who.store_ids:
        raise ValueError("Choose a teammate of this store.")
    if made.due < now - LATELY:
        raise ValueError("That time is more than a month ago. Say by when they wait for it.")
    promise = Promise(
        store_id=conversation.store_id,
        customer_id=conversation.customer_id,
        conversation_id=conversation.id,
        who_id=who.id,
        what=what,
        made_at=at,
        due=made.due,
    )
    session.add(promise)
    session.flush()
    return promise


def _hint(
    conversation: Conversation,
    heard: Heard,
    said: str,
    *,
    what: str,
    who_id: int,
    due: datetime | None,
    at: datetime,
) -> Hint:
    return Hint(
        store_id=conversation.store_id,
        conversation_id=conversation.id,
        who_id=who_id,
        heard=heard,
        said=said[:LONGEST],
        what=what[:LONGEST],
        due=due,
        at=at,
    )


def _on_record(rows: list[Promise], told: Reminder, conversation: Conversation) -> bool:
    """Whether one of these is what they speak of: of that day, and of the thing that they named."""
    if told.when is None or told.when.day is None:
        return any(content(row.what) & content(told.words) for row in rows)
    zone, named = conversation.store.hours().zone, told.when.day
    of_day = [row for row in rows if row.due.astimezone(zone).date() in (named, named - WEEK)]
    return any(_of_the_same(row, told) for row in of_day)


def _of_the_same(row: Promise, told: Reminder) -> bool:
    """They share a word that says of what; one that has none, as "you said Friday", is of anything."""
    theirs, ours = content(told.words) - LIGHT, content(row.what) - LIGHT
    return not theirs or not ours or bool(theirs & ours)


def _gone_by(when: When | None, inquiry: Inquiry, now: datetime, conversation: Conversation) -> When | None:
    """ "You said Friday, and nobody called": the Friday that is over."""
    today = conversation.store.hours().local(now).date()
    ahead = when is not None and when.day is not None and today < when.day < today + WEEK
    if when is None or when.day is None or not ahead or not GONE_BY.search(inquiry.text):
        return when
    return replace(when, day=when.day - WEEK)


def _due(when: When | None, conversation: Conversation) -> datetime | None:
    """The time that they named, else the closing of that day; None where they named no day."""
    if when is None or when.day is None:
        return None
    hours = conversation.store.hours()
    named = when.latest or when.earliest
    if named is not None:
        return datetime.combine(when.day, named, hours.zone)
    span = hours.on(when.day)
    return span[1] if span else datetime.combine(when.day, time(17), hours.zone)


def _what(words: str) -> str:
    """ "you said you'd call me Friday" as "call me Friday", or as they said it."""
    for lead in ("you'd ", "you’d ", "you would ", "you will ", "you'll ", "you’ll ", "you were going to "):
        _, found, after = words.partition(lead)
        if found and after.strip():
            return AND_THEN.split(after.strip(" .!?"))[0]
    return AND_THEN.split(words.strip(" .!?"))[0]


def _did(
    services: Services, session: Session, conversation: Conversation, by: Teammate, what: Did, now: datetime
) -> None:
    session.add(Deed.within(conversation, by.id, what, now))
    services.tell_about(session, conversation)
