"""For what they told us and did for us: a day of theirs, a referral, kind words, and amends for a wait."""

import re
from datetime import timedelta

from assistant.core.fact import Fact, FactKind
from assistant.core.touches import Occasion
from assistant.drafters.composing import when
from assistant.drafters.composing.first import KIN as FAMILY
from assistant.drafters.composing.matter import Matter
from assistant.drafters.composing.parts import MissingPart
from assistant.drafters.composing.said import Said
from assistant.drafters.composing.unasked.known import (
    NOTHING,
    Letter,
    car,
    of_id,
    promised,
    turn,
    unread,
    who,
    work,
)
from assistant.drafters.composing.unasked.shop import taste_of

SENT_US = re.compile(
    r"\b(?:recommended us to|referred|sent us|sent) (?:her|his|their)"
    r" (?P<whom>[a-z]+(?: [a-z]+)?)\b(?=[,.;]|$)",
    re.I,
)
KIN = re.compile(rf"\b(?:{FAMILY}|uncle|aunt|cousin|nephew|niece|in-law)\b", re.I)
MOODS = (  # of a day that they told us; the first that fits
    ("hard", r"surger\w+|operat\w+|treatments?|chemo\w*|funeral|memorial|hospital|procedure|court|biopsy"),
    ("test", r"tests?|exams?|finals?|interview\w*|try-?outs?|auditions?|recitals?|games?|match|races?"),
    ("trip", r"trips?|vacation|driv(?:e|es|ing) to|travel\w*|fly|flies|flight|cruise|mov(?:e|es|ing)"),
    ("joy", r"birthday|turns|anniversary|wedding|marr\w+|graduat\w+|baby|due date|retire\w*|home|engaged"),
)
NEW_DRIVER = re.compile(r"\b(?:road|driving|driver'?s) (?:test|exam|licen[cs]e)\b|\blearner|\bpermit\b", re.I)
SHOWS = re.compile(r"(?:We|I) (?:can )?(?:show|explain|teach|go through)\b.*")
YOUNG = frozenset({"teen", "teenager", "young"})
AFTER = timedelta(days=30)  # so long after a visit kind words may be about it


def mood(text: str) -> str:
    found = (name for name, pattern in MOODS if re.search(rf"\b(?:{pattern})\b", text, re.I))
    return next(found, "")


def date(matter: Matter, occasion: Occasion, about: Fact) -> Letter:
    """In another language than the note's only the day: that it is one of theirs is true of any."""
    kept = unread(matter, occasion.fact)
    fact = kept or about
    day = when.read(fact.data.get("at", ""))
    if day is None:
        return []
    if kept:
        matter.left_out.append(kept)
    what = "" if kept else fact.data.get("text", "").rstrip(".")
    how = mood(fact.data.get("text", ""))
    bare = matter.tongue.day(day.date(), matter.now.date())
    said = matter.say("first-date", what=what, day=bare, mood=how)
    return [[Said(said, (fact,)), Said(matter.say("first-date-then", mood=how))], _new_driver(matter, what)]


def _new_driver(matter: Matter, what: str) -> list[Said]:
    """What the store does for whoever drives alone for the first time."""
    if not NEW_DRIVER.search(what):
        return []
    for fact in matter.of(FactKind.KNOWLEDGE):
        if YOUNG & set(fact.data.get("topics", "").split()):
            sentences = re.split(r"(?<=[.!?])\s+", fact.text)
            if shown := next(filter(SHOWS.match, sentences), ""):
                told = shown[:1].lower() + shown[1:].rstrip(".")
                return [Said(matter.say("first-date-drives", told=told), (fact,))]
    return []


def thanks(matter: Matter, occasion: Occasion, about: Fact) -> Letter:
    about = about if about.id else unread(matter, occasion.fact) or about
    cited = (about,) if about.id else ()
    if occasion.fact.startswith("message:"):
        done = _done_before(matter, about)
        read = matter.say("first-thanks-words", work=work(matter, done), car=car(matter, done))
        facts = (*cited, done) if done.id else cited
        return [[Said(read, facts)], [_next_time(matter)]]
    found = SENT_US.search(about.data.get("text", "") or about.text)
    whom = found["whom"].lower() if found and not KIN.search(found["whom"]) else ""
    sale = next(iter(matter.of(FactKind.SALE)), NOTHING)
    bought = when.read(sale.data.get("at", ""))
    name = car(matter, sale) if sale.id or matter.of(FactKind.OWNED) else ""
    text = matter.say(
        "first-thanks",
        whom=whom,
        car=name,
        year=str(bought.year) if bought and bought.year < matter.now.year else "",
        mine=who(matter, sale)["mine"],
        turn=turn(about),
    )
    return [[Said(text, (*cited, sale) if sale.id else cited)], [_next_time(matter)]]


def _done_before(matter: Matter, about: Fact) -> Fact:
    """The visit that they may have spoken of."""
    wrote = when.read(about.data.get("at", ""))
    for fact in matter.of(FactKind.REPAIR) if wrote else ():
        ready = when.read(fact.data.get("ready_at", "") or fact.data.get("at", ""))
        if ready and wrote and timedelta() <= wrote - ready < AFTER and fact.data.get("status") == "done":
            return fact
    return NOTHING


def _next_time(matter: Matter) -> Said:
    """They are here soon: something may be made ready; else an open door."""
    coming = [(when.read(fact.data.get("at", "")), fact) for fact in matter.of(FactKind.APPOINTMENT)]
    ahead = sorted((at, fact.id, fact) for at, fact in coming if at and at > matter.now)
    if not ahead:
        return Said(matter.say("first-thanks-then", at="", car=""))
    at, _, fact = ahead[0]
    text = matter.say("first-thanks-then", at=matter.tongue.on(matter.at(at)), car=car(matter, NOTHING))
    return Said(text, (fact,))


def gesture(matter: Matter, occasion: Occasion, about: Fact) -> Letter:
    """For a wait: that it was one, and what the store may give for it."""
    option = of_id(matter, occasion.names) or unread(matter, occasion.names)
    if option is None or not about.data.get("what"):
        return []
    gift = taste_of(matter, option)
    if gift is None:
        raise MissingPart("what may be given")
    told = promised(matter, about) | who(matter, about)
    first = matter.say("first-gesture", late=about.data.get("state") == "kept", **told)
    sorry = matter.say("first-gesture-why", turn=turn(about))
    asks = Said(matter.say("first-gesture-then"))
    return [[Said(first, (about,)), Said(sorry)], [gift, asks]]
