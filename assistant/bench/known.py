"""A store that knows its customers: messages, records, a promise, stock, free times, knowledge."""

import random
import secrets
from datetime import datetime, timedelta
from typing import Any

from assistant.bench.filling import WORDS
from assistant.core.message import Channel
from assistant.core.states import ConversationState
from assistant.records import (
    Conversation,
    Customer,
    IdentityKind,
    Inbox,
    Message,
    Record,
    RecordKind,
    Sessions,
    Slot,
    StockState,
    Store,
    Teammate,
    Vehicle,
)
from assistant.records.database import many
from assistant.records.message import Direction

IN_ONE = 10  # messages of a conversation
CARS, SLOTS = 200, 100
WORK = ("oil change", "brake pads", "tire rotation", "battery", "wiper blades", "inspection")


class Known:
    """`dice` decides; the same seed makes the same rows."""

    def __init__(self, sessions: Sessions, dice: random.Random, now: datetime) -> None:
        self.sessions, self.dice, self.now, self.made = sessions, dice, now, 0
        week = {str(day): ["08:00", "18:00"] for day in range(6)}
        with sessions.begin() as session:
            store = Store(slug="known", name="Bench Motors", zone="America/New_York", week=week)
            sam = Teammate(name="Sam Whitfield", email="sam@bench.example", title="Sales", stores=[store])
            session.add_all([store, sam])
            session.flush()
            inbox = Inbox(store_id=store.id, channel=Channel.EMAIL, address="sales@bench.example")
            inbox.token_hash = secrets.token_hex(32)  # of a token that nobody has
            session.add(inbox)
            session.flush()
            self.store_id, self.owner_id, self.inbox_id = store.id, sam.id, inbox.id
            many(session, Vehicle, [self._car(number) for number in range(CARS)])
            many(session, Slot, [self._slot(number) for number in range(SLOTS)])

    def customer(self, messages: int, records: int) -> int:
        """The newest conversation of somebody verified with so much behind them."""
        self.made += 1
        address = f"c{self.made}@mail.example"
        with self.sessions.begin() as session:
            customer = Customer(store_id=self.store_id, name=f"Dana Lind {self.made}", since=self.now)
            session.add(customer)
            customer.proves(IdentityKind.EMAIL, address, "import", self.now)
            session.flush()
            many(session, Record, [self._record(customer.id, number) for number in range(records)])
            talks = [self._talk(customer.id, address, n) for n in range(max(1, messages // IN_ONE))]
            session.add_all(talks)
            session.flush()
            rows = [self._message(talks[n // IN_ONE].id, address, n) for n in range(messages)]
            many(session, Message, rows)
            return talks[-1].id

    def _words(self, number: int) -> str:
        return " ".join(self.dice.choices(WORDS, k=number)).capitalize() + "."

    def _car(self, number: int) -> dict[str, Any]:
        return {
            "store_id": self.store_id, "state": StockState.HERE, "make": "Subaru", "model": "Outback",
            "year": 2018 + number % 8, "stock": f"P{number:04}", "vin": f"4S4BSANC5K{number:07}",
            "price_cents": self.dice.randint(900_000, 4_500_000), "color": "blue", "seen_at": self.now,
        }  # fmt: skip

    def _slot(self, number: int) -> dict[str, Any]:
        starts = self.now + timedelta(hours=number)
        return {
            "store_id": self.store_id, "department": ("sales", "service")[number % 2], "starts_at": starts,
            "ends_at": starts + timedelta(minutes=30),
        }  # fmt: skip

    def _record(self, customer_id: int, number: int) -> dict[str, Any]:
        work = self.dice.choice(WORK)
        return {
            "store_id": self.store_id, "customer_id": customer_id, "kind": RecordKind.REPAIR,
            "key": f"RO-{customer_id}-{number}", "at": self.now - timedelta(hours=7 * number + 1),
            "text": f"{work}: {self._words(12)}",
            "data": {"work": work, "status": "done", "amount": f"${self.dice.randint(40, 2_000)}.95"},
        }  # fmt: skip

    def _talk(self, customer_id: int, address: str, number: int) -> Conversation:
        return Conversation(
            store_id=self.store_id, customer_id=customer_id, inbox_id=self.inbox_id, owner_id=self.owner_id,
            channel=Channel.EMAIL, token=f"known-{customer_id}-{number}", recipient_email=address,
            state=ConversationState.CLOSED, newest_at=self.now, opened_at=self.now,
        )  # fmt: skip

    def _message(self, conversation_id: int, address: str, number: int) -> dict[str, Any]:
        text = self._words(80)
        return {
            "conversation_id": conversation_id, "direction": Direction.IN, "sender_email": address,
            "at": self.now - timedelta(hours=number + 1), "subject": text[:30], "text": text,
            "visible_text": text, "message_id": f"<{conversation_id}-{number}@mail.example>",
            "recipients": [], "references": [], "lead": {}, "notes": [], "inquiry": {},
        }  # fmt: skip
