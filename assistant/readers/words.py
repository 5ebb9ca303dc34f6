"""The word lists of `prompts/words/`, and finding their phrases in a text in one pass.

A list file holds sections, `[label]`, and one phrase a line. In a phrase `a|b` means either word, `?a` a
word that may be missing, `ab*` any ending, `%` a number, and `…` up to three words in between. Case, accents,
apostrophes and hyphens make no difference. Matching goes word by word through a table, so that its cost grows
with the text's length alone, whatever a stranger writes.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import product

from assistant.prompts import Prompts

LANGUAGES = ("en", "es", "de", "fr")
FILES = ("asks", "topics", "mood", "kinds", "pressure", "turns", "wants")
GAP = "…"
NUMBER = "%"
GAP_WORDS = 3
STEM = 3  # letters that a wildcard word must have, so that it can be looked up

WORD = re.compile(r"[^\W_]+(?:['’`][^\W_]+){0,2}")


@dataclass(frozen=True, slots=True)
class Word:
    """`key` is how the lists know it; `start` and `end` are offsets into the text."""

    key: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Hit:
    """A phrase of the list `label`, from word `first` up to (not with) word `last`."""

    label: str
    first: int
    last: int

    @property
    def size(self) -> int:
        return self.last - self.first


def key_of(word: str) -> str:
    """ "¿Cuándo" and "cuando" share a key, "isn't" and "isnt" too."""
    plain = word.lower().replace("'", "").replace("’", "").replace("`", "")
    if plain.isascii():
        return plain
    return "".join(
        letter for letter in unicodedata.normalize("NFD", plain) if not unicodedata.combining(letter)
    )


def keys(listed: str) -> frozenset[str]:
    """A small set of words, written as one line."""
    return frozenset(listed.split())


def words_of(text: str, start: int = 0, end: int | None = None) -> tuple[Word, ...]:
    found = WORD.finditer(text, start, len(text) if end is None else end)
    return tuple(Word(key_of(match[0]), match.start(), match.end()) for match in found)


Phrase = tuple[str, tuple[str, ...]]  # label, parts


@dataclass
class Lexicon:
    """All phrases, by their first two words, by their first word, or by its first three letters."""

    pairs: dict[tuple[str, str], list[Phrase]] = field(default_factory=dict)
    exact: dict[str, list[Phrase]] = field(default_factory=dict)
    stems: dict[str, list[Phrase]] = field(default_factory=dict)

    @classmethod
    def load(cls, prompts: Prompts) -> "Lexicon":
        lexicon = cls()
        for language, name in product(LANGUAGES, FILES):
            for label, lines in sections(_lines(prompts, f"words/{language}/{name}.txt")).items():
                for line in lines:
                    lexicon.add(label, line)
        return lexicon

    def add(self, label: str, line: str) -> None:
        for parts in spellings(line):
            head = parts[0]
            if head.endswith("*"):
                self.stems.setdefault(head[:STEM], []).append((label, parts))
            elif len(parts) > 1 and _plain(head) and _plain(parts[1]):
                self.pairs.setdefault((head, parts[1]), []).append((label, parts))
            else:
                self.exact.setdefault(head, []).append((label, parts))

    def hits(self, words: Sequence[Word]) -> tuple[Hit, ...]:
        """Every phrase that stands in these words, in their order."""
        keys = [word.key for word in words]
        return tuple(self._hits(keys))

    def _hits(self, keys: list[str]) -> Iterator[Hit]:
        for first, key in enumerate(keys):
            number = self.exact.get(NUMBER, ()) if key[0].isdigit() else ()
            following = keys[first + 1] if first + 1 < len(keys) else ""
            pairs = self.pairs.get((key, following), ())
            for label, parts in (*pairs, *self.exact.get(key, ()), *self.stems.get(key[:STEM], ()), *number):
                last = _last(parts, keys, first)
                if last:
                    yield Hit(label, first, last)


def spellings(line: str) -> Iterator[tuple[str, ...]]:
    """Each way to write one line of a list."""
    choices: list[tuple[str, ...]] = []
    for part in line.replace("-", " ").split():
        words = tuple(word if word == GAP else key_of(word) for word in part.lstrip("?").split("|"))
        choices.append((*words, "") if part.startswith("?") else words)
    for chosen in product(*choices):
        if parts := tuple(word for word in chosen if word):
            yield parts


def sections(lines: Iterable[str]) -> Mapping[str, list[str]]:
    """The lines below each `[label]`."""
    found: dict[str, list[str]] = {}
    label = ""
    for line in lines:
        if line.startswith("["):
            label = line.strip("[]")
        else:
            found.setdefault(label, []).append(line)
    return found


def _lines(prompts: Prompts, relative: str) -> tuple[str, ...]:
    try:
        return prompts.lines(relative)
    except FileNotFoundError:  # a language need not have every list
        return ()


def _last(parts: tuple[str, ...], keys: list[str], at: int) -> int:
    """Where the phrase that begins at word `at` ends; 0 where it does not stand there."""
    for index, part in enumerate(parts):
        if part == GAP:
            rest = parts[index + 1 :]
            return next((last for skip in range(GAP_WORDS + 1) if (last := _last(rest, keys, at + skip))), 0)
        if at >= len(keys) or not _same(part, keys[at]):
            return 0
        at += 1
    return at


def _plain(part: str) -> bool:
    return part not in (GAP, NUMBER) and not part.endswith("*")


def _same(part: str, key: str) -> bool:
    if part == NUMBER:
        return key[0].isdigit()
    return key.startswith(part[:-1]) if part.endswith("*") else key == part
