"""The rows of what was found, read with as many queries whatever their number, and marked."""

from collections.abc import Callable
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session, contains_eager, load_only, selectinload

from assistant.records.conversation import Conversation
from assistant.records.customer import Customer, Identity
from assistant.records.message import Message
from assistant.records.record import Record
from assistant.records.search import people
from assistant.records.search.asked import Asked
from assistant.records.search.hits import CustomerHit, MessageHit, RecordHit, StockHit
from assistant.records.search.index import Index
from assistant.records.search.marking import Marked, marked, snippet
from assistant.records.vehicle import Vehicle

Stores = list[int]
SHOWN = (
    Message.at,
    Message.direction,
    Message.subject,
    Message.text,
    Message.visible_text,
    Message.conversation_id,
)


def customers(
    session: Session, index: Index, stores: Stores, asked: Asked, at_most: int
) -> list[CustomerHit]:
    found = people.customers(session, index, stores, asked)[:at_most]
    query = Customer.whole().where(Customer.id.in_([one.id for one in found]), Customer.store_id.in_(stores))
    rows = {row.id: row for row in session.scalars(query)}
    otherwise = _otherwise(session, index, asked, [one.id for one in found if not one.named])
    return [
        CustomerHit(
            customer=rows[one.id],
            name=marked(rows[one.id].called, asked, inside=True),
            by=otherwise.get(one.id, Marked("")),
        )
        for one in found
    ]


def messages(session: Session, index: Index, stores: Stores, asked: Asked, at_most: int) -> list[MessageHit]:
    ids = _ids(session, index, "message", stores, asked, at_most)
    query = (
        select(Message)
        .join(Conversation, Conversation.id == Message.conversation_id)
        .where(Message.id.in_(ids), Conversation.store_id.in_(stores))
        .options(
            load_only(*SHOWN),
            contains_eager(Message.conversation)
            .load_only(Conversation.store_id, Conversation.customer_id)
            .selectinload(Conversation.customer)
            .selectinload(Customer.identities),
        )
        .order_by(Message.id.desc())
    )
    return [
        MessageHit(message=row, subject=marked(row.subject, asked), words=snippet(row.words, asked))
        for row in session.scalars(query)
    ]


def stock(session: Session, index: Index, stores: Stores, asked: Asked, at_most: int) -> list[StockHit]:
    rows = people.stock(session, index, stores, asked, at_most)
    return [
        StockHit(
            vehicle=row,
            name=marked(" ".join(part for part in (row.name, row.color) if part), asked, inside=True),
            codes=marked(_codes(row), asked, inside=True),
        )
        for row in rows
    ]


def records(session: Session, index: Index, stores: Stores, asked: Asked, at_most: int) -> list[RecordHit]:
    ids = _ids(session, index, "record", stores, asked, at_most)
    query = (
        select(Record, Customer)
        .join(Customer, Customer.id == Record.customer_id)
        .where(Record.id.in_(ids), Record.store_id.in_(stores))
        .options(selectinload(Customer.identities))
        .order_by(Record.id.desc())
    )
    return [
        RecordHit(record=record, customer=customer, text=snippet(record.text, asked))
        for record, customer in session.execute(query)
    ]


def _ids(session: Session, index: Index, kind: str, stores: Stores, asked: Asked, at_most: int) -> list[int]:
    return list(session.scalars(index.texts(kind, stores, asked).limit(at_most)))


def _otherwise(session: Session, index: Index, asked: Asked, customer_ids: list[int]) -> dict[int, Marked]:
    """For each customer the first address, record or vehicle that has what was asked."""
    if not customer_ids:
        return {}
    places = people.where(session, index, asked, customer_ids)
    first = {customer: (kind, source) for customer, kind, source in reversed(places)}
    wanted = {kind: [source for k, source in first.values() if k == kind] for kind, _ in first.values()}
    texts = dict[tuple[str, int], str]()
    for kind, ids in wanted.items():
        model, told = TOLD[kind]
        rows = session.scalars(select(model).where(model.id.in_(ids)))
        texts |= {(kind, row.id): told(row) for row in rows}
    return {who: marked(texts.get(place, ""), asked, inside=True) for who, place in first.items()}


def _codes(vehicle: Vehicle) -> str:
    return " · ".join(part for part in (vehicle.stock, vehicle.plate, vehicle.vin) if part)


def _vehicle(vehicle: Vehicle) -> str:
    return " · ".join(part for part in (vehicle.name, _codes(vehicle)) if part)


def _record(record: Record) -> str:
    number = record.data.get("number") or record.key or ""
    return record.text if number in record.text else f"{number} · {record.text}"


TOLD: dict[str, tuple[Any, Callable[[Any], str]]] = {
    "identity": (Identity, lambda identity: identity.value),
    "vehicle": (Vehicle, _vehicle),
    "record": (Record, _record),
}
