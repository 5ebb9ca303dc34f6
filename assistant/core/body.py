"""Body styles and the models of each, by which "a truck" means a car of ours."""

import re
from collections.abc import Mapping

MODELS: Mapping[str, str] = {
    "truck": "f-150 silverado tacoma tundra ranger colorado ram 1500 frontier ridgeline sierra maverick",
    "suv": "outback forester rav4 cr-v highlander crosstrek pilot explorer equinox rogue ascent "
    "cx-5 cx-30 cx-50 cx-9 telluride sorento tucson sportage escape solterra traverse atlas palisade",
    "sedan": "corolla camry civic accord legacy impreza altima sentra elantra sonata malibu mazda3 prius "
    "cruze forte jetta",
    "van": "sienna odyssey pacifica transit",
}
NAMES: Mapping[str, re.Pattern[str]] = {
    "truck": re.compile(
        r"\btrucks?\b|\b(?:an?|any|some|used|new|older|good|cheap) pick-?ups?\b(?! (?:at|from|by|time)\b)",
        re.I,
    ),
    "suv": re.compile(r"\b(?:suvs?|crossovers?)\b", re.I),
    "sedan": re.compile(r"\b(?:sedans?|compacts?|small cars?)\b", re.I),
    "van": re.compile(r"\b(?:mini ?-?)?vans?\b", re.I),
}
MANY_SEATS = 7


def alike(one: str, other: str) -> bool:
    """Whether two models are of one body style."""
    return any({one.lower(), other.lower()} <= set(models.split()) for models in MODELS.values())


def meant(model: str, words: str) -> bool:
    """Whether the words speak of a body style that this model has."""
    return any(
        model.lower() in models.split() and NAMES[name].search(words)
        for name, models in MODELS.items()
        if model
    )


def named(words: str) -> str:
    """The body style that the words speak of: "truck"; empty where they speak of none."""
    return next((name for name, pattern in NAMES.items() if pattern.search(words)), "")


def for_many(seats: str) -> bool:
    """Whether a car with so many seats has a third row."""
    return seats.isdigit() and int(seats) >= MANY_SEATS
