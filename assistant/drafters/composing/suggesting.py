"""They name what they would spend and whom it is for, but no car: two that are here and cost no more."""

import re

from assistant.core import body
from assistant.core.fact import Fact, FactKind
from assistant.core.inquiry import Question, Topic
from assistant.core.price_limit import price_limit
from assistant.core.words import has_word
from assistant.drafters.composing import cars
from assistant.drafters.composing.matter import Matter
from assistant.drafters.composing.said import Part, Said

LOOKS = re.compile(
    r"\b(?:need\w*|look(?:ing)? (?:for|at)|want|after|find|recommend|suggest\w*|options?|first car|advice"
    r"|anything|something"
    r"|what can i get|what (?:do|would) you (?:have|got|suggest|recommend)|what (?:have you|you) got)\b",
    re.I,
)
ANOTHER = re.compile(
    r"\b(?:something|anything|one) (?:\w+ )?(?:smaller|newer|that|with|else)\b|\bfirst car\b", re.I
)
HAVING = tuple(
    (re.compile(rf"\b(?:{said})\b", re.I), re.compile(rf"\b(?:{listed})\b", re.I))
    for said, listed in (
        ("all[- ]wheel(?: drive)?|awd|4wd|four[- ]wheel", "all[- ]wheel|awd|4wd|four[- ]wheel"),
        ("hybrid", "hybrid"),
        ("heated seats|seat warmers", "heated (?:front )?seats"),
        ("leather", "leather"),
    )
)
NEW_DRIVER = re.compile(
    r"\bnew drivers?\b|\b(?:first|1st) car\b|\b(?:just )?(?:got|getting|gets) (?:his|her"
    r"|their) (?:license|permit)\b"
    r"|\b(?:turns?|turning|is|just turned) (?:16|17|18|sixteen|seventeen|eighteen)\b|\bteen(?:age\w*)?\b"
    r"|\blearning to drive\b",
    re.I,
)
TOPICS = (Topic.AVAILABILITY, Topic.OTHER, Topic.PRICE, Topic.FEATURE)
LEAST = 0.6  # of what they would spend: a car for half of it is another car
MANY = re.compile(
    r"\b(?:three rows?|third row|(?:six|seven|eight|6|7|8) (?:seats|people|adults|passengers|of us)"
    r"|(?:four|4) kids)\b",
    re.I,
)


def suggested(matter: Matter, index: int, question: Question) -> list[Part]:
    """Empty where they name a car or a style, or say nothing of a limit."""
    if new := for_new_driver(matter, index, question):
        return new
    most, wished = price_limit(matter.words), _wished(matter)
    named = any(not one.own and (one.model or one.stock) for one in matter.inquiry.vehicles)
    if not (most or wished) or named or question.topic not in TOPICS or matter.tongue.signs:
        return []
    if body.named(matter.words) or not LOOKS.search(matter.words) or matter.context.thread:
        return []
    found = _within(matter, most, wished)
    if not found:
        return []
    listed = matter.tongue.joined([cars.short(matter, fact) for fact in found])
    said = matter.say("suggested", cars=listed, count=len(found))
    return [Said(said, tuple(found), (index,))]


def for_new_driver(matter: Matter, index: int, question: Question) -> list[Part]:
    """What the store suggests for somebody who has just learned to drive, and which of those are here."""
    known = next(
        (f for f in matter.of(FactKind.KNOWLEDGE) if NEW_DRIVER.search(f.data.get("title", ""))), None
    )
    if known is None or matter.tongue.signs or not NEW_DRIVER.search(matter.words):
        return []
    if question.topic not in TOPICS or any(not one.own and one.model for one in matter.inquiry.vehicles):
        return []
    here = [f for f in matter.of(FactKind.STOCK) if f.data.get("status") == "here"]
    most = price_limit(matter.words) or None
    fits = [
        f
        for f in here
        if has_word(known.text, f.data.get("model") or "-")
        and (most is None or cars.dollars(f.data.get("price", "")) <= most)
    ][:2]
    said: list[Part] = [Said(known.text, (known,), (index,))]
    if fits:
        listed = matter.tongue.joined([cars.short(matter, fact) for fact in fits])
        said.append(Said(matter.say("suggested-here", cars=listed), tuple(fits)))
    return said


def _wished(matter: Matter) -> list[re.Pattern[str]]:
    """What a car must have by their words, where they look for another one."""
    if not ANOTHER.search(matter.words):
        return []
    return [listed for said, listed in HAVING if said.search(matter.words)]


def _within(matter: Matter, most: int, wished: list[re.Pattern[str]]) -> list[Fact]:
    """Two of different models, where there are: the dearest that they can pay; of no limit the cheapest."""
    here = [f for f in matter.of(FactKind.STOCK) if f.data.get("status") == "here"]
    priced = [(cars.dollars(f.data.get("price", "")), f) for f in here]
    wide = MANY.search(matter.words) is not None
    fits = [
        (price, f)
        for price, f in priced
        if (not most or LEAST * most <= price <= most)
        and wide == body.for_many(f.data.get("seats", ""))
        and all(listed.search(f.data.get("features", "")) for listed in wished)
    ]
    ranked = [f for _, f in sorted(fits, key=lambda pair: (-pair[0] if most else pair[0], pair[1].id))]
    first = ranked[:1]
    others = [f for f in ranked[1:] if f.data.get("model") != first[0].data.get("model")]
    return [*first, *(others or ranked[1:])[:1]]
