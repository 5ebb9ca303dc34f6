"""Where in a text the terms stand, and the piece of it around them. Ranges, never HTML."""

import re
from dataclasses import dataclass

from assistant.records.search.asked import Asked, Term, Way, composed, fold

SNIPPET = 180  # characters
BEFORE = 50
READ = 50_000  # characters looked through
LETTER = r"[^\W_]"


@dataclass(frozen=True)
class Marked:
    """`marks` are (start, end) in `text`, in order, apart from each other."""

    text: str
    marks: tuple[tuple[int, int], ...] = ()

    def pieces(self) -> list[tuple[str, bool]]:
        """The text in order; True beside what is marked."""
        found, at = list[tuple[str, bool]](), 0
        for start, end in self.marks:
            found += [(self.text[at:start], False), (self.text[start:end], True)]
            at = end
        return [(text, marked) for text, marked in (*found, (self.text[at:], False)) if text]


def marked(text: str, asked: Asked, *, inside: bool = False) -> Marked:
    """The whole text. `inside`: a term may stand in the middle of a word, as names are found."""
    text = composed(text)
    return Marked(text, _marks(text, asked, inside=inside))


def snippet(text: str, asked: Asked) -> Marked:
    """One line around the first mark."""
    text = " ".join(composed(text[:READ]).split())
    marks = _marks(text, asked)
    start = _start(text, marks[0][0]) if marks else 0
    end = len(text)
    if end - start > SNIPPET:
        cut = text.rfind(" ", start, start + SNIPPET)
        end = cut if cut > start + SNIPPET // 2 else start + SNIPPET
    head, tail = "…" if start else "", "…" if end < len(text) else ""
    by = len(head) - start
    kept = tuple((a + by, min(b, end) + by) for a, b in marks if start <= a < end)
    return Marked(head + text[start:end] + tail, kept)


def _start(text: str, first: int) -> int:
    if first <= BEFORE:
        return 0
    cut = text.find(" ", first - BEFORE, first)
    return cut + 1 if cut >= 0 else first


def _marks(text: str, asked: Asked, *, inside: bool = False) -> tuple[tuple[int, int], ...]:
    ways = [_pattern(term, inside=inside) for term in asked.terms]
    if asked.code and inside:
        ways.append(r"[\W_]*".join(map(re.escape, asked.code)))
    if asked.digits and inside:
        ways.append(r"\D{0,3}".join(asked.digits))
    ways = [way for way in ways if way]
    if not ways:
        return ()
    spans = [match.span() for way in ways for match in re.finditer(way, fold(text))]
    return _merged(sorted(spans))


def _pattern(term: Term, *, inside: bool) -> str:
    if term.unparted or (inside and len(term.text) > 2):
        return re.escape(term.text)
    ways = sorted(term.ways, key=lambda way: len("".join(way.words)), reverse=True)
    return "|".join(_written(way, inside=inside) for way in ways)


def _written(way: Way, *, inside: bool) -> str:
    end = f"{LETTER}*" if way.begins and not inside else "" if inside else f"(?!{LETTER})"
    return rf"(?<!{LETTER})" + r"[\W_]+".join(map(re.escape, way.words)) + end


def _merged(spans: list[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    found = list[tuple[int, int]]()
    for start, end in spans:
        if start == end:
            continue
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((start, end))
    return tuple(found)
