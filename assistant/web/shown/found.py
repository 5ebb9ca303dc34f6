"""What a search found, as its page shows it: groups of rows, the asked words marked."""

from collections.abc import Callable
from dataclasses import dataclass

from assistant.records import Customer, StockState, search
from assistant.web.shown.customer import ICONS, phone, way
from assistant.web.shown.times import Told

Tell = Callable[..., Told]  # (moment, store_id)

STATES = {
    StockState.HERE: "in stock",
    StockState.HELD: "held",
    StockState.COMING: "coming",
    StockState.SOLD: "sold",
}


@dataclass(frozen=True)
class CustomerRow:
    """`by` holds the asked words where the name does not; else `ways` says how to reach them."""

    id: int
    called: str
    name: search.Marked
    by: search.Marked
    ways: str
    since: str


@dataclass(frozen=True)
class MessageRow:
    conversation_id: int
    customer: str
    ours: bool
    subject: search.Marked
    words: search.Marked
    at: Told


@dataclass(frozen=True)
class StockRow:
    name: search.Marked
    codes: search.Marked
    state: str


@dataclass(frozen=True)
class RecordRow:
    customer_id: int
    customer: str
    icon: str
    kind: str
    text: search.Marked
    at: Told


@dataclass(frozen=True)
class Found:
    customers: tuple[CustomerRow, ...]
    messages: tuple[MessageRow, ...]
    stock: tuple[StockRow, ...]
    records: tuple[RecordRow, ...]
    more: frozenset[str]

    def __bool__(self) -> bool:
        return bool(self.customers or self.messages or self.stock or self.records)


def found(hits: search.Hits, tell: Tell) -> Found:
    return Found(
        customers=tuple(_customer(hit.customer, hit.name, hit.by) for hit in hits.customers),
        messages=tuple(_message(hit, tell) for hit in hits.messages),
        stock=tuple(_stock(hit) for hit in hits.stock),
        records=tuple(_record(hit, tell) for hit in hits.records),
        more=hits.more,
    )


def unasked(customer: Customer) -> CustomerRow:
    """A row of the list that stands there before anything is asked."""
    return _customer(customer, search.Marked(customer.called), search.Marked(""))


def _customer(customer: Customer, name: search.Marked, by: search.Marked) -> CustomerRow:
    ways = [way(i).value for i in customer.identities if i.kind != "visitor"]
    spoken = phone(by.text)
    if spoken != by.text:  # all of a number is marked: its digits stand otherwise when they are spoken
        by = search.Marked(spoken, ((0, len(spoken)),))
    return CustomerRow(
        id=customer.id,
        called=customer.called,
        name=name,
        by=by,
        ways=" · ".join(value for value in ways if value != customer.called),
        since=f"since {customer.since:%Y}",
    )


def _message(hit: search.MessageHit, tell: Tell) -> MessageRow:
    conversation = hit.message.conversation
    return MessageRow(
        conversation_id=conversation.id,
        customer=conversation.customer.called,
        ours=not hit.message.inbound,
        subject=hit.subject,
        words=hit.words,
        at=tell(hit.message.at, conversation.store_id),
    )


def _stock(hit: search.StockHit) -> StockRow:
    vehicle = hit.vehicle
    parts = (vehicle.price, STATES.get(vehicle.state, vehicle.state.value))
    return StockRow(name=hit.name, codes=hit.codes, state=" · ".join(part for part in parts if part))


def _record(hit: search.RecordHit, tell: Tell) -> RecordRow:
    return RecordRow(
        customer_id=hit.customer.id,
        customer=hit.customer.called,
        icon=ICONS[hit.record.kind],
        kind=hit.record.kind.value,
        text=hit.text,
        at=tell(hit.record.at, hit.record.store_id),
    )
