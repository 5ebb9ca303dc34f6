"""Trade-in, and whatever a knowledge snippet may answer: financing, papers, parts, prices of work."""

import re

from assistant.core.draft import AnswerState
from assistant.core.fact import Fact, FactKind
from assistant.core.inquiry import Question, Topic
from assistant.core.our_words import in_our_words
from assistant.core.words import content
from assistant.drafters.composing import about_features, about_shop, cars
from assistant.drafters.composing.counted import counted
from assistant.drafters.composing.matter import Matter
from assistant.drafters.composing.owing import owed
from assistant.drafters.composing.persons import lowered
from assistant.drafters.composing.remembered import came
from assistant.drafters.composing.said import Part, Said

BRING = re.compile(
    r"\b(?:run|bring) (?:it|her|my \w+) (?:over|back)\b"
    r"|\b(?:bring|deliver|drop)\b.{1,30}\b(?:house|home|work|office|to me)\b|\bpick (?:it|the car) up\b",
    re.I,
)
BROUGHT = re.compile(r"\b(?:brought back|picked up|deliver\w*)\b", re.I)
FOUND = re.compile(  # what was seen at a visit: no price list knows it
    r"\bdid (?:the |your |our )?(?:tech\w*|mechanic\w*|guys?|you|he|she|they|anyone|anybody|somebody"
    r"|[A-Z]\w+) "
    r"(?:\w+ )?(?:see|find|notice|look|spot|say)\b"
)
STILL_OWE = re.compile(
    r"\b(?:still|if i|while i) owe\b|\b(?:a|the|my) (?:loan|lien) (?:still )?on\b|\bpaid off\b", re.I
)
IN_TOWN = re.compile(
    r"^\W*(?:and )?is (?:it|this|that)(?: one| car)?(?: still| now)? (?:in|at) (?P<town>[A-Za-z]{4,})\b", re.I
)
MAY = re.compile(r"\b(?:can|could|may|able|possible|do you take|allowed)\b", re.I)
DEPOSIT_BACK = re.compile(
    r"\b(?:get|have|see)\b[^?]{0,30}\b(?:deposit|money|\$?500)\b[^?]{0,12}\bback\b", re.I
)
REFUNDED = re.compile(r"\bfully refund\w*\b", re.I)
FIGURE = re.compile(r"\b(?:number|range|offer|estimate|quote|figure)\b", re.I)
TALK = re.compile(r"\bwho (?:do|should|can|would|must) (?:i|we) (?:talk|speak|write|turn|go|ask)\b", re.I)
OF_ITS_KIND = content("part parts order orders paper papers paperwork document warranty")
DEED = re.compile(
    r"\b(?:you|we) did\b|\b(?:did(?:n'?t)?|have(?:n'?t)?|hadn'?t) (?:you|we|i)\b|\bwhen did\b|\blast time\b",
    re.I,
)
STUCK = re.compile(
    r"\b(where(?:'s| is| are) my|(?<!can i )(?<!can we )still(?! (?:good|valid|ok|fine))|not yet"
    r"|hasn'?t|haven'?t|never|no plates|overdue|late|ordered)\b",
    re.I,
)
THERE = re.compile(r"\b(shelf|in stock|on hand)\b", re.I)
FINANCED = re.compile(r"\b(?:financ\w+|loan)\b", re.I)
NEEDED = re.compile(
    r"\b(papers?|documents?|bring|have with|gotta have|require[ds]?|apply|application)\b|\bwhat\b.*\bneed\b"
    r"|\bneed (?:to bring|for|from)\b",
    re.I,
)


def trade_in(matter: Matter, index: int, question: Question) -> list[Part]:
    if given := estimated(matter, index, question):
        return given
    name, fact = cars.own(matter, question)
    text = matter.say("trade-in", car=name or matter.tongue.theirs(""), by=matter.by(matter.figure_due))
    what = f"write a trade-in range for the {name or 'car'}"
    known = matter.knows(question)
    if known and re.search(r"\bbring\b", question.text, re.I):
        return [Said(matter.told(known, question.text), (known,), (index,))]
    extra: list[Part] = [Said(known.text, (known,))] if known else []
    facts = (fact,) if fact else ()
    said = Said(text, facts, (index,), AnswerState.OWNED, what, matter.figure_due)
    owes = STILL_OWE.search(question.text) and MAY.search(question.text) and not matter.tongue.signs
    return [*([Said(matter.say("trade-owing"), (), (index,))] if owes else []), said, *extra]


