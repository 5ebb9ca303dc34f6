"""Rules of a store: which reasons to write first come up, when, for how long, and how many in a week."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from assistant.core.touches.kind import ABOUT, TouchKind

K = TouchKind
MOST_DAYS, MOST_A_WEEK = 730, 500
SURVEY_FIRST, SURVEY_LAST = 1, 10  # days after a matter was closed


@dataclass(frozen=True)
class Rule:
    """`after` counts as About.unit says; `lasts` is how many days it may still be written from then on."""

    kind: TouchKind
    after: int
    lasts: int
    weekly: int
    on: bool = True


DEFAULTS: Mapping[TouchKind, Rule] = {
    rule.kind: rule
    for rule in (
        Rule(K.DELAY, 0, 2, 60),
        Rule(K.NO_NEWS, 3, 2, 60),
        Rule(K.DATE, 2, 2, 40),
        Rule(K.THANKS, 0, 10, 20),
        Rule(K.GESTURE, 3, 14, 5),
        Rule(K.DELIVERED, 3, 5, 25),
        Rule(K.INTRODUCTION, 10, 8, 25),
        Rule(K.SETTLED_IN, 21, 12, 25),
        Rule(K.ANNIVERSARY, 0, 5, 20),
        Rule(K.SURVEY, 1, 9, 25),
        Rule(K.YEAR_GAP, 365, 30, 15),
        Rule(K.OPEN_GAP, 60, 21, 15),
        Rule(K.SERVICE_DUE, 180, 30, 20),
        Rule(K.NEXT_RUNG, 14, 30, 10),
    )
}


@dataclass(frozen=True)
class Level:
    """What a customer reaches with so many visits to the shop, or cars bought; `taste` is what it brings."""

    name: str
    counts: str  # "services" or "purchases"
    at: int
    taste: str


def rules_of(kept: Mapping[str, Any]) -> dict[TouchKind, Rule]:
    """The rules of a store, in the order of the kinds; what it has not changed is as it comes."""
    return {kind: _read(DEFAULTS[kind], kept.get(kind.value)) for kind in TouchKind}


def rule_as_json(rule: Rule) -> dict[str, Any]:
    return {name: value for name, value in asdict(rule).items() if name != "kind"}


def levels_of(kept: Mapping[str, Any]) -> tuple[Level, ...]:
    return tuple(Level(**one) for one in kept.get("levels", ()))


def valid(rule: Rule) -> Rule:
    """The rule, if it can hold; ValueError with a sentence for whoever typed it."""
    name = ABOUT[rule.kind].name
    if not (0 <= rule.after <= MOST_DAYS and 1 <= rule.lasts <= MOST_DAYS):
        raise ValueError(f"“{name}”: days are a number from 0 to {MOST_DAYS}, and it lasts one day at least.")
    if not 0 <= rule.weekly <= MOST_A_WEEK:
        raise ValueError(f"“{name}”: at most {MOST_A_WEEK} in a week.")
    late = rule.after < SURVEY_FIRST or rule.after + rule.lasts > SURVEY_LAST
    if rule.kind is TouchKind.SURVEY and late:
        raise ValueError(
            f"“{name}” is asked from {SURVEY_FIRST} to {SURVEY_LAST} days after the matter was closed: "
            "sooner nobody knows yet, later nobody remembers."
        )
    return rule


def _read(usual: Rule, kept: Any) -> Rule:
    if not isinstance(kept, Mapping):
        return usual
    known = {name: kept[name] for name in ("after", "lasts", "weekly", "on") if name in kept}
    return Rule(**{**asdict(usual), **known})
