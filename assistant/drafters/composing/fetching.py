"""Their car is with us: a time that they name is one to fetch it, and a rental is met by our loaner."""

import re
from datetime import time

from assistant.core.inquiry import Question
from assistant.drafters.composing import needs, slots
from assistant.drafters.composing.about_shop import current, opening
from assistant.drafters.composing.matter import Matter
from assistant.drafters.composing.owing import owed
from assistant.drafters.composing.said import Part, Said

BOOKS = re.compile(
    r"\b(?:appointment|schedule|bring|drop|book (?:it|me|a service)|squeeze|fit me in)\b", re.I
)
RENTAL = re.compile(r"\b(?:rental|rent a|loaner|other car|replacement)\b", re.I)
RENTED = re.compile(r"\b(?:rental|rent a)\b", re.I)
LIKE = re.compile(r"\b(?:be|something|with|bigger|suv|truck|van|seats?|rows?)\b", re.I)
FETCH = re.compile(r"\b(?:get|pick|fetch|grab|collect|come|late|until|after work|there)\b", re.I)


def fetched(matter: Matter, index: int, question: Question) -> list[Part]:
    """What to say where the car is in the shop; empty where it is not, or they ask for a visit."""
    repair = current(matter)
    if matter.department != "service":
        return []
    if RENTAL.search(question.text):
        found = [f for f in matter.options(("loaner",), at_most=4) if needs.LOAN.search(f.text)][:1]
        if found and not RENTED.search(question.text):
            kind = matter.tongue.indirect(question.text) if LIKE.search(question.text) else ""
            more = [owed(matter, index, question, kind)] if kind else []
            return [Said(found[0].text, (found[0],), (index,)), *more]
        return [Said(matter.say("no-rental", option=_inside(one.text)), (one,), (index,)) for one in found]
    if repair is None or BOOKS.search(question.text):
        return []
    if repair.data.get("status") == "ready" and FETCH.search(question.text):
        return _until(matter, index)
    return [owed(matter, index, question)]


def _inside(option: str) -> str:
    """The option as it stands behind a colon; "I" stays as it is."""
    return option if re.match(r"I\b", option) else option[:1].lower() + option[1:]


def _until(matter: Matter, index: int) -> list[Part]:
    """Their hour is fine, where we are still open then."""
    wish, today = slots.wished(matter), opening(matter)
    if not today:
        return []
    closes = time.fromisoformat(today[1].data["closes"])
    clock = (wish.latest or wish.earliest) if wish else None
    fine = matter.tongue.clock(clock) if clock and clock < closes else ""
    return [Said(matter.say("fetch-until", time=fine, until=today[0]), (today[1],), (index,))]
