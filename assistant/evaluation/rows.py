"""The rows that a scenario adds to the sample: people, history, promises, changes of the stock."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from assistant.evaluation.scenario import BadScenario, Scenario, moment
from assistant.records import (
    Customer,
    IdentityKind,
    Promise,
    Record,
    RecordKind,
    Session,
    StockState,
    Store,
    Teammate,
    Vehicle,
)

Row = Mapping[str, Any]
CAR = ("year", "make", "model", "trim", "color", "mileage", "features", "seats", "condition")


@dataclass
class Rows:
    """`people` are the store's teammates by name."""

    session: Session
    store: Store
    scenario: Scenario
    at: datetime
    people: dict[str, Teammate] = field(default_factory=dict)

    def add(self) -> None:
        for row in self._of_kind("customers"):
            self._customer(row)
        for row in self._of_kind("stock"):
            self._stock(row)
        self.session.flush()
        for row in self._of_kind("history"):
            self._record(row)
        for row in self._of_kind("promises"):
            self._promise(row)
        self.session.flush()

    def _of_kind(self, name: str) -> Iterable[Row]:
        return self.scenario.given.get(name) or ()

    def _customer(self, row: Row) -> None:
        since = moment(row.get("since"), self.at - timedelta(days=700))
        made = Customer(store_id=self.store.id, key=row["key"], name=row["name"], since=since)
        if row.get("email"):
            made.proves(IdentityKind.EMAIL, row["email"], "imported", since)
        self.session.add(made)
        self.session.flush()
        if owns := row.get("owns"):
            year, make, model, *trim = str(owns).split()
            self.session.add(
                Vehicle(
                    store_id=self.store.id,
                    customer_id=made.id,
                    state=StockState.OWNED,
                    year=int(year),
                    make=make,
                    model=model,
                    trim=" ".join(trim),
                    seen_at=since,
                )
            )

    def _stock(self, row: Row) -> None:
        """A change of a car of the sample, or one more."""
        known = self.session.scalars(Vehicle.known(self.store.id, vins=[], stocks=[row["stock"]])).first()
        car = known or Vehicle(store_id=self.store.id, stock=row["stock"])
        for name in CAR:
            if name in row:
                setattr(car, name, row[name])
        if "price" in row:
            car.price_cents = int(row["price"]) * 100
        car.state, car.seen_at = StockState(row.get("status", "here")), self.at - timedelta(hours=2)
        self.session.add(car)

    def _record(self, row: Row) -> None:
        """`{repair: the sentence, customer: N1001, at: …, work: …}`: further keys are the fact's data."""
        kind = next((kind for kind in RecordKind if kind.value in row), None)
        if kind is None:
            raise BadScenario(
                f"{self.scenario.slug}: a row of the history has no kind of {list(RecordKind)}."
            )
        data = {k: str(v) for k, v in row.items() if k not in (kind.value, "customer", "at")}
        for name in ("ready_at",):
            if name in data:
                data[name] = moment(data[name], self.at).isoformat()
        self.session.add(
            Record(
                store_id=self.store.id,
                customer_id=self._of(row).id,
                kind=kind,
                at=moment(row.get("at"), self.at),
                text=row[kind.value],
                data={"text": row[kind.value], **data},
            )
        )

    def _promise(self, row: Row) -> None:
        self.session.add(
            Promise(
                store_id=self.store.id,
                customer=self._of(row),
                who=self.people[row["who"]],
                what=row["what"],
                made_at=moment(row["made"], self.at),
                due=moment(row["due"], self.at),
            )
        )

    def _of(self, row: Row) -> Customer:
        return self.session.scalars(Customer.with_keys(self.store.id, [row["customer"]])).one()
