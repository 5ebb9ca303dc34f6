"""Which names, plates, VINs and numbers are on record as another customer's."""

from collections.abc import Iterable

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from assistant.records.customer import Customer, Identity
from assistant.records.record import Record
from assistant.records.teammate import Teammate
from assistant.records.vehicle import StockState, Vehicle


def on_record_of_others(
    session: Session, store_id: int, customer_id: int, named: Iterable[str]
) -> frozenset[str]:
    """Those of `named`, as written, that are another customer's in this store, and not this one's.

    Names count whole ("Priya Nair"), never a given name alone; teammates' names are nobody's secret.
    """
    wanted = {word.strip().lower(): word for word in named if len(word.strip()) > 3}
    if not wanted:
        return frozenset()
    keys = list(wanted)
    others, own = set[str](), set[str]()
    for owner, value in _holders(session, store_id, keys):
        (own if owner == customer_id else others).add(value)
    ours = session.scalars(select(func.lower(Teammate.name)).where(func.lower(Teammate.name).in_(keys)))
    return frozenset(wanted[value] for value in others - own - set(ours) if value in wanted)


def _holders(session: Session, store_id: int, keys: list[str]) -> Iterable[tuple[int, str]]:
    name = func.lower(Customer.name)
    yield from session.execute(
        select(Customer.id, name).where(Customer.store_id == store_id, name.in_(keys), name.contains(" "))
    )
    value = func.lower(Identity.value)
    yield from session.execute(
        select(Identity.customer_id, value).where(Identity.store_id == store_id, value.in_(keys))
    )
    for column in (func.lower(Vehicle.vin), func.lower(Vehicle.plate)):
        rows = session.execute(
            select(Vehicle.customer_id, column).where(
                Vehicle.store_id == store_id, Vehicle.state == StockState.OWNED, column.in_(keys)
            )
        )
        yield from ((owner, found) for owner, found in rows if owner is not None)
    key = func.lower(Record.key)
    yield from session.execute(
        select(Record.customer_id, key).where(Record.store_id == store_id, key.in_(keys))
    )
