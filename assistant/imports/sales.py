"""Sales: who bought which car, when, from whom."""

from functools import partial

from assistant.imports import cells, deeds
from assistant.imports.batch import Kind, Run
from assistant.imports.batch import load as load_rows
from assistant.imports.cars import car
from assistant.imports.deeds import Deed
from assistant.imports.people import person
from assistant.imports.report import Unusable
from assistant.imports.table import Row
from assistant.records import RecordKind


def _read(row: Row, run: Run) -> Deed:
    if not row.get("at"):
        raise Unusable("no date of the sale")
    at, bought, buyer = run.moment(row.get("at")), car(row, run), person(row, run, key="customer_key")
    if not bought.named:
        raise Unusable("no VIN and no model; nothing says which car was sold")
    seller, paid = row.get("teammate"), run.tried(row, "amount", cells.cents)
    amount = cells.money(paid) if paid is not None else ""
    what = bought.name or f"car with the VIN {bought.vin}"
    return Deed(
        kind=RecordKind.SALE,
        key=row.get("key")
        or cells.fingerprint(row.get("at"), buyer, bought.vin, bought.name, row.get("stock")),
        at=at,
        text=f"Bought the {what} on {deeds.day(at)}"
        + (f" from {seller}" if seller else "")
        + (f" for {amount}." if amount else "."),
        person=buyer,
        car=bought,
        teammate=seller,
        data={"vehicle": what, "teammate": seller, "amount": amount, "stock": row.get("stock")},
        bought=True,
    )


KIND = Kind("sales", _read, deeds.save)
load = partial(load_rows, KIND)
