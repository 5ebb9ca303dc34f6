"""What a search finds: the rows themselves, and where in their words the terms stand."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from assistant.records.customer import Customer
from assistant.records.message import Message
from assistant.records.record import Record
from assistant.records.search.marking import Marked
from assistant.records.vehicle import Vehicle


@dataclass(frozen=True)
class CustomerHit:
    """`by` says where the terms stand if not in the name: an address, a vehicle, a record."""

    customer: Customer
    name: Marked
    by: Marked


@dataclass(frozen=True)
class MessageHit:
    message: Message
    subject: Marked
    words: Marked


@dataclass(frozen=True)
class StockHit:
    vehicle: Vehicle
    name: Marked
    codes: Marked


@dataclass(frozen=True)
class RecordHit:
    record: Record
    customer: Customer
    text: Marked


@dataclass(frozen=True)
class Hits:
    """`more` names the kinds of which there are more than were asked for."""

    customers: Sequence[CustomerHit] = ()
    messages: Sequence[MessageHit] = ()
    stock: Sequence[StockHit] = ()
    records: Sequence[RecordHit] = ()
    more: frozenset[str] = field(default_factory=frozenset)

    @property
    def shows(self) -> set[tuple[int, int]]:
        """Of whom there is anything among them: (store, customer)."""
        talks = [hit.message.conversation for hit in self.messages]
        people = [*(hit.customer for hit in self.customers), *(hit.customer for hit in self.records)]
        return {(one.store_id, one.id) for one in people} | {(c.store_id, c.customer_id) for c in talks}

    def __bool__(self) -> bool:
        return bool(self.customers or self.messages or self.stock or self.records)
