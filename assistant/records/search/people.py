"""Customers and stock by names, addresses and codes: what holds all terms first, then what nearly does."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from rapidfuzz.distance import OSA
from sqlalchemy import ColumnElement, Select, and_, case, func, or_, select, union_all
from sqlalchemy.orm import Session

from assistant.records.customer import Customer
from assistant.records.search.asked import WORD, Asked, Term, fold
from assistant.records.search.index import Index
from assistant.records.search.tables import names
from assistant.records.vehicle import StockState, Vehicle

CANDIDATES = 200
ENOUGH = 10  # with so many found nothing misspelled is looked for
ELSEWHERE = 3  # a term that stands in no name, but in an address, a code or a vehicle
KIND = func.coalesce(names.c.kind, "")  # no index by it: the trigrams find fewer rows
NEARLY = 100  # ranks after all that is spelled as asked

Stores = list[int]
Condition = ColumnElement[bool]


@dataclass(frozen=True)
class Found:
    """`named`: all terms stand in the name or the company, or nearly so."""

    id: int
    rank: int
    called: str
    named: bool


def customers(session: Session, index: Index, stores: Stores, asked: Asked) -> list[Found]:
    """Best first; at most CANDIDATES are looked at closely."""
    wholly = set(_ids(session, _whole(index, stores, asked)))
    exact = set(_ids(session, _all_terms(index, stores, asked)))
    nearly = set()
    if len(wholly | exact) < ENOUGH and (grams := _trigrams(asked)):
        nearly = set(_ids(session, _alike(index, stores, grams))) - wholly - exact
    query = select(Customer.id, Customer.name, Customer.company, Customer.merged_into_id).where(
        Customer.id.in_(wholly | exact | nearly), Customer.store_id.in_(stores)
    )
    rows = session.execute(query).all()
    found = [_exactly(row, asked, row.id in wholly) for row in rows if row.id not in nearly]
    found += [one for row in rows if row.id in nearly and (one := _nearly(row, asked))]
    survivors = {row.id: row.merged_into_id for row in rows if row.merged_into_id is not None}
    once: dict[int, Found] = {}
    for one in sorted(found, key=lambda one: (one.rank, one.called, one.id)):
        once.setdefault(survivors.get(one.id, one.id), _survivor(one, survivors))
    return list(once.values())


def _survivor(found: Found, survivors: dict[int, int]) -> Found:
    """Who was merged is found as who survived, whatever that one is called."""
    return replace(found, id=survivors[found.id], named=False) if found.id in survivors else found


def stock(session: Session, index: Index, stores: Stores, asked: Asked, at_most: int) -> list[Vehicle]:
    """Newest seen first; sold ones too, somebody will ask about them."""
    ways = [and_(*(_holds(index, term) for term in asked.terms))]
    if asked.code:
        ways.append(index.holds(asked.code))
    inside = select(names.c.source_id).where(KIND == "vehicle", or_(*ways), names.c.store_id.in_(stores))
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
    pieces = [f" {asked.code}", f"{asked.code} "] if asked.code else []
    pieces += [asked.digits] if asked.digits else []
    return [index.holds(*pieces) & (KIND != "customer")] if pieces else []


def _alike(index: Index, stores: Stores, grams: Iterable[str]) -> Select[Any]:
    """Customers whose names share most trigrams with the terms."""
    shared = union_all(*(index.with_trigram(gram) for gram in grams)).subquery()
    (row,) = shared.c
    counted = select(row.label("id"), func.count().label("many")).group_by(row).subquery()
    return (
        select(names.c.customer_id)
        .join(counted, counted.c.id == names.c.id)
        .where(KIND == "customer", names.c.store_id.in_(stores))
        .order_by(counted.c.many.desc(), names.c.customer_id.desc())
    )


def _plain(stores: Stores) -> Select[Any]:
    return select(names.c.customer_id).where(names.c.store_id.in_(stores), names.c.customer_id.is_not(None))


def _of_customers(stores: Stores) -> Select[Any]:
    own = func.min(case((names.c.kind == "customer", 0), (names.c.kind == "vehicle", 2), else_=1))
    return _plain(stores).group_by(names.c.customer_id).order_by(own, names.c.customer_id.desc())


def _holds(index: Index, term: Term) -> Condition:
    """Anywhere from three letters on; fewer begin a word."""
    text, code = term.text, "".join(WORD.findall(term.text))
    pieces = [text if len(text) > 2 or term.unparted else f" {text}"]
    if code != text and len(code) > 2 and any(letter.isdigit() for letter in code):
        pieces.append(code)
    return index.holds(*pieces)


def _trigrams(asked: Asked) -> list[str]:
    """Of the terms that may be misspelled names, each with the blank before it."""
    terms = [term.text for term in asked.terms if len(term.text) > 3 and term.text.isalpha()]
    begun = [f" {text}" for text in terms]
    return list(dict.fromkeys(text[at : at + 3] for text in begun for at in range(len(text) - 2)))[:40]


def _exactly(row: Any, asked: Asked, wholly: bool) -> Found:
    words = _words(row)
    place = max(_place(term.text, words) for term in asked.terms)
    return Found(row.id, 0 if wholly else place, " ".join(words), named=place < ELSEWHERE)


def _nearly(row: Any, asked: Asked) -> Found | None:
    words, off = _words(row), 0
    for number, term in enumerate(asked.terms, 1):
        wrong = _off(term.text, words, typing=number == len(asked.terms))
        if wrong is None:
            return None
        off += wrong
    return Found(row.id, NEARLY + off, " ".join(words), named=True)


def _words(row: Any) -> list[str]:
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
