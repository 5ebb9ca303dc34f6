"""A text cut into sentences, with their places: letters, chat lines, bullets and signatures alike."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from assistant.core.words import listed

WRAPPED = 50  # a line at least this long may go on in the next one
BULLET = re.compile(r"[ \t]*(?:[-*•–—>]|\(?\d{1,2}[.)])[ \t]+")
END = re.compile(r"[.!?…]+[\"'”’)\]]*(?=\s|$)")
NEVER_LAST = listed("mr mrs ms dr prof sr sra srta approx vs e.g i.e fig no nr st ste ave blvd")
MAYBE_LAST = listed(
    """a.m p.m inc co ltd jr etc ext jan feb mar apr jun jul aug sep sept oct nov dec mon tue tues wed thu
    thur thurs fri sat sun hwy rd dept tel ph min hr hrs mi"""
)
STARTERS = listed(
    """i we the you it if please thanks thank your my that this our there they he she what when where how
    would could can do does is are and but so also come just let no yes"""
)
AFTER_A_TIME = re.compile(
    r"(?:(?:mon|tues?|wednes|thurs?|fri|satur|sun)(?:day)?|to|on|or|and|until|today|tomorrow|hoy|o|y|[–-])\b",
    re.I,
)
SPACED_HALF = re.compile(r"\d\s?[ap]\.\s?m$", re.I)  # "10:00 a. m.", as Spanish writes it
LAST_WORD = re.compile(r"[^\s(\"'“‘]+$")
PIECE_CAP = 40_000  # characters looked at; longer texts are cut into lines only


@dataclass(frozen=True)
class Sentence:
    """`text` is what stands from `start` to `end`, no blanks around it."""

    text: str
    start: int
    end: int


@lru_cache(maxsize=128)
def sentences(text: str) -> tuple[Sentence, ...]:
    found: list[Sentence] = []
    for start, end in _pieces(text):
        cut = start
        if end <= PIECE_CAP:
            for stop in _ends(text, start, end):
                found.extend(_sentence(text, cut, stop))
                cut = stop
        found.extend(_sentence(text, cut, end))
    return tuple(found)


def _sentence(text: str, start: int, end: int) -> Iterator[Sentence]:
    whole = text[start:end]
    stripped = whole.strip()
    if stripped:
        begin = start + whole.index(stripped[0])
        yield Sentence(stripped, begin, begin + len(stripped))


def _pieces(text: str) -> Iterator[tuple[int, int]]:
    """Runs of lines that one sentence may cross."""
    begin, at, before = 0, 0, ""
    for line in text.splitlines(keepends=True):
        if before and not _goes_on(before, line):
            yield begin, at
            begin = at
        at += len(line)
        before = line
    yield begin, at


def _goes_on(line: str, following: str) -> bool:
    held, next_line = line.strip(), following.strip()
    if not held or not next_line or BULLET.match(following):
        return False
    if held[-1] in ".!?:…":
        return False
    return len(held) >= WRAPPED or next_line[0].islower()


def _ends(text: str, start: int, end: int) -> Iterator[int]:
    for mark in END.finditer(text, start, end):
        rest = text[mark.end() : mark.end() + 40].lstrip()
        if not rest or _ends_here(text, start, mark, rest):
            yield mark.end()


def _ends_here(text: str, start: int, mark: "re.Match[str]", rest: str) -> bool:
    if mark[0][0] != "." or mark[0].startswith(".."):
        return True
    word = LAST_WORD.search(text, max(start, mark.start() - 20), mark.start())
    held = word[0].lower() if word else ""
    if held == "m" and SPACED_HALF.search(text, max(start, mark.start() - 6), mark.start()):
        held = "p.m"
    first = rest.split()[0].strip(".,;:!?'’\"").lower()
    if held in ("a.m", "p.m"):
        return rest[0].isupper() and not AFTER_A_TIME.match(rest)
    if held in NEVER_LAST or (len(held) == 1 and held.isalpha() and held != "i"):
        return held in ("st", "ste", "ave", "blvd", "no") and first in STARTERS
    if held in MAYBE_LAST:
        return first in STARTERS
    return not (held.isdigit() and not text[start : mark.start()].strip(" \t\n").strip(held))
