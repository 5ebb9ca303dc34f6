"""Whether two customers may be one: what they share, whether that is enough to ask, and how it is said."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class Hint(StrEnum):
    """What two customers have in common, the strongest first."""

    EMAIL = "email"
    PHONE = "phone"
    VIN = "vin"
    PLATE = "plate"
    NAME = "name"
    ADDRESS = "address"
    CAR = "car"  # the same year, make and model
    MAILBOX = "mailbox"  # the same before the @, elsewhere
    COMPANY = "company"


ALONE = frozenset({Hint.EMAIL, Hint.PHONE, Hint.VIN, Hint.PLATE})
"""Each enough to ask about; any other takes the same name, or nearly, and one more."""
ORDER = tuple(Hint)


@dataclass(frozen=True)
class Shared:
    """One thing in common; `words` say it: "same phone number"."""

    hint: Hint
    words: str


def enough(shared: Iterable[Shared]) -> bool:
    hints = {one.hint for one in shared}
    return bool(hints & ALONE) or (Hint.NAME in hints and len(hints) > 1)


def sentence(shared: Iterable[Shared], *, unlike: str = "") -> str:
    """ "Same phone number; both own a 2019 Outback". `unlike` is what speaks against it."""
    ordered = sorted(shared, key=lambda one: ORDER.index(one.hint))
    said = "; ".join([*(one.words for one in ordered), *([unlike] if unlike else [])])
    return said[:1].upper() + said[1:]


def weight(shared: Iterable[Shared], *, unlike: str = "") -> int:
    """What is likelier stands first: higher is likelier."""
    hints = {one.hint for one in shared}
    strong = sum(3 for hint in hints & ALONE)
    return strong + 2 * (Hint.NAME in hints) + len(hints - ALONE - {Hint.NAME}) - 3 * bool(unlike)
