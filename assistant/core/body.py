"""Body styles and the models of each, by which "a truck" means a car of ours."""

import re

MODELS = {
    "truck": "f-150 silverado tacoma tundra ranger colorado ram 1500 frontier ridgeline sierra maverick",
    "suv": "outback forester rav4 cr-v highlander crosstrek pilot explorer equinox rogue ascent "
    "cx-5 cx-30 cx-50 cx-9 telluride sorento tucson sportage escape",
    "sedan": "corolla camry civic accord legacy impreza altima sentra elantra sonata malibu",
    "van": "sienna odyssey pacifica transit",
}


def alike(one: str, other: str) -> bool:
    """Whether two models are of one body style."""
    return any({one.lower(), other.lower()} <= set(models.split()) for models in MODELS.values())


def meant(model: str, words: str) -> bool:
    """Whether the words speak of a body style that this model has."""
    return any(
        model.lower() in models.split() and re.search(rf"\b{name}s?\b", words, re.I)
        for name, models in MODELS.items()
        if model
    )


def named(words: str) -> str:
    """The body style that the words speak of: "truck"; empty where they speak of none."""
    return next((name for name in MODELS if re.search(rf"\b{name}s?\b", words, re.I)), "")
