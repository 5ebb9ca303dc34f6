"""Attempts to give instructions to a machine, found in what a stranger wrote.

It blocks nothing: a lead with such words in it is still a customer. A teammate sees the place. The phrases
are data (`phrases/<language>/tried.txt`); what has a form and no words of its own stands here.
"""

import base64
import binascii
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from assistant.core.tried_forms import FORMS, TASK
from assistant.core.words import fold

if TYPE_CHECKING:  # the checks import inquiry, which imports this
    from assistant.core.checks.phrases import Phrases

RULE = "tried"
LOOKED_AT = 60_000  # characters
MOST = 5  # places named
AROUND = 160  # characters of a place that are shown
LONGEST_CODE = 8_000
STOPS = ("\n", ". ", "! ", "? ")

ENCODED = re.compile(r"(?<![\w/+=-])[A-Za-z0-9+/_-]{24,8000}={0,6}(?![\w/+])")
BITS = re.compile(r"(?:[01]{8}\s?){6,1000}")
ESCAPE = re.compile(r"\\u([0-9a-f]{4})|\\x([0-9a-f]{2})|%([0-9a-f]{2})|&#x([0-9a-f]{2,5});", re.IGNORECASE)
MORSE = re.compile(r"(?:[.\-]{1,5}[ /|]+){12,1500}[.\-]{0,5}")
MORSE_CODE = (
    ".- -... -.-. -.. . ..-. --. .... .. .--- -.- .-.. -- -. "
    "--- .--. --.- .-. ... - ..- ...- .-- -..- -.-- --.."
)
CODES = dict(zip(MORSE_CODE.split(), "abcdefghijklmnopqrstuvwxyz", strict=True))
SPACED = re.compile(r"\b(?:\w[ .\-_*]){6}")
TELLTALE = ("instruction", "ignore all", "system prompt", "previous")
MIXABLE = (
    "ignore",
    "instructions",
    "instruction",
    "previous",
    "system",
    "prompt",
    "reveal",
    "disregard",
    "restrictions",
)
MIXED = {(w[0], w[-1], "".join(sorted(w))): w for w in MIXABLE}
UNSEEN = re.compile("[\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff\u00ad]")
TAGS = re.compile("[\U000e0001-\U000e007f]{4,}")
LEET = str.maketrans("0134578@$", "oieastbas")
LEET_L = str.maketrans("0134578@$", "oleastbas")
ALIKE = str.maketrans("аеорсхуіѕјԁһкмтв", "aeopcxyisjdhkmtb")  # Cyrillic that looks Latin
BASE32 = re.compile(r"[A-Z2-7]+=*\Z")
HEX = re.compile(r"(?:[0-9a-fA-F]{2})+\Z")


@dataclass(frozen=True)
class Tried:
    """`words` as they stand (decoded, where they were written in code); `how` in a few words."""

    words: str
    how: str = ""
    hidden: bool = False


def tried(text: str, phrases: "Phrases", *, hidden: Iterable[str] = ()) -> tuple[Tried, ...]:
    """The places, in order; `hidden` are parts that the writer's reader could not see.

    Hidden words that ask nothing (the preview line of a newsletter) are no attempt.
    """
    text = text[:LOOKED_AT]
    found: dict[str, Tried] = {}
    for words in hidden:
        for one in _in(words[:LOOKED_AT], phrases):
            found.setdefault(one.words, Tried(one.words, one.how, hidden=True))
    for run in TAGS.finditer(text):
        words = "".join(chr(ord(letter) - 0xE0000) for letter in run[0]).strip()
        found.setdefault(words, Tried(words[:AROUND], "in letters that nobody can see", hidden=True))
    for one in _in(TAGS.sub("", text), phrases):
        found.setdefault(one.words, one)
    return tuple(found.values())[:MOST]


def _in(text: str, phrases: "Phrases") -> Iterator[Tried]:
    plain = UNSEEN.sub("", unicodedata.normalize("NFKC", text))
    spans = sorted(_places(plain, phrases))
    covered = -1
    for start, end in spans:
        if start >= covered:
            words, covered = _around(plain, start, end)
            yield Tried(words)
    if not spans:
        for how, decoded in _decoded(plain):
            place = next(iter(_places(decoded, phrases)), None)
            if place:
                yield Tried(_around(decoded, *place)[0], how)
                return


