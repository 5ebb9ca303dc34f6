"""The kinds of reasons to write first, and what each of them is."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class TouchKind(StrEnum):
    """Kept as these words. In the order in which they come up, where a customer would have several."""

    DELAY = "delay"
    NO_NEWS = "no-news"
    DATE = "date"
    THANKS = "thanks"
    GESTURE = "gesture"
    DELIVERED = "delivered"
    INTRODUCTION = "introduction"
    SETTLED_IN = "settled-in"
    ANNIVERSARY = "anniversary"
    SURVEY = "survey"
    YEAR_GAP = "year-gap"
    OPEN_GAP = "open-gap"
    SERVICE_DUE = "service-due"
    NEXT_RUNG = "next-rung"


@dataclass(frozen=True)
class About:
    """`of_a_matter`: it tells of something that is open, so nothing else of that customer holds it back.

    `commercial`: it may not be written to somebody who wants nothing of the kind. `unit` is what the days of
    its rule count from. `personal`: whoever of ours stands in the record writes, of whichever department.
    """

    name: str
    unit: str
    department: str = "sales"
    commercial: bool = False
    of_a_matter: bool = False
    personal: bool = False

    def when(self, days: int) -> str:
        """ "3 days after the sale", "1 day before the date", "after it, at once"."""
        if days == 0:
            return f"at once{self.unit.partition('days')[2]}"
        return f"{days} {self.unit.replace('days', 'day', 1) if days == 1 else self.unit}"


K = TouchKind
ABOUT: Mapping[TouchKind, About] = {
    K.DELAY: About("A part or a car is delayed", "days after we learn of it", "service", of_a_matter=True),
    K.NO_NEWS: About(
        "No news while something is open", "business days without a word", "service", of_a_matter=True
    ),
    K.DATE: About("A date that they told us", "days before the date", commercial=True),
    K.THANKS: About("Thanks for a referral or good words", "days after we learn of it", personal=True),
    K.GESTURE: About(
        "A small gesture, unasked",
        "days after a promise not kept in time; from options with the topic “gesture”",
        personal=True,
    ),
    K.DELIVERED: About("The first days with the car", "days after the sale", commercial=True),
    K.INTRODUCTION: About("The service adviser introduced", "days after the sale", commercial=True),
    K.SETTLED_IN: About("Settled in with the car", "days after the sale", commercial=True),
    K.ANNIVERSARY: About("The day they bought the car", "days after the day, each year", commercial=True),
    K.SURVEY: About("Were they content?", "days after the matter was closed", "service", commercial=True),
    K.YEAR_GAP: About(
        "Long after the sale, and no word for half a year",
        "days after the sale, and once more after twice as many",
        commercial=True,
    ),
    K.OPEN_GAP: About("A quote, question or promise gone silent", "days without a word", commercial=True),
    K.SERVICE_DUE: About("Service due", "days after the last visit", "service", commercial=True),
    K.NEXT_RUNG: About(
        "Close to the next level",
        "days after the last visit; with a taste of it, from options with the topic “taste”",
        "service", commercial=True,
    ),
}  # fmt: skip


@dataclass(frozen=True)
class Occasion:
    """What a composer is told of a reason to write first: its kind and the fact that it rests on.

    `names` is what no fact holds: the name of the level that is near, or the address of a page.
    """

    kind: TouchKind
    fact: str = ""  # a Fact.id: "sale:17", "promise:4"
    names: str = ""
