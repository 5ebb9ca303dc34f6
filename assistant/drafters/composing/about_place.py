"""When we are open, and the way here."""

import re
from dataclasses import replace
from datetime import date, datetime, time

from assistant.core.fact import Fact, FactKind
from assistant.core.inquiry import Question, Topic
from assistant.core.words import content
from assistant.drafters.composing import about_deals
from assistant.drafters.composing.matter import Matter
from assistant.drafters.composing.owing import owed
from assistant.drafters.composing.said import Part, Said
from assistant.drafters.composing.tongue.signs import Sign

HERE = re.compile(
    r"\b(?:i'?m|im|we'?re|i am|we are|standing|sitting|parked) (?:\w+ ){0,2}(?:in|at|on|outside|here)\b"
    r"(?: (?:your|ur|the)\b)?(?: (?:parking|lot|door|gate|entrance))?",
    re.I,
)
OPEN = re.compile(r"^\s*(?:are you|you open)", re.I)
DROPS = re.compile(
    r"\bdrop\w*\b[^?]{0,20}\bkeys?\b|\bkey ?drop\b|\bafter hours\b|\bwhere (?:do|should|can) i (?:put"
    r"|leave) the keys?\b"
    r"|\bovernight\b|\bdrop (?:it|the car|her) off (?:then|tonight|after)\b",
    re.I,
)
STILL_IN = re.compile(r"\bbe (?:still )?(?:there|here|in|around)\b|\bstill (?:there|open)\b", re.I)
OF_HOURS = re.compile(
    r"\b(?:open\w*|clos\w*|hours?|late|early|until|till?|what time|when|thanksgiving|christmas|holiday"
    r"|new year\w*|eve"
    r"|be (?:still )?(?:there|here|in|around)|still (?:there|here|open)|any(?:one|body) (?:there|here|in"
    r"|around)"
    r"|some(?:one|body) (?:there|here|in|around)|drop\w*|overnight|\w+day|weekends?|today|tonight"
    r"|tomorrow|tmrw|\d)\b",
    re.I,
)
INSIDE = re.compile(
    r"\b(?:park\w*|entrance|door|drive (?:in|up)|lane|building|where (?:is|do i) (?:the )?service)\b", re.I
)
DELIVERED = re.compile(r"\b(?:deliver\w*|ship|shipping)\b", re.I)


def hours(matter: Matter, index: int, question: Question) -> list[Part]:
    if not matter.tongue.signs and not OF_HOURS.search(question.text) and len(question.text.split()) > 3:
        return about_deals.known_or_owed(matter, index, replace(question, topic=Topic.OTHER))
    dropped = matter.knows(question, topic=False, floor=4) if DROPS.search(question.text) else None
    if dropped:
        return [Said(matter.told(dropped, question.text), (dropped,), (index,))]
    days = {w.day.isoformat() for w in matter.inquiry.times if w.day}
    known = matter.of(FactKind.HOURS)
    near = known[:1] if STILL_IN.search(question.text) else known[:2]
    asked = [f for f in known if f.data.get("day") in days] if days else near
    if not asked:
        return [owed(matter, index, question)]
    said: list[Part] = [_day(matter, f, index, question) for f in asked[:3]]
    if all(f.data.get("closed") for f in asked):
        said += _open_instead(matter, _around(asked, known), index, question)
    return said


def _around(closed: list[Fact], known: list[Fact]) -> list[Fact]:
    """The open days right before and after a closed one, else the next two."""
    first, last = closed[0].data["day"], closed[-1].data["day"]
    days = [f for f in known if not f.data.get("closed")]
    before = [f for f in days if f.data["day"] < first][-1:]
    after = [f for f in days if f.data["day"] > last]
    return [*before, *after[: 2 - len(before)]]


def _open_instead(matter: Matter, days: list[Fact], index: int, question: Question) -> list[Part]:
    """The next open days; in one sentence where they have the same hours."""
    spans = {(f.data["opens"], f.data["closes"]) for f in days}
    if len(days) != 2 or len(spans) != 1:
        return [_day(matter, f, index, question) for f in days]
    names = matter.tongue.joined([_named(matter, f) for f in days])
    opens, closes = (
        matter.tongue.clock(time.fromisoformat(days[0].data[key])) for key in ("opens", "closes")
    )
    text = matter.say("open-day", day=names, opens=opens, closes=closes, confirms=False)
    return [Said(text, tuple(days), (index,))]


def _named(matter: Matter, fact: Fact) -> str:
    """ "tomorrow", "on Friday"."""
    return matter.day(date.fromisoformat(fact.data["day"]))


def closed_on(matter: Matter, day: date | None) -> list[Part]:
    """That nobody is here on the day that they would come; empty where somebody is."""
    wanted = day.isoformat() if day else ""
    found = [f for f in matter.of(FactKind.HOURS) if f.data.get("day") == wanted and f.data.get("closed")]
    why = matter.tongue.term(found[0].data.get("why", "")) if found else ""
    return [Said(matter.say("closed-day", day=_named(matter, f), why=why), (f,)) for f in found[:1]]


def _day(matter: Matter, fact: Fact, index: int, question: Question) -> Said:
    day, name = datetime.fromisoformat(fact.data["day"]).date(), _named(matter, fact)
    if fact.data.get("closed"):
        return Said(
            matter.say("closed-day", day=name, why=matter.tongue.term(fact.data.get("why", ""))),
            (fact,),
            (index,),
        )
    opens, closes = (matter.tongue.clock(time.fromisoformat(fact.data[key])) for key in ("opens", "closes"))
    yes = bool(matter.shows(Sign.OPEN, OPEN, question.text)) and any(
        w.day == day for w in matter.inquiry.times
    )
    return Said(matter.say("open-day", day=name, opens=opens, closes=closes, confirms=yes), (fact,), (index,))


def location(matter: Matter, index: int, question: Question) -> list[Part]:
    if DELIVERED.search(question.text):
        return about_deals.known_or_owed(matter, index, replace(question, topic=Topic.OTHER))
    for fact in matter.of(FactKind.STORE):
        if fact.data.get("address"):
            told = fact.data.get("directions", "")
            if HERE.search(matter.words) and (way := _way_from_here(matter, question, told)):
                return [Said(way, (fact,), (index,))]
            directions = told if matter.tongue.reads(told) else ""
            if not INSIDE.search(matter.words):
                directions = directions.split(";")[0].rstrip(".") + "." if directions else ""
            text = matter.say("location", address=fact.data["address"], directions=directions)
            return [Said(text, (fact,), (index,))]
    return [owed(matter, index, question)]


def _way_from_here(matter: Matter, question: Question, directions: str) -> str:
    """The part of the directions that is about what they look for, for somebody who is here."""
    if not matter.tongue.reads(directions):
        return ""
    clauses = [one.strip() for one in re.split(r"[;.]\s*|,\s", directions) if one.strip()]
    asked = content(question.text) & content(" ".join(clauses)) - content("parking lot customer")
    best = max(clauses, key=lambda one: len(content(one) & asked), default="")
    return f"{best[:1].upper()}{best[1:]}." if asked and content(best) & asked else ""