def known_or_owed(matter: Matter, index: int, question: Question) -> list[Part]:
    """A snippet where one fits their words; what it leaves open is found out."""
    if (
        question.topic is Topic.PARTS
        and about_features.HAS.search(question.text)
        and len(cars.wanted(matter)) == 1
    ):
        return about_features.feature(matter, index, question)  # of a car of our list, not a part to order
    if settled := _by_our_records(matter, index, question) or _in_town(matter, index, question):
        return settled
    if FOUND.search(question.text):
        done = about_shop.done_before(matter, index, question) if not matter.tongue.signs else []
        return done or [owed(matter, index, question)]
    known = _snippet(matter, index, question)
    arrived = came(matter, matter.inquiry.text) if known and question.topic is Topic.PARTS else []
    if TALK.search(question.text):
        thing = _where(matter, question)
        return [Said(matter.say("talk-to-me")), owed(matter, index, question, thing)]
    if known is None:
        return [owed(matter, index, question)]
    if STUCK.search(question.text) and question.topic in (Topic.PAPERWORK, Topic.PARTS):
        return [Said(known.text, (known,)), owed(matter, index, question, _where(matter, question))]
    by_record = counted(matter, index, question, known)
    if DEPOSIT_BACK.search(question.text) and (back := _comes_back(matter, index, known)):
        return back
    return [*arrived, *(by_record or [Said(matter.told(known, question.text), (known,), (index,))])]


def _comes_back(matter: Matter, index: int, known: Fact) -> list[Part]:
    """ "Yes, all of it": where the policy says that the deposit is fully refunded."""
    if not REFUNDED.search(known.text) or matter.tongue.signs:
        return []
    return [Said(matter.say("deposit-back"), (known,), (index,))]


def _by_our_records(matter: Matter, index: int, question: Question) -> list[Part]:
    """A figure that we gave, the car in the shop, an option to bring the car; empty where none answers."""
    if figure := estimated(matter, index, question) or about_shop.asked_after(matter, index, question):
        return figure
    if DEED.search(question.text) and (done := about_shop.done_before(matter, index, question)):
        return done
    if option := _brought(matter, question):
        return [Said(option.text, (option,), (index,)), Said(matter.say("ask-time"))]
    return []


def _in_town(matter: Matter, index: int, question: Question) -> list[Part]:
    """ "Is this one in Columbus now?", of a car that stands on our list."""
    found = cars.wanted(matter, question) if not matter.tongue.signs else []
    where = " ".join(f.data.get("address", "") for f in matter.of(FactKind.STORE))
    asked = IN_TOWN.match(question.text)
    if (
        not asked
        or len(found) != 1
        or found[0].data.get("status") != "here"
        or asked["town"].lower() not in where.lower()
    ):
        return []
    return [Said(matter.say("in-town", town=asked["town"].capitalize()), (found[0],), (index,))]


def _snippet(matter: Matter, index: int, question: Question) -> Fact | None:
    known = matter.knows(question, floor=1 if question.topic in (Topic.OTHER, Topic.FINANCE) else 2)
    if question.topic is Topic.FINANCE and not NEEDED.search(question.text):
        known = None  # the list of papers answers no question about terms
    if known and not _fits(known, question):
        known = None
    if known is None and question.topic is Topic.SERVICE_PRICE:
        known = matter.work(question)
    if known is None and index and NEEDED.search(question.text) and matter.asked(Topic.FINANCE):
        known = matter.knows(matter.asked(Topic.FINANCE)[0][1])
    if known is None and NEEDED.search(question.text) and FINANCED.search(matter.words):
        known = matter.knows(Question("documents for financing", Topic.FINANCE), floor=4)
    if known is None and index:
        known = _same_again(matter, index, question)
    return known