def _places(text: str, phrases: "Phrases") -> Iterator[tuple[int, int]]:
    folded = fold(text)
    if len(folded) == len(text):
        for phrase in phrases.lists.get(RULE, ()):
            if phrase.anchor in folded:
                yield from (found.span() for found in phrase.pattern.finditer(folded))
    for pattern in (*FORMS, TASK):
        yield from (found.span() for found in pattern.finditer(text))


def _around(text: str, start: int, end: int) -> tuple[str, int]:
    """The sentence or line of a place, and where it ends."""
    breaks = [at + len(mark) for mark in STOPS if (at := text.rfind(mark, 0, start)) >= 0]
    begin = max([*breaks, start - AROUND // 2, 0])
    stops = [at for mark in STOPS if (at := text.find(mark, end)) >= 0]
    stop = min([*stops, end + AROUND, len(text)])
    words = " ".join(text[begin : stop + 1].split())
    return (words if len(words) <= AROUND else words[: AROUND - 1].rstrip() + "…"), stop


def _decoded(text: str) -> Iterator[tuple[str, str]]:
    """What the text says when it is read in other ways, with the way in words."""
    for found in ENCODED.finditer(text):
        yield from _unpacked(found[0][:LONGEST_CODE])
    for found in BITS.finditer(text):
        yield "written in bits", "".join(chr(int(b, 2)) for b in re.findall(r"[01]{8}", found[0]))
    for found in MORSE.finditer(text):
        yield "written in Morse", _from_morse(found[0])
    if ESCAPE.search(text):
        yield "written in escapes", ESCAPE.sub(_letter, text)
    yield from _disguised(text[:LONGEST_CODE])


def _disguised(text: str) -> Iterator[tuple[str, str]]:
    if any(letter.isdigit() or letter in "@$" for letter in text):
        yield "with figures for letters", text.translate(LEET)
        yield "with figures for letters", text.translate(LEET_L)
    if not text.isascii():
        bare = "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))
        yield "in letters of another alphabet", bare.lower().translate(ALIKE)
    yield "backwards", text[::-1]
    for shift in range(1, 26):
        table = _shifted(shift)
        if any(word.translate(table) in text.lower() for word in TELLTALE):
            yield "with shifted letters", text.translate(_shifted(26 - shift))
    if SPACED.search(text):
        yield "letter by letter", re.sub(r"(?<=\b\w)[ .\-_*](?=\w\b)", "", re.sub(r" {2,}", "  ", text))
    yield "with mixed-up letters", re.sub(r"[A-Za-z]{6,14}", _unmixed, text)


def _shifted(by: int) -> dict[int, int]:
    """Every letter moved along the alphabet."""
    low = "abcdefghijklmnopqrstuvwxyz"
    moved = low[by % 26 :] + low[: by % 26]
    return str.maketrans(low + low.upper(), moved + moved.upper())


def _unmixed(found: "re.Match[str]") -> str:
    """ "isntrucitons" is "instructions" to a reader who looks at the first and the last letter."""
    word = found[0].lower()
    return MIXED.get((word[0], word[-1], "".join(sorted(word))), found[0])


def _letter(found: "re.Match[str]") -> str:
    code = int(next(filter(None, found.groups())), 16)
    return chr(code) if code < 0x110000 and not 0xD800 <= code < 0xE000 else " "


def _from_morse(text: str) -> str:
    return " ".join(
        "".join(CODES.get(c, "") for c in word.split()) for word in re.split(r"\s*[/|]\s*|\s{3,}", text)
    )


def _unpacked(code: str) -> Iterator[tuple[str, str]]:
    ways: list[tuple[str, Callable[[str], bytes]]] = [
        (
            "written in base64",
            lambda c: base64.b64decode(c.rstrip("=") + "=" * (-len(c.rstrip("=")) % 4), b"-_"),
        )
    ]
    if BASE32.match(code):
        ways.append(
            ("written in base32", lambda c: base64.b32decode(c.rstrip("=") + "=" * (-len(c.rstrip("=")) % 8)))
        )
    if HEX.match(code):
        ways.append(("written in hexadecimal", bytes.fromhex))
    for how, read in ways:
        try:
            words = read(code).decode()
        except (binascii.Error, ValueError):
            continue
        if words.isprintable() or "\n" in words:
            yield how, words
