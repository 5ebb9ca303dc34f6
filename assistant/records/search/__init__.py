"""Search over everything, behind one interface: customers, messages, stock, records.

`find` gives the same answers on both databases; only `sqlite` and `postgresql` know which one it is.
"""

from collections.abc import Sized

from sqlalchemy import Select
from sqlalchemy.orm import Session

from assistant.records.customer import Customer
from assistant.records.search import gather, index
from assistant.records.search.asked import read, wanted
from assistant.records.search.forgetting import forget
from assistant.records.search.hits import CustomerHit, Hits, MessageHit, RecordHit, StockHit
from assistant.records.search.index import empty, rebuild
from assistant.records.search.marking import Marked

__all__ = [
    "AT_MOST",
    "CustomerHit",
    "Hits",
    "Marked",
    "MessageHit",
    "RecordHit",
    "StockHit",
    "empty",
    "find",
    "forget",
    "known",
    "likest",
    "newest",
    "rebuild",
]

AT_MOST = 20  # of each kind


def find(session: Session, store_ids: list[int], asked: str, at_most: int = AT_MOST) -> Hits:
    """What holds all terms; customers best first, the rest newest first. The rows belong to `session`."""
    terms = read(asked)
    if not terms or not store_ids:
        return Hits()
    here = index.of(session)
    customers = gather.customers(session, here, store_ids, terms, at_most + 1)
    messages = gather.messages(session, here, store_ids, terms, at_most + 1)
    stock = gather.stock(session, here, store_ids, terms, at_most + 1)
    records = gather.records(session, here, store_ids, terms, at_most + 1)
    kinds: dict[str, Sized] = {
        "customers": customers,
        "messages": messages,
        "stock": stock,
        "records": records,
    }
    return Hits(
        customers=customers[:at_most],
        messages=messages[:at_most],
        stock=stock[:at_most],
        records=records[:at_most],
        more=frozenset(kind for kind, hits in kinds.items() if len(hits) > at_most),
    )


def known(session: Session, store_ids: list[int], asked: str) -> Select[int] | None:
    """Ids of the knowledge that holds all terms; None where nothing is asked."""
    terms = read(asked)
    return index.of(session).texts("knowledge", store_ids, terms) if terms else None


def likest(session: Session, store_id: int, said: str, at_most: int) -> list[int]:
    """Ids of the knowledge that shares words with what was said, best first."""
    phrases = wanted(said)
    if not phrases:
        return []
    return list(session.scalars(index.of(session).likest(store_id, phrases).limit(at_most)))


def newest(store_ids: list[int], at_most: int = AT_MOST) -> Select[Customer]:
    """What to show before anything is asked."""
    query = Customer.whole().where(Customer.store_id.in_(store_ids), *Customer.alive())
    return query.order_by(Customer.since.desc(), Customer.id.desc()).limit(at_most)
