"""What a hosted model does not need to see: placeholders take its place, and are put back in its answer.

A placeholder is [PHONE_1]: the same value always has the same one. What already looks like a placeholder
in the text is replaced as well, so that putting back gives exactly the text that was there.
"""

import re
from collections.abc import Iterable, Sequence
from enum import StrEnum

from assistant.core import private_known, private_words


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
LOOKS_LIKE_ONE = rf"\[\s*(?:{_KINDS})(?![^\W\d_])[^\]\n]{{0,12}}\]?|(?<![^\W\d_])(?:{_KINDS})_\d+"
MANGLED = re.compile(LOOKS_LIKE_ONE, re.IGNORECASE)


class Mask:
    """Hides values in texts and puts them back; one for everything that belongs to one answer.

    `named` are values that only the records know, by kind; they are found however they are spelled.
    """

    def __init__(self, named: Iterable[tuple[str, str]] = ()) -> None:
        self._of: dict[tuple[str, str], str] = {}
        self._back: dict[str, str] = {}
        known = private_known.patterns(named)
        names = [one for one in known if one[0] == "NAME"]
        others = [one for one in known if one[0] != "NAME"]
        ours = ("WORDS", PLACEHOLDER.pattern), ("WORDS", f"(?i:{LOOKS_LIKE_ONE})")
        first, *more = private_words.PATTERNS  # an e-mail address may hold a name or a plate
        found = [*ours, first, *others, *more, *names]
        self._kinds = [kind for kind, _ in found]
        self._pattern = re.compile("|".join(_numbered(n, one) for n, (_, one) in enumerate(found)))

    def hide(self, text: str) -> str:
        """The text with placeholders; those of this mask that it holds already are left."""
        return self._pattern.sub(
            lambda found: found[0] if found[0] in self._back else self._hidden(found), text
        )

    def hide_new(self, text: str) -> str:
        """As `hide`, for a text that somebody else wrote: no placeholder in it is one of ours."""
        return self._pattern.sub(self._hidden, text)

    def put_back(self, text: str) -> str:
        """UnknownPlaceholder where the text holds one that was not given, whole or mangled."""
        rest = PLACEHOLDER.sub(lambda found: "\x00" if found[0] in self._back else found[0], text)
        wrong = MANGLED.search(rest)
        if wrong:
            raise UnknownPlaceholder(wrong[0])
        return PLACEHOLDER.sub(lambda found: self._back[found[0]], text)

    def _hidden(self, found: re.Match[str]) -> str:
        """What was found as its placeholder, with the words before and after that only gave it away."""
        number = int((found.lastgroup or "all0")[3:])
        part = f"its{number}" if f"its{number}" in self._pattern.groupindex else 0
        start, end = found.start(part) - found.start(), found.end(part) - found.start()
        return found[0][:start] + self._place(self._kinds[number], found[part]) + found[0][end:]

    def _place(self, kind: str, value: str) -> str:
        key = (kind, value)
        if key not in self._of:
            number = sum(known == kind for known, _ in self._of) + 1
            self._of[key] = f"[{kind}_{number}]"
            self._back[self._of[key]] = value
        return self._of[key]


def _numbered(number: int, pattern: str) -> str:
    return f"(?P<all{number}>{pattern.replace('(?P<it>', f'(?P<its{number}>')})"


def mask(texts: Sequence[str], named: Iterable[tuple[str, str]] = ()) -> tuple[list[str], Mask]:
    """All of them behind one mask."""
    made = Mask(named)
    return [made.hide_new(text) for text in texts], made


def names_of(*names: str) -> list[tuple[str, str]]:
    """A name as a whole and in its parts, without initials."""
    found = []
    for name in names:
        words = [word.strip(".,;") for word in name.split()]
        whole = [name.strip()] if len(words) > 1 else []
        found += [("NAME", one) for one in [*whole, *words] if len(one) > 1 and one[:1].isalpha()]
    return found
