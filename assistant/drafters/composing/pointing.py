"""The car that they point at without asking about it, and the one that they would give for it."""

import re
from collections.abc import Sequence

from assistant.core.inquiry import Detail, Kind, Question, Topic
from assistant.drafters.composing import about_bills, about_stock, cars
from assistant.drafters.composing.about_symptom import told_back
from assistant.drafters.composing.matter import Matter
from assistant.drafters.composing.said import Part, Said

FORM = re.compile(r"^\W*interested in\s*:", re.I | re.M)
AT_ANOTHER = re.compile(
    r"\b(?:it(?:'s| is)|that(?:'s| is)|is) (?:located )?at (?:your )?(?P<place>[A-Z]\w+)"
    r"(?! (?:St|Rd|Road|Ave)\b)"
)


def opening(matter: Matter, body: Sequence[Part], *, late: bool) -> list[Part]:
    """What stands before the answers; `late`: a promise of ours is owned first."""
    asked = bool(body) and not pointed(matter) and not off_the_list(matter)
    found = [] if late or asked else unasked(matter)
    found = found or ([] if late else liked(matter, body)) or elsewhere(matter)
    found = [*about_bills.named(matter), *found]
    return [*told_back(matter), *found] if matter.asked(Topic.APPOINTMENT) and not late else found


def trade_too(matter: Matter) -> list[Part]:
    """A car that they would trade in, told beside their questions."""
    offered = any(one.what is Detail.TRADE_IN for one in matter.inquiry.told)
    if (
        matter.inquiry.kind is not Kind.LEAD
        or not offered
        or matter.asked(Topic.TRADE_IN)
        or matter.tongue.signs
    ):
        return []
    name, _ = cars.own(matter)
    known = matter.knows(Question("trade-in appraisal", Topic.TRADE_IN), floor=2)
    said: list[Part] = [Said(matter.say("trade-too", car=name))] if name else []
    return [*said, Said(known.text, (known,))] if known and said else said


def off_the_list(matter: Matter) -> bool:
    """A lead for a car that is not on our list, and asks something else about it."""
    named = any(one.model for one in matter.inquiry.vehicles if not one.own)
    return matter.inquiry.kind is Kind.LEAD and named and not cars.wanted(matter)


def pointed(matter: Matter) -> bool:
    """A form names the car, and no question does."""
    asks = matter.asked(Topic.AVAILABILITY, Topic.PRICE, Topic.FEATURE, Topic.REPAIR_STATUS)
    return bool(FORM.search(matter.inquiry.text)) and not asks


def unasked(matter: Matter) -> list[Part]:
    """A lead, or a bare link, that asks nothing: the car they point at."""
    if matter.asked(Topic.APPOINTMENT, Topic.CHANGE):
        return []
    found = cars.wanted(matter)
    if len(found) != 1 or found[0].data.get("status") not in ("here", None):
        mention = next((m for m in matter.inquiry.vehicles if not m.own and m.model), None)
        if matter.inquiry.kind is Kind.LEAD and mention and not matter.asked(Topic.AVAILABILITY):
            asked = Question(f"{mention.year} {mention.model}", Topic.AVAILABILITY)
            return about_stock.availability(matter, -1, asked)
        return []
    name, (named, again) = cars.spoken(matter, found[0]), matter.tongue.it_is
    thanks_for = Said(matter.say("thanks-lead", car=name), (found[0],))
    told = about_stock.here(matter, found[0], confirms=False)
    return [thanks_for, Said(told.text.replace(named.format(car=name), again, 1), told.facts)]


def elsewhere(matter: Matter) -> list[Part]:
    """A car that they name with its year, and that our list does not show, beside questions about it."""
    named = next((m for m in matter.inquiry.vehicles if not m.own and m.model and m.year), None)
    asks = matter.asked(Topic.AVAILABILITY, Topic.TRADE_IN, Topic.FINANCE)
    if named is None or asks or cars.wanted(matter) or matter.department != "sales" or matter.tongue.signs:
        return []
    if matter.inquiry.kind not in (Kind.LEAD, Kind.QUESTION) or matter.context.thread:
        return []
    car = f"{named.year} {named.model}"
    if place := AT_ANOTHER.search(matter.inquiry.text):
        return [Said(matter.say("stock-elsewhere", car=car, place=place["place"]))]
    return [Said(matter.say("not-on-list", car=car))]


def liked(matter: Matter, body: Sequence[Part]) -> list[Part]:
    """The one car of ours that they speak of, where they ask about something else: loans, papers, returns."""
    found = cars.wanted(matter)
    if len(found) == 1 and found[0].data.get("status") == "sold" and matter.asked(Topic.APPOINTMENT):
        told = Question(matter.words, Topic.AVAILABILITY)  # they would come for a car that is gone
        return [] if matter.asked(Topic.AVAILABILITY) else about_stock.availability(matter, -1, told)
    if matter.chat or len(found) != 1 or found[0].data.get("status") != "here" or found[0].id in matter.named:
        return []
    cited = any(isinstance(one, Said) and found[0] in one.facts for one in body)
    asks = matter.asked(Topic.FINANCE, Topic.FEATURE, Topic.HISTORY, Topic.TRADE_IN)
    about_it = bool(asks) and not matter.asked(Topic.HOURS, Topic.LOCATION)
    return [about_stock.here(matter, found[0], confirms=False)] if about_it and not cited else []
