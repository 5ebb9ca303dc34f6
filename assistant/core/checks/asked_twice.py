"""asks-nothing-twice: a reply asks for nothing that is on record, or that they have said."""

import re
from collections.abc import Callable, Iterator

from assistant.core.checks.reading import Reading
from assistant.core.checks.rule import Place
from assistant.core.fact import FactKind
from assistant.core.inquiry import Detail
from assistant.core.mentions import PHONE

NUMBER = re.compile(
    r"\b(?:what|which|your|best|good) (?:is |are )?(?:your |the |a |best )*"
    r"(?:phone |cell |call.?back )?number\b"
    r"|\bon what number\b|\bnumber (?:can|do|should|may) (?:i|we)\b|\ba qu[ée] n[úu]mero\b"
)
CAR = re.compile(
    r"\b(?:which|what) (?:car|vehicle|model)\b|\bwhat (?:do|are) you (?:currently )?driv\w+\b"
    r"|\bqu[ée] (?:auto|carro)\b"
)
MILEAGE = re.compile(r"\bhow many miles\b|\bwhat(?:'s| is) (?:the|your|its) mileage\b|\bmileage\?")
DAY = re.compile(r"\b(?:which|what) day\b|\bwhen (?:can|could|would) you (?:come|like to come|stop|be)\b")
NAME = re.compile(r"\b(?:what(?:'s| is)|may i have) your (?:full |first |last )?name\b")
MAIL = re.compile(r"\bwhat(?:'s| is) your e-?mail\b|\byour e-?mail address\?")


def asks_nothing_twice(reading: Reading) -> Iterator[Place]:
    for sentence in reading.reply.body:
        folded = reading.reply.folded[sentence.start : sentence.end]
        if not folded.rstrip("\"') ").endswith("?"):
            continue
        for pattern, known_of in KNOWN:
            found = pattern.search(folded)
            known = known_of(reading) if found else ""
            if found and known:
                start = sentence.start + found.start()
                why = f"This is known already: {known}."
                yield Place(start, sentence.start + found.end(), why)


def _told(reading: Reading, what: Detail) -> str:
    return next((one.words for one in reading.inquiry.told if one.what is what), "")


def _phone(reading: Reading) -> str:
    held = next((value for kind, value in reading.context.on_record if kind == "PHONE"), "")
    said = PHONE.search(reading.evidence.said)
    return _told(reading, Detail.PHONE) or (said[0] if said else held)


def _car(reading: Reading) -> str:
    named = [vehicle for vehicle in reading.inquiry.vehicles if vehicle.model]
    return named[0].text if len(named) == 1 else _told(reading, Detail.VEHICLE)


def _mileage(reading: Reading) -> str:
    held = [fact.data.get("mileage", "") for fact in reading.context.of_kind(FactKind.OWNED)]
    return _told(reading, Detail.MILEAGE) or (held[0] if len(held) == 1 else "")


def _day(reading: Reading) -> str:
    days = [when for when in reading.inquiry.times if when.day and when.day >= reading.context.now.date()]
    return days[0].text if len(days) == 1 else ""


def _name(reading: Reading) -> str:
    return reading.context.recipient.name


def _mail(reading: Reading) -> str:
    return reading.context.recipient.email


KNOWN: tuple[tuple[re.Pattern[str], Callable[[Reading], str]], ...] = (
    (NUMBER, _phone),
    (CAR, _car),
    (MILEAGE, _mileage),
    (DAY, _day),
    (NAME, _name),
    (MAIL, _mail),
)
