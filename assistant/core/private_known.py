"""What is on record, however a customer may spell it: a pattern for each value, by its kind.

Capitals, blanks, dashes and dots make no difference. A name that is a word as well ("Will", "Grace") is a
name where it is written as one: with a capital, after "this is", or alone on a line.
"""

import re
from collections.abc import Callable, Iterable, Mapping

from assistant.core.names import NAMES_AND_WORDS, NICKNAMES
from assistant.core.words import STOP, plain

_DOUBTFUL = NAMES_AND_WORDS | STOP
_BETWEEN = r"[\s,.#-]{1,3}"
_INTRODUCED = (
    r"(?:this\s{1,2}is|it\s{1,2}is|it['’]?s|i['’]?m|i\s{1,2}am|name\s{1,2}is|name['’]s|here\s{1,2}is|mr|mrs|ms|dear)"
    r"\.?\s{1,2}"
)
_CLOSED = r"(?:thanks|thank\s{1,2}you|regards|best|cheers|sincerely)[\s,.!–-]{1,4}"
_NO_NAME_AT_START = r"(?!\s(?:i|you|he|she|it|we|they|the|an?|this|that|there|my|your|our|be)\b)"


def patterns(named: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    """(kind, pattern), names last; where a pattern has a group `it`, only that is hidden."""
    of: dict[str, set[str]] = {}
    for kind, value in named:
        if len(value.strip()) > 1:
            of.setdefault(kind, set()).add(value.strip())
    names = of.pop("NAME", set())
    found = [(kind, _any(kind, values)) for kind, values in sorted(of.items())]
    return [(kind, pattern) for kind, pattern in found if pattern] + _names(names)


def _any(kind: str, values: set[str]) -> str:
    spelled = SPELLED.get(kind, _letter_by_letter)
    ways = {way for value in values for way in spelled(value) if way}
    return rf"(?<!\w)(?:{_longest_first(ways)})(?!\w)" if ways else ""


def _longest_first(ways: Iterable[str]) -> str:
    return "|".join(sorted(ways, key=lambda way: (-len(way), way)))


def _names(names: set[str]) -> list[tuple[str, str]]:
    """Words that are nothing but names, and those that are a name only where they are written as one."""
    every = {spelled for name in names for spelled in (name, plain(name))}
    called = {nick for name in names for nick in NICKNAMES.get(plain(name), ())} - {plain(n) for n in names}
    doubtful = {name for name in every if plain(name) in _DOUBTFUL or len(name) < 3} | called
    found = []
    if every - doubtful:
        found.append(("NAME", rf"(?i:(?<!\w)(?:{_escaped(every - doubtful)})(?!\w))"))
    if doubtful:
        found += [("NAME", one) for one in _as_a_name(doubtful)]
    return found


def _as_a_name(words: set[str]) -> Iterable[str]:
    any_case = f"(?i:{_escaped(words)})"
    capital = _escaped(
        {spelled for word in words for spelled in (word.title(), word.upper(), word) if spelled[0].isupper()}
    )
    yield rf"(?i:\b(?:{_INTRODUCED}|{_CLOSED}))(?P<it>{any_case})(?!\w)"
    yield rf"(?m:^)[ \t–—~-]{{0,5}}(?P<it>{any_case})(?=[ \t.!]{{0,5}}\r?(?m:$))"
    yield rf"(?<!\w)(?P<it>{capital})(?!\w)(?i:{_NO_NAME_AT_START})"


def _escaped(words: Iterable[str]) -> str:
    return _longest_first({re.sub("['’]", "['’]", re.escape(word)) for word in words})


def _letter_by_letter(value: str) -> list[str]:
    """A plate or a VIN: in capitals or not, with blanks and dashes or without."""
    letters = re.sub(r"[\W_]", "", value)
    if len(letters) < 3:
        return [re.escape(value)]
    return [f"(?i:{'[ -]?'.join(map(re.escape, letters))})"]


def _vin(value: str) -> list[str]:
    """The whole, or the last eight or six that people give."""
    return [way for end in (0, -8, -6) for way in _letter_by_letter(value[end:])]


def _phone(value: str) -> list[str]:
    """Its last seven digits, with whatever stands before them."""
    digits = re.sub(r"\D", "", value)
    local = r"[\s().–-]{0,2}".join(digits[-7:])
    return [rf"(?:[+(]{{0,2}}\d[\d\s()./–-]{{0,14}})?{local}"] if len(digits) >= 7 else [re.escape(value)]


def _amount(value: str) -> list[str]:
    """With a sign and commas or without; a short number or a year only with a sign."""
    whole, _, cents = re.sub(r"[^\d.]", "", value).partition(".")
    if not whole:
        return [re.escape(value)]
    grouped = f"{int(whole):,}"
    signed = rf"(?:US)?[$€£]\s?(?:{grouped}|{whole})(?:\.{cents or '00'})?"
    plainly = grouped if re.fullmatch(r"(?:19|20)\d\d", whole) else f"{grouped}|{whole}"
    return [signed, rf"(?:{plainly})(?:\.{cents or '00'})?"] if len(whole) > 3 else [signed]


def _address(value: str) -> list[str]:
    """The number and the first word are enough, with as much of the rest as follows."""
    words = [re.escape(word) for word in re.findall(r"\w+", value)]
    least = 2 if words and words[0][0].isdigit() else len(words)
    rest = ""
    for word in reversed(words[least:]):
        rest = f"(?:{_BETWEEN}{word}{rest})?"
    return [f"(?i:{_BETWEEN.join(words[:least])}{rest})"] if words else []


SPELLED: Mapping[str, Callable[[str], list[str]]] = {
    "VIN": _vin,
    "PHONE": _phone,
    "AMOUNT": _amount,
    "ADDRESS": _address,
    "EMAIL": lambda value: [f"(?i:{re.escape(value)})"],
}
