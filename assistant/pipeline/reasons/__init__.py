"""Whom there is a reason to write to, and the reason in one sentence: made of records, never of a guess."""

from collections.abc import Callable, Iterator, Mapping

from assistant.core.touches import TouchKind
from assistant.pipeline.reasons.look import Candidate, Look
from assistant.pipeline.reasons.of_matters import delay, no_news, open_gap
from assistant.pipeline.reasons.of_people import date, gesture, thanks
from assistant.pipeline.reasons.of_sales import after_sale, anniversary, introduction, year_gap
from assistant.pipeline.reasons.of_visits import next_rung, service_due, survey

K = TouchKind
FINDERS: Mapping[TouchKind, Callable[[Look], Iterator[Candidate]]] = {
    K.DELAY: delay,
    K.NO_NEWS: no_news,
    K.DATE: date,
    K.THANKS: thanks,
    K.GESTURE: gesture,
    K.DELIVERED: after_sale("3d", "nobody has asked since how it goes"),
    K.INTRODUCTION: introduction,
    K.SETTLED_IN: after_sale("3w", "nobody has asked how it goes"),
    K.ANNIVERSARY: anniversary,
    K.SURVEY: survey,
    K.YEAR_GAP: year_gap,
    K.OPEN_GAP: open_gap,
    K.SERVICE_DUE: service_due,
    K.NEXT_RUNG: next_rung,
}


def candidates(look: Look) -> list[Candidate]:
    """Of one kind, the soonest to lapse first."""
    found = sorted(FINDERS[look.rule.kind](look), key=lambda one: one.best_before)
    return found[: look.at_most]


__all__ = ["FINDERS", "Candidate", "Look", "candidates"]
