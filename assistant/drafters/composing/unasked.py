"""Letters that nobody asked for: what is said in each, from the record that is their reason."""

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import timedelta

from assistant.core.draft import AnswerState
from assistant.core.fact import Fact, FactKind
from assistant.core.touches import Occasion, TouchKind
from assistant.core.touches.dates import in_number
from assistant.drafters.composing import amends, handed, mending, slots, when
from assistant.drafters.composing.first import KIN as FAMILY
from assistant.drafters.composing.matter import Matter
from assistant.drafters.composing.parts import MissingPart
from assistant.drafters.composing.said import Said

Letter = list[list[Said]]
K = TouchKind
SENT_US = re.compile(
    r"\b(?:recommended us to|referred|sent us|sent) (?:her|his|their)"
    r" (?P<whom>[a-z]+(?: [a-z]+)?)\b(?=[,.;]|$)",
    re.I,
)
KIN = re.compile(rf"\b(?:{FAMILY}|uncle|aunt|cousin|nephew|niece|in-law)\b", re.I)
AGAIN = timedelta(days=2)  # business days until they hear again where there was no news
ON_ORDER = (FactKind.NOTE, FactKind.QUOTE)
SHOP_DAY = timedelta(hours=10)


def letter(matter: Matter, occasion: Occasion) -> Letter:
    """Empty where nothing on record says any more what it was about.

    MissingPart where this language cannot say what the record does.
    """
    about = of_id(matter, occasion.fact)
    known = about is not None or occasion.kind in WITHOUT_A_FACT
    said = LETTERS[occasion.kind](matter, occasion, about or NOTHING) if known else []
    if not said and {occasion.fact, occasion.names} & {fact.id for fact in matter.unread}:
        raise MissingPart(occasion.kind)
    return said


def subject(matter: Matter, occasion: Occasion) -> str:
    about = of_id(matter, occasion.fact) or NOTHING
    spoken = occasion.names if occasion.kind is K.OPEN_GAP else ""
    if occasion.kind is K.DELAY and about.kind in ON_ORDER:
        spoken = about.text
    return matter.say("first-subject", kind=occasion.kind.value, car=car(matter, about), about=spoken)


def of_id(matter: Matter, key: str) -> Fact | None:
    return next((fact for fact in matter.facts if fact.id == key), None) if key else None


NOTHING = Fact("", FactKind.NOTE, "", "")
WITHOUT_A_FACT = (K.OPEN_GAP, K.SURVEY, K.THANKS)  # or with one that this language cannot read


def car(matter: Matter, fact: Fact) -> str:
    """The model, as people call it: "Outback"."""
    whole = fact.data.get("vehicle", "")
    owned = [one.data.get("model", "") for one in matter.of(FactKind.OWNED)]
    named = [model for model in owned if model and (model in whole or not whole)]
    return (named or [whole])[0] or matter.tongue.theirs("")


def _then(matter: Matter, part: str, about: Fact) -> str:
    """The day of a record as it stands in a sentence."""
    moment = when.read(about.data.get(part, ""))
    return matter.tongue.on(matter.tongue.past(moment, matter.now)) if moment else ""


def _delivered(matter: Matter, _: Occasion, about: Fact) -> Letter:
    said = matter.say("first-delivered", car=car(matter, about), day=_then(matter, "at", about))
    return [[Said(said, (about,))], [Said(matter.say("first-delivered-then"))]]


def _settled_in(matter: Matter, _: Occasion, about: Fact) -> Letter:
    said = matter.say("first-settled", car=car(matter, about), day=_then(matter, "at", about))
    return [[Said(said, (about,))], [Said(matter.say("first-settled-then"))]]


def _introduction(matter: Matter, occasion: Occasion, about: Fact) -> Letter:
    adviser = of_id(matter, occasion.names)
    if adviser is None:
        return []
    alone = replace(matter.context, facts=(adviser, about))
    return handed.introduces(Matter(matter.inquiry, alone, matter.parts, matter.tongue))


