"""What a question is about, by the phrases of `words/*/topics.txt`."""

from collections.abc import Iterable

from assistant.core.inquiry import Topic
from assistant.readers.words import Hit

# of topics whose phrases weigh the same, the narrower one first
ORDER = (
    Topic.RECALL,
    Topic.CHANGE,
    Topic.TRADE_IN,
    Topic.FINANCE,
    Topic.SERVICE_PRICE,
    Topic.REPAIR_STATUS,
    Topic.PARTS,
    Topic.CALL_BACK,
    Topic.PAPERWORK,
    Topic.HISTORY,
    Topic.HOURS,
    Topic.LOCATION,
    Topic.APPOINTMENT,
    Topic.PRICE,
    Topic.AVAILABILITY,
    Topic.FEATURE,
)
PREFIX = "topic:"
FURTHER = 0.3  # what each phrase besides the longest adds
STRONG = {Topic.RECALL: 2.0, Topic.CHANGE: 0.8}  # one word of these decides
SYMPTOM_OR_SERVICE = ("service", "symptom")


def topic_of(hits: Iterable[Hit]) -> Topic:
    """The topic that the phrases speak for; OTHER where none does."""
    weights, service = _weights(hits)
    if not weights:
        return Topic.APPOINTMENT if service > 1 else Topic.OTHER
    best = max(weights, key=lambda topic: (weights[topic], -ORDER.index(topic)))
    return _narrowed(best, weights, service=service > 0)


def _weights(hits: Iterable[Hit]) -> tuple[dict[Topic, float], int]:
    longest: dict[tuple[str, int], int] = {}
    service = 0
    for hit in hits:
        if hit.label.startswith(PREFIX):
            place = (hit.label, hit.first)
            longest[place] = max(longest.get(place, 0), hit.size)
        elif hit.label in SYMPTOM_OR_SERVICE:
            service += 1
    sizes: dict[Topic, list[int]] = {}
    for (label, _), size in longest.items():
        sizes.setdefault(Topic(label.removeprefix(PREFIX)), []).append(size)
    return {topic: _weight(topic, found) for topic, found in sizes.items()}, service


def _weight(topic: Topic, sizes: list[int]) -> float:
    return min(max(sizes), 4) + FURTHER * (len(sizes) - 1) + STRONG.get(topic, 0.0)


def _narrowed(best: Topic, weights: dict[Topic, float], *, service: bool) -> Topic:
    """ "How much" of an oil change is a service price; "in stock" of brake pads is about parts."""
    if best is Topic.PRICE and (service or Topic.SERVICE_PRICE in weights):
        return Topic.PARTS if Topic.PARTS in weights and not service else Topic.SERVICE_PRICE
    if best in (Topic.AVAILABILITY, Topic.PRICE, Topic.FEATURE) and Topic.PARTS in weights:
        return Topic.PARTS
    if best is Topic.AVAILABILITY and Topic.HISTORY in weights:
        return Topic.HISTORY
    if best is Topic.AVAILABILITY and service and Topic.APPOINTMENT in weights:
        return Topic.APPOINTMENT
    if best is Topic.PRICE and Topic.TRADE_IN in weights and weights[Topic.TRADE_IN] >= 2:
        return Topic.TRADE_IN
    return best
