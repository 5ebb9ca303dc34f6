"""Dated facts of a customer's history, as rows of a file: sales, repair orders, notes, calls, quotes."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from assistant.core.clock import time_in_words
from assistant.core.touches.moved import carried
from assistant.imports.batch import Outcome, Run
from assistant.imports.cars import Car, Garage
from assistant.imports.people import People, Person, may_be
from assistant.imports.report import Change, Unusable
from assistant.records import Customer, Record, RecordKind, Session, Teammate, Vehicle

NO_CAR = Car()


@dataclass(frozen=True)
class Deed:
    """One row. `data` holds the keys that core.fact names, without customer and teammate."""

    kind: RecordKind
    key: str
    at: datetime
    text: str
    person: Person
    car: Car = NO_CAR
    teammate: str = ""
    data: Mapping[str, str] = field(default_factory=dict)
    bought: bool = False


def save(session: Session, run: Run, items: list[Deed]) -> list[Outcome]:
    """Find or make the customer and their car, then add or change the record."""
    people = People(session, run, [item.person for item in items])
    garage = Garage(session, run, [item.car for item in items])
    customers = [_customer(session, people, garage, item) for item in items]
    session.flush()  # so that all of them have their ids
    garage.open(customer for customer in customers if customer)
    cars = [_car(garage, item, customer) for item, customer in zip(items, customers, strict=True)]
    session.flush()
    known = _known(session, run, items)
    ours = {mate.name.lower(): mate.id for mate in session.scalars(Teammate.of_store(run.store_id))}
    outcomes: list[Outcome] = []
    for item, customer, (car, news) in zip(items, customers, cars, strict=True):
        if customer is None:
            outcomes.append(Unusable("no customer is named, and no known VIN; nobody to put it down for"))
            continue
        change = _put(session, run, item, customer, known, car=car, by=ours.get(item.teammate.lower()))
        outcomes.append(Change.CHANGED if news and change is Change.SAME else change)
    return outcomes


def _car(garage: Garage, item: Deed, customer: Customer | None) -> tuple[Vehicle | None, bool]:
    """The row's car, and whether the row had news of it."""
    if customer is None or not item.car.named:
        return None, False
    return garage.put(item.car, customer, item.at, bought=item.bought)


def _customer(session: Session, people: People, garage: Garage, item: Deed) -> Customer | None:
    reachable = item.person.key or item.person.emails or item.person.phones
    owner_id = None if reachable else garage.owner(item.car)
    owner = session.get(Customer, owner_id) if owner_id else None
    if owner is not None and may_be(owner, item.person):
        return owner
    return people.meet(item.person) if item.person.known else None


Known = dict[tuple[RecordKind, str], Record]


def _known(session: Session, run: Run, items: list[Deed]) -> Known:
    found: Known = {}
    for kind in {item.kind for item in items}:
        keys = sorted({item.key for item in items if item.kind is kind})
        for row in session.scalars(Record.with_keys(run.store_id, kind, keys)):
            found[kind, str(row.key)] = row
    return found


def _put(
    session: Session,
    run: Run,
    item: Deed,
    customer: Customer,
    known: Known,
    *,
    car: Vehicle | None,
    by: int | None,
) -> Change:
    said: dict[str, Any] = {
        "customer_id": customer.id,
        "vehicle_id": car.id if car else None,
        "teammate_id": by,
        "at": item.at,
        "text": item.text,
        "data": {"at": item.at.isoformat(), **{k: v for k, v in item.data.items() if v}},
    }
    row = known.get((item.kind, item.key))
    if row is not None:
        said["data"] = carried(item.kind.value, row.data, said["data"])
    if row is None:
        row = Record(store_id=run.store_id, kind=item.kind, key=item.key, source=run.basis, **said)
        session.add(row)
        known[item.kind, item.key] = row
        return Change.ADDED
    news = {name: value for name, value in said.items() if getattr(row, name) != value}
    for name, value in news.items():
        setattr(row, name, value)
    if news:
        row.source = run.basis
    return Change.CHANGED if news else Change.SAME


def day(moment: datetime) -> str:
    """ "March 24, 2019"."""
    return f"{moment:%B} {moment.day}, {moment.year}"


def day_and_time(moment: datetime) -> str:
    return f"{day(moment)} at {time_in_words(moment)}"
