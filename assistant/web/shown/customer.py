"""A customer as the column beside a conversation and the customer's own page show them."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from assistant.core.states import PromiseState
from assistant.records import Customer, Identity, IdentityKind, Message, Promise, Record, RecordKind, Vehicle
from assistant.web.shown.times import Telling, Told

ICONS = {
    RecordKind.SALE: "car",
    RecordKind.REPAIR: "wrench",
    RecordKind.APPOINTMENT: "calendar",
    RecordKind.CALL: "phone",
    RecordKind.NOTE: "sticky-note",
    RecordKind.QUOTE: "receipt",
    RecordKind.MAIL: "reply",
}
HERE = (RecordKind.SALE.value, RecordKind.REPAIR.value)


@dataclass(frozen=True)
class Way:
    """One way to reach them, and how sure we are that it is theirs."""

    kind: str
    value: str
    verified: bool
    basis: str
    dead: str = ""  # why mail to it comes back


@dataclass(frozen=True)
class PromiseLine:
    id: int
    what: str
    who: str
    customer: str
    customer_id: int
    conversation_id: int | None
    due: Told
    level: str
    field: str
    mine: bool
    how: str = ""
    state: str = "open"


@dataclass(frozen=True)
class Event:
    """One line of the timeline. `moment` sorts it; it is not shown."""

    moment: datetime
    at: Told
    kind: str
    icon: str
    text: str
    by: str = ""
    conversation_id: int | None = None
    contact: bool = False  # they heard from us: a voicemail is none


@dataclass(frozen=True)
class CustomerShown:
    id: int
    name: str
    company: str
    since: str
    ways: tuple[Way, ...]
    prefers: str
    address: str
    language: str
    vehicles: tuple[Vehicle, ...]
    promises: tuple[PromiseLine, ...]
    last_contact: Told | None
    last_here: Told | None  # a car bought or brought
    timeline: tuple[Event, ...]
    wants: tuple[str, ...] = ()  # what they asked us to leave


def customer(
    found: Customer,
    *,
    vehicles: Sequence[Vehicle],
    promises: Iterable[PromiseLine],
    timeline: tuple[Event, ...],
    tell: Telling,
    wants: tuple[str, ...] = (),
) -> CustomerShown:
    contacts = [e for e in timeline if e.contact]
    visits = [e for e in timeline if e.kind in HERE and e.moment <= tell.now]
    return CustomerShown(
        id=found.id,
        name=found.called,
        company=found.company,
        since=f"{found.since:%Y}",
        ways=tuple(way(i) for i in found.identities if i.kind is not IdentityKind.VISITOR),
        prefers=found.prefers,
        address=found.address,
        language=found.language,
        vehicles=tuple(vehicles),
        promises=tuple(promises),
        last_contact=tell.moment(contacts[0].moment) if contacts else None,
        last_here=tell.moment(visits[0].moment) if visits else None,
        timeline=timeline,
        wants=wants,
    )


def way(identity: Identity) -> Way:
    value = phone(identity.value) if identity.kind is IdentityKind.PHONE else identity.value
    dead = identity.dead_why if identity.dead_at else ""
    return Way(identity.kind.value, value, identity.verified, identity.basis, dead)


def phone(e164: str) -> str:
    """ "(555) 010-0177" for a North American number; any other as it is."""
    found = re.fullmatch(r"\+1(\d{3})(\d{3})(\d{4})", e164)
    return f"({found[1]}) {found[2]}-{found[3]}" if found else e164


def promise(found: Promise, tell: Telling, *, me_id: int) -> PromiseLine:
    ended = found.state is not PromiseState.OPEN
    return PromiseLine(
        id=found.id,
        what=found.what,
        who=found.who.name,
        customer=found.customer.called,
        customer_id=found.customer_id,
        conversation_id=found.conversation_id,
        due=tell.day(found.ended_at) if ended and found.ended_at else tell.due(found.due),
        level="" if ended else tell.due_level(found.due),
        field=tell.field(found.due),
        mine=found.who_id == me_id,
        how=found.ended_how,
        state=found.state.value,
    )


def timeline(messages: Iterable[Message], records: Iterable[Record], tell: Telling) -> tuple[Event, ...]:
    """Everything that we and they did, newest first."""
    events = [_of_message(m, tell) for m in messages]
    events += [
        Event(
            moment=r.at,
            at=tell.day(r.at),
            kind=r.kind.value,
            icon=ICONS[r.kind],
            text=_short(r.text) if r.kind is RecordKind.MAIL else r.text,
            by=r.data.get("teammate", ""),
            conversation_id=r.conversation_id,
            contact=_reached(r),
        )
        for r in records
    ]
    return tuple(sorted(events, key=lambda e: e.moment, reverse=True))


def _reached(record: Record) -> bool:
    """A mail of ours, or a call in which they spoke."""
    return record.spoken or record.kind is RecordKind.MAIL


def _short(text: str) -> str:
    words = " ".join(text.split())
    return words if len(words) <= 140 else words[:139].rsplit(" ", 1)[0] + "…"


def _of_message(message: Message, tell: Telling) -> Event:
    return Event(
        moment=message.at,
        at=tell.day(message.at),
        kind="theirs" if message.inbound else "ours",
        icon="message-square" if message.inbound else "reply",
        text=_short(message.words),
        by="" if message.inbound else message.sender_name.partition(",")[0],
        conversation_id=message.conversation_id,
        contact=not message.inbound,
    )
