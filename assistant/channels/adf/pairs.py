"""Labelled lines of a text, however they are laid out: "Name: Ann", "Name | Ann", a label above its value."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from assistant.channels.labels import field_of

LONGEST = 20_000  # characters looked at
MOST_LINES = 400
ENOUGH = 3  # labels that must be known before a weak sign counts as one

LABEL = r"([^\W\d_][\w #'’/?().&-]{0,50}?)"
MARKED = re.compile(
    rf"[\s•*·-]{{0,10}}\*{{0,2}}{LABEL}\*{{0,2}}\s{{0,12}}[:=：]\s{{0,12}}\*{{0,2}}(?!//)(.{{0,4000}})$"
)
SIGN = r"(?:\s{0,12}\|\s{0,12}|\t+\s{0,12}| {2,60}| [–—-] )"
WEAK = re.compile(rf"\s{{0,20}}\*{{0,2}}{LABEL}\*{{0,2}}{SIGN}(.{{1,4000}})$")
INLINE = re.compile(r"(?:(?<=[\s,;.|])|^)([^\W\d_][\w #'’/-]{1,30}?)\s{0,2}:\s{1,3}")
QUOTE = re.compile(r"\s{0,3}(?:>\s?){1,6}")
HEADERISH = {
    "from",
    "to",
    "sent",
    "date",
    "subject",
    "cc",
    "bcc",
    "reply-to",
    "reply to",
    "von",
    "an",
    "betreff",
}


@dataclass(frozen=True)
class Line:
    """One line: `key` is our name of its label, "" for prose and labels that nobody knows."""

    text: str
    key: str = ""
    value: str = ""
    labelled: bool = False


def lines_of(text: str) -> list[Line]:
    """In order; what is longer than 20,000 characters is prose at the end."""
    raw = [QUOTE.sub("", line, count=1) for line in text[:LONGEST].splitlines()]
    strong = [one for line in raw for one in _marked(line)]
    found = strong
    if _known(strong) < ENOUGH:
        weak = [one for line in raw for one in _weakly(line)]
        below = list(_stacked(raw))
        found = max((strong, weak, below), key=_known)
    rest = text[LONGEST:]
    return [
        *found[:MOST_LINES],
        *(Line(one.text) for one in found[MOST_LINES:]),
        *([Line(rest)] if rest else []),
    ]


def _known(lines: Iterable[Line]) -> int:
    return len({one.key for one in lines if one.key})


def _marked(line: str) -> Iterator[Line]:
    """A line with a colon; one that holds several labels is taken apart."""
    inside = [one for one in INLINE.finditer(line[:4000]) if field_of(one[1])]
    if len({field_of(one[1]) for one in inside}) >= ENOUGH:
        yield from _apart(line, inside)
        return
    found = MARKED.match(line[:5000])
    if not found:
        yield Line(line)
    elif " ".join(found[1].lower().split()) in HEADERISH:
        yield Line(line, labelled=True)
    else:
        yield Line(line, field_of(found[1]), found[2].strip(" *|\t"), labelled=True)


def _apart(line: str, inside: list[re.Match[str]]) -> Iterator[Line]:
    before = line[: inside[0].start()].strip(" ,;|")
    if before:
        yield Line(before)
    ends = [*(one.start() for one in inside[1:]), len(line)]
    for one, end in zip(inside, ends, strict=True):
        value = line[one.end() : end].strip(" ,;|*")
        yield Line(line[one.start() : end], field_of(one[1]), value, labelled=True)


def _weakly(line: str) -> Iterator[Line]:
    found = WEAK.match(line[:5000])
    key = field_of(found[1]) if found else ""
    if found and (key or _a_table_cell(line)):
        yield Line(line, key, found[2].strip(" *|\t"), labelled=True)
    else:
        yield from _marked(line)


def _a_table_cell(line: str) -> bool:
    """A row of two cells whose label nobody knows: the rest of a table, and no prose."""
    return bool(re.match(r"\s{0,20}\S.{0,50}?(?:\||\t| {3})\s{0,60}\S", line))


def _stacked(raw: list[str]) -> Iterator[Line]:
    """A label on a line of its own, its value on the next one that is not blank."""
    at = 0
    while at < len(raw):
        key = field_of(raw[at].strip(" *:|"))
        following = next((n for n in range(at + 1, min(at + 3, len(raw))) if raw[n].strip()), None)
        if key and following is not None and not field_of(raw[following].strip(" *:|")):
            yield Line(raw[at], key, raw[following].strip(), labelled=True)
            at = following + 1
        else:
            yield from _marked(raw[at])
            at += 1
