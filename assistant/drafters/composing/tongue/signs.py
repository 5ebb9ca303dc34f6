"""Words of a customer by which the composer decides what to say; each language has its own for each sign."""

from enum import StrEnum


class Sign(StrEnum):
    """What a message shows, found by the pattern of its language."""

    LATE = "late"  # they will be late for an appointment
    DELAYED = "delayed"  # so, and not stranded
    CANCEL = "cancel"
    STRANDED = "stranded"
    HAGGLE = "haggle"  # they want a better price
    SEATS = "seats"
    STARS = "stars"
    PHOTO = "photo"
    SHOP = "shop"  # about work on a car
    OPEN = "open"  # a question that yes answers: "are you open Sunday?"
    THERE = "there"  # a question of whether a car is there
    HOLD = "hold"  # keep a car for them
    FINANCED = "financed"
    BROUGHT_BACK = "brought-back"
    PAPERS = "papers"  # what they must bring
    CASE = "case"  # something of theirs that papers for most people do not fit
    COSTS = "costs"
    HOW_LONG = "how-long"
    LIFT = "lift"  # somebody to drive them
    NUDGE = "nudge"  # they wrote before and wait
    WHERE = "where"  # they say where they are
    LOANER = "loaner"
