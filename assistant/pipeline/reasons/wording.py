"""Words of records, short enough for a reason: the car, who sold it, when we last wrote."""

from collections.abc import Callable
from datetime import datetime

from assistant.records import Message, Record, Session, Teammate, Vehicle

LONGEST = 90  # characters of what stands in a reason


def car_of(session: Session, record: Record) -> str:
    """ "Forester"; the whole name where no row of the car is there, "car" where nobody wrote it down."""
    vehicle = session.get(Vehicle, record.vehicle_id) if record.vehicle_id else None
    return (vehicle.model if vehicle else "") or record.data.get("vehicle", "") or "car"


def seller(session: Session, record: Record) -> int | None:
    """Our person in the record, if they are still here."""
    if record.teammate_id is not None:
        mate = session.get(Teammate, record.teammate_id)
        return mate.id if mate is not None and mate.active else None
    name = record.data.get("teammate", "").lower()
    mates = session.scalars(Teammate.of_store(record.store_id)) if name else ()
    return next((mate.id for mate in mates if mate.name.lower() == name), None)


def last_word(session: Session, since: Record, day: Callable[[datetime], str]) -> str:
    """ "Sam last wrote on November 20"; empty where nobody has since the record."""
    last = session.scalars(Message.last_personal(since.customer_id)).first()
    if last is None or last.at <= since.at:
        return ""
    who = (last.sender_name.split(",")[0].split() or ["somebody"])[0]
    return f"{who} last wrote {day(last.at)}"


def clipped(text: str) -> str:
    words = " ".join(text.split())
    return words if len(words) <= LONGEST else words[: LONGEST - 1].rsplit(" ", 1)[0] + "…"
