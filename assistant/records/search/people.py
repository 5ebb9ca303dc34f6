"""Customers and stock by names, addresses and codes: what holds all terms first, then what nearly does."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from rapidfuzz.distance import OSA
from sqlalchemy import ColumnElement, Select, and_, case, func, or_, select, union_all
from sqlalchemy.orm import Session

from assistant.records.customer import Customer
from assistant.records.search.asked import WORD, Asked, Term, fold, likeable
from assistant.records.search.index import Index
from assistant.records.search.tables import names
from assistant.records.vehicle import StockState, Vehicle

CANDIDATES = 200
ENOUGH = 10  # with so many found nothing misspelled is looked for
ELSEWHERE = 3  # a term that stands in no name, but in an address, a code or a vehicle
NEARLY = 100  # ranks after all that is spelled as asked

Stores = list[int]
Condition = ColumnElement[bool]


@dataclass(frozen=True)
class Found:
    """`named`: all terms stand in the name or the company, or nearly so."""

    customer: Customer
    rank: int
    named: bool


def customers(session: Session, index: Index, stores: Stores, asked: Asked) -> list[Found]:
    """Best first; at most CANDIDATES are looked at closely."""
    wholly = set(_ids(session, _whole(index, stores, asked)))
    exact = set(_ids(session, _all_terms(index, stores, asked)))
    nearly = set()
    if len(wholly | exact) < ENOUGH and (grams := _trigrams(asked)):
        nearly = set(_ids(session, _alike(index, stores, grams))) - wholly - exact
    query = Customer.whole().where(Customer.id.in_(wholly | exact | nearly), Customer.store_id.in_(stores))
    rows = session.scalars(query).all()
    found = [_exactly(row, asked, row.id in wholly) for row in rows if row.id not in nearly]
    found += [one for row in rows if row.id in nearly and (one := _nearly(row, asked))]
    return sorted(found, key=lambda one: (one.rank, fold(one.customer.called), one.customer.id))


def stock(session: Session, index: Index, stores: Stores, asked: Asked, at_most: int) -> list[Vehicle]:
    """Newest seen first; sold ones too, somebody will ask about them."""
    ways = [and_(*(_holds(index, term) for term in asked.terms))]
    if asked.code:
        ways.append(index.holds(f"%{asked.code}%"))
    inside = select(names.c.source_id).where(
        names.c.kind == "vehicle", or_(*ways), names.c.store_id.in_(stores)
    )
    query = (
        select(Vehicle)
        .where(Vehicle.id.in_(inside), Vehicle.store_id.in_(stores), Vehicle.state != StockState.OWNED)
        .order_by(Vehicle.seen_at.desc(), Vehicle.id.desc())
    )
    return list(session.scalars(query.limit(at_most)))


def where(session: Session, index: Index, asked: Asked, customer_ids: list[int]) -> list[Any]:
    """(customer, kind, source) of the addresses, vehicles and records in which a term stands."""
    ways = [_holds(index, term) for term in asked.terms] + _whole_ways(index, asked)
    query = select(names.c.customer_id, names.c.kind, names.c.source_id).where(
        names.c.customer_id.in_(customer_ids), names.c.kind != "customer", or_(*ways)
    )
    order = case((names.c.kind == "identity", 0), (names.c.kind == "record", 1), else_=2)
    return list(session.execute(query.order_by(names.c.customer_id, order, names.c.id)))


def _ids(session: Session, query: Select[Any] | None) -> list[int]:
    return [] if query is None else list(session.scalars(query.limit(CANDIDATES)))


def _all_terms(index: Index, stores: Stores, asked: Asked) -> Select[Any]:
    """Each term somewhere with the same customer; those whose names hold it first, then newest first."""
    first, *others = sorted(asked.terms, key=lambda term: len(term.text), reverse=True)
    query = _of_customers(stores).where(_holds(index, first))
    for term in others:
        query = query.where(names.c.customer_id.in_(_plain(stores).where(_holds(index, term))))
    return query


def _whole(index: Index, stores: Stores, asked: Asked) -> Select[Any] | None:
    ways = _whole_ways(index, asked)
    return _of_customers(stores).where(or_(*ways)) if ways else None


def _whole_ways(index: Index, asked: Asked) -> list[Condition]:
    """All that was typed as one code or phone number: a plate or a number as it begins or ends."""
    ways = list[Condition]()
    if asked.code:
        coded = names.c.kind.in_(["vehicle", "record"])
        for pattern in (f"% {asked.code}%", f"%{asked.code} %"):
            ways.append(coded & index.holds(pattern))
    if asked.digits:
        ways.append((names.c.kind == "identity") & index.holds(f"%{asked.digits}%"))
    return ways


def _alike(index: Index, stores: Stores, grams: Iterable[str]) -> Select[Any]:
    """Customers whose names share most trigrams with the terms."""
    shared = union_all(*(index.with_trigram(gram) for gram in grams)).subquery()
    (row,) = shared.c
    counted = select(row.label("id"), func.count().label("many")).group_by(row).subquery()
    return (
        select(names.c.customer_id)
        .join(counted, counted.c.id == names.c.id)
        .where(names.c.kind == "customer", names.c.store_id.in_(stores))
        .order_by(counted.c.many.desc(), names.c.customer_id.desc())
    )


def _plain(stores: Stores) -> Select[Any]:
    return select(names.c.customer_id).where(names.c.store_id.in_(stores), names.c.customer_id.is_not(None))


def _of_customers(stores: Stores) -> Select[Any]:
    own = func.min(case((names.c.kind == "customer", 0), (names.c.kind == "vehicle", 2), else_=1))
    return _plain(stores).group_by(names.c.customer_id).order_by(own, names.c.customer_id.desc())


def _holds(index: Index, term: Term) -> Condition:
    """Anywhere from three letters on; fewer begin a word."""
    text = likeable(term.text)
    anywhere = len(text) > 2 or term.unparted
    ways = [index.holds(f"%{text}%" if anywhere else f"% {text}%")]
    code = "".join(WORD.findall(text))
    if code != text and len(code) > 2 and any(letter.isdigit() for letter in code):
        ways.append(index.holds(f"%{code}%"))
    return or_(*ways)


def _trigrams(asked: Asked) -> list[str]:
    """Of the terms that may be misspelled names, each with the blanks around it."""
    terms = [term.text for term in asked.terms if len(term.text) > 3 and term.text.isalpha()]
    padded = [f" {text} " for text in terms]
    return list(dict.fromkeys(text[at : at + 3] for text in padded for at in range(len(text) - 2)))[:40]


def _exactly(row: Customer, asked: Asked, wholly: bool) -> Found:
    words = _words(row)
    place = max(_place(term.text, words) for term in asked.terms)
    return Found(row, 0 if wholly else place, named=place < ELSEWHERE)


def _nearly(row: Customer, asked: Asked) -> Found | None:
    words, off = _words(row), 0
    for number, term in enumerate(asked.terms, 1):
        wrong = _off(term.text, words, typing=number == len(asked.terms))
        if wrong is None:
            return None
        off += wrong
    return Found(row, NEARLY + off, named=True)


def _words(row: Customer) -> list[str]:
    return fold(f"{row.name} {row.company}").split()


def _place(text: str, words: list[str]) -> int:
    """0 a whole word, 1 begins one, 2 stands in the names, else ELSEWHERE."""
    if text in words:
        return 0
    if any(word.startswith(text) for word in words):
        return 1
    return 2 if text in " ".join(words) else ELSEWHERE


def _off(text: str, words: list[str], *, typing: bool) -> int | None:
    """How many letters are wrong (swapped neighbours count once); None where it is another word."""
    allowed = 0 if len(text) < 4 else 1 if len(text) < 7 else 2
    begun = [word[: len(text)] for word in words if len(word) > len(text)] if typing and len(text) > 4 else []
    best = min((OSA.distance(text, word, score_cutoff=allowed) for word in (*words, *begun)), default=99)
    return best if best <= allowed else None