def estimated(matter: Matter, index: int, question: Question) -> list[Part]:
    """They ask after the number that we gave them, and what it is good for."""
    given = matter.of(FactKind.QUOTE)
    if not given:
        return []
    if not FIGURE.search(question.text):
        return _quoted(matter, index, question, given)
    trade = matter.knows(Question("trade-in appraisal offer worth", Topic.TRADE_IN), floor=2)
    said: list[Part] = [Said(_figure(matter, given[0]), (given[0],), (index,))]
    return [*said, Said(trade.text, (trade,), (index,))] if trade else said


def _figure(matter: Matter, fact: Fact) -> str:
    """A record such as "Estimate for the CX-5: $12,400, seen without a road test", as a sentence."""
    what, _, figure = fact.text.partition(": ")
    plain = figure and len(what.split()) <= 12
    named = lowered(what) if plain else ""
    return matter.say("estimate", what=named, figure=figure if plain else "", text=fact.text)


def _quoted(matter: Matter, index: int, question: Question, given: list[Fact]) -> list[Part]:
    """They name the figure on record: it is confirmed, and whether it still holds is found out."""
    for fact in given:
        if fact.data.get("amount") and fact.data["amount"] in question.text:
            told = Said(_figure(matter, fact), (fact,))
            return [told, owed(matter, index, question, matter.phrase("still-holds-phrase"))]
    return []


def _covers(known: Fact, question: Question) -> bool:
    """Whether at least half of what they ask about stands in the snippet."""
    asked = content(in_our_words(question.text))
    held = content(f"{known.data.get('title', '')} {known.data.get('topics', '')} {known.text}")
    return 2 * len(asked & held) >= len(asked)


def _fits(known: Fact, question: Question) -> bool:
    """Whether a snippet is about what they ask, where its topic alone says too little."""
    if question.topic is Topic.OTHER:
        return _covers(known, question)
    return question.topic not in (Topic.PARTS, Topic.PAPERWORK) or _says_more(known, question)


def _says_more(known: Fact, question: Question) -> bool:
    """Whether it shares more with what they ask than that it is about parts, or papers."""
    return bool(
        (content(in_our_words(question.text)) & content(f"{known.data.get('title', '')} {known.text}"))
        - OF_ITS_KIND
    )


def _brought(matter: Matter, question: Question) -> Fact | None:
    """The store's offer to bring the car, where they ask for that."""
    if not BRING.search(question.text):
        return None
    return next((f for f in matter.of(FactKind.OPTION) if BROUGHT.search(f.text)), None)


def _same_again(matter: Matter, index: int, question: Question) -> Fact | None:
    """ "And do you have them?" after a price: the same snippet, where it says whether they are there."""
    before = matter.inquiry.questions[index - 1]
    known = matter.knows(before, floor=2) if before.topic is question.topic else None
    if known and THERE.search(known.text) and re.search(r"\bhave (?:them|it|those|any|one)\b", question.text):
        return known
    return None


def _where(matter: Matter, question: Question) -> str:
    for thing in ("bill of sale", "plates", "title", "registration", "tag", "part"):
        if thing in question.text.lower():
            return matter.phrase("thing-phrase", thing=thing, many=thing == "plates")
    return matter.phrase("it-stands-phrase")


def recall(matter: Matter, index: int, question: Question) -> list[Part]:
    known = matter.knows(question)
    name, fact = cars.own(matter, question)
    said: list[Part] = [Said(known.text, (known,))] if known else []
    if vin_first(matter):
        if index != matter.asked(Topic.RECALL)[0][0]:
            return said
        every = tuple(i for i, _ in matter.asked(Topic.RECALL))
        free = [one for one in re.split(r"(?<=[.!?])\s+", known.text) if "VIN" not in one] if known else []
        said = [Said(" ".join(free), (known,))] if known and free else []
        return [*said, Said(matter.say("recall-vin"), (), every)]
    text = matter.say("recall", car=name or matter.tongue.theirs(""), by=matter.by(matter.due))
    facts = (fact,) if fact else ()
    what = f"write what the recall on the {name or 'car'} needs"
    return [*said, Said(text, facts, (index,), AnswerState.OWNED, what, matter.due)]


def vin_first(matter: Matter) -> bool:
    """Whether a recall is asked after, and nobody knows for which car."""
    known = cars.own(matter)[0] or any(m.vin or m.model for m in matter.inquiry.vehicles)
    return bool(matter.asked(Topic.RECALL)) and not known and not matter.tongue.signs
