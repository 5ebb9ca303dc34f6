"""Exports of strangers: every row is in, or refused with a reason; again it changes nothing."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from assistant.imports import LOADERS
from assistant.records import Store
from assistant.records.database import migrate, open_database, sessions_of

HISTORY = Path(__file__).parents[2].parent / "shared" / "corpora" / "customer_history"
NOW = datetime(2026, 11, 24, 15, 0, tzinfo=UTC)
FILES = [
    # file, kind, mapping, rows, of them refused
    ("usa-cars/USA_cars_datasets.csv", "stock", {}, 700, 0),
    ("autolog/vehicles.csv", "stock", {}, 4, 4),
    ("autolog/service_history.csv", "service", {}, 5, 5),
    ("vehicle-maintenance-system/customers.csv", "customers", {"1": "key", "2": "name", "3": "phone"}, 5, 0),
    (
        "vehicle-maintenance-system/repair_orders.csv", "service",
        {"1": "key", "2": "phone", "3": "work", "4": "at", "5": "status", "7": "work", "9": "work"}, 12, 0,
    ),
    ("car-sales/car_sales.csv", "sales", {}, 1200, 1),  # a buyer named "None", without a whole phone
    ("roundcube-contacts/csv2vcard/outlook.csv", "customers", {}, 1, 0),
    ("roundcube-contacts/csv2vcard/gmail.csv", "customers", {}, 1, 0),
    ("roundcube-contacts/csv2vcard/tb_plain.csv", "customers", {}, 1, 0),
]  # fmt: skip


@pytest.mark.corpus
@pytest.mark.parametrize(("name", "kind", "mapping", "rows", "refused"), FILES)
def test_every_row_is_in_or_refused_with_a_reason(name, kind, mapping, rows, refused):
    path = HISTORY / name
    if not path.exists():
        pytest.skip(f"the shared corpora are not here ({path.name})")
    engine = open_database("sqlite://")
    migrate(engine)
    sessions = sessions_of(engine)
    with sessions.begin() as session:
        session.add(Store(slug="elm", name="Elm", zone="America/New_York"))
    first = LOADERS[kind](sessions, 1, path, mapping=mapping, now=NOW)
    again = LOADERS[kind](sessions, 1, path, mapping=mapping, now=NOW)
    print(f"{name}: {first}")
    assert (first.read, first.taken, len(first.refused)) == (rows, rows - refused, refused)
    assert all(one.reason and one.line for one in first.refused)
    assert (again.added, again.changed, again.same) == (0, 0, first.taken)
