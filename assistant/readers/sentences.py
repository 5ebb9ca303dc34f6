"""A turn's own words, cut into sentences whose offsets lead back to the letter."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from assistant.readers.words import Hit, Lexicon, Word, words_of

LONGEST = 8_000  # characters that are read of one turn
WRAPPED = 55  # a line longer than this was probably broken by a mail program, not by its writer

_QUOTED = re.compile(r"(?m)^[ \t]{0,3}>[^\n]*")
_REST = re.compile(
    r"(?mi)^(?:--[ ]?$"
    r"|[ \t]{0,3}(?:on|am|le|el) [^\n]{5,150} (?:wrote|schrieb|escribió|a écrit)[^\n]{0,40}:[ \t]{0,3}$"
    r"|-{3,20} ?(?:original message|forwarded message|ursprüngliche nachricht|mensaje original)"
    r"|(?:sent|get outlook|enviado|gesendet|envoyé) (?:from|for|desde|von|de|depuis) (?:my|mi"
    r"|mein\w{0,2}|mon|android|ios)\b"
    r"|from: [^\n]{3,120}\n(?:sent|date|to): )"
)
_LINK = re.compile(r"https?://\S{1,500}|\bwww\.\S{1,300}|[\w.+-]{1,64}@[\w-]{1,60}(?:\.[\w-]{1,60}){1,4}")
_FORM_LINE = re.compile(
    r"(?mi)^[ \t]{0,3}(?:department|name|first name|last name|page|url|phone|email|e-mail|source|zip"
    r"|ip)[ \t]{0,2}:[^\n]*"
)
_FORM_LABEL = re.compile(
    r"(?mi)^[ \t]{0,3}(?:(?:message|(?:customer )?comments?|(?:your )?inquiry|questions?)[ \t]{0,2}:"
    r"|web (?:text widget|lead)[^\n]{0,20}$)"
)
_SIGN_OFF = re.compile(
    r"(?mi)^[ \t]{0,3}(?:(?:many )?thanks(?: again| so much)?|thank you(?: so much)?|thx"
    r"|best(?: regards| wishes)?"
    r"|(?:kind |warm )?regards|sincerely|cheers|respectfully|saludos|gracias|atentamente"
    r"|(?:mit )?(?:freundlichen |viele )?"
    r"grüßen?|cordialement|merci)[ \t]{0,3}[,.!]?[ \t]{0,3}\n"
)
_NAME_LINE = re.compile(r"[ \t]{0,3}(?:[A-ZÀ-Ý][\w.'’-]{0,20}[ \t]{0,2}){1,4}[.,]?[ \t]{0,3}$")
_END = re.compile(r"[.!?…。？！]+[\"'”’)\]]{0,3}(?=\s|$)|[?？]+|\n|(?<=[a-z])[.!](?=[A-Z])")
_ABBREVIATED = re.compile(
    r"(?i)(?:^|[\s(])(?:mr|mrs|ms|dr|st|no|vs|approx|e\.g|i\.e|etc|jr|sr|ext|dept|[a-z])\.$"
)
_LETTER = re.compile(r"[^\W_]")


@dataclass(frozen=True)
class Sentence:
    """From `start` to `end` of the turn; `mark` is what it ends with: "?", "!", "." or nothing."""

    text: str
    start: int
    end: int
    mark: str
    words: tuple[Word, ...]
    hits: tuple[Hit, ...]

    @cached_property
    def labels(self) -> frozenset[str]:
        return frozenset(hit.label for hit in self.hits)

    def of(self, *labels: str) -> tuple[Hit, ...]:
        return tuple(hit for hit in self.hits if hit.label in labels)

    def has(self, *labels: str) -> bool:
        return any(label in self.labels for label in labels)

    @property
    def asks(self) -> bool:
        return self.mark == "?"


def own_words(text: str) -> str:
    """What this writer wrote, signature and links included: quotes blanked, every offset kept."""
    shown = text[:LONGEST]
    if rest := _REST.search(shown):
        shown = shown[: rest.start()] + _blank(shown[rest.start() :])
    return _QUOTED.sub(_blanked, shown)


def visible(text: str) -> str:
    """The writer's own words: quotes, signatures, links and form labels blanked, every offset kept."""
    shown = own_words(text)
    if len(_FORM_LINE.findall(shown)) > 1:
        shown = _FORM_LINE.sub(_blanked, shown)
    shown = _FORM_LABEL.sub(_blanked, shown)
    shown = _LINK.sub(_blanked, shown)
    return _without_name(shown)


def sentences(shown: str, lexicon: Lexicon) -> tuple[Sentence, ...]:
    """The sentences of a text as `visible` gives it; those without a letter or digit are left out."""
    found = []
    for start, end in _spans(shown):
        begin = start + len(shown[start:end]) - len(shown[start:end].lstrip())
        finish = begin + len(shown[begin:end].rstrip())
        if not _LETTER.search(shown, begin, finish):
            continue
        words = words_of(shown, begin, finish)
        tail = shown[begin:finish].rstrip("\"'”’)] ")[-4:]
        mark = next((sign for sign in "?!." if sign in tail.replace("？", "?")), "") if tail else ""
        found.append(Sentence(shown[begin:finish], begin, finish, mark, words, lexicon.hits(words)))
    return tuple(found)


def _spans(shown: str) -> Iterator[tuple[int, int]]:
    start = line = 0
    for match in _END.finditer(shown):
        if match[0] == "\n":
            wrapped = match.start() - line > WRAPPED and _goes_on(shown, match.end())
            line = match.end()
            if wrapped:
                continue
        elif match[0] == "." and _ABBREVIATED.search(shown, max(start, match.start() - 8), match.end()):
            continue
        yield start, match.end()
        start = match.end()
    yield start, len(shown)


def _goes_on(shown: str, at: int) -> bool:
    """Whether the line that begins at `at` continues the one before it."""
    following = shown[at : at + 1]
    return bool(following) and (following.isalnum() or following in "($'\"")


def _blank(text: str) -> str:
    return "".join("\n" if letter == "\n" else " " for letter in text)


def _blanked(match: re.Match[str]) -> str:
    return _blank(match[0])


def _without_name(shown: str) -> str:
    """Blank the lines below "Best regards," where they are a name, a number, an address."""
    for match in _SIGN_OFF.finditer(shown):
        below = shown[match.end() :]
        lines = [line for line in below.splitlines() if line.strip()]
        if (
            0 < len(lines) <= 6
            and _NAME_LINE.match(lines[0])
            and all(len(line) <= 60 and "?" not in line for line in lines)
        ):
            return shown[: match.end()] + _blank(below)
    return shown
