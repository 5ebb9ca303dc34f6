"""asks-nothing-twice: no question for what is on record or was said already.

The lists `asks` and `asks-…` hold how something is asked for, and what; a store may add to them.
"""

import re
from collections.abc import Iterator

from assistant.core.checks.reading import Reading
from assistant.core.checks.rule import Place
from assistant.core.claims import ClaimKind, claims
from assistant.core.fact import FactKind
from assistant.core.inquiry import Detail, Inquiry, Offered, Topic
from assistant.core.sentences import Sentence
from assistant.core.words import fold, has_word

NEAR = 45  # characters between how it is asked for and what is asked for
SEVEN = 7  # digits by which two numbers are the same
FAR = 1_000  # miles: fewer are a distance
CONFIRMS = re.compile(
    r"\b(?:other|another|instead|else|still|right|correct\w*|confirm\w*|rather|different|alternat\w*"
    r"|(?:a|per|each|every) (?:year|month|week|day)|otr[oa]s?|todav[íi]a|siguen?|distint[oa])\b"
)
OF_CLAIM = {ClaimKind.PHONE: Detail.PHONE, ClaimKind.EMAIL: Detail.EMAIL, ClaimKind.VIN: Detail.VIN}
ON_RECORD = {"PHONE": Detail.PHONE, "EMAIL": Detail.EMAIL, "VIN": Detail.VIN}
CALLED = {
    Detail.NAME: "their name", Detail.PHONE: "their phone number", Detail.EMAIL: "their e-mail address",
    Detail.VEHICLE: "their car", Detail.WISH: "the car they want", Detail.VIN: "the VIN",
    Detail.MILEAGE: "the mileage", Detail.BUDGET: "their budget", Detail.PAYMENT: "how they pay",
    Detail.TRADE_IN: "the trade-in", Detail.TIMEFRAME: "when they want to buy", Detail.TIME: "their day",
    Detail.ZIP: "the zip code",
}  # fmt: skip
TO_COME = frozenset({Topic.APPOINTMENT, Topic.CHANGE, Topic.CALL_BACK})


def asks_nothing_twice(reading: Reading) -> Iterator[Place]:
    known = _known(reading)
    asking = [
        (start, end)
        for _, start, end in reading.phrases.find("asks", reading.reply.folded)
        if reading.body(start)
    ]
    for detail, value in known.items():
        for _, start, end in reading.phrases.find(f"asks-{detail}", reading.reply.folded):
            sentence = reading.sentence_at(start)
            if sentence and _asked_for(sentence, start, asking) and not _confirms(sentence, value):
                said = f" (“{value}”)" if value else ""
                yield Place(start, end, f"We know {CALLED[detail]} already{said}: do not ask again.")
                break


def _asked_for(sentence: Sentence, what: int, asking: list[tuple[int, int]]) -> bool:
    return any(sentence.start <= start <= what <= end + NEAR for start, end in asking)


def _confirms(sentence: Sentence, value: str) -> bool:
    """It says what we know, or wants something else than that."""
    return CONFIRMS.search(fold(sentence.text)) is not None or bool(value and has_word(sentence.text, value))


def _known(reading: Reading) -> dict[Detail, str]:
    """What need not be asked, in the words in which we know it; theirs before ours."""
    found = {told.what: " ".join(told.words.split())[:60] for told in reversed(reading.inquiry.told)}
    found |= _written(reading)
    found |= _cars(reading.inquiry)
    if day := _day(reading):
        found[Detail.TIME] = day
    recipient = reading.context.recipient
    known = _on_record(reading) if recipient.verified else {}
    if len(recipient.name.split()) > 1:
        known[Detail.NAME] = recipient.name
    if recipient.email:
        known[Detail.EMAIL] = recipient.email
    return {detail: value for detail, value in (known | found).items() if detail in CALLED}


def _written(reading: Reading) -> dict[Detail, str]:
    """Numbers and codes that stand in their messages."""
    said = claims(reading.evidence.said)
    found = {
        OF_CLAIM[one.kind]: one.text for one in said if one.kind in OF_CLAIM and not _ours(reading, one.text)
    }
    miles = [
        one.text for one in said if one.kind is ClaimKind.NUMBER and one.unit == "mile" and one.number >= FAR
    ]
    return found | ({Detail.MILEAGE: miles[0]} if miles else {})


def _ours(reading: Reading, value: str) -> bool:
    """The store's or the signer's own number or address, which they wrote of."""
    signer, store = reading.context.signer, reading.context.store
    digits = re.sub(r"\D", "", value)[-SEVEN:]
    lines = (re.sub(r"\D", "", phone) for phone in (signer.phone, store.phone))
    return fold(value) == fold(signer.email) or any(len(digits) == SEVEN and digits in line for line in lines)


def _cars(inquiry: Inquiry) -> dict[Detail, str]:
    """Told by name; several of a kind leave room for the question which one."""
    own = {v.text for v in inquiry.vehicles if v.own and v.model}
    wished = {v.text for v in inquiry.vehicles if not v.own and (v.model or v.stock)}
    found = {Detail.VEHICLE: own, Detail.WISH: wished}
    return {detail: next(iter(cars)) for detail, cars in found.items() if len(cars) == 1}


def _day(reading: Reading) -> str:
    """The day that they proposed, still to come; empty where the reply speaks of it, or they of another."""
    inquiry, today = reading.inquiry, reading.context.now.date()
    named = [offer.when for offer in inquiry.offers if offer.kind is Offered.TIME]
    named += [request.when for request in inquiry.requests]
    if any(question.topic in TO_COME for question in inquiry.questions):
        named += inquiry.times
    spoken_of = {moment.day for moment in reading.moments}
    days = [when for when in named if when and when.day and when.day >= today]
    return next((when.text for when in days if when.day not in spoken_of), "")


def _on_record(reading: Reading) -> dict[Detail, str]:
    found = {ON_RECORD[kind]: value for kind, value in sorted(reading.context.on_record) if kind in ON_RECORD}
    owned = reading.context.of_kind(FactKind.OWNED)
    if len(owned) == 1:
        car = owned[0].data
        name = " ".join(car[key] for key in ("year", "make", "model") if car.get(key))
        found |= {Detail.VEHICLE: name or owned[0].text}
        found |= {Detail.VIN: car["vin"]} if car.get("vin") else {}
    return found
