"""Aside: what nobody could read is read again, filed by a person, or left aside with a reason."""

from dataclasses import dataclass, replace
from datetime import datetime

from assistant.core.address import Mailbox, ReplyToken
from assistant.core.audit import Did
from assistant.core.message import Channel, InboundMessage
from assistant.core.states import InboundState
from assistant.pipeline import clocks, filing
from assistant.pipeline.identify import Found, identify
from assistant.pipeline.owning import owner_for
from assistant.pipeline.services import Services
from assistant.pipeline.steps import Step
from assistant.records import (
    Conversation,
    Customer,
    Deed,
    IdentityKind,
    Inbox,
    LedgerEntry,
    Session,
    Teammate,
    arrivals,
    held,
)

AT_ONCE = 200
LONGEST = 100_000  # characters of what cannot be read but as it came
GONE = "The original was deleted: there is nothing left to read."
OURS = "It is a mail of ours that was found in the mailbox: have it read again, or leave it aside."
NOT_ASIDE = "It is not set aside any more: look at what became of it."
STRANGE = "A person filed it: nobody could read it by itself ({reason})."


@dataclass(frozen=True)
class Place:
    """Where a person says that it belongs: a conversation; else a new one, of a customer if one is named."""

    inbox_id: int
    customer_id: int | None = None
    conversation_id: int | None = None


def again(
    services: Services,
    *,
    reason: str | None,
    stores: list[int] | None,
    by: Teammate | None,
    now: datetime,
) -> int:
    """All that was set aside for this reason (for any, if None), in these stores, is read again; how many."""
    with services.sessions() as session:
        keys = list(session.scalars(arrivals.alike(stores, reason, at_most=1_000_000)))
    for at in range(0, len(keys), AT_ONCE):
        with services.sessions.begin() as session:
            for key in keys[at : at + AT_ONCE]:
                read_again(services, session, key, by=by, now=now)
    return len(keys)


def read_again(
    services: Services, session: Session, entry_id: int, *, by: Teammate | None, now: datetime
) -> bool:
    """In the caller's transaction; False where somebody was quicker. ValueError where the bytes are gone."""
    entry = held.entry(session, entry_id)
    if entry is None or entry.state is not InboundState.SET_ASIDE:
        return False
    entry.read_again()
    _did(services, session, entry, Did.READ_AGAIN, by, now)
    services.queue(session, Step.FILE, entry.id, now, now=now)
    return True


def leave(services: Services, entry_id: int, *, why: str, by: Teammate, now: datetime) -> None:
    """Seen, and nothing is to be done with it: it waits for nobody, and stays in the ledger as it is."""
    with services.sessions.begin() as session:
        entry = held.entry(session, entry_id)
        if entry is None:
            raise ValueError(NOT_ASIDE)
        entry.leave(by, why, now)
        _did(services, session, entry, Did.LEFT_ASIDE, by, now)


def refile(services: Services, entry_id: int, place: Place, *, by: Teammate, now: datetime) -> int | None:
    """The conversation in which it waits now, since it arrived; None where it was known already.

    ValueError with the reason why not.
    """
    with services.sessions() as session:
        entry = session.get_one(LedgerEntry, entry_id)
        if entry.raw_gone_at is not None:
            raise ValueError(GONE)
        if entry.form == "sent":
            raise ValueError(OURS)
        raw, form, arrived, reason = entry.raw.content, entry.form, entry.arrived_at, entry.reason
    inbound = as_filed(services, form, raw, arrived, reason)
    with services.sessions.begin() as session:
        inbox = session.get_one(Inbox, place.inbox_id)
        held.store(session, inbox.store_id)
        taken = held.entry(session, entry_id)
        if taken is None or taken.state is not InboundState.SET_ASIDE:
            raise ValueError(NOT_ASIDE)
        taken.inbox_id, taken.store_id = inbox.id, inbox.store_id
        session.flush()
        earlier = filing.known_before(session, taken)
        if earlier is not None:
            taken.repeats(earlier)
            _did(services, session, taken, Did.REFILED, by, now)
            return None
        found = _place(session, inbox, inbound, place, by=by, at=arrived)
        filing.put(services, session, taken, inbox, inbound, found, now)
        found.conversation.customer_wrote(arrived)  # a person says so, even where it lay in Junk
        clocks.wind(found.conversation)
        taken.file()
        _did(services, session, taken, Did.REFILED, by, now, found.conversation)
        return found.conversation.id


