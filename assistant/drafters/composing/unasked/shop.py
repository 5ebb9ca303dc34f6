"""From the shop: a visit due, the next level near, whether they were content."""

from assistant.core.fact import Fact, FactKind
from assistant.core.touches import Occasion
from assistant.core.touches.dates import in_number
from assistant.core.touches.due import number
from assistant.drafters.composing import when
from assistant.drafters.composing.matter import Matter
from assistant.drafters.composing.parts import MissingPart
from assistant.drafters.composing.said import Said
from assistant.drafters.composing.unasked.known import (
    Letter,
    car,
    month,
    then,
    times,
    turn,
    who,
    work,
)


def service_due(matter: Matter, _: Occasion, about: Fact) -> Letter:
    at = when.read(about.data.get("at", ""))
    if at is None:
        return []
    miles, which = number(about.data.get("next_due_miles", "")), turn(about)
    said = matter.say(
        "first-service-due",
        car=car(matter, about),
        work=work(matter, about),
        month=month(matter, at),
        sold=about.kind is FactKind.SALE,
        due=matter.tongue.term(f"{miles:,}-mile service") if miles else "",
        **who(matter, about),
    )
    why = matter.say("first-service-why", turn=which)
    return [[Said(said, (about,)), Said(why)], [times(matter)]]


def next_rung(matter: Matter, occasion: Occasion, about: Fact) -> Letter:
    """What the level brings, and a taste of it now, where the store has an option for that."""
    level, taste = (_named(matter, occasion, kind) for kind in ("level:", "option:"))
    if level is None:
        return []
    brings = level.data.get("text", "")
    if not matter.tongue.reads(brings):
        brings = ""
        matter.left_out.append(level)
    gift = taste_of(matter, taste) if taste else None
    if not (brings or gift):
        raise MissingPart("what a level brings")
    last = when.read(about.data.get("at", ""))
    told = matter.say(
        "first-rung",
        level=level.data.get("title", ""),
        visits=level.data.get("counts") == "services",
        so_many=matter.tongue.number(in_number(number(level.data.get("at", "")) - 1)),
        car=car(matter, about),
        work=work(matter, about),
        month=month(matter, last) if last else "",
        **who(matter, about),
    )
    given = [Said(matter.say("first-rung-taste")), gift] if gift else []
    asks = Said(matter.say("first-rung-then" if gift else "first-rung-ask"))
    return [[Said(told, (about, level))], [Said(brings, (level,))], [*given, asks]]


def taste_of(matter: Matter, option: Fact) -> Said | None:
    """What may be given, as the store says it; by its name in another language; None without one."""
    if option not in matter.unread:
        return Said(option.text, (option,))
    matter.left_out.append(option)
    gift = matter.tongue.term(option.data.get("title", ""))
    return Said(matter.say("first-gift", gift=gift), (option,)) if gift else None


def _named(matter: Matter, occasion: Occasion, kind: str) -> Fact | None:
    keys = [key for key in occasion.names.split("\n") if key.startswith(kind)]
    return next((fact for fact in matter.context.facts if fact.id in keys), None)


def survey(matter: Matter, occasion: Occasion, about: Fact) -> Letter:
    topic, _, link = occasion.names.partition("\n")
    done, which = work(matter, about), turn(about)
    first_of_it = about.data.get("work", "").lower().split(";")[0]
    feels = matter.say("first-ask-feel", work=first_of_it) if done else ""
    first = matter.say(
        "first-ask",
        work=done,
        car=car(matter, about) if about.id else "",
        about=topic if matter.tongue.reads(topic) else "",
        day=then(matter, "ready_at" if about.data.get("ready_at") else "at", about),
        turn=which,
    )
    page = [[Said(matter.say("first-ask-page", link=link))]] if link else []
    asks = matter.say("first-ask-then", turn=which)
    return [[Said(first, (about,) if about.id else ()), Said(feels)], [Said(asks)], *page]
