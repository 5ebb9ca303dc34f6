"""Names, plates, VINs and numbers that a text mentions, to be looked up: whose are they?"""

import re

from assistant.core.words import STOP, fold, listed

VIN = re.compile(r"\b(?=[A-Za-z0-9]*\d)(?=[A-Za-z0-9]*[A-Za-z])[A-HJ-NPR-Za-hj-npr-z0-9]{17}\b")
PHONE = re.compile(
    r"(?<![\w.-])(?:\+?\d{1,3}[-. ])?(?:\(\d{3}\)\s?|\d{3}[-. ])?\d{3}[-. ]\d{4}(?![\w-])"
    r"|(?<!\w)\+?\d{10,12}(?!\w)"
)
LINK = re.compile(r"(?:https?://|www\.)[^\s<>\"'()\[\]]{2,400}", re.IGNORECASE)
EMAIL = re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,4}")
CODE = re.compile(
    r"(?<![\w$.@/-])#?(?=[A-Z0-9-]*\d{2})(?=[0-9-]*[A-Z])[A-Z0-9]{2,10}(?:-[A-Z0-9]{2,7})?(?![\w@-])"
)
NUMBERED = re.compile(
    r"\b(?:stock|stk|repair order|order|ro|r\.o\.|ticket|invoice|deal|work order|claim|plate"
    r"|license)\s?(?:number|no\.?|num|#)?\s?[:#]?\s?"
    r"(?P<id>(?=[A-Za-z-]{0,6}\d)[A-Za-z0-9-]{3,12})\b",
    re.IGNORECASE,
)
HASHED = re.compile(r"(?<!\w)#\s?(?P<id>[A-Za-z]{0,3}\d{3,9}[A-Za-z]?)\b")
NAME = re.compile(
    r"\b[A-ZÀ-Þ][a-zà-ÿ]+(?:['’-]?[A-ZÀ-Þ]?[a-zà-ÿ]+)*(?:\s[A-ZÀ-Þ]['’]?[A-Za-zà-ÿ'’-]*[a-zà-ÿ])*"
)
CAP = 20_000  # characters looked at

NOT_NAMES = listed(
    """monday tuesday wednesday thursday friday saturday sunday january february march april may june
    july august september october november december thanksgiving christmas easter hi hello dear
    hey good morning afternoon evening best warmly regards sincerely cheers thanks thank sales
    service parts finance manager adviser advisor mr mrs ms miss dr department customer street
    avenue road drive north south east west happy unfortunately however also both either first
    second third last sorry great perfect absolutely certainly sounds looking"""
)


def identifiers(text: str) -> tuple[str, ...]:
    """In order: names (also in parts), plates, VINs, stock and order numbers, phones, e-mails."""
    text = text[:CAP]
    found: list[tuple[int, str]] = []
    for pattern in (VIN, PHONE, EMAIL, CODE):
        found += [(match.start(), match[0].lstrip("#")) for match in pattern.finditer(text)]
    for pattern in (NUMBERED, HASHED):
        found += [(match.start("id"), match["id"]) for match in pattern.finditer(text)]
    for match in NAME.finditer(text):
        found += [(match.start(), name) for name in _names(match[0])]
    return tuple(dict.fromkeys(name for _, name in sorted(found)))


def _names(run: str) -> list[str]:
    words = run.split()
    while words and _common(words[0]):
        words = words[1:]
    while words and _common(words[-1]):
        words = words[:-1]
    if not words:
        return []
    whole = " ".join(words)
    return list(dict.fromkeys([whole, *(word for word in words if not _common(word))]))


def _common(word: str) -> bool:
    return fold(word) in STOP or fold(word) in NOT_NAMES
