"""Which names, plates, VINs and numbers are on record as another customer's."""

import re
from collections.abc import Iterable, Iterator

from sqlalchemy import ColumnElement, String, func, literal_column, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from assistant.records.customer import Customer, Identity
from assistant.records.record import Record
from assistant.records.teammate import Teammate
from assistant.records.vehicle import StockState, Vehicle

LEAST = 3  # characters; what is no longer is nobody's alone
PHONE_DIGITS = 10
# Literals, no parameters: only then does either database see that an index of revision 0024 holds the same.
HYPHEN, BLANK, NOTHING, NUMBER = (
    literal_column(written, String()) for written in ("'-'", "' '", "''", "'number'")
)


def on_record_of_others(
    session: Session, store_id: int, customer_id: int, named: Iterable[str]
) -> frozenset[str]:
    """Those of `named`, as written, that are another customer's in this store, and not this one's.

    Names count whole ("Priya Nair"), never a given name alone; teammates' names are nobody's secret.
    Blanks, hyphens and the shape of a telephone number make no difference.
    """
    wanted: dict[str, set[str]] = {}
    for word in named:
        for spelling in _spellings(word):
            wanted.setdefault(spelling, set()).add(word)
    if not wanted:
        return frozenset()
    keys = list(wanted)
    others, own = set[str](), set[str]()
    for owner, value in _holders(session, store_id, keys):
        (own if owner == customer_id else others).add(value)
    ours = session.scalars(select(func.lower(Teammate.name)).where(func.lower(Teammate.name).in_(keys)))
    theirs = others - own - set(ours)
    return frozenset(word for value in theirs for word in wanted.get(value, ()))


def _spellings(word: str) -> Iterator[str]:
    """As it may stand on record: as written, without blanks and hyphens, a number in E.164."""
    plain = word.strip().lower()
    if len(plain) <= LEAST:
        return
    yield plain
    squeezed = re.sub(r"[\s-]", "", plain)
    if len(squeezed) > LEAST and re.search(r"\d", squeezed):
        yield squeezed
    digits = re.sub(r"\D", "", plain)
    if len(digits) >= PHONE_DIGITS and not re.search(r"[a-z]", plain):
        yield f"+{digits}"
        yield f"+1{digits}"


def squeezed(column: ColumnElement[str] | InstrumentedAttribute[str]) -> ColumnElement[str]:
    return func.replace(func.replace(func.lower(column), HYPHEN, NOTHING), BLANK, NOTHING)


def _holders(session: Session, store_id: int, keys: list[str]) -> Iterable[tuple[int, str]]:
    name = func.lower(Customer.name)
    whose = func.coalesce(Customer.merged_into_id, Customer.id)
    yield from session.execute(
        select(whose, name).where(Customer.store_id == store_id, name.in_(keys), name.contains(" "))
    )
    yield from session.execute(
        select(Identity.customer_id, Identity.value).where(
            Identity.store_id == store_id, Identity.value.in_(keys)
        )
    )
    for column in (squeezed(Vehicle.vin), squeezed(Vehicle.plate)):
        rows = session.execute(
            select(Vehicle.customer_id, column).where(
                Vehicle.store_id == store_id, Vehicle.state == StockState.OWNED, column.in_(keys)
            )
        )
        yield from ((owner, found) for owner, found in rows if owner is not None)
    for key in (func.lower(Record.key), squeezed(Record.data.op("->>", return_type=String())(NUMBER))):
        yield from session.execute(
            select(Record.customer_id, key).where(Record.store_id == store_id, key.in_(keys))
        )
