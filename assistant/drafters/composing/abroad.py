"""A price that our records hold in another language: the figure goes over, not the sentence."""

import re

from assistant.core.fact import FactKind
from assistant.core.inquiry import Question, Topic
from assistant.core.words import content
from assistant.drafters.composing.matter import Matter
from assistant.drafters.composing.owing import owed
from assistant.drafters.composing.said import Part, Said

AMOUNT = re.compile(r"\$\d[\d,]*(?:\.\d\d)?")


def from_price(matter: Matter, index: int, question: Question) -> list[Part]:
    """What the work costs at the least, and that the exact price follows."""
    if question.topic is not Topic.SERVICE_PRICE:
        return []
    for fact in matter.unread:
        work = matter.tongue.term(fact.data.get("title", ""))
        amounts = AMOUNT.findall(fact.text) if fact.kind is FactKind.KNOWLEDGE else []
        if amounts and work and content(work) <= content(question.text):
            least = min(amounts, key=lambda one: float(one[1:].replace(",", "")))
            text = matter.say("price-from", work=work[:1].upper() + work[1:], price=least)
            return [Said(text, (fact,)), owed(matter, index, question, matter.phrase("exact-phrase"))]
    return []
