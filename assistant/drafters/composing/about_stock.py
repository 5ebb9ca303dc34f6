"""Is it there, what does it cost, what does it have."""

import re
from dataclasses import replace

from assistant.core.draft import AnswerState
from assistant.core.fact import Fact, FactKind
from assistant.core.inquiry import Kind, Question, Topic
from assistant.core.words import content, has_word
from assistant.drafters.composing import cars
from assistant.drafters.composing.matter import Matter
from assistant.drafters.composing.owing import owed
from assistant.drafters.composing.said import Part, Said
from assistant.drafters.composing.tongue.signs import Sign

HAGGLE = re.compile(r"\b(best|lowest|discount|deal|out.the.door|otd|negotia\w+|come down|final)\b", re.I)
SEATS = re.compile(
    r"\b(how many (?:seats?|people|passengers?)|number of seats|seat (?:\w+ )?people|\d.seater)\b", re.I
)
OF_THE_CAR = re.compile(r"^\W*(?:and )?is (?:it|this|that)(?: one| car)? \w+ (?:in|on|for)\b", re.I)
HOLD = re.compile(r"\b(?:hold|reserve|set (?:it|one) aside|save) (?:it|that|this|the|one|him|her)\b", re.I)
SNOW = re.compile(r"\b(?:snow|winter|ice)\b", re.I)
ALL_WHEELS = re.compile(r"\b(?:all|four)[- ]wheel\b|\b(?:awd|4wd|4x4)\b", re.I)
POINTS = re.compile(r"\b(?:it|this|that) (?:have|has|come|got|still|one)\b|\bdoes it\b|\bis it\b", re.I)
GENERIC = frozenset(
    content("have has come with feature car vehicle one does got also any left forester outback")
)


def availability(matter: Matter, index: int, question: Question) -> list[Part]:
    found = cars.wanted(matter, question)
    if HOLD.search(question.text) and (
        policy := matter.knows(replace(question, text="deposit hold reserve"))
    ):
        return _hold(matter, index, found, policy)
    if not found:
        return _unknown(matter, index, question)
    vague = not matter.inquiry.vehicles and not has_word(matter.words, found[0].data.get("model") or "-")
    if len(found) > 1 or (vague and found[0].data.get("status") == "here"):
        listed = matter.tongue.joined([cars.short(matter, fact) for fact in found[:2]])
        return [Said(matter.say("stock-several", cars=listed), tuple(found[:2]), (index,))]
    fact = found[0]
    match fact.data.get("status"):
        case "sold":
            text = matter.say("stock-sold", car=_by_color(matter, fact))
            other = instead(matter, fact) or [owed(matter, index, question, matter.phrase("instead-phrase"))]
            return [Said(text, (fact,), (index,)), *other]
        case "held":
            text = matter.say("stock-held", car=cars.called(matter, fact))
            phrase = matter.phrase("free-phrase", car=cars.called(matter, fact))
            return [
                Said(text, (fact,), (index,)),
                owed(matter, index, question, phrase),
                *instead(matter, fact),
            ]
        case "coming":
            if fact.id in matter.named:
                return [owed(matter, index, question, "which day it arrives")]
            text = matter.say("stock-coming", car=cars.called(matter, fact))
            return [
                Said(text, (fact,), (index,)),
                owed(matter, index, question, matter.phrase("arrives-phrase")),
            ]
    return [here(matter, fact, index, confirms=True)]


def _hold(matter: Matter, index: int, found: list[Fact], policy: Fact) -> list[Part]:
    """What it takes to keep a car for them, and that it is there."""
    one = [here(matter, found[0], confirms=False)] if len(found) == 1 and _is_here(found[0]) else []
    return [*one, Said(policy.text, (policy,), (index,)), Said(matter.say("hold-ask"))]


def _is_here(fact: Fact) -> bool:
    return fact.data.get("status") == "here"


def here(matter: Matter, fact: Fact, *questions: int, confirms: bool) -> Said:
    """A car that is in stock, with what tells it from others."""
    colored = has_word(matter.words, fact.data.get("color") or "-")
    priced = not matter.asked(Topic.PRICE)
    told = matter.tongue.details(fact.data, color=not colored, price=priced)
    matter.named.add(fact.id)
    return Said(
        matter.say("stock-here", confirms=confirms, car=_by_color(matter, fact), details=told),
        (fact,),
        questions,
    )


def _by_color(matter: Matter, fact: Fact) -> str:
    return cars.spoken(matter, fact, color=has_word(matter.words, fact.data.get("color") or "-"))


def instead(matter: Matter, gone: Fact) -> list[Part]:
    """At most two that are here and come close."""
    near = matter.near = cars.nearest(matter, gone)
    listed = matter.tongue.joined([cars.short(matter, fact) for fact in near])
    return [Said(matter.say("alternatives", cars=listed, count=len(near)), tuple(near))] if near else []


def _unknown(matter: Matter, index: int, question: Question) -> list[Part]:
    mention = next((m for m in matter.inquiry.vehicles if not m.own), None)
    lead = f"{mention.year} {mention.model} {mention.trim}" if mention else ""
    name = " ".join(lead.split()) or (mention.stock if mention else "")
    name = matter.tongue.the_car(matter.tongue.named(name), "") if name else ""
    if not name:
        return [owed(matter, index, question)]
    phrase = matter.phrase("stock-gone-phrase")
    said: list[Part] = [Said(matter.say("stock-unknown", car=name))]
    said.append(owed(matter, index, question, phrase))
    near = cars.nearest(matter, mention)
    if near:
        listed = matter.tongue.joined([cars.short(matter, fact) for fact in near])
        said.append(Said(matter.say("alternatives", cars=listed, count=len(near)), tuple(near)))
    return said


