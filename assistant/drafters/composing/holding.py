"""Keeping a car for somebody: what a deposit does, and whether it can be taken."""

import re

from assistant.core.fact import Fact
from assistant.core.when_patterns import COUNTS
from assistant.drafters.composing import about_stock, cars
from assistant.drafters.composing.matter import Matter
from assistant.drafters.composing.said import Part, Said

HELD_FOR = re.compile(r"\bfor (?P<days>\w+) days\b")


def hold(matter: Matter, index: int, found: list[Fact], policy: Fact) -> list[Part]:
    """What it takes to keep a car for them, and that it is there."""
    found = found or cars.named_before(matter)
    there = len(found) == 1 and about_stock.is_here(found[0])
    one = [about_stock.here(matter, found[0], confirms=False)] if there and not matter.context.thread else []
    free = not found or any(about_stock.is_here(fact) for fact in found)
    if matter.tongue.signs:
        return [*one, Said(policy.text, (policy,), (index,))]
    text = matter.say(
        "hold-yes",
        policy=policy.text,
        free=free,
        day=_covered(matter, policy) if there else "",
        car=cars.car(found[0]) if there else "",
    )
    asks = [Said(matter.say("hold-ask"))] if free else []
    return [*one, Said(text, (policy,), (index,)), *asks]


def _covered(matter: Matter, policy: Fact) -> str:
    """The day until which they want it held, where the deposit holds it for as long."""
    days = HELD_FOR.search(policy.text)
    last = max((one.day for one in matter.inquiry.times if one.day), default=None)
    held = COUNTS.get(days["days"].lower(), 0) if days else 0
    near = last is not None and 0 < (last - matter.now.date()).days <= held
    return matter.tongue.day(last, matter.now.date()) if last and near else ""
