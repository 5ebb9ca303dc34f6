"""Who may be the same person as a customer: found by indexes, one customer at a time.

Whoever shares an address, a number or a car is looked at; of those who are called alike only who shares one
thing more. Nothing reads every customer of a store.
"""

from collections import Counter
from collections.abc import Iterable
from typing import Any

from rapidfuzz.distance import OSA
from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from assistant.core.names import parts, same_first_name
from assistant.records.customer import Customer, Identity, IdentityKind
from assistant.records.foreign import squeezed
from assistant.records.search import index
from assistant.records.search.asked import fold
from assistant.records.search.tables import names
from assistant.records.vehicle import StockState, Vehicle

CROWD = 5  # what more customers have is a desk's or a family's, and says nothing
AT_MOST = 50  # looked at of each kind
LEAST = 4  # letters or digits
REACHED = (IdentityKind.EMAIL, IdentityKind.PHONE)
Column = ColumnElement[Any] | InstrumentedAttribute[Any]


def candidates(session: Session, customer: Customer, cars: list[Vehicle]) -> set[int]:
    """Ids of living customers of the same store; `cars` are those that this one owns."""
    found = set(_reached(session, customer))
    found |= set(_driving(session, customer, cars))
    found |= set(_named(session, customer)) | set(_living_at(session, customer))
    found |= set(_called_alike(session, customer, cars))
    found.discard(customer.id)
    here = Customer.id.in_(found), Customer.store_id == customer.store_id
    return set(session.scalars(select(Customer.id).where(*here, *Customer.alive())))


def cars_of(session: Session, customer_ids: Iterable[int]) -> dict[int, list[Vehicle]]:
    found: dict[int, list[Vehicle]] = {}
    for car in session.scalars(Vehicle.owned_by_any(list(customer_ids)).order_by(Vehicle.id)):
        found.setdefault(car.customer_id or 0, []).append(car)
    return found


def mailbox(address: str) -> str:
    """What stands before the @, without what was added behind a plus."""
    return address.partition("@")[0].partition("+")[0]


def nearly_the_same(one: str, other: str) -> bool:
    """Whether two writings may be one person's name: a short form, an initial, a letter or two wrong."""
    first, second = parts(one), parts(other)
    if len(first) < 2 or len(second) < 2:
        return False
    if same_first_name(second[0], first[-1]):  # family name first
        second = (*second[1:], second[0])
    return _nearly(first[-1], second[-1]) and _given(first[0], second[0])


def _given(one: str, other: str) -> bool:
    initial = min(len(one), len(other)) == 1 and one[0].lower() == other[0].lower()
    return initial or same_first_name(one, other) or _nearly(one, other)


def _nearly(one: str, other: str) -> bool:
    first, second = fold(one), fold(other)
    shorter = min(len(first), len(second))
    allowed = 0 if shorter < LEAST else 1 if shorter < 8 else 2
    return OSA.distance(first, second, score_cutoff=allowed) <= allowed


def _reached(session: Session, customer: Customer) -> list[int]:
    values = [one.value for one in customer.identities if one.kind in REACHED]
    return _sharing(
        session,
        select(Identity.customer_id, Identity.value).where(
            Identity.store_id == customer.store_id, Identity.kind.in_(REACHED), Identity.value.in_(values)
        ),
    )


def _driving(session: Session, customer: Customer, cars: list[Vehicle]) -> list[int]:
    """The owners of a car with the same VIN or plate."""
    found: list[int] = []
    for column, written in ((Vehicle.vin, "vin"), (Vehicle.plate, "plate")):
        told = {str(getattr(car, written)).lower().replace("-", "").replace(" ", "") for car in cars}
        keys = [one for one in told if len(one) >= LEAST]
        value = squeezed(column)
        owned = Vehicle.store_id == customer.store_id, Vehicle.state == StockState.OWNED
        query = select(Vehicle.customer_id, value).where(
            *owned, value.in_(keys), Vehicle.customer_id.is_not(None)
        )
        found += _sharing(session, query) if keys else []
    return found


def _sharing(session: Session, query: Any) -> list[int]:
    """Owners by value; a value of a crowd is passed over."""
    rows = {(owner, value) for owner, value in session.execute(query.limit(AT_MOST * CROWD))}
    many = Counter(value for _, value in rows)
    return [owner for owner, value in rows if many[value] <= CROWD]


def _named(session: Session, customer: Customer) -> list[int]:
    return _by(session, customer, Customer.name, customer.name)


def _living_at(session: Session, customer: Customer) -> list[int]:
    return _by(session, customer, Customer.address, customer.address)


def _by(session: Session, customer: Customer, column: Column, said: str) -> list[int]:
    """Who has the same there, but for capitals; by the index on its lower letters."""
    if len(said.split()) < 2:
        return []
    same = func.lower(column) == said.lower(), Customer.store_id == customer.store_id
    return list(session.scalars(select(Customer.id).where(*same).order_by(Customer.id.desc()).limit(AT_MOST)))


def _called_alike(session: Session, customer: Customer, cars: list[Vehicle]) -> list[int]:
    """Who shares a part of the name, and the make and year of a car or what stands before the @."""
    said = [word for name in parts(customer.name) if len(word := fold(name)) >= LEAST - 1]
    pieces = _pieces(customer, cars)
    if not said or not pieces:
        return []
    here = index.of(session)
    store = names.c.store_id == customer.store_id
    alike = select(names.c.customer_id).where(
        store, names.c.kind == "customer", here.holds(*(f" {word} " for word in said))
    )
    sharing = store, names.c.kind.in_(("vehicle", "identity")), here.holds(*pieces)
    query = select(names.c.customer_id).where(*sharing, names.c.customer_id.in_(alike)).distinct()
    return list(session.scalars(query.limit(AT_MOST)))


def _pieces(customer: Customer, cars: list[Vehicle]) -> list[str]:
    boxes = [mailbox(one.value) for one in customer.identities if one.kind is IdentityKind.EMAIL]
    driven = [f" {car.year} {fold(f'{car.make} {car.model}')} " for car in cars if car.year and car.model]
    return [*driven, *(f" {fold(box)}@" for box in boxes if len(box) > LEAST)]
