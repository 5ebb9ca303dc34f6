"""What our records hold in another language: figures, papers and dates go over, not the sentences."""

import re
from collections.abc import Callable
from datetime import date, datetime, time

from assistant.core.fact import Fact, FactKind
from assistant.core.inquiry import Question, Topic
from assistant.core.words import content, has_word
from assistant.drafters.composing.abroad_cars import features, held, returns
from assistant.drafters.composing.matter import Matter
from assistant.drafters.composing.owing import owed
from assistant.drafters.composing.said import Part, Said
from assistant.drafters.composing.tongue.signs import Sign

AMOUNT = re.compile(r"\$\d[\d,]*(?:\.\d\d)?")
RANGE = re.compile(
    r"(?:(?P<what>[\w ]+?) )?costs? between (?P<least>\$[\d,.]*\d) and (?P<most>\$[\d,.]*\d)", re.I
)
TAKES = re.compile(
    r"\btakes (?:(?P<about>about|around) )?(?P<time>an hour|half an hour|\d+ minutes|\w+ hours)\b", re.I
)
NEEDS = re.compile(r"\b(?:(?:we|you) need|bring) (?P<list>[^.;]+)", re.I)
SHUTTLE = re.compile(
    r"\bshuttle runs within (?P<miles>\w+) miles"
    r"(?: between (?P<opens>\d+ ?[ap]m) and (?P<closes>\d+ ?[ap]m))?(?P<week> on weekdays)?",
    re.I,
)
COMES = re.compile(
    r"\b(?:comes? in|arrives?|due(?: in)?|expected)(?: on)? (?:\w+day, )?"
    r"(?P<month>[A-Z][a-z]+) (?P<day>\d{1,2})"
)
FETCHED = re.compile(
    r"\b(?:have your car picked up|tow your car)\b(?:.*?\bwithin (?P<miles>\d+) miles)?", re.I
)
RIDE = re.compile(r"\bride\b", re.I)
OF_NO_WORK = content("service new work")
PRICED = (Topic.SERVICE_PRICE, Topic.PRICE, Topic.OTHER)
AWAITED = (Topic.PARTS, Topic.REPAIR_STATUS, Topic.OTHER)


def told(matter: Matter, index: int, question: Question) -> list[Part]:
    """The first way in which what we hold answers; empty where none does, or all may stand as it is."""
    if not matter.unread:
        return []
    ways: tuple[Callable[[Matter, int, Question], list[Part]], ...] = (
        held, returns, features, _papers, _loan, _lift, _takes, _work, _arrives,
    )  # fmt: skip
    return next((said for way in ways if (said := way(matter, index, question))), [])


def _papers(matter: Matter, index: int, question: Question) -> list[Part]:
    """What they must bring, where each paper has a name in their language."""
    if not matter.signals(Sign.PAPERS, question.text):
        return []
    label = _for_what(matter, question)
    listed = _listed(matter, label) if label else None
    if not listed:
        return []
    names, fact = listed
    said: list[Part] = [Said(matter.say("papers", papers=names, what=label), (fact,), (index,))]
    if label == "finance" and matter.signals(Sign.CASE, matter.words):
        said.append(
            owed(matter, index, Question(question.text, Topic.FINANCE), matter.phrase("papers-phrase"))
        )
    return said


def _for_what(matter: Matter, question: Question) -> str:
    """The label of the snippet that lists the papers; empty where they bring them for something else."""
    if matter.signals(Sign.LOANER, question.text):
        return "loaner"
    if question.topic is Topic.FINANCE or matter.signals(Sign.FINANCED, matter.words):
        return "finance"
    return "test" if matter.department == "sales" and matter.asked(Topic.APPOINTMENT) else ""


def _listed(matter: Matter, label: str) -> tuple[str, Fact] | None:
    """The papers of the snippet with this label, in their language."""
    for fact in matter.unread:
        found = NEEDS.search(fact.text) if label in fact.data.get("topics", "").split() else None
        if fact.kind is not FactKind.KNOWLEDGE or found is None:
            continue
        items = re.split(r",\s*(?:and )?|\s+and\s+", found["list"].strip())
        names = [matter.tongue.term(re.sub(r"^(?:an?|the|your) ", "", item)) for item in items]
        if all(names):
            return matter.tongue.joined(names), fact
    return None


def _loan(matter: Matter, index: int, question: Question) -> list[Part]:
    """A car of ours meanwhile, and what it takes."""
    if not matter.signals(Sign.LOANER, question.text):
        return []
    for fact in matter.unread:
        if fact.kind is FactKind.OPTION and "loaner" in fact.data.get("topics", "").split():
            text = matter.say("loaner")
            said: list[Part] = [Said(text, (fact,), (index,))]
            if listed := _listed(matter, "loaner"):
                said.append(Said(matter.say("papers", papers=listed[0], what=""), (listed[1],)))
            return said
    return []


