"""One turn while it is being read: its own words, and what each step found in them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from assistant.core.inquiry import Turn, When
from assistant.readers.asked import Asked
from assistant.readers.mood import Mood, mood
from assistant.readers.questions import asked
from assistant.readers.sentences import Sentence, sentences, visible
from assistant.readers.times import times
from assistant.readers.words import Lexicon

POLITE = ("thanks", "ack", "later", "filler")
_PREFIX = re.compile(r"(?i)\A(?:\s*(?:re|fwd?|aw|wg|rv|tr)\s*:\s*)+")


@dataclass(frozen=True)
class Reading:
    """`text` is what is read: the turn, or the comments of a lead that came without one."""

    turn: Turn
    text: str
    lexicon: Lexicon

    @cached_property
    def shown(self) -> str:
        return visible(self.text)

    @cached_property
    def sentences(self) -> tuple[Sentence, ...]:
        return sentences(self.shown, self.lexicon)

    @cached_property
    def subject(self) -> tuple[Sentence, ...]:
        return sentences(_PREFIX.sub("", self.turn.subject)[:300], self.lexicon)

    @cached_property
    def is_reply(self) -> bool:
        return bool(_PREFIX.match(self.turn.subject)) or bool(self.turn.thread)

    @cached_property
    def asked(self) -> list[Asked]:
        return asked(self.shown, self.sentences)

    @cached_property
    def times(self) -> tuple[When, ...]:
        return times(self.shown, self.turn.at)

    @cached_property
    def mood(self) -> Mood:
        return mood(self.sentences)

    @cached_property
    def words(self) -> int:
        return sum(len(sentence.words) for sentence in self.sentences)

    @cached_property
    def polite_only(self) -> bool:
        """Thanks, an ok, "talk soon", and nothing besides."""
        if not self.has(*POLITE[:3]) or self.has("wish", "symptom", "status-ask"):
            return False
        return sum(len(list(unspoken(s))) for s in self.sentences) <= 1

    def has(self, *labels: str) -> bool:
        return any(sentence.has(*labels) for sentence in self.sentences)

    def count(self, *labels: str, subject: bool = True) -> int:
        """In how many places phrases of these lists begin."""
        looked = (*self.sentences, *self.subject) if subject else self.sentences
        return sum(len({hit.first for hit in sentence.of(*labels)}) for sentence in looked)


def unspoken(sentence: Sentence) -> Iterator[str]:
    """The words of a sentence that are no courtesy; names (capitals inside a sentence) are."""
    polite = {at for hit in sentence.of(*POLITE) for at in range(hit.first, hit.last)}
    for at, word in enumerate(sentence.words):
        name = at > 0 and polite and sentence.text[word.start - sentence.start].isupper() and word.key != "i"
        if at not in polite and not name:
            yield word.key
