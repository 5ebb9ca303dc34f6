"""Another draft on demand: in which way it is to differ from the one that is there."""

from dataclasses import dataclass
from enum import StrEnum


class Way(StrEnum):
    SHORTER = "shorter"
    WARMER = "warmer"
    THEIR_LANGUAGE = "their-language"
    OTHER_OPTIONS = "other-options"  # other times, other cars, other ways out


@dataclass(frozen=True)
class Variation:
    """`text` is the draft that is there; `used` are ids of facts that were offered so far."""

    way: Way
    text: str = ""
    used: frozenset[str] = frozenset()
