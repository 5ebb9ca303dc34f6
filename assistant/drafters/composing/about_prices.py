"""What a car of ours costs, what comes on top, and what their bill is."""

import re
from dataclasses import replace

from assistant.core.draft import AnswerState
from assistant.core.fact import Fact, FactKind
from assistant.core.inquiry import Kind, Question, Topic
from assistant.core.words import has_word
from assistant.drafters.composing import about_deals, cars
from assistant.drafters.composing.matter import Matter
from assistant.drafters.composing.owing import owed
from assistant.drafters.composing.said import Part, Said
from assistant.drafters.composing.tongue.signs import Sign

HAGGLE = re.compile(
    r"\b(firm|best|lowest|(?:would|will|could|can) (?:you|ya|u|y'all|they) (?:take|do|accept|consider"
    r"|go for) \$?\d[\d,.]*|discount|deal|out.the.door|otd|negotia\w+|come down|final|all.in|match"
    r"|said and done|(?:doc )?fees|on top|what i pay"
    r"|on the check|actually pay)\b",
    re.I,
)
BEATS = re.compile(r"\b(?:beat|match) (?:that|it|this|the rate|\d)", re.I)
COUNTY = re.compile(r"\b[A-Z][a-z]+ [Cc]ounty\b")


def price(matter: Matter, index: int, question: Question) -> list[Part]:
    found = cars.wanted(matter, question)
    if bill := _bill(matter, index):
        return bill
    if not found and (given := about_deals.estimated(matter, index, question)):
        return given
    if not found and matter.department == "service" and (known := matter.work(question)):
        return [Said(matter.told(known, f"{matter.words} $"), (known,), (index,))]
    if len(found) != 1 or not found[0].data.get("price"):
        return [owed(matter, index, question)]
    fact = found[0]
    text = _priced(matter, fact)
    if BEATS.search(question.text) and not matter.tongue.signs:
        return [
            owed(matter, index, replace(question, topic=Topic.FINANCE))
        ]  # the rate of a loan, not a price
    if not matter.shows(Sign.HAGGLE, HAGGLE, question.text):
        return [Said(text, (fact,), (index,))]
    if policy := _on_top(matter):
        written = _written_out(matter, index)
        return [Said(text, (fact,)), Said(policy.text, (policy,)), written]
    return [Said(text, (fact,)), owed(matter, index, question, matter.phrase("best-phrase"))]


def _written_out(matter: Matter, index: int) -> Said:
    county = None if matter.tongue.signs else COUNTY.search(matter.inquiry.text)
    first, again = (
        matter.say(
            "out-the-door",
            county=county[0] if county else "",
            by=matter.by(matter.due),
            also=also,
            where=matter.chat and not matter.context.recipient.email,
        )
        for also in (False, True)
    )
    what = "write the out-the-door price"
    return Said(first, (), (index,), AnswerState.OWNED, what, matter.due, after_another=again)


def _priced(matter: Matter, fact: Fact) -> str:
    """The price of one car, in the same words each time that it is asked for."""
    if fact.id not in matter.priced:
        name = "" if fact.id in matter.named else cars.called(matter, fact)
        matter.named.add(fact.id)
        matter.priced[fact.id] = matter.say("price", car=name, price=fact.data["price"])
    return matter.priced[fact.id]


def _on_top(matter: Matter) -> Fact | None:
    """The store's word on what comes on top of its prices, where it has one."""
    asks = re.compile(r"\bprice\b.*\b(?:fee|tax|title)\b", re.I | re.S)
    return next((f for f in matter.of(FactKind.POLICY) if asks.search(f.text)), None)


def _bill(matter: Matter, index: int) -> list[Part]:
    """What the repair under way comes to, where they speak of that car or of nothing in stock."""
    stocked = any(m.stock for m in matter.inquiry.vehicles) or cars.wanted(matter)
    for fact in matter.of(FactKind.REPAIR):
        theirs = any(has_word(matter.words, word) for word in fact.data.get("vehicle", "-").split()[1:])
        going = fact.data.get("status") not in ("done", None) and fact.data.get("amount")
        if going and (theirs or not stocked) and matter.inquiry.kind is not Kind.LEAD:
            told = bool(matter.asked(Topic.REPAIR_STATUS)) and fact.data.get("status") == "ready"
            name = fact.data.get("vehicle", "").split(" ", 2)[-1] if theirs and not told else ""
            text = matter.say("repair-amount", amount=fact.data["amount"], car=name)
            return [Said(text, (fact,), (index,))]
    return []
