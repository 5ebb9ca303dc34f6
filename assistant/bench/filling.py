"""Many customers and messages, quickly: rows as they are kept, from the words and names of a dealership."""

import random
import secrets
import time
from datetime import UTC, datetime, timedelta
from typing import Any

from assistant.core.message import Channel
from assistant.core.states import ConversationState
from assistant.records import (
    Conversation,
    Customer,
    Identity,
    IdentityKind,
    Inbox,
    Message,
    Record,
    RecordKind,
    Sessions,
    StockState,
    Store,
    Teammate,
    Vehicle,
)
from assistant.records.database import many
from assistant.records.message import Direction

START = datetime(2024, 1, 2, 15, 0, tzinfo=UTC)
AT_ONCE = 1_000


def _words(text: str) -> list[str]:
    return text.split()


FIRST = _words(
    "Tom Maria José Dana Luis Anna Robert Linda James Priya Kevin Yolanda Walter Renée Chris Deborah Stan "
    "Carla Gil Angela Marguerite Nadia Omar Li Sofía Björn Fatima Sean Ivan Grace"
)
HEAD = _words(
    "Beck Lind Fern Whit Hans Nov Ort Oka Kow Mart Gonz Peters John Ander Will Rob Thom Har Lew Wal"
)
TAIL = _words(
    "er qvist andes field en otny ega for alski in alez son s erson iams erts as ris is ker man berg"
)
WORDS = _words(
    "the is and to you i a of it for my can in on this that have be with me at when would still car outback "
    "price trade service appointment tomorrow thursday morning oil brakes noise warranty color blue forester "
    "sedan truck mileage test drive finance payment lease down credit call mail thanks please question about "
    "available stock winter tires battery light engine check recall software repair ready pick up keys door "
    "seat leather sunroof"
)
RARE = _words("catalytic converter windshield chip loaner towing tonneau bluetooth carplay hitch alignment")
MAKES = (("Subaru", "Outback"), ("Ford", "F-150"), ("Honda", "CR-V"), ("Toyota", "RAV4"), ("Mazda", "CX-5"))


class Filling:
    """`dice` decides; the same seed makes the same rows."""

    def __init__(self, sessions: Sessions, dice: random.Random) -> None:
        self.sessions, self.dice, self.many = sessions, dice, 0
        with sessions.begin() as session:
            stores = [Store(slug=s, name=s, zone="America/New_York", week={}) for s in ("north", "lake")]
            sam = Teammate(name="Sam Whitfield", email="sam@bench.example")
            session.add_all([*stores, sam])
            session.flush()
            inbox = Inbox(
                store_id=stores[0].id,
                channel=Channel.EMAIL,
                address="sales@bench.example",
                token_hash=secrets.token_hex(32),  # of a token that nobody has
            )
            session.add(inbox)
            session.flush()
            self.store_ids = [stores[0].id]
            self.inbox_id, self.owner_id, self.stores = inbox.id, sam.id, [s.id for s in stores]

    def customers(self, number: int) -> None:
        """Each with an e-mail, a phone, a car and a repair order; every fourth one is of the other store."""
        for start in range(1, number + 1, AT_ONCE):
            ids = range(start, min(start + AT_ONCE, number + 1))
            with self.sessions.begin() as session:
                many(session, Customer, [self._customer(key) for key in ids])
                many(session, Identity, [row for key in ids for row in self._identities(key)])
                many(session, Vehicle, [self._vehicle(key) for key in ids])
                many(session, Record, [self._record(key) for key in ids])
                many(session, Conversation, [self._conversation(key) for key in ids])
        self.people = number

    def messages(self, number: int) -> None:
        for start in range(0, number, AT_ONCE):
            with self.sessions.begin() as session:
                many(session, Message, [self._message() for _ in range(min(AT_ONCE, number - start))])

    def milliseconds(self, number: int) -> float:
        """Of inserting so many messages in one transaction."""
        rows = [self._message() for _ in range(number)]
        began = time.perf_counter()
        with self.sessions.begin() as session:
            many(session, Message, rows)
        return (time.perf_counter() - began) * 1000

    def _store(self, key: int) -> int:
        return self.stores[key % 4 == 0]

    def _customer(self, key: int) -> dict[str, Any]:
        name = f"{self.dice.choice(FIRST)} {self.dice.choice(HEAD)}{self.dice.choice(TAIL)}"
        return {
            "id": key, "store_id": self._store(key), "name": name, "since": START,
            "company": "Hansen Freight" if key % 500 == 0 else "",
        }  # fmt: skip

    def _identities(self, key: int) -> list[dict[str, Any]]:
        number = f"+1{self.dice.choice((206, 425, 360))}{self.dice.randint(2_000_000, 9_999_999)}"
        ways = ((IdentityKind.EMAIL, f"c{key}@mail.example"), (IdentityKind.PHONE, number))
        same = {"store_id": self._store(key), "customer_id": key, "since": START}
        return [{"kind": kind, "value": value, **same} for kind, value in ways]

    def _vehicle(self, key: int) -> dict[str, Any]:
        make, model = self.dice.choice(MAKES)
        vin = f"4S4B{''.join(self.dice.choices('ABCHKN5', k=4))}5K{self.dice.randint(1_000_000, 3_999_999)}"
        plate = "".join(self.dice.choices("ABCDEFGHKLMNPRSTXYZ", k=3))
        return {
            "store_id": self._store(key), "customer_id": key, "state": StockState.OWNED, "make": make,
            "model": model, "year": self.dice.randint(2008, 2026), "vin": vin,
            "plate": f"{plate}-{self.dice.randint(1000, 9999)}", "seen_at": START,
        }  # fmt: skip

    def _record(self, key: int) -> dict[str, Any]:
        return {
            "store_id": self._store(key), "customer_id": key, "kind": RecordKind.REPAIR, "key": f"RO-{key}",
            "at": START, "text": " ".join(self.dice.choices(WORDS, k=12)), "data": {"number": f"RO-{key}"},
        }  # fmt: skip

    def _conversation(self, key: int) -> dict[str, Any]:
        return {
            "id": key, "store_id": self._store(key), "customer_id": key, "inbox_id": self.inbox_id,
            "owner_id": self.owner_id, "channel": Channel.EMAIL, "token": f"bench-{key}",
            "state": ConversationState.CLOSED, "newest_at": START, "opened_at": START,
        }  # fmt: skip

    def _message(self) -> dict[str, Any]:
        """About 630 characters; one in fifty has a rare word."""
        self.many += 1
        said = self.dice.choices(WORDS, k=120)
        if self.dice.random() < 0.02:
            said[40:40] = self.dice.choices(RARE, k=2)
        text = " ".join(said).capitalize() + "."
        return {
            "conversation_id": self.dice.randint(1, self.people), "direction": Direction.IN,
            "at": START + timedelta(minutes=self.many), "subject": " ".join(said[:5]), "text": text,
            "visible_text": text, "message_id": f"<{self.many}@bench.example>", "recipients": [],
            "references": [], "lead": {}, "notes": [], "inquiry": {},
        }  # fmt: skip
