"""A car that they bought and would give back, told from one that is brought back to be mended."""

import re

from assistant.core.inquiry import Question
from assistant.readers.reading import Reading

_THING = r"(?:it|her|him|this|that|the (?:car|truck|suv|van|[A-Z][\w-]+)|my (?:new )?(?:car|truck|suv|van))"
_BACK = re.compile(
    rf"\b(?:return|returning) {_THING}\b|\b(?:bring|take|give|bringing|giving|taking) {_THING} back\b", re.I
)
_PARKED = re.compile(r"(?i)\b(?:loaner|rental|test drive|lease|leased)\b")
_BOUGHT = re.compile(
    r"(?i)\b(?:bought|purchased|financed|the loan|put (?:about |around |only |maybe )?[\d,]+ miles"
    r"|changed (?:my|our) mind|return policy|money back|exchange"
    r"|from (?:last )?(?:mon|tues|wednes|thurs|fri|satur|sun)day)\b"
)
_MENDED = re.compile(r"(?i)\b(?:fix\w*|repair\w*|mend\w*|look(?:ed)? at|check(?:ed)?|serviced?|replaced?)\b")
_STATED = re.compile(r"(?i)\b(?:get|have|receive|want) (?:it|that|this|my money|our money|the money) back\b")
_PAID = re.compile(r"(?i)\b(?:deposit|down payment|money down|hold fee)\b")


def gives_back(reading: Reading, asked: Question) -> bool:
    """Whether they ask to return a bought car, or to have a deposit back."""
    if _STATED.search(asked.text) and _PAID.search(reading.shown):
        return True
    if not _BACK.search(asked.text) or _PARKED.search(asked.text):
        return False
    return bool(_BOUGHT.search(reading.shown)) and not (reading.has("symptom") or _MENDED.search(asked.text))
