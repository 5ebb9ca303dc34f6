"""What our records in another language say of our cars: keeping one, bringing it back, what it has."""

import re

from assistant.core.fact import Fact, FactKind
from assistant.core.inquiry import Question, Topic
from assistant.core.words import content, has_word
from assistant.drafters.composing import about_stock, cars
from assistant.drafters.composing.about_features import LIST
from assistant.drafters.composing.matter import Matter
from assistant.drafters.composing.owing import owed
from assistant.drafters.composing.said import Part, Said
from assistant.drafters.composing.tongue.signs import Sign

HOLDS = re.compile(r"(?P<sum>\$[\d,]*\d) deposit holds [^.]*? for (?P<days>\w+) days", re.I)
RETURNED = re.compile(r"\breturned within (?P<days>\w+) days(?: or (?P<miles>[\d,]+) miles)?", re.I)
BACK = re.compile(r"\bfull(?:y)? refund", re.I)
HELD = (Topic.AVAILABILITY, Topic.OTHER, Topic.PRICE)
ITEMS = re.compile(r",| y | o ")
HAS = (Topic.FEATURE, Topic.AVAILABILITY)


def held(matter: Matter, index: int, question: Question) -> list[Part]:
    """What it takes to keep a car for them."""
    if question.topic not in HELD or not matter.signals(Sign.HOLD, question.text):
        return []
    for fact in matter.unread:
        if fact.kind is FactKind.POLICY and (found := HOLDS.search(fact.text)):
            days = matter.tongue.number(found["days"])
            text = matter.say("hold", amount=found["sum"], days=days, back=bool(BACK.search(fact.text)))
            return [*_the_one(matter), Said(text, (fact,), (index,)), Said(matter.say("hold-ask"))]
    return []


def _the_one(matter: Matter) -> list[Part]:
    """The car that it is about, where it is here."""
    lines = " ".join(line.text for line in matter.context.thread)
    spoken = [f for f in matter.of(FactKind.STOCK) if has_word(lines, f.data.get("stock") or "-")]
    found = cars.wanted(matter) if any(not m.own for m in matter.inquiry.vehicles) else spoken
    if len(found) != 1 or found[0].data.get("status") != "here" or found[0].id in matter.named:
        return []
    return [about_stock.here(matter, found[0], confirms=True)]


def returns(matter: Matter, index: int, question: Question) -> list[Part]:
    """How long a car can be brought back."""
    if not matter.signals(Sign.BROUGHT_BACK, question.text):
        return []
    for fact in matter.unread:
        if fact.kind is FactKind.POLICY and (found := RETURNED.search(fact.text)):
            days = matter.tongue.number(found["days"])
            text = matter.say("returns", days=days, miles=found["miles"] or "")
            return [Said(text, (fact,), (index,))]
    return []


def features(matter: Matter, index: int, question: Question) -> list[Part]:
    """What its list of features holds of what they ask for; the rest of it is found out."""
    there = question.topic is Topic.AVAILABILITY and matter.signals(Sign.THERE, question.text)
    found = cars.wanted(matter, question) if question.topic in HAS and not there else []
    if len(found) != 1:
        return []
    car = found[0]
    asked = [matter.tongue.of_records(item) for item in ITEMS.split(question.text)]
    has = [_feature(car, named) for named in asked]
    names = [matter.tongue.term(one) for one in has if one]
    if not names:
        return []
    name = cars.called(matter, car)
    text = matter.say("features", confirms=True, car=name, has=matter.tongue.joined(names))
    if all(has):
        return [Said(text, (car,), (index,))]
    return [Said(text, (car,)), owed(matter, index, question, matter.tongue.about(question.text))]


def _feature(car: Fact, named: str) -> str:
    """The first of the words of our records that its list of features has."""
    listed = [content(one) for one in LIST.split(car.data.get("features", ""))]
    return next((one for one in named.split(", ") if one and any(content(one) <= f for f in listed)), "")
