"""A bill of ours that they hold in their hand: which visit it was, by the amount that they name."""

from assistant.core.fact import FactKind
from assistant.drafters.composing import when
from assistant.drafters.composing.about_shop import name_of
from assistant.drafters.composing.matter import Matter
from assistant.drafters.composing.said import Said


def named(matter: Matter) -> list[Said]:
    """ "The $421.15 of last Friday was for the 60,000-mile service"; empty where no amount is ours."""
    for fact in matter.of(FactKind.REPAIR):
        amount, at = fact.data.get("amount", ""), when.read(fact.data.get("at", ""))
        if not amount or not at or amount.lstrip("$") not in matter.inquiry.text or matter.tongue.signs:
            continue
        text = matter.say(
            "bill-named",
            amount=amount,
            day=matter.tongue.on(matter.tongue.past(at, matter.now)),
            work=" and ".join(one.strip() for one in fact.data.get("work", "").split(";") if one.strip()),
            car=name_of(matter, fact),
        )
        return [Said(text, (fact,))]
    return []