def _anniversary(matter: Matter, _: Occasion, about: Fact) -> Letter:
    bought = when.read(about.data.get("at", ""))
    years = round((matter.now - bought).days / 365) if bought else 0
    if bought is None or not years:
        return []
    first = matter.say(
        "first-anniversary", car=car(matter, about), years=in_number(years), many=years > 1,
        day=_then(matter, "at", about),
    )  # fmt: skip
    return [[Said(first, (about,))], [_last_visit(matter)]]


def _last_visit(matter: Matter) -> Said:
    visits = [fact for fact in matter.of(FactKind.REPAIR) if fact.data.get("status") == "done"]
    at = when.read(visits[0].data.get("at", "")) if visits else None
    work = matter.tongue.term(visits[0].data.get("work", "").split(";")[0]) if visits else ""
    known = bool(at and work)
    month = matter.tongue.month(at) if at else ""
    text = matter.say("first-anniversary-then", visit=work if known else "", month=month)
    return Said(text, tuple(visits[:1]) if known else ())


def _year_gap(matter: Matter, _: Occasion, about: Fact) -> Letter:
    mine = about.data.get("teammate") == matter.context.signer.name
    said = matter.say("first-silence", car=car(matter, about), day=_then(matter, "at", about), mine=mine)
    return [[Said(said, (about,))], [Said(matter.say("first-silence-then", car=car(matter, about)))]]


def _service_due(matter: Matter, _: Occasion, about: Fact) -> Letter:
    at = when.read(about.data.get("at", ""))
    if at is None:
        return []
    said = matter.say(
        "first-service-due",
        car=car(matter, about),
        work=matter.tongue.term(about.data.get("work", "").split(";")[0]),
        month=matter.tongue.month(at),
        sold=about.kind is FactKind.SALE,
    )
    return [[Said(said, (about,))], [_times(matter)]]


def _times(matter: Matter) -> Said:
    pair = slots.two(slots.free(matter))
    if not pair:
        return Said(matter.say("first-service-ask"))
    text = matter.say("offer-visit", times=slots.in_words(matter, pair), many=len(pair) > 1)
    return Said(text, tuple(fact for _, fact in pair))


def _open_gap(matter: Matter, occasion: Occasion, about: Fact) -> Letter:
    if about.kind is FactKind.PROMISE:
        return _owed(matter, about)
    asks = [Said(matter.say("first-quote-then"))]
    if about.kind is FactKind.QUOTE:
        first = Said(matter.say("first-quote", day=_then(matter, "at", about)), (about,))
        return [[first, Said(about.data.get("text", "") or about.text, (about,))], asks]
    last = matter.context.thread[-1].at if matter.context.thread else matter.now
    day = matter.tongue.past(last, matter.now)
    return [[Said(matter.say("first-lead", car=occasion.names or matter.tongue.theirs(""), day=day))], asks]


def _owed(matter: Matter, about: Fact) -> Letter:
    what = amends.to_them(matter, about.data.get("what", ""))
    if not what or not matter.tongue.reads(what):
        raise MissingPart("what was promised")
    return [[Said(matter.say("first-owed", what=what), (about,))], [Said(matter.say("first-owed-then"))]]


def _no_news(matter: Matter, _: Occasion, about: Fact) -> Letter:
    if about.kind is FactKind.PROMISE:
        what, due = amends.to_them(matter, about.data.get("what", "")), when.read(about.data.get("due", ""))
        if not matter.tongue.reads(what):
            raise MissingPart("what was promised")
        first = Said(matter.say("first-no-news", what=what, car=""), (about,))
        holds = [Said(matter.say("first-no-news-holds", by=matter.by(due)), (about,))] if due else []
        return [[first, *holds]]
    first = Said(matter.say("first-no-news", what="", car=car(matter, about)), (about,))
    part = matter.tongue.term(about.data.get("part", ""))
    lacks = matter.say("first-no-news-parts", part=part, car=car(matter, about)) if part else ""
    due = matter.context.store.hours.after(matter.now, AGAIN.days * SHOP_DAY).replace(minute=0)
    text = matter.say("first-no-news-then", by=matter.by(due))
    again = Said(text, (), (), AnswerState.OWNED, f"write how the {car(matter, about)} stands", due)
    return [[first, Said(lacks, (about,))], [again]]


