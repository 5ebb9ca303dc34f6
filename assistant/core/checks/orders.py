"""no-orders: a machine's draft does nothing that the message told a machine to do, and speaks of none."""

import re
from collections.abc import Iterator

from assistant.core.checks.reading import Reading
from assistant.core.checks.rule import Place
from assistant.core.draft import Author
from assistant.core.sentences import sentences
from assistant.core.tried import tried
from assistant.core.words import fold

RUN = 5  # words in a row out of an order
LONG_RUN = 10  # out of the rest of a message that holds one
LONGEST_ECHO = 6  # words of one sentence
QUOTED = re.compile(r"[\"“”'‘’]([^\"“”'‘’\n]{6,200})[\"“”'‘’]")
WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")


def no_orders(reading: Reading) -> Iterator[Place]:
    if reading.proposal.author is Author.PERSON:
        return
    for one in tried(reading.text[reading.reply.greeting[1] : reading.reply.tail], reading.phrases):
        at = max(reading.text.find(one.words[:40]), 0)
        yield Place(at, at + len(one.words), "This speaks of a machine and its instructions.")
    if reading.proposal.author is Author.MODEL:
        yield from _parroted(reading)
    if reading.inquiry.tried:
        yield from _repeated(reading)


def _parroted(reading: Reading) -> Iterator[Place]:
    """Sentences of theirs sent back as they came: an order that nobody knew as one, or no answer at all."""
    theirs = {" ".join(fold(one.text).split()) for one in sentences(reading.inquiry.text)}
    same = [s for s in reading.reply.body if " ".join(fold(s.text).split()) in theirs]
    if len(same) > 1 or any(len(s.text.split()) > LONGEST_ECHO for s in same):
        why = "This sends the customer's own words back instead of answering them."
        yield Place(same[0].start, same[-1].end, why)


def _repeated(reading: Reading) -> Iterator[Place]:
    begin, end = reading.reply.greeting[1], reading.reply.tail
    body = reading.reply.folded[begin:end]
    orders = [fold(one.words) for one in reading.inquiry.tried]
    for quoted in QUOTED.findall(fold(reading.inquiry.text)):
        if len(quoted.split()) > 1 and (at := body.find(quoted.strip())) >= 0:
            yield _place(begin + at, begin + at + len(quoted))
    known = _runs(fold("\n".join(fact.text for fact in reading.evidence.facts)), RUN)
    for texts, size in ((orders, RUN), ([fold(reading.inquiry.text)], LONG_RUN)):
        wanted = set().union(*(set(_runs(text, size)) for text in texts)) - set(known)
        for run, (start, stop) in _runs(body, size).items():
            if run in wanted:
                yield _place(begin + start, begin + stop)
                return


def _runs(folded: str, size: int) -> dict[tuple[str, ...], tuple[int, int]]:
    words = list(WORD.finditer(folded))
    return {
        tuple(word[0] for word in words[at : at + size]): (words[at].start(), words[at + size - 1].end())
        for at in range(len(words) - size + 1)
    }


def _place(start: int, end: int) -> Place:
    return Place(start, end, "The message told a machine to write this.")
