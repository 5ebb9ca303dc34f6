"""Phrase lists as values: what a store never wants to read, and what to write instead."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from assistant.core.words import STOP, fold

GAP = r"[^.!?\n]{0,40}?"  # what "..." in a phrase may stand for


@dataclass(frozen=True)
class Phrase:
    """`text` in the list's own words; "..." stands for a few words, `better` is empty where none is known."""

    text: str
    language: str = "en"
    better: str = ""

    @cached_property
    def anchor(self) -> str:
        """The longest word: where it is missing the pattern need not be tried."""
        words = re.findall(r"[^\W_]+", fold(self.text))
        return max((w for w in words if w not in STOP), key=len, default=max(words, key=len, default=""))

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        parts = (r"\s+".join(map(re.escape, part.split())) for part in fold(self.text).split("..."))
        body = (r"\b" + GAP + r"\b").join(parts)
        return re.compile(rf"(?<!\w){body}(?!\w)")


@dataclass(frozen=True)
class Phrases:
    """The lists by the name of their rule."""

    lists: Mapping[str, tuple[Phrase, ...]] = field(default_factory=dict)

    def find(self, rule: str, folded: str) -> Iterator[tuple[Phrase, int, int]]:
        """Every place of a folded text where a phrase of the list stands; quoted ones are not said."""
        for phrase in self.lists.get(rule, ()):
            if phrase.anchor in folded:
                for found in phrase.pattern.finditer(folded):
                    if folded[max(0, found.start() - 1) : found.start()] != '"':
                        yield phrase, found.start(), found.end()


def phrase_of(line: str, language: str) -> Phrase:
    """A line of a list: "phrase" or "phrase => better wording"."""
    text, _, better = line.partition("=>")
    return Phrase(" ".join(text.split()), language, better.strip())
