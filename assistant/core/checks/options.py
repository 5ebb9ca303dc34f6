"""offers-options: what cannot be done comes with two things that can."""

import re
from collections.abc import Iterator

from assistant.core.checks.reading import Reading
from assistant.core.checks.rule import Place
from assistant.core.claims import ClaimKind
from assistant.core.fact import FactKind
from assistant.core.sentences import Sentence

ENOUGH = 2
REFUSED = re.compile(
    r"\b(?:i|we)(?:'re| are| am|'m)? (?:can't|cannot|can not|won't be able|unable|not able"
    r"|don't (?:offer|do|have|sell)|do not (?:offer|do|have|sell))\b"
    r"(?! (?:wait|promise|imagine|thank|say|guess|swear|see|want|know))"
    r"|\b(?:isn't|is not|not) possible\b|\b(?:is|was|has been) (?:already )?sold\b|\bfully booked\b"
    r"|\bno podemos\b|\bno es posible\b|\bya se vendi[óo]\b"
)
OFFERED = re.compile(
    r"\b(?:i|we|you) (?:can|could)\b(?!'t|not| not)|\b(?:i'll|i will|we'll|shall i|would you like|how about"
    r"|instead|come close|either|another|alternativ\w*|similar|puedo|podemos|le (?:ofrezco|aparto))\b"
)
CHOICE = re.compile(r"\b(?:or|and|o|y)\b")
THINGS = (ClaimKind.STOCK, ClaimKind.TIME, ClaimKind.DATE)
ASK_OPTIONS = 2


def offers_options(reading: Reading) -> Iterator[Place]:
    for sentence in reading.reply.body:
        found = REFUSED.search(reading.reply.folded, sentence.start, sentence.end)
        if found and sum(_offers(reading, one) for one in reading.reply.body) < ENOUGH:
            yield Place(
                found.start(), found.end(), "A no comes with two things that can be done.", _known(reading)
            )
            return


def _offers(reading: Reading, sentence: Sentence) -> int:
    """How many things a sentence offers: a promise is one, two times or cars are two."""
    folded = reading.reply.folded[sentence.start : sentence.end]
    things = {
        c.value for c in reading.claims if sentence.start <= c.start < sentence.end and c.kind in THINGS
    }
    promised = any(one.sentence.start == sentence.start for one in reading.commitments)
    if not OFFERED.search(folded) and not promised and len(things) < ENOUGH:
        return 0
    choice = bool(CHOICE.search(folded)) and len(things) >= ENOUGH
    return 2 if choice else 1


def _known(reading: Reading) -> str:
    """Two options that the store allows this teammate."""
    found = [fact.text for fact in reading.context.of_kind(FactKind.OPTION)][:ASK_OPTIONS]
    return " ".join(found)