def price(matter: Matter, index: int, question: Question) -> list[Part]:
    found = cars.wanted(matter, question)
    if bill := _bill(matter, index):
        return bill
    if not found and matter.department == "service" and (known := _work(matter, question)):
        return [Said(matter.told(known, f"{matter.words} $"), (known,), (index,))]
    if len(found) != 1 or not found[0].data.get("price"):
        return [owed(matter, index, question)]
    fact = found[0]
    name = "" if fact.id in matter.named else cars.called(matter, fact)
    matter.named.add(fact.id)
    text = matter.say("price", car=name, price=fact.data["price"])
    if not matter.shows(Sign.HAGGLE, HAGGLE, question.text):
        return [Said(text, (fact,), (index,))]
    if policy := _on_top(matter):
        total = matter.say("out-the-door", by=matter.by(matter.due))
        written = Said(total, (), (index,), AnswerState.OWNED, "write the out-the-door price", matter.due)
        return [Said(text, (fact,)), Said(policy.text, (policy,)), written]
    return [Said(text, (fact,)), owed(matter, index, question, matter.phrase("best-phrase"))]


def _on_top(matter: Matter) -> Fact | None:
    """The store's word on what comes on top of its prices, where it has one."""
    asks = re.compile(r"\bprice\b.*\b(?:fee|tax|title)\b", re.I | re.S)
    return next((f for f in matter.of(FactKind.POLICY) if asks.search(f.text)), None)


def _work(matter: Matter, question: Question) -> Fact | None:
    """A snippet with the price of the work that they speak of."""
    known = matter.knows(replace(question, text=matter.words), topic=False, floor=4)
    return known if known and "$" in known.text else None


def _bill(matter: Matter, index: int) -> list[Part]:
    """What the repair under way comes to, where they speak of that car or of nothing in stock."""
    stocked = any(m.stock for m in matter.inquiry.vehicles) or cars.wanted(matter)
    for fact in matter.of(FactKind.REPAIR):
        theirs = any(has_word(matter.words, word) for word in fact.data.get("vehicle", "-").split()[1:])
        going = fact.data.get("status") not in ("done", None) and fact.data.get("amount")
        if going and (theirs or not stocked) and matter.inquiry.kind is not Kind.LEAD:
            name = fact.data.get("vehicle", "").split(" ", 2)[-1] if theirs else ""
            text = matter.say("repair-amount", amount=fact.data["amount"], car=name)
            return [Said(text, (fact,), (index,))]
    return []


def _which(matter: Matter, index: int, question: Question) -> list[Part]:
    phrase = matter.tongue.indirect(question.text) or matter.phrase("asked-phrase")
    text = matter.say("which-car", phrase=phrase, by=matter.by(matter.due))
    look = Said(text, (), (index,), AnswerState.OWNED, f"write {phrase}", matter.due)
    return [Said(matter.say("which-car-ask")), look]


def feature(matter: Matter, index: int, question: Question) -> list[Part]:
    found = cars.wanted(matter, question)
    if matter.chat and not found and not matter.inquiry.vehicles and POINTS.search(question.text):
        return _which(matter, index, question)
    if len(found) == 1 and (told := _listed(matter, index, question, found[0])):
        return told
    known = None if found and OF_THE_CAR.search(question.text) else matter.knows(question, topic=False)
    if known:
        return [Said(matter.told(known, question.text), (known,), (index,))]
    if len(found) != 1:
        return [owed(matter, index, question)]
    return [_look(matter, index, question, found[0])]


def _listed(matter: Matter, index: int, question: Question, fact: Fact) -> list[Part]:
    """What the list of this car's features says to it."""
    if fact.data.get("seats") and matter.shows(Sign.SEATS, SEATS, question.text):
        listed = "third row" in fact.data.get("features", "")
        row = "third row" if listed and has_word(matter.words, "third row") else ""
        text = matter.say("seats", car=cars.called(matter, fact), seats=fact.data["seats"], row=row)
        return [Said(text, (fact,), (index,))]
    features = [f.strip() for f in fact.data.get("features", "").split(",") if f.strip()]
    if SNOW.search(question.text) and (driven := [f for f in features if ALL_WHEELS.search(f)]):
        text = matter.say("features", car=cars.called(matter, fact), has=driven[0])
        return [Said(text, (fact,), (index,))]
    has = [f for f in features if content(f) & content(question.text)]
    if has and not _more(question, has, fact):
        text = matter.say("features", car=cars.called(matter, fact), has=matter.tongue.joined(has))
        return [Said(text, (fact,), (index,))]
    return []


def _more(question: Question, has: list[str], fact: Fact) -> bool:
    """Whether they ask for something that the list does not name."""
    named = content(
        " ".join([*has, *(fact.data.get(k, "") for k in ("year", "make", "model", "trim", "color"))])
    )
    said = content(question.text.replace(fact.data.get("stock", "-"), ""))
    return bool(said - named - GENERIC)


def _look(matter: Matter, index: int, question: Question, fact: Fact) -> Said:
    item = re.search(r"\b(?:have|has|with|got|include)\s+(.+?)[?.!]*$", question.text, re.I)
    plain = f"whether it has {item[1]}" if item and len(item[1].split()) <= 8 else ""
    phrase = plain or matter.tongue.indirect(question.text) or matter.phrase("asked-about-phrase")
    text = matter.say("feature-look", car=cars.called(matter, fact), phrase=phrase, by=matter.by(matter.due))
    what = f"look at the {cars.car(fact)} and write {phrase}"
    return Said(text, (fact,), (index,), AnswerState.OWNED, what, matter.due)
