"""A place in a sentence that asks something."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from assistant.core.inquiry import Topic
from assistant.readers.sentences import Sentence
from assistant.readers.topics import topic_of
from assistant.readers.words import Hit, keys

LEAST = 3  # words on each side, before one sentence is cut into two questions
DEPENDING = keys("if because since assuming provided porque")
OFFERS = ("offers:time", "offers:trade", "offers:papers", "offers:deposit")
OF_PRICES = (Topic.FINANCE, Topic.TRADE_IN, Topic.SERVICE_PRICE, Topic.PARTS)


@dataclass(frozen=True)
class Asked:
    """Words `first` to `last` of a sentence ask something."""

    sentence: Sentence
    first: int
    last: int
    direct: bool  # a question mark or an inverted verb, not only "I would like to know"

    @property
    def start(self) -> int:
        return self.sentence.words[self.first].start

    @property
    def topic(self) -> Topic:
        """What it asks itself; where that says nothing, its conditions too ("… if I buy it elsewhere")."""
        if (main := self._main()) > self.first:
            after = replace(self, first=main).topic
            if after is not Topic.OTHER:
                return after
        last = self._condition()
        whole = topic_of(self._hits(self.last))
        asks = topic_of(self._hits(last)) if last < self.last else Topic.OTHER
        if asks is Topic.OTHER or (asks is Topic.PRICE and whole in OF_PRICES):
            return whole
        return asks

    def _hits(self, last: int) -> Iterator[Hit]:
        """Those of a mere "what about" only where nothing else says what it is about."""
        words = self.sentence.words
        inside = [hit for hit in self.sentence.hits if self.first <= hit.first and hit.last <= last]
        about = self.first + 1 < self.last and words[self.first + 1].key == "about"
        loose = [hit for hit in inside if not about or hit.first > self.first]
        return iter(inside if topic_of(loose) is Topic.OTHER else loose)

    def _main(self) -> int:
        """The word after the comma, where it begins with its condition: "If I leave it here, do I get …"."""
        words, text = self.sentence.words, self.sentence.text
        if words[self.first].key not in DEPENDING:
            return self.first
        begins = self.sentence.start
        return next(
            (
                at
                for at in range(self.first + LEAST, self.last - 1)
                if "," in text[words[at - 1].start - begins : words[at].start - begins]
            ),
            self.first,
        )

    def _condition(self) -> int:
        """The word at which "if …", "because …" begins, or what they would do besides."""
        words = self.sentence.words
        besides = () if self.direct else {hit.first for hit in self.sentence.of(*OFFERS)}
        return next(
            (
                at
                for at in range(self.first + LEAST, self.last)
                if words[at].key in DEPENDING or at in besides
            ),
            self.last,
        )
