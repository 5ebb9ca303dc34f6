"""After a sale: the first days, the adviser, the weeks and the years."""

from dataclasses import replace
from datetime import timedelta

from assistant.core.fact import Fact, FactKind
from assistant.core.touches import Occasion
from assistant.core.touches.dates import in_number
from assistant.drafters.composing import handed, when
from assistant.drafters.composing.matter import Matter
from assistant.drafters.composing.said import Said
from assistant.drafters.composing.unasked.known import Letter, car, month, of_id, then, turn, who, work

YEAR = timedelta(days=365)


def delivered(matter: Matter, _: Occasion, about: Fact) -> Letter:
    return _of_sale(matter, about, "first-delivered")


def settled_in(matter: Matter, _: Occasion, about: Fact) -> Letter:
    return _of_sale(matter, about, "first-settled")


def year_gap(matter: Matter, _: Occasion, about: Fact) -> Letter:
    return _of_sale(matter, about, "first-silence")


def _of_sale(matter: Matter, about: Fact, part: str) -> Letter:
    which, whose = turn(about), who(matter, about)["mine"]
    said = matter.say(part, car=car(matter, about), day=then(matter, "at", about), mine=whose, turn=which)
    more = matter.say(f"{part}-then", car=car(matter, about), turn=which)
    return [[Said(said, (about,))], [Said(more)]]


def introduction(matter: Matter, occasion: Occasion, about: Fact) -> Letter:
    adviser = of_id(matter, occasion.names)
    if adviser is None:
        return []
    alone = replace(matter.context, facts=(adviser, about, *matter.of(FactKind.OWNED)))
    return handed.introduces(Matter(matter.inquiry, alone, matter.parts, matter.tongue))


def anniversary(matter: Matter, _: Occasion, about: Fact) -> Letter:
    bought = when.read(about.data.get("at", ""))
    years = round((matter.now - bought) / YEAR) if bought else 0
    if bought is None or not years:
        return []
    which = turn(about)
    first = matter.say(
        "first-anniversary", car=car(matter, about), years=in_number(years), many=years > 1,
        day=then(matter, "at", about), mine=who(matter, about)["mine"], turn=which,
    )  # fmt: skip
    return [[Said(first, (about,))], [_last_visit(matter, which)]]


def _last_visit(matter: Matter, which: int) -> Said:
    visits = [fact for fact in matter.of(FactKind.REPAIR) if fact.data.get("status") == "done"]
    at = when.read(visits[0].data.get("at", "")) if visits else None
    done = work(matter, visits[0]) if at else ""
    last = who(matter, visits[0]) if done else {"mine": False, "who": ""}
    text = matter.say(
        "first-anniversary-then", visit=done, month=month(matter, at) if at else "", turn=which, **last
    )
    return Said(text, tuple(visits[:1]) if done else ())