def as_filed(services: Services, form: str, raw: bytes, at: datetime, reason: str) -> InboundMessage:
    """As far as it can be read; else its bytes as text, which a person made sense of."""
    try:
        trusted = services.settings.trusted_authserv
        inbound = filing.parsed(form, raw, at, trusted_authserv=trusted)
    except ValueError:  # no JSON, though it should be
        inbound = InboundMessage(filing.CHANNELS.get(form, Channel.EMAIL))
    text = inbound.text or raw[: 4 * LONGEST].decode("utf-8", errors="replace")[:LONGEST]
    note = STRANGE.format(reason=reason.strip(". ") or "no reason was noted")
    return replace(
        inbound,
        text=text,
        visible_text=inbound.visible_text or text,
        leads=inbound.leads[:1],
        notes=(*inbound.notes, note),
        set_aside=None,
        bounce=False,
        auto_reply=False,
    )


def _place(
    session: Session,
    inbox: Inbox,
    inbound: InboundMessage,
    place: Place,
    *,
    by: Teammate,
    at: datetime,
) -> Found:
    if place.conversation_id is not None:
        talk = held.conversation(session, place.conversation_id)
        session.refresh(talk)
        if talk.store_id != inbox.store_id or talk.erased:
            raise ValueError("That conversation cannot take it.")
        return Found(talk, new=False)
    if place.customer_id is None:
        return identify(session, inbox, inbound, {}, at=at)
    customer = held.customer(session, place.customer_id)
    if customer.store_id != inbox.store_id or customer.erased_at is not None:
        raise ValueError("That customer cannot take it.")
    return Found(_opened(session, inbox, inbound, customer, by=by, at=at), new=True)


def _opened(
    session: Session, inbox: Inbox, inbound: InboundMessage, customer: Customer, *, by: Teammate, at: datetime
) -> Conversation:
    """Answers go to whom it names; else to an address that is verified to be theirs."""
    to = inbound.answer_to or Mailbox("", "")
    if to.key:
        customer.claims(IdentityKind.EMAIL, to.key, f"filed by {by.name}", at)
    proven = (i.value for i in customer.identities if i.kind is IdentityKind.EMAIL and i.verified)
    made = Conversation(
        store_id=inbox.store_id,
        customer=customer,
        inbox=inbox,
        owner_id=owner_for(session, inbox, customer, None, at),
        channel=Channel.EMAIL,
        token=ReplyToken.new().text,
        subject=inbound.subject,
        recipient_name=to.name or customer.name,
        recipient_email=to.email or next(proven, ""),
        opened_at=at,
        newest_at=at,
    )
    session.add(made)
    session.flush()
    return made


def _did(
    services: Services,
    session: Session,
    entry: LedgerEntry,
    what: Did,
    by: Teammate | None,
    now: datetime,
    talk: Conversation | None = None,
) -> None:
    """Of what no store was found for, it is a deed of the teammate's own store."""
    store_id = entry.store_id or (by.store_ids[0] if by is not None and by.store_ids else None)
    made = Deed(at=now, teammate_id=by.id if by else None, store_id=store_id, what=what)
    made.about = {"entry": entry.id}
    if talk is not None:
        made.conversation_id, made.customer_id = talk.id, talk.customer_id
    session.add(made)
    if entry.store_id is not None:
        services.tell(session, f"today:{entry.store_id}")
