"""Cars in stock: known by stock number, else by VIN."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial

from assistant.imports import cells
from assistant.imports.batch import Kind, Outcome, Run
from assistant.imports.batch import load as load_rows
from assistant.imports.cars import Car, car
from assistant.imports.report import Change, Unusable
from assistant.imports.table import Row
from assistant.records import Session, StockState, Vehicle

STATES: Mapping[str, StockState] = {
    "sold": StockState.SOLD,
    "deliver": StockState.SOLD,
    "held": StockState.HELD,
    "hold": StockState.HELD,
    "pending": StockState.HELD,
    "deposit": StockState.HELD,
    "reserved": StockState.HELD,
    "coming": StockState.COMING,
    "transit": StockState.COMING,
    "ordered": StockState.COMING,
    "incoming": StockState.COMING,
    "allocated": StockState.COMING,
}
CONDITIONS = ("certified", "used", "new", "demo")


@dataclass(frozen=True)
class Stocked:
    stock: str
    car: Car
    state: StockState | None
    condition: str
    price_cents: int | None
    features: str
    seats: int | None


def _read(row: Row, run: Run) -> Stocked:
    found, stock = car(row, run), row.get("stock").upper()
    if not stock and not found.vin:
        bad = f" ({row.get('vin')!r} is none)" if row.get("vin") else ""
        raise Unusable(f"no stock number and no VIN{bad}; nothing to know this car by")
    if not found.named:
        raise Unusable("no model and no VIN; nothing says which car it is")
    said, condition = row.get("state").lower(), row.get("condition").lower()
    seats = run.tried(row, "seats", cells.number)
    return Stocked(
        stock=stock,
        car=found,
        state=next((state for word, state in STATES.items() if word in said), None),
        condition=next((word for word in CONDITIONS if word in condition), ""),
        price_cents=run.tried(row, "price", cells.cents),
        features=row.get("features"),
        seats=round(seats) if seats is not None else None,
    )


def _save(session: Session, run: Run, items: list[Stocked]) -> list[Outcome]:
    stocks = sorted({item.stock for item in items if item.stock})
    vins = sorted({item.car.vin for item in items if item.car.vin})
    by_stock: dict[str, Vehicle] = {}
    by_vin: dict[str, Vehicle] = {}
    for row in session.scalars(Vehicle.known(run.store_id, vins=vins, stocks=stocks)):
        if row.state is not StockState.OWNED:
            _remember(row, by_stock, by_vin)
    outcomes: list[Outcome] = []
    for item in items:
        known = by_stock.get(item.stock) or by_vin.get(item.car.vin)
        if known is None:
            known = _made(run, item)
            session.add(known)
            outcomes.append(Change.ADDED)
        else:
            outcomes.append(_tell(known, item, run))
        _remember(known, by_stock, by_vin)
    return outcomes


def _remember(row: Vehicle, by_stock: dict[str, Vehicle], by_vin: dict[str, Vehicle]) -> None:
    if row.stock:
        by_stock[row.stock] = row
    if row.vin:
        by_vin[row.vin] = row


def _said(item: Stocked) -> dict[str, object]:
    """What the row says; what it leaves empty stays as it was. A car in the list without a word is here."""
    fields: dict[str, object] = {**item.car.__dict__, "stock": item.stock, "condition": item.condition}
    fields |= {"price_cents": item.price_cents, "features": item.features, "seats": item.seats}
    return {name: value for name, value in fields.items() if value not in (None, "")} | {
        "state": item.state or StockState.HERE
    }


def _made(run: Run, item: Stocked) -> Vehicle:
    blank: dict[str, object] = dict.fromkeys(
        ("vin", "plate", "make", "model", "trim", "color", "features"), ""
    )
    return Vehicle(store_id=run.store_id, seen_at=run.now, **{**blank, "condition": "used", **_said(item)})


def _tell(row: Vehicle, item: Stocked, run: Run) -> Change:
    said = _said(item)
    if item.state is None and row.state in (StockState.HELD, StockState.SOLD):
        del said["state"]  # a list without states does not undo what a person noted
    news = {name: value for name, value in said.items() if getattr(row, name) != value}
    for name, value in news.items():
        setattr(row, name, value)
    row.seen_at = max(row.seen_at, run.now)
    return Change.CHANGED if news else Change.SAME


KIND = Kind("stock", _read, _save)
load = partial(load_rows, KIND)
