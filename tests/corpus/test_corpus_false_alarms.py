"""Good replies of people are let through: how often a check stops or warns one of them by mistake.

The desk mails of the corpora are of another trade, and canned; they are looked at by hand, not counted.
"""

from collections import Counter

import pytest
from human import Typed, replies

from assistant.core.checks.finding import Severity

pytestmark = [pytest.mark.corpus, pytest.mark.xdist_group("human")]

BLOCKED, WARNED = 0.02, 0.10
ENOUGH = 200
RIGHTLY = {  # warned, and rightly so; by name of the reply
    "scenario promise-two-weeks-late",  # "this week" without a day
    "scenario short-great-five-stars",  # nothing of theirs is named, and no time
    "text works_nights_late_re_engagement_is_not_a_signoff 0",  # "just following up"
    "text deferred_future_purchase_is_not_reservation 1",  # the same
}
NEW = {
    "fresh-facts",
    "asks-nothing-twice",
    "not-a-copy",
    "pressure-first",
    "offers-options",
    "their-language",
}


@pytest.fixture(scope="module")
def good() -> list[Typed]:
    return [one for one in replies() if not one.name.startswith("mail ")]


def having(good: list[Typed], *severities: Severity) -> list[str]:
    found = [one for one in good if any(f.severity in severities for f in one.findings)]
    return [one.name for one in found if one.name not in RIGHTLY]


def test_there_are_enough_of_them(good):
    assert len(good) >= ENOUGH


def test_hardly_any_is_stopped(good):
    stopped = having(good, Severity.BLOCK)
    assert len(stopped) <= BLOCKED * len(good), stopped


def test_few_are_warned_of(good):
    warned = having(good, Severity.BLOCK, Severity.WARN)
    assert len(warned) <= WARNED * len(good), warned


def test_no_single_rule_warns_often(good):
    rules = Counter(rule for one in good for rule in {f.rule for f in one.findings if f.severity != "note"})
    assert max(rules.values()) <= 0.06 * len(good), rules
    assert sum(rules[rule] for rule in NEW) <= 0.02 * len(good), rules
