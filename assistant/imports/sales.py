"""Sales: who bought which car, when, from whom."""

from collections.abc import Mapping
from datetime import datetime

from assistant.imports import cells, deeds
from assistant.imports.batch import Kind, Progress, Run
from assistant.imports.batch import load as load_rows
from assistant.imports.cars import car
from assistant.imports.deeds import Deed
from assistant.imports.people import person
from assistant.imports.report import Report, Unusable
from assistant.imports.table import Row, Source
from assistant.records import RecordKind, Sessions


def load(
    sessions: Sessions,
    store_id: int,
    file: Source,
    *,
    mapping: Mapping[str, str] | None = None,
    now: datetime,
    progress: Progress | None = None,
) -> Report:
    return load_rows(KIND, sessions, store_id, file, mapping=mapping, now=now, progress=progress)


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
