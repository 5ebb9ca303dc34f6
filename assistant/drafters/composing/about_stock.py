"""Is it there, what does it cost, what does it have."""

import re
from dataclasses import replace

from assistant.core import body
from assistant.core.draft import AnswerState
from assistant.core.fact import Fact, FactKind
from assistant.core.inquiry import Kind, Question, Topic
from assistant.core.price_limit import price_limit
from assistant.core.words import has_word
from assistant.drafters.composing import about_deals, about_features, about_shop, cars, holding
from assistant.drafters.composing.asking_back import which
from assistant.drafters.composing.matter import Matter
from assistant.drafters.composing.owing import owed
from assistant.drafters.composing.said import Part, Said
from assistant.drafters.composing.tongue.signs import Sign

HAS_IT = re.compile(
    r"\bdo(?:es)? (?:the|it|this|that|they|she)\b.*\b(?:have|come with|got)\b"
    r"|\bha(?:s|ve) (?:the|it|this|that|they|she)\b.*\bgot\b",
    re.I,
)
TAKEN = re.compile(r"\b(?:one|first|second|1st|2nd|latter|former|yes|yeah|yep)\b", re.I)
ASKS_THERE = re.compile(
    r"\b(?:bought|taken|grabbed)\b"
    r"|\b(?:availab\w*|still|there|have|got|in stock|sold|on (?:the|your) lot|any|interested|looking"
    r"|want\w*|like to"
    r"|drive|see|buy|here|hold|yours|find|gone|left|searching|need|arrived?|come|came|in yet"
    r"|transit)\b|https?:|\d{4}|\b[A-Z]\d{3,5}\b",
    re.I,
)
ANY = re.compile(r"\bany\b|\b(?:an?|some) (?:used |new |good |cheap )?(?=[A-Z]?\w+(?:\W*$|, \d{4}))", re.I)
WANTED = re.compile(
    r"\b(?:budget|under|at most|less than|around|up to|with (?:a|an|the)?|wants?|has to|must) ", re.I
)
LATER = re.compile(r"\b\d{4},? (?:or|and) (?:later|newer|up)\b", re.I)
OF_A_STATE = re.compile(
    r"\b(?:is|are) (?:it|this|that|they) (?:normal|safe|ok|okay|bad|worth|true|usual|common)\b", re.I
)
LINK = re.compile(r"https?://", re.I)
HOLD = re.compile(
    r"\bput (?:some |any )?(?:money|a deposit|something) down\b"
    r"|\b(?:hold|reserve|set (?:it|one) aside|save) (?:it|that|this|the|one|him|her)\b",
    re.I,
)


def availability(matter: Matter, index: int, question: Question) -> list[Part]:
    found = cars.wanted(matter, question)
    if not found and LINK.search(question.text):
        text = matter.say("link-look", by=matter.by(matter.due))
        what = "look at the page they sent and write which car it is and whether we have it"
        return [Said(text, (), (index,), AnswerState.OWNED, what, matter.due)]
    if HOLD.search(question.text) and (
        policy := matter.knows(replace(question, text="deposit hold reserve"))
    ):
        return holding.hold(matter, index, found, policy)
    if OF_A_STATE.search(question.text):
        return about_deals.known_or_owed(matter, index, replace(question, topic=Topic.OTHER))
    if elsewhere := _not_of_stock(matter, index, question, found):
        return elsewhere
    if not found:
        return _unknown(matter, index, question)
    pointed = [found[0].data.get(key) or "-" for key in ("model", "stock")]
    vague = not matter.inquiry.vehicles and not any(has_word(matter.words, one) for one in pointed)
    if len(found) > 1 or (vague and found[0].data.get("status") == "here"):
        listed = matter.tongue.joined([cars.short(matter, fact) for fact in found[:2]])
        return [Said(matter.say("stock-several", cars=listed), tuple(found[:2]), (index,))]
    return _as_it_stands(matter, index, question, found[0])


def _as_it_stands(matter: Matter, index: int, question: Question, fact: Fact) -> list[Part]:
    """Of one car, by its state: here, held for somebody, on its way, sold."""
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


