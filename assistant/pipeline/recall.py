"""Recall: everything that a drafter may state, as facts. Private ones only for a verified recipient,

and what we promised to this address in this conversation (made_here).
"""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from assistant.core.address import Mailbox
from assistant.core.call import Whose
from assistant.core.context import Context, Recipient
from assistant.core.context import Store as StoreValue
from assistant.core.fact import Fact
from assistant.core.inquiry import Inquiry
from assistant.core.message import Channel
from assistant.core.states import ConversationState
from assistant.core.terms import counted
from assistant.core.thread import Line, Thread
from assistant.core.when import resolve
from assistant.pipeline import consents, examples, facts, habits, heard, known, touch_facts, verdicts
from assistant.pipeline.made_here import made_here
from assistant.records import (
    Conversation,
    Identity,
    IdentityKind,
    Message,
    Record,
    Session,
    Store,
    Teammate,
    theirs,
)

HOURS_AHEAD = 8  # days of opening hours that a draft may name


def context(
    session: Session,
    conversation: Conversation,
    inquiry: Inquiry,
    *,
    signer: Teammate,
    now: datetime,
    before: Message | None = None,
) -> Context:
    """All facts for an answer in this conversation. `before` is the message that is answered."""
    verified = is_verified(session, conversation)
    hours = conversation.store.hours()
    local = hours.local(now)
    earlier = [m for m in conversation.messages if not m.automatic and (not before or m.id < before.id)]
    here = () if verified else tuple(made_here(session, conversation, local))
    return Context(
        now=local,
        store=store_value(conversation.store),
        signer=signer.as_signer(),
        recipient=Recipient(
            name=conversation.recipient_name or conversation.customer.name,
            email=conversation.recipient_email,
            verified=verified,
            first_name=first_name(conversation.recipient, conversation.customer.name),
        ),
        channel=conversation.channel,
        purpose=consents.purpose_of(conversation),
        standing=consents.refused(session, conversation.customer),
        matter_closed=conversation.state is ConversationState.CLOSED or not conversation.newest_inbound,
        said_since=_said_since(conversation),
        may_share=verdicts.may_share(session, conversation, inquiry),
        facts=(*here, *gather(session, conversation, inquiry, verified=verified, now=local)),
        open_here=frozenset(fact.id for fact in here),
        thread=with_mails(thread(earlier), session.scalars(Record.mails_in(conversation.id))),
        examples=examples.like(session, conversation.store_id, inquiry),
        voice=habits.of(session, conversation, inquiry, signer),
        heard=heard.questions(session, conversation.id, inquiry),
        on_record=theirs.pointing_to(session, conversation.customer),
        whose=Whose(conversation.store_id, before.id if before else None),
    )


def is_verified(session: Session, conversation: Conversation) -> bool:
    """Whether the address that we answer is a verified identity of this customer, and of no other.

    A chat is answered in the chat: an address typed there verifies nothing.
    """
    if conversation.channel is Channel.CHAT or not conversation.recipient_email:
        return False
    address = conversation.recipient_email.strip().lower()
    holders = session.scalars(Identity.known(conversation.store_id, IdentityKind.EMAIL, address))
    proven = {identity.customer_id for identity in holders if identity.verified}
    return proven == {conversation.customer_id}


def gather(
    session: Session, conversation: Conversation, inquiry: Inquiry, *, verified: bool, now: datetime
) -> Iterable[Fact]:
    """Facts in the order of their worth for this inquiry; ids are unique."""
    store = conversation.store
    found: list[Fact] = []
    if verified:
        found += facts.promises(session, conversation.customer_id, now)
        found += facts.history(session, conversation.customer)
        found += touch_facts.of(session, conversation, now)
    found += facts.vouched(session, conversation.id)
    found += heard.facts(session, conversation.id)
    found += facts.stock(session, store.id, inquiry)
    found += facts.spoken_of(session, store.id, conversation)
    named = {when.day for when in inquiry.times if when.day}
    found += facts.slots(session, store, now, named)
    found += facts.hours(store, now, HOURS_AHEAD, named)
    found += facts.store(store)
    found += known.facts(session, store, inquiry, now)
    found += facts.teammates(session, store.id)
    found += facts.own_words(conversation)
    found += counted(found, now, inquiry.text if verified else "")
    return {fact.id: fact for fact in found}.values()


def besides(session: Session, store_id: int, inquiry: Inquiry, text: str, now: datetime) -> list[Fact]:
    """What a reply itself leads to: cars and free days that it names, policies and knowledge in its words."""
    store = session.get_one(Store, store_id)
    spoken = replace(inquiry, text=text, questions=())
    days = {moment.day for moment in resolve(text, now, store.hours())}
    return [
        *facts.named_in(session, store_id, text),
        *facts.slots_on(session, store, store.hours().local(now), days),
        *known.facts(session, store, spoken, now),
    ]


def store_value(store: Store) -> StoreValue:
    return StoreValue(
        name=store.name,
        hours=store.hours(),
        address=store.address,
        phone=store.phone,
        domains=tuple(store.domains),
        share_link=store.share_link,
        model_sees=store.model_sees,
        confirm_days=store.confirm_days,
    )


def first_name(mailbox: Mailbox, on_record: str) -> str:
    """How to greet: the given name of the record or of what they signed with; empty for a company."""
    for name in (on_record, mailbox.name):
        last, comma, given = name.partition(",")
        parts = (given if comma else last).split()
        if parts and parts[0].isalpha() and len(parts[0]) > 1 and len(parts) <= 4:
            return parts[0] if not parts[0].isupper() else parts[0].capitalize()
    return ""


def _said_since(conversation: Conversation) -> tuple[str, ...]:
    """Our own words after their newest message."""
    found: list[str] = []
    for message in reversed(conversation.messages):
        if message.inbound and not message.automatic:
            break
        if not message.inbound:
            found.insert(0, message.words)
    return tuple(found)


def with_mails(lines: Thread, mails: Iterable[Record]) -> Thread:
    """And what teammates sent from their own mail programs."""
    ours = [
        Line(mail.data.get("teammate", ""), from_customer=False, text=mail.text, at=mail.at) for mail in mails
    ]
    return tuple(sorted([*lines, *ours], key=lambda line: line.at)) if ours else lines


def thread(messages: list[Message]) -> Thread:
    """Earlier messages as lines, oldest first."""
    return tuple(Line(m.sender_name or m.sender_email, m.inbound, m.words, m.at) for m in messages)
