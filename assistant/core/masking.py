"""What a hosted model does not need to see: placeholders take its place, and are put back in its answer.

A placeholder is [PHONE_1]: the same value always has the same one. What already looks like a placeholder
in the text is replaced as well, so that putting back gives exactly the text that was there.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum


class Sees(StrEnum):
    """What a store lets a model see."""

    ALL = "all"
    WITHOUT = "without"  # phones, addresses, plates, VINs, amounts, names
    NOTHING = "nothing"  # no model is asked


class UnknownPlaceholder(ValueError):
    """An answer holds a placeholder that was never given, or a mangled one."""


KINDS = ("PHONE", "EMAIL", "VIN", "PLATE", "CARD", "NUMBER", "AMOUNT", "ADDRESS", "NAME", "WORDS")
_KINDS = "|".join(KINDS)
PLACEHOLDER = re.compile(rf"\[(?:{_KINDS})_\d+\]")
LOOKS_LIKE_ONE = rf"\[\s*(?:{_KINDS})(?![^\W\d_])[^\]\n]{{0,12}}\]?|\b(?:{_KINDS})_\d+"
MANGLED = re.compile(LOOKS_LIKE_ONE, re.IGNORECASE)

_STREET = (
    "street|st|avenue|ave|road|rd|drive|dr|lane|ln|boulevard|blvd|way|court|ct|place|pl|terrace|circle|cir"
    "|highway|hwy|parkway|pkwy|square|sq|trail|trl|calle|avenida|camino"
)
_MORE = (
    r"\.?(?:,?\s*(?:apt|unit|suite|ste|#)\.?\s*\w+)?"
    r"(?:,\s*[A-Za-z][A-Za-z .]{1,30}?,?\s+[A-Z]{2}\s+\d{5}(?:-\d{4})?)?"
)
PATTERNS: tuple[tuple[str, str], ...] = (
    ("WORDS", f"(?i:{LOOKS_LIKE_ONE})"),
    ("EMAIL", r"[\w.+'-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63})*"),
    ("VIN", r"\b(?=[A-Za-z0-9]*\d)(?=[A-Za-z0-9]*[A-Za-z])[A-HJ-NPR-Za-hj-npr-z0-9]{17}\b"),
    ("CARD", r"(?<!\d)\d(?:[ -]?\d){12,18}(?!\d)"),
    ("NUMBER", r"(?<![\d-])\d{3}[- ]\d{2}[- ]\d{4}(?![\d-])"),
    (
        "AMOUNT",
        r"(?i:(?:US)?[$€£]\s?\d[\d,.]*\d?(?:\s?(?:k|thousand|grand)\b)?"
        r"|\b\d[\d,]*(?:\.\d{1,2})?\s?(?:dollars?|bucks|grand|usd|eur|euros?|d[oó]lares)\b"
        r"|\b\d{1,3}(?:\.\d)?k\b(?!\s*(?:mi|km|miles|service)\b))",
    ),
    (
        "PHONE",
        r"(?<!\w)\+\d(?:[\s().-]{0,2}\d){6,14}(?!\w)"
        r"|(?<![\w-])(?:1[-. ])?(?:\(\d{3}\)\s?|\d{3}[-. ])\d{3}[-. ]?\d{4}(?![\w-])"
        r"|(?<![\w.-])\d{3}[-.]\d{4}(?![\w-])|(?<!\w)\d{10,12}(?!\w)",
    ),
    (
        "ADDRESS",
        rf"(?i:\bP\.?\s?O\.?\s?Box\s+\d+|\b\d{{1,6}}[a-z]?\s+(?:[\w'’.-]+\s+){{1,3}}(?:{_STREET})\b{_MORE})",
    ),
    ("PLATE", r"\b[A-Z]{2,3}-\d{3,4}\b|\b\d{1,4}-[A-Z]{2,3}\b|(?<=plate )[A-Z0-9][A-Z0-9 -]{2,7}\b"),
)


class Mask:
    """Hides values in texts and puts them back; one for everything that belongs to one answer.

    `named` are values that only the records know: (kind, value), as they may stand in a text.
    """

    def __init__(self, named: Iterable[tuple[str, str]] = ()) -> None:
        self._of: dict[tuple[str, str], str] = {}
        self._back: dict[str, str] = {}
        known = {value: kind for kind, value in named if len(value) > 1}
        self._named: Mapping[str, str] = known
        words = "|".join(re.escape(word) for word in sorted(known, key=len, reverse=True))
        parts = [f"(?P<{kind}>{pattern})" for kind, pattern in PATTERNS]
        if words:
            parts.insert(1, rf"(?P<known>(?<!\w)(?:{words})(?!\w))")
        self._pattern = re.compile("|".join(parts))

    def hide(self, text: str) -> str:
        """The text with placeholders; those of this mask that it holds already are left."""
        parts: list[str] = []
        at = 0
        for found in PLACEHOLDER.finditer(text):
            if found[0] in self._back:
                parts += [self._hidden(text[at : found.start()]), found[0]]
                at = found.end()
        return "".join([*parts, self._hidden(text[at:])])

    def hide_new(self, text: str) -> str:
        """As `hide`, for a text that somebody else wrote: no placeholder in it is one of ours."""
        return self._hidden(text)

    def put_back(self, text: str) -> str:
        """UnknownPlaceholder where the text holds one that was not given, whole or mangled."""
        rest = PLACEHOLDER.sub(lambda found: "\x00" if found[0] in self._back else found[0], text)
        wrong = MANGLED.search(rest)
        if wrong:
            raise UnknownPlaceholder(wrong[0])
        return PLACEHOLDER.sub(lambda found: self._back[found[0]], text)

    def _hidden(self, text: str) -> str:
        return self._pattern.sub(lambda found: self._place(*self._what(found)), text)

    def _what(self, found: re.Match[str]) -> tuple[str, str]:
        kind = found.lastgroup or "WORDS"
        return (self._named[found[0]] if kind == "known" else kind), found[0]

    def _place(self, kind: str, value: str) -> str:
        key = (kind, value)
        if key not in self._of:
            number = sum(known == kind for known, _ in self._of) + 1
            self._of[key] = f"[{kind}_{number}]"
            self._back[self._of[key]] = value
        return self._of[key]


def mask(texts: Sequence[str], named: Iterable[tuple[str, str]] = ()) -> tuple[list[str], Mask]:
    """All of them behind one mask."""
    made = Mask(named)
    return [made.hide_new(text) for text in texts], made


def names_of(*names: str) -> list[tuple[str, str]]:
    """A name as a whole and in its parts; parts of two letters are too common to be one."""
    found = []
    for name in names:
        words = [word.strip(".,;") for word in name.split()]
        whole = [name.strip()] if len(words) > 1 else []
        found += [("NAME", one) for one in [*whole, *words] if len(one) > 2 and one[:1].isalpha()]
    return found