def _delay(matter: Matter, _: Occasion, about: Fact) -> Letter:
    was = when.read(about.data.get("was", ""))
    said = (about.data.get(part, "") for part in ("arrives", "ready_at", "at"))
    new = when.read(next(filter(None, said), ""))
    if was is None or new is None:
        return []
    if about.kind in ON_ORDER:
        days = {"was": matter.day(was.date()), "new": matter.day(new.date())}
        return [[Said(matter.say("first-delay-order", **days), (about,))]]
    told = matter.say(
        "first-delay",
        car=car(matter, about),
        work=matter.tongue.term(about.data.get("work", "").split(";")[0]),
        was=matter.at(was),
        new=matter.at(new),
    )
    loan = mending.offered(matter, ("repair-status",))
    asks = [Said(matter.say("first-delay-then"))]
    return [[Said(told, (about,))], loan or asks]


def _date(matter: Matter, _: Occasion, about: Fact) -> Letter:
    day = when.read(about.data.get("at", ""))
    if day is None:
        return []
    said = matter.say("first-date", what=about.data.get("text", "").rstrip("."), day=matter.day(day.date()))
    return [[Said(said, (about,)), Said(matter.say("first-date-then"))]]


def _thanks(matter: Matter, occasion: Occasion, about: Fact) -> Letter:
    if occasion.fact.startswith("message:"):
        read = Said(matter.say("first-thanks-words"), (about,) if about.id else ())
        return [[read], [Said(matter.say("first-thanks-then"))]]
    found = SENT_US.search(about.data.get("text", "") or about.text)
    whom = found["whom"].lower() if found and not KIN.search(found["whom"]) else ""
    known = car(matter, NOTHING) if matter.of(FactKind.OWNED) else ""
    first = Said(matter.say("first-thanks", whom=whom, car=known), (about,) if about.id else ())
    return [[first], [Said(matter.say("first-thanks-then"))]]


def _gesture(matter: Matter, occasion: Occasion, about: Fact) -> Letter:
    option = of_id(matter, occasion.names)
    what = amends.to_them(matter, about.data.get("what", ""))
    if option is None or not what:
        return []
    first = Said(matter.say("first-gesture", what=what, late=about.data.get("state") == "kept"), (about,))
    return [[first], [Said(option.text, (option,)), Said(matter.say("first-gesture-then"))]]


def _next_rung(matter: Matter, occasion: Occasion, about: Fact) -> Letter:
    level = of_id(matter, occasion.names)
    if level is None:
        return []
    visits, last = level.data.get("counts") == "services", when.read(about.data.get("at", ""))
    told = matter.say(
        "first-rung",
        level=level.data.get("title", ""),
        visits=visits,
        car=car(matter, about),
        work=matter.tongue.term(about.data.get("work", "").split(";")[0]),
        month=matter.tongue.month(last) if last else "",
    )
    first = Said(told, (about, level))
    brings = Said(level.data.get("text", ""), (level,))
    return [[first], [brings], [_times(matter)] if visits else []]


def _survey(matter: Matter, occasion: Occasion, about: Fact) -> Letter:
    work = matter.tongue.term(about.data.get("work", "").split(";")[0])
    topic, _, link = occasion.names.partition("\n")
    said = {"work": work, "car": car(matter, about) if about.id else "", "about": topic}
    done = "ready_at" if about.data.get("ready_at") else "at"
    first = matter.say("first-ask", **said, day=_then(matter, done, about))
    page = [[Said(matter.say("first-ask-page", link=link))]] if link else []
    return [[Said(first, (about,) if about.id else ())], [Said(matter.say("first-ask-then"))], *page]


LETTERS: Mapping[TouchKind, Callable[[Matter, Occasion, Fact], Letter]] = {
    K.DELAY: _delay,
    K.NO_NEWS: _no_news,
    K.DATE: _date,
    K.THANKS: _thanks,
    K.GESTURE: _gesture,
    K.DELIVERED: _delivered,
    K.INTRODUCTION: _introduction,
    K.SETTLED_IN: _settled_in,
    K.ANNIVERSARY: _anniversary,
    K.SURVEY: _survey,
    K.YEAR_GAP: _year_gap,
    K.OPEN_GAP: _open_gap,
    K.SERVICE_DUE: _service_due,
    K.NEXT_RUNG: _next_rung,
}
