"""Touches: reasons to write first. What kinds there are, the rules that bring them up, what forbids them."""

from assistant.core.touches.kind import ABOUT, About, Occasion, TouchKind
from assistant.core.touches.rule import DEFAULTS, Level, Rule, levels_of, rule_as_json, rules_of, valid
from assistant.core.touches.survey import ASKED_AGAIN, Closed, may_ask

__all__ = [
    "ABOUT",
    "ASKED_AGAIN",
    "DEFAULTS",
    "About",
    "Closed",
    "Level",
    "Occasion",
    "Rule",
    "TouchKind",
    "levels_of",
    "may_ask",
    "rule_as_json",
    "rules_of",
    "valid",
]
