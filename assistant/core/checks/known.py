"""What we know of a customer already, by kind of detail: from this message, the thread, or our records."""

import re

from assistant.core.checks.reading import Reading
from assistant.core.fact import FactKind
from assistant.core.inquiry import Detail, VehicleMention
from assistant.core.mentions import EMAIL, PHONE

ON_RECORD = "it is on record"
SEVEN = 7  # digits by which two phone numbers are the same


def known(reading: Reading, detail: Detail) -> str:
    """Their words that told it, or ON_RECORD; empty where nobody knows.

    What is on record counts for a verified recipient only: of another we must ask.
    """
    match detail:
        case Detail.PHONE:
            return _phone(reading) or _on_record(reading, "PHONE")
        case Detail.EMAIL:
            return reading.context.recipient.email or _first(EMAIL, reading) or _on_record(reading, "EMAIL")
        case Detail.NAME:
            return _name(reading)
        case Detail.VEHICLE:
            return _vehicle(reading, own=True) or _owned(reading)
        case Detail.WISH:
            return _vehicle(reading, own=False)
        case Detail.VIN:
            return next((v.vin for v in reading.inquiry.vehicles if v.vin), "") or _told(reading, detail)
        case Detail.TIME:
            return _day(reading)
    return _told(reading, detail)


def _told(reading: Reading, detail: Detail) -> str:
    return next((one.words for one in reading.inquiry.told if one.what is detail), "")


def _first(pattern: re.Pattern[str], reading: Reading) -> str:
    found = pattern.search(reading.evidence.said)
    return found[0] if found else ""


def _on_record(reading: Reading, kind: str) -> str:
    context = reading.context
    held = context.recipient.verified and any(value for have, value in context.on_record if have == kind)
    return ON_RECORD if held else ""


def _phone(reading: Reading) -> str:
    """A number that they wrote, and that is not ours."""
    ours = _digits(f"{reading.context.signer.phone} {reading.context.store.phone}")
    found = [number[0] for number in PHONE.finditer(reading.evidence.said)]
    found += [one.words for one in reading.inquiry.told if one.what is Detail.PHONE]
    return next(
        (one for one in found if len(_digits(one)) >= SEVEN and _digits(one)[-SEVEN:] not in ours), ""
    )


def _digits(text: str) -> str:
    return re.sub(r"\D", "", text)


def _name(reading: Reading) -> str:
    name = reading.context.recipient.name
    named = name and "@" not in name and "_" not in name and not re.search(r"\d", name)
    return name if named else ""


def _vehicle(reading: Reading, *, own: bool) -> str:
    """The one vehicle that they named; of two we may ask which."""
    named = [vehicle for vehicle in reading.inquiry.vehicles if vehicle.own is own and _says_which(vehicle)]
    models = {vehicle.model.lower() for vehicle in named}
    return named[0].text if len(models) == 1 else ""


def _says_which(vehicle: VehicleMention) -> bool:
    return bool(vehicle.model or vehicle.stock)


def _owned(reading: Reading) -> str:
    owned = reading.context.of_kind(FactKind.OWNED) if reading.context.recipient.verified else ()
    return ON_RECORD if len(owned) == 1 else ""


def _day(reading: Reading) -> str:
    """A day to come that they named, and of which the reply does not speak."""
    today, spoken_of = reading.context.now.date(), {moment.day for moment in reading.moments}
    days = [when for when in reading.inquiry.times if when.day and when.day >= today]
    return next((when.text for when in days if when.day not in spoken_of), "")
