"""Cells in many writings."""

from zoneinfo import ZoneInfo

import pytest

from assistant.imports import cells
from assistant.imports.report import Unusable

ZONE = ZoneInfo("America/New_York")


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("2019-03-24", "2019-03-24T12:00:00-04:00"),
        ("2019-03-24 15:30", "2019-03-24T15:30:00-04:00"),
        ("2019-03-24T15:30:00Z", "2019-03-24T11:30:00-04:00"),
        ("2019-03-24T15:30:00.123", "2019-03-24T15:30:00-04:00"),
        ("3/24/2019", "2019-03-24T12:00:00-04:00"),
        ("03/04/19 4:15 pm", "2019-03-04T16:15:00-05:00"),
        ("24/3/2019", "2019-03-24T12:00:00-04:00"),
        ("4.3.2019", "2019-03-04T12:00:00-05:00"),
        ("24-Mar-19", "2019-03-24T12:00:00-04:00"),
        ("24 March 2019", "2019-03-24T12:00:00-04:00"),
        ("March 24, 2019 9 AM", "2019-03-24T09:00:00-04:00"),
        ("Mar. 24th, 2019", "2019-03-24T12:00:00-04:00"),
        ("20190324", "2019-03-24T12:00:00-04:00"),
        ("1553428800", "2019-03-24T08:00:00-04:00"),
        ("12/31/69", "2069-12-31T12:00:00-05:00"),
    ],
)
def test_dates_in_the_writings_of_other_programs(text, iso):
    assert cells.moment(text, ZONE).isoformat() == iso


@pytest.mark.parametrize("text", ["", "soon", "13/45/2019", "2019-02-30", "1/1/1850", "2019-03-24 25:00"])
def test_what_is_no_date_says_so(text):
    with pytest.raises(Unusable, match="cannot be read"):
        cells.moment(text, ZONE)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("$31,450", 3145000),
        ("31450.00", 3145000),
        ("1.234,50 €", 123450),
        ("12,5", 1250),
        ("USD 9", 900),
        ("1.234.567", 123456700),
    ],
)
def test_prices_in_many_writings(text, value):
    assert cells.cents(text) == value


@pytest.mark.parametrize("text", ["call", "-5", "1-2", "99999999999"])
def test_what_is_no_price_says_so(text):
    with pytest.raises(Unusable):
        cells.cents(text)


@pytest.mark.parametrize(("text", "value"), [("61,200 mi", 61200), ("61k", 61000), ("100 km", 62), ("0", 0)])
def test_mileage_in_many_writings(text, value):
    assert cells.miles(text) == value


@pytest.mark.parametrize(
    "text", ["1HGCM82633A00435", "1HGCM82633A0043522", "1HGCM82633I004352", "1HGCM82633A00435!"]
)
def test_what_is_no_vin_says_so(text):
    with pytest.raises(Unusable, match="is no VIN"):
        cells.vin(text)


@pytest.mark.parametrize(
    ("text", "e164"),
    [
        ("(614) 555-0177", "+16145550177"),
        ("+44 20 7946 0958", "+442079460958"),
        ("614.555.0177 x12", "+16145550177"),
    ],
)
def test_phones_become_e164(text, e164):
    assert cells.phone(text, "US") == e164


@pytest.mark.parametrize("text", ["8637804", "none", "12"])
def test_a_number_without_its_area_code_is_none(text):
    with pytest.raises(Unusable):
        cells.phone(text, "US")


def test_fingerprints_do_not_run_into_each_other():
    assert cells.fingerprint("ab", "c") != cells.fingerprint("a", "bc")


@pytest.mark.parametrize("text", ["1e9", "1E+09", "3.1e4 mi"])
def test_a_number_that_a_spreadsheet_shortened_is_never_guessed(text):
    with pytest.raises(Unusable, match="shortened"):
        cells.miles(text)
