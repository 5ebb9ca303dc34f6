"""Values of what is learned: a habit of writing, whose it is, and what it changes."""

from dataclasses import dataclass, field
from enum import StrEnum

PLACE = "[name]"  # stands for whom a letter greets: a lesson holds nobody's name


class Learned(StrEnum):
    """What sort of thing was learned. Only a preference changes words of a draft."""

    FACT = "fact"
    PREFERENCE = "preference"
    PROCEDURE = "procedure"


class Scope(StrEnum):
    """Where it holds: for all that this teammate writes, or for a part of it; or for the whole store."""

    TEAMMATE = "teammate"
    STORE = "store"
    CUSTOMER = "customer"
    KIND = "kind"


class Habit(StrEnum):
    GREETING = "greeting"
    SIGN_OFF = "sign-off"
    CONTRACTIONS = "contractions"
    SHORTER = "shorter"
    LEFT_OUT = "left-out"
    OTHER = "other"  # in words, as a model put it


@dataclass(frozen=True)
class Lesson:
    """`was` is what drafts say and `becomes` what the teammate makes of it; either may be empty."""

    habit: Habit
    was: str = ""
    becomes: str = ""
    language: str = "en"
    sort: Learned = field(default=Learned.PREFERENCE, compare=False)  # the same words are the same habit


Voice = tuple[Lesson, ...]
"""All that counts for one letter."""