def _not_of_stock(matter: Matter, index: int, question: Question, found: list[Fact]) -> list[Part]:
    """Where what they ask is no question of whether a car of ours is there."""
    if HAS_IT.search(question.text) and len(found) == 1:
        return about_features.feature(matter, index, question)
    if about_shop.current(matter) and not found:
        return about_shop.repair_status(matter, index, question)
    stocked = [one for one in matter.inquiry.vehicles if not one.own and not cars.owns(matter, one)]
    ours = matter.inquiry.kind is Kind.SERVICE or matter.department == "service"
    told = (ours and matter.of(FactKind.OWNED)) or matter.knows(question, floor=4)
    if not found and not stocked and told:
        return about_deals.known_or_owed(matter, index, replace(question, topic=Topic.OTHER))
    if found and matter.inquiry.vehicles and TAKEN.search(question.text) and len(question.text.split()) < 8:
        return []  # one of those that we named
    if over := _over_limit(matter, index, question, found):
        return over
    if not matter.shows(Sign.THERE, ASKS_THERE, question.text) and index >= 0:
        if known := matter.knows(question, topic=False, floor=2):
            return [Said(matter.told(known, question.text), (known,), (index,))]
        return [owed(matter, index, question)]
    return which(matter, index, question, found)


def _over_limit(matter: Matter, index: int, question: Question, found: list[Fact]) -> list[Part]:
    """ "Got any trucks under 30", and those that are here cost more: the truth, and to look out."""
    most, style = price_limit(question.text), body.named(question.text)
    here_now = [f for f in found if is_here(f) and cars.dollars(f.data.get("price", ""))]
    if not most or not style or any(m.model for m in matter.inquiry.vehicles if not m.own):
        return []
    if not here_now or any(cars.dollars(f.data["price"]) <= most for f in here_now):
        return []
    nearest = min(here_now, key=lambda f: cars.dollars(f.data["price"]))
    matter.named.add(nearest.id)
    text = matter.say(
        "stock-over-limit",
        style=style,
        many=len(here_now) > 1,
        car=cars.spoken(matter, nearest),
        color=nearest.data.get("color", ""),
        price=nearest.data["price"],
    )
    return [Said(text, (nearest,), (index,))]


def is_here(fact: Fact) -> bool:
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
        return _no_such_style(matter, index, question) or [owed(matter, index, question)]
    known = bool(matter.of(FactKind.STOCK)) and not matter.tongue.signs  # an empty list says nothing
    later = LATER.search(question.text) is not None
    if mention and known and ANY.search(question.text) and (later or not mention.year):
        name = matter.tongue.named(mention.model) if later else name
        others = [
            m.model for m in matter.inquiry.vehicles if not m.own and m.model and m.model != mention.model
        ]
        listed = " or ".join([name, *others])
        said_none: list[Part] = [Said(matter.say("style-none", style=listed), (), (index,))]
        return [*said_none, _looked_out(matter, listed)]
    phrase = matter.phrase("stock-gone-phrase")
    said: list[Part] = [Said(matter.say("stock-unknown", car=name))]
    said.append(owed(matter, index, question, phrase))
    near = cars.nearest(matter, mention)
    if near:
        listed = matter.tongue.joined([cars.short(matter, fact) for fact in near])
        said.append(Said(matter.say("alternatives", cars=listed, count=len(near)), tuple(near)))
    return said


def _no_such_style(matter: Matter, index: int, question: Question) -> list[Part]:
    """ "Got any minivans", and the list shows none: so it is said, with what seats as many."""
    style = body.named(question.text)
    if not style or matter.tongue.signs or not matter.of(FactKind.STOCK):
        return []  # an empty list says nothing
    roomy = [f for f in matter.of(FactKind.STOCK) if is_here(f) and body.for_many(f.data.get("seats", ""))]
    near = roomy[:2] if style == "van" else []
    said: list[Part] = [Said(matter.say("style-none", style=style), (), (index,))]
    if near:
        listed = matter.tongue.joined([cars.short(matter, fact) for fact in near])
        said.append(Said(matter.say("roomy", cars=listed), tuple(near)))
    return [*said, _looked_out(matter, style)]


def _looked_out(matter: Matter, style: str) -> Said:
    """Somebody looks beyond the list, where they said what it has to have; else they are asked."""
    if matter.tongue.signs or not WANTED.search(matter.inquiry.text):
        return Said(matter.say("style-ask"))
    text = matter.say("style-look", by=matter.by(matter.due))
    return Said(text, (), (), AnswerState.OWNED, f"look for a {style}", matter.due)
