"""Finding a customer by whatever is at hand: a name, a phone in any writing, an e-mail, a plate, a VIN,

a stock number, the number of a repair order.
"""

import re

from sqlalchemy import ColumnElement, Select, SQLColumnExpression, and_, exists, func, or_, select
from sqlalchemy.orm import selectinload

from assistant.records.customer import Customer, Identity, IdentityKind
from assistant.records.record import Record
from assistant.records.vehicle import Vehicle

AT_MOST = 50
FEWEST_DIGITS = 4  # of a phone; fewer would find half of the town


def customers(store_ids: list[int], asked: str, *, at_most: int = AT_MOST) -> Select[Customer]:
    """By name; all newest first where nothing is asked."""
    query = (
        select(Customer)
        .where(Customer.store_id.in_(store_ids), Customer.erased_at.is_(None))
        .options(selectinload(Customer.identities))
        .limit(at_most)
    )
    asked = " ".join(asked.split())
    if not asked:
        return query.order_by(Customer.since.desc(), Customer.id.desc())
    return query.where(or_(*_ways(asked))).order_by(func.lower(Customer.name), Customer.id)


def _ways(asked: str) -> list[ColumnElement[bool]]:
    ways = [_named(asked), _at_address(asked), _with_vehicle(asked), _with_number(asked)]
    digits = re.sub(r"\D", "", asked)
    if len(digits) >= FEWEST_DIGITS and not re.search(r"[a-z@]", asked, re.IGNORECASE):
        ways.append(_with_phone(digits))
    return ways


def _named(asked: str) -> ColumnElement[bool]:
    """Every word stands in the name or the company, in any order."""
    return and_(*(_holds(Customer.name, word) | _holds(Customer.company, word) for word in asked.split()))


def _at_address(asked: str) -> ColumnElement[bool]:
    mine = (Identity.customer_id == Customer.id) & (Identity.kind == IdentityKind.EMAIL)
    return exists().where(mine, _holds(Identity.value, asked))


def _with_phone(digits: str) -> ColumnElement[bool]:
    """Kept in E.164; somebody may leave out or write the country's 1."""
    mine = (Identity.customer_id == Customer.id) & (Identity.kind == IdentityKind.PHONE)
    local = digits[1:] if len(digits) == 11 and digits[0] == "1" else digits
    return exists().where(mine, Identity.value.contains(local, autoescape=True))


def _with_vehicle(asked: str) -> ColumnElement[bool]:
    """Plate and VIN without blanks and dashes; a VIN may be only its end."""
    plain = re.sub(r"[\s-]", "", asked).upper()
    plate = func.replace(func.replace(func.upper(Vehicle.plate), " ", ""), "-", "")
    same = [plate == plain, func.upper(func.coalesce(Vehicle.stock, "")) == plain]
    if len(plain) >= 6:
        same.append(func.upper(Vehicle.vin).endswith(plain, autoescape=True))
    return exists().where(Vehicle.customer_id == Customer.id, or_(*same))


def _with_number(asked: str) -> ColumnElement[bool]:
    """A repair order, quote or sale by its number, with or without its prefix (RO 10342, #10342)."""
    number = re.sub(r"^(ro|#|no\.?)[\s#:-]*", "", asked, flags=re.IGNORECASE)
    same = or_(
        func.lower(func.coalesce(Record.key, "")).in_(
            [asked.lower(), number.lower(), f"ro-{number}".lower()]
        ),
        func.lower(Record.data["number"].as_string()).in_(
            [asked.lower(), number.lower(), f"ro-{number}".lower()]
        ),
        func.lower(func.coalesce(Record.data["stock"].as_string(), "")) == asked.lower(),
    )
    return exists().where(Record.customer_id == Customer.id, same)


def _holds(column: SQLColumnExpression[str], words: str) -> ColumnElement[bool]:
    return column.icontains(words, autoescape=True)
