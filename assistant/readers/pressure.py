"""How urgent it is, and why, in the customer's words."""

import re
from collections.abc import Sequence

from assistant.core.inquiry import Pressure
from assistant.readers.sentences import Sentence

_CUT = re.compile(r"\s*[,;–—()]\s+|\s+[-–—]\s+|\s+(?=(?:and|but|because|so|or|y|pero)\s)")
LONGEST = 160  # characters of a reason


def pressure(sentences: Sequence[Sentence]) -> tuple[Pressure, str]:
    """The strongest pressure of the turn; "no rush" anywhere takes it all away."""
    if any(sentence.has("no-rush") for sentence in sentences):
        return Pressure.NONE, ""
    for label, level in (("now", Pressure.NOW), ("soon", Pressure.SOON)):
        for sentence in sentences:
            for hit in sentence.of(label):
                if not _negated(sentence, hit.first):
                    return level, _clause(sentence, hit.first)
    return Pressure.NONE, ""


def _negated(sentence: Sentence, at: int) -> bool:
    before = [word.key for word in sentence.words[max(at - 2, 0) : at]]
    return any(key in ("not", "isnt", "dont", "no", "never") for key in before)


def _clause(sentence: Sentence, at: int) -> str:
    place = sentence.words[at].start - sentence.start
    start = 0
    for match in (*_CUT.finditer(sentence.text), None):
        end = match.start() if match else len(sentence.text)
        if place < end and len(sentence.text[start:end].split()) > 1:
            return sentence.text[start:end].strip(" .!?,;:-–—")[:LONGEST].strip()
        if match and place >= match.end():
            start = match.end()
    return sentence.text.strip(" .!?,;:")[:LONGEST].strip()
