"""Outcomes added up, and two drafters side by side."""

from collections.abc import Sequence
from dataclasses import asdict
from statistics import median
from typing import Any

from assistant.evaluation.judging import Outcome


def summed(outcomes: Sequence[Outcome]) -> dict[str, Any]:
    """Counts over all scenarios; shares of one."""
    drafted = [one for one in outcomes if not one.failed]
    questions = sum(one.answered + one.owned + one.open for one in drafted)
    asks = sum(one.asks for one in drafted)
    return {
        "scenarios": len(outcomes),
        "passed": sum(one.passed for one in outcomes),
        "no draft": len(outcomes) - len(drafted),
        "with a blocking finding": sum(bool(one.blocking) for one in drafted),
        "with a warning": sum(bool(one.warnings) for one in drafted),
        "unsupported statements": sum(one.unsupported for one in drafted),
        "questions": questions,
        "answered": sum(one.answered for one in drafted),
        "owned": sum(one.owned for one in drafted),
        "open": sum(one.open for one in drafted),
        "kind understood": share(sum(one.kind_right for one in drafted), len(drafted)),
        "named questions heard": share(sum(one.heard for one in drafted), asks),
        "words, median": median(one.words for one in drafted) if drafted else 0,
        "tokens": sum(one.tokens for one in outcomes),
        "cost": round(sum(one.cost for one in outcomes), 4),
        "milliseconds, median": median(one.milliseconds for one in drafted) if drafted else 0,
    }


def share(part: int, whole: int) -> float:
    return round(part / whole, 3) if whole else 1.0


def as_object(name: str, outcomes: Sequence[Outcome]) -> dict[str, Any]:
    """For --json: the sum, then every outcome."""
    return {
        "drafter": name,
        "summary": summed(outcomes),
        "scenarios": [{**asdict(one), "passed": one.passed} for one in outcomes],
    }


def apart(one: Sequence[Outcome], other: Sequence[Outcome]) -> list[tuple[str, str, str]]:
    """(slug, why not the one, why not the other) of scenarios that end differently."""
    pairs = zip(one, other, strict=True)
    return [(a.slug, a.why_not or "passed", b.why_not or "passed") for a, b in pairs if a.passed != b.passed]
