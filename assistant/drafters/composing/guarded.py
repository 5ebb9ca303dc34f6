"""What we hold about a car or a person is told to its owner only; nobody is sent away for asking."""

import re

from assistant.core.draft import AnswerState
from assistant.drafters.composing.matter import Matter
from assistant.drafters.composing.said import Part, Said

HELD = re.compile(
    r"\bwhat (?:did|do) i (?:pay|owe)\b|\bhow much (?:did|do) i (?:pay|owe)\b|\b(?:my|the) (?:full )?vin\b"
    r"|\bwhat(?:'s| is) (?:my|the) (?:balance|payoff|account)\b"
    r"|\b(?:address|phone|number|e-?mail)s? (?:and \w+ )?(?:do|did) you have (?:for|on)\b",
    re.I,
)


OF_ANOTHER = re.compile(r"\b(?:do|did) you have (?:on|for) (?:her|him|them|my (?!car|truck)\w+)\b", re.I)


def held(matter: Matter) -> list[int]:
    """The questions that ask for it."""
    texts = [one.text.replace("\u2019", "'") for one in matter.inquiry.questions]
    return [index for index, text in enumerate(texts) if HELD.search(text)]


def guarded(matter: Matter, index: int) -> list[Part]:
    """Empty for a verified recipient, and for what is nobody's own."""
    asked = held(matter)
    if asked and not matter.context.recipient.verified and _of_another(matter):
        every = tuple(range(len(matter.inquiry.questions)))
        text = matter.say("only-them", by=matter.by(matter.due))
        return [Said(text, (), every, AnswerState.OWNED, "answer the customer, once they ask", matter.due)]
    if matter.context.recipient.verified or index not in asked:
        return []
    named = next((one.model for one in matter.inquiry.vehicles if one.model), "")
    why = matter.say("only-owner", thing=f"the {named}" if named else "a car or a person")
    text = matter.say("only-owner-then", by=matter.by(matter.due))
    what = "write or call at the contact on record, and send what they ask for once it is them"
    return [Said(why), Said(text, (), tuple(asked), AnswerState.OWNED, what, matter.due)]


def _of_another(matter: Matter) -> bool:
    """ "What phone do you have for her": of somebody who does not write."""
    return OF_ANOTHER.search(matter.inquiry.text) is not None and not matter.tongue.signs