def _lift(matter: Matter, index: int, question: Question) -> list[Part]:
    """The shuttle: how far, and when."""
    if not matter.signals(Sign.LIFT, question.text):
        return []
    for fact in matter.unread:
        if fact.kind is FactKind.KNOWLEDGE and (found := SHUTTLE.search(fact.text)):
            opens, closes = (matter.tongue.clock(_clock(found[key])) if found[key] else "" for key in CLOCKS)
            miles = matter.tongue.number(found["miles"])
            week = bool(found["week"])
            text = matter.say("shuttle", miles=miles, opens=opens, closes=closes, week=week)
            return [Said(text, (fact,), (index,))]
    return []


CLOCKS = ("opens", "closes")


def _clock(text: str) -> time:
    hour = int(re.sub(r"\D", "", text)) % 12
    return time(hour + 12 * text.lower().endswith("pm"))


def ways_out(matter: Matter) -> list[Said]:
    """For somebody who is stuck: the car is fetched, and they get where they must be."""
    every = tuple(range(len(matter.inquiry.questions)))
    options = [fact for fact in matter.unread if fact.kind is FactKind.OPTION]
    fetched = [(fact, found) for fact in options if (found := FETCHED.search(fact.text))]
    said = [
        Said(matter.say("fetched", miles=found["miles"] or ""), (fact,), every) for fact, found in fetched[:1]
    ]
    rides = [fact for fact in options if RIDE.search(fact.text) and not FETCHED.search(fact.text)]
    return said + [Said(matter.say("ride", also=bool(said)), (fact,), every) for fact in rides[:1]]


def _takes(matter: Matter, index: int, question: Question) -> list[Part]:
    """How long a work takes."""
    if question.topic not in PRICED or not matter.signals(Sign.HOW_LONG, question.text):
        return []
    fact = _of_work(matter, question)
    text = _span(matter, fact) if fact else ""
    return [Said(text, (fact,), (index,))] if fact and text else []


def _span(matter: Matter, fact: Fact) -> str:
    """ "Se lleva más o menos una hora."; empty where the snippet names no time, or one without a word."""
    found = TAKES.search(fact.text)
    number, bare = re.fullmatch(r"(\d+ )?(.*)", found["time"]).groups("") if found else ("", "")  # type: ignore[union-attr]
    span = matter.tongue.term(bare) if found else ""
    return matter.say("work-takes", span=number + span, about=bool(found["about"])) if found and span else ""


def _work(matter: Matter, index: int, question: Question) -> list[Part]:
    """What the work costs, and that the exact price follows."""
    asks = question.topic is Topic.SERVICE_PRICE and matter.signals(Sign.COSTS, question.text)
    fact = _of_work(matter, question) if asks else None
    if fact is None:
        return []
    found = RANGE.search(fact.text)
    work = matter.tongue.term(found["what"] or "") if found else ""
    work = work or matter.tongue.term(fact.data.get("title", ""))
    if not work:
        return []
    least, most = min(AMOUNT.findall(fact.text), key=_dollars), ""
    if found:
        least, most = found["least"], found["most"]
    text = matter.say(
        "price-from", work=work[:1].upper() + work[1:], price=least, most=most, many=_many(work)
    )
    asks_how_long = [q for _, q in matter.asked(*PRICED) if matter.signals(Sign.HOW_LONG, q.text)]
    takes = [Said(span, (fact,)) for span in [_span(matter, fact)] if span and asks_how_long]
    return [Said(text, (fact,)), *takes, owed(matter, index, question, matter.phrase("exact-phrase"))]


def _of_work(matter: Matter, question: Question) -> Fact | None:
    """The snippet with a price whose title they name in the question, else in the message."""
    for text in (question.text, matter.words):
        said = content(matter.tongue.of_records(text))
        for fact in matter.unread:
            title = content(fact.data.get("title", "")) - OF_NO_WORK
            if fact.kind is FactKind.KNOWLEDGE and title and title <= said and AMOUNT.search(fact.text):
                return fact
    return None


def _dollars(amount: str) -> float:
    return float(amount[1:].replace(",", ""))


def _many(work: str) -> bool:
    return work.split()[0].endswith("s") or " y " in work


def _arrives(matter: Matter, index: int, question: Question) -> list[Part]:
    """Our note of the day on which the part comes that they ask for."""
    if question.topic not in AWAITED:
        return []
    for fact in matter.unread:
        found = COMES.search(fact.text) if fact.kind is FactKind.NOTE else None
        day = _date(found, matter.now) if found else None
        part = next((one for one in _terms(matter, question.text) if has_word(fact.text, one)), "")
        if day and part and day >= matter.now.date():
            name = matter.tongue.yours(matter.tongue.term(part))
            text = matter.say("part-comes", part=name, day=matter.day(day), many=name.endswith("s"))
            return [Said(text, (fact,), (index,))]
    return []


def _terms(matter: Matter, text: str) -> list[str]:
    return matter.tongue.of_records(text).split(", ")


def _date(found: "re.Match[str]", now: datetime) -> date | None:
    try:
        named = datetime.strptime(f"{found['month']} {found['day']} {now.year}", "%B %d %Y").date()
    except ValueError:
        return None
    return named if (now.date() - named).days < 180 else named.replace(year=now.year + 1)
