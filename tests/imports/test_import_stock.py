"""Stock and free times."""

from datetime import UTC, datetime, timedelta

import pytest

from assistant.records import Slot, StockState, Vehicle

NOW = datetime(2026, 11, 24, 15, 0, tzinfo=UTC)  # as in conftest.py
HEAD = "Stock #,VIN,Year,Brand,Model,Color,Mileage,Price,Status\n"
CAR = 'P1234, 4s4btgpd3n3123456 ,2022,subaru,outback,Blue,"21,480 mi","$31,450",\n'


def stock(sessions) -> list[Vehicle]:
    with sessions() as session:
        return list(session.scalars(Vehicle.in_stock(1)))


def test_dirty_cells_become_clean_values(load, sessions):
    load("stock", HEAD + CAR)
    (car,) = stock(sessions)
    assert (car.stock, car.vin, car.name, car.mileage) == (
        "P1234",
        "4S4BTGPD3N3123456",
        "2022 Subaru Outback",
        21480,
    )
    assert (car.price_cents, car.price, car.state) == (3145000, "$31,450", StockState.HERE)


def test_a_new_price_changes_the_car(load, sessions):
    load("stock", HEAD + CAR)
    report = load("stock", HEAD + CAR.replace("31,450", "30,900"), now=NOW + timedelta(days=1))
    assert (report.changed, stock(sessions)[0].price) == (1, "$30,900")


def test_the_same_list_confirms_the_car(load, sessions):
    load("stock", HEAD + CAR)
    report = load("stock", HEAD + CAR, now=NOW + timedelta(days=1))
    assert (report.same, stock(sessions)[0].seen_at) == (1, NOW + timedelta(days=1))


def test_a_list_without_states_does_not_free_a_held_car(load, sessions):
    load("stock", HEAD + CAR.replace(",\n", ",Deposit taken\n"))
    load("stock", HEAD + CAR)
    assert stock(sessions)[0].state is StockState.HELD


def test_a_bad_vin_is_left_out_where_a_stock_number_stands(load, sessions):
    report = load("stock", HEAD + "P1,123,2020,Kia,Soul,red,10,9000,\n")
    assert (stock(sessions)[0].vin, len(report.remarks)) == ("", 1)


def test_a_car_with_neither_number_is_refused(load):
    report = load("stock", HEAD + ",OOO,2020,Kia,Soul,red,10,9000,\n")
    assert (
        report.refused[0].reason == "no stock number and no VIN ('OOO' is none); nothing to know this car by"
    )


def test_a_free_time_is_in_the_stores_zone(load, sessions):
    load("slots", "Department,Date,Start,Duration,Label\nService,11/25/2026,8:30 AM,45,Bay 2\n")
    with sessions() as session:
        slot = session.scalars(Slot.free(1, NOW)).one()
    assert (slot.starts_at, slot.ends_at - slot.starts_at) == (
        datetime(2026, 11, 25, 13, 30, tzinfo=UTC),
        timedelta(minutes=45),
    )


def test_a_booked_time_stays_booked(load, sessions):
    text = "Department,Start,End\nsales,2026-11-25 09:00,2026-11-25 09:30\n"
    load("slots", text)
    with sessions.begin() as session:
        session.scalars(Slot.free(1, NOW)).one().hold(None)
    assert load("slots", text).same == 1
    with sessions() as session:
        assert session.scalars(Slot.free(1, NOW)).all() == []


@pytest.mark.parametrize(
    "cells", ["Service,,9:00,", "Service,11/25/2026,,", ",11/25/2026,9:00,", "Service,11/25/2026,9:00,8:00"]
)
def test_a_time_that_cannot_be_offered_is_refused(load, cells):
    assert len(load("slots", f"Department,Date,Start,End\n{cells}\n").refused) == 1
