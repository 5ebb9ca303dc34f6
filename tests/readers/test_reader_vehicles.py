"""Vehicles by year, make, model, trim, stock number and VIN, theirs and those they want."""

import pytest

NAMED = [
    (
        "Is the 2022 Outback Premium (stock P1234) there?",
        ("2022", "Subaru", "Outback", "Premium", "P1234"),
        False,
    ),
    ("my 2019 Subaru Outback needs brakes", ("2019", "Subaru", "Outback", "", ""), True),
    ("how is the Outback on gas?", ("", "Subaru", "Outback", "", ""), False),
    ("RAV4?", ("", "Toyota", "RAV4", "", ""), False),
    ("Is the F-150 XLT still available", ("", "Ford", "F-150", "XLT", ""), False),
    ("I have a 2017 Honda Civic EX to trade", ("2017", "Honda", "Civic", "EX", ""), True),
    ("my wife's 2015 CR-V", ("2015", "Honda", "CR-V", "", ""), True),
    ("any used '21 Tacoma TRD Off-Road", ("2021", "Toyota", "Tacoma", "TRD Off-Road", ""), False),
    ("my escape leaks", ("", "Ford", "Escape", "", ""), True),
    ("do you have the 26 heritage classic", ("2026", "Harley-Davidson", "Heritage Classic", "", ""), False),
    ("do you still have stock #U123-456?", ("", "", "", "", "U123-456"), False),
]


@pytest.mark.parametrize(("text", "named", "own"), NAMED, ids=[case[0] for case in NAMED])
def test_a_vehicle_is_read_whole(reader, text, named, own):
    (vehicle,) = reader.vehicles.read(text)
    assert (vehicle.year, vehicle.make, vehicle.model, vehicle.trim, vehicle.stock) == named
    assert vehicle.own is own


def test_the_trade_is_theirs_and_the_wanted_one_is_not(reader):
    vehicles = reader.vehicles.read("Can I trade my Civic for a RAV4?")
    assert [(vehicle.model, vehicle.own) for vehicle in vehicles] == [("Civic", True), ("RAV4", False)]


def test_a_vin_has_seventeen_letters_of_its_alphabet(reader):
    assert [vehicle.vin for vehicle in reader.vehicles.read("VIN 4s4btacc5n3123456")] == ["4S4BTACC5N3123456"]
    assert reader.vehicles.read("4S4BTACC5N31234567 OQI4BTACC5N312345") == ()


WORDS = [
    "escape from here, focus on it",
    "The pilot said so",
    "code P0301 came up",
    "RO 12345",
    "a smart choice",
]


@pytest.mark.parametrize("text", WORDS)
def test_ordinary_words_and_codes_are_no_vehicles(reader, text):
    assert reader.vehicles.read(text) == ()
