"""A short turn that takes one of what our last line offered: "the second one", "ok the 2nd", "the later"."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar

from assistant.core.inquiry import Question, Topic, VehicleMention, When
from assistant.core.words import listed
from assistant.readers.offered import later, offered, proposed, taken
from assistant.readers.reading import Reading
from assistant.readers.sentences import visible
from assistant.readers.turns import whole
from assistant.readers.vehicles import Vehicles

FEW = 9  # words; who says more names the thing
YES = listed(
    """yes ya yah yea yeah yep yup ok okay k kk sure perfect great works good fine deal down book awesome
    cool absolutely definitely sí si claro perfecto vale"""
)
BESIDE_YES = listed(
    """that that's thats sounds it it'll for me us put please thanks thank you do lets let's see then there be
    i'll ill will take the one time is would be so very gracias bien está"""
)
FIRST = re.compile(r"(?i)\b(?:first|1st|former|earlier|sooner|primer[ao]?)\b")
SECOND = re.compile(r"(?i)\b(?:second|2nd|latter|later|last|other|segund[ao])\b(?! of\b)(?! time\b)")
T = TypeVar("T")


@dataclass(frozen=True)
class Chosen:
    """What they took, and the turn as one request about it."""

    question: Question
    times: tuple[When, ...] = ()
    vehicles: tuple[VehicleMention, ...] = ()


def chosen(reading: Reading, vehicles: Vehicles) -> Chosen | None:
    """None where the turn picks nothing, or our last line offered no two things of a kind."""
    line = next((line for line in reversed(reading.turn.thread) if not line.from_customer), None)
    place = _place(reading)
    if line is None or reading.words > FEW or not reading.sentences:
        return None
    shown = visible(line.text)
    clock = offered(shown, line.at.astimezone(reading.turn.at.tzinfo))
    if other := proposed(reading.shown, clock):
        return Chosen(whole(reading, Topic.APPOINTMENT), times=(other,))
    if moved := later(reading.shown, clock):
        return Chosen(whole(reading, Topic.CHANGE), times=(moved,))
    if "?" not in reading.shown and (one := taken(reading.times, clock)):
        return Chosen(whole(reading, Topic.APPOINTMENT), times=(one,))
    if place is None:
        agreed = agrees(reading.shown) and len(clock) == 1 and "?" in shown
        return Chosen(whole(reading, Topic.APPOINTMENT), times=(clock[0],)) if agreed else None
    if len(clock) > 1:
        return Chosen(whole(reading, Topic.APPOINTMENT), times=(_pick(clock, place),))
    cars = _each(vehicles.read(shown))
    if len(cars) > 1:
        return Chosen(whole(reading, Topic.AVAILABILITY), vehicles=(_pick(cars, place),))
    return None


def agrees(said: str) -> bool:
    """ "ya works put me down": nothing but words of a yes, one of which says it."""
    words = [word for word in re.findall(r"[a-zñáéíóú']+", said.lower()) if word]
    return bool(words) and set(words) <= YES | BESIDE_YES and bool(YES & set(words))


def _place(reading: Reading) -> int | None:
    text = reading.shown
    if "?" in text or "\n" in text.strip():
        return None
    if SECOND.search(text):
        return None if FIRST.search(text) else 1
    return 0 if FIRST.search(text) else None


def _pick(offered: Sequence[T], place: int) -> T:
    return offered[-1] if place else offered[0]


def _each(found: Sequence[VehicleMention]) -> list[VehicleMention]:
    """Every car once, in the order of the line."""
    kept: dict[tuple[str, str], VehicleMention] = {}
    for one in found:
        if one.model and not one.own:
            kept.setdefault((one.year, one.model), one)
    return list(kept.values())
