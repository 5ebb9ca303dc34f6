"""Which car a row speaks of, and the customers' own cars."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from assistant.imports import cells
from assistant.imports.batch import Run
from assistant.imports.table import Row
from assistant.records import Customer, Session, StockState, Vehicle

MAKES_OF_TWO_WORDS = ("alfa romeo", "aston martin", "land rover", "rolls royce", "mercedes benz")


@dataclass(frozen=True)
class Car:
    vin: str = ""
    year: int | None = None
    make: str = ""
    model: str = ""
    trim: str = ""
    color: str = ""
    plate: str = ""
    mileage: int | None = None

    @property
    def named(self) -> bool:
        return bool(self.vin or self.model)

    @property
    def name(self) -> str:
        return " ".join(str(part) for part in (self.year, self.make, self.model, self.trim) if part)


def car(row: Row, run: Run) -> Car:
    """What the row says of the car; what cannot be read is remarked on and left out."""
    found = Car(
        vin=run.tried(row, "vin", cells.vin) or "",
        year=run.tried(row, "year", cells.year),
        make=_title(row.get("make")),
        model=_title(row.get("model")),
        trim=row.get("trim"),
        color=row.get("color").lower(),
        plate=row.get("plate").upper(),
        mileage=run.tried(row, "mileage", cells.miles),
    )
    return found if found.model else _described(row.get("vehicle"), found)


def _described(text: str, found: Car) -> Car:
    """ "2019 Subaru Outback Limited" in one cell."""
    words = text.split()
    year = int(words.pop(0)) if words and words[0].isdigit() and len(words[0]) == 4 else found.year
    two = " ".join(words[:2]).lower().replace("-", " ") in MAKES_OF_TWO_WORDS
    make, rest = (" ".join(words[:2]), words[2:]) if two else (" ".join(words[:1]), words[1:])
    if not rest:
        return found
    return replace(found, year=year, make=_title(make), model=_title(rest[0]), trim=" ".join(rest[1:]))


def _title(text: str) -> str:
    """ "OUTBACK" and "outback" as "Outback"; "BMW", "CR-V", "X5" stay."""
    plain = text.isalpha() and (text.islower() or (text.isupper() and len(text) > 4))
    short = len(text) <= 3 and text.lower() not in ("kia", "fit", "ion")
    upper = short or text.lower() == "mini" or any(c.isdigit() for c in text)
    return text.upper() if upper and text.islower() else text.capitalize() if plain else text


class Garage:
    """The customers' own cars of one batch: by VIN, else by what a customer calls them."""

    def __init__(self, session: Session, run: Run, cars: Iterable[Car]) -> None:
        self.session, self.run = session, run
        vins = sorted({car.vin for car in cars if car.vin})
        rows = session.scalars(Vehicle.known(run.store_id, vins=vins, stocks=[]))
        self._by_vin = {row.vin: row for row in rows if row.state is StockState.OWNED}
        self._of: dict[int, list[Vehicle]] = {}

    def owner(self, car: Car) -> int | None:
        known = self._by_vin.get(car.vin) if car.vin else None
        return known.customer_id if known else None

    def open(self, customers: Iterable[Customer]) -> None:
        """Look up what these customers (who have their ids by now) drive."""
        ids = sorted({customer.id for customer in customers})
        for row in self.session.scalars(Vehicle.owned_by_any(ids)):
            self._of.setdefault(int(row.customer_id or 0), []).append(row)

    def put(self, car: Car, customer: Customer, at: datetime, *, bought: bool) -> tuple[Vehicle, bool]:
        """The car as the customer's own, and whether that was news. The last buyer owns it."""
        found = self._by_vin.get(car.vin) if car.vin else self._called(car, customer.id)
        if found is None:
            return self._make(car, customer, at), True
        news = False
        if at >= found.seen_at:
            if bought and found.customer_id != customer.id:
                found.customer_id, news = customer.id, True
            news |= self._tell(found, car)
            found.seen_at = at
        return found, news

    def _make(self, car: Car, customer: Customer, at: datetime) -> Vehicle:
        made = Vehicle(
            store_id=self.run.store_id, customer_id=customer.id, state=StockState.OWNED, vin=car.vin,
            plate=car.plate, year=car.year, make=car.make, model=car.model, trim=car.trim, color=car.color,
            mileage=car.mileage, condition="used", features="", seen_at=at,
        )  # fmt: skip
        self.session.add(made)
        customer.to_compare = True
        if car.vin:
            self._by_vin[car.vin] = made
        self._of.setdefault(customer.id, []).append(made)
        return made

    def _tell(self, found: Vehicle, car: Car) -> bool:
        news = False
        for field in ("year", "make", "model", "trim", "color", "plate", "mileage", "vin"):
            said = getattr(car, field)
            if said and said != getattr(found, field):
                setattr(found, field, said)
                news = True
        return news

    def _called(self, car: Car, customer_id: int) -> Vehicle | None:
        for row in self._of.get(customer_id, ()):
            same_year = not car.year or not row.year or car.year == row.year
            if same_year and (row.make.lower(), row.model.lower()) == (car.make.lower(), car.model.lower()):
                return row
        return None
