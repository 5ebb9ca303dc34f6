"""Praise and blame: how much of each, and the clause that names it best."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant.readers.sentences import Sentence

LONGEST_CLAUSE = 220  # characters
_CUT = re.compile(r"(?i)\s*[,;:–—()]\s+|\s+[-–—]\s+|\s+(?=(?:but|and|because|although|however|though|so|then|when|while|pero|y)\s)")
_JOINING = re.compile(r"(?i)\A(?:but|and|because|although|however|though|so|then|when|while|pero|y|also)\s+")
_NAME = re.compile(r"(?<![.!?]\s)(?<!\A)\b[A-ZÀ-Ý][a-zà-ÿ]{2,}\b")
_NAME_FIRST = re.compile(r"\A(?!He|She|They|The|It|We|You|Our|My|This|That|Very|Great|Every|Staff)[A-Z][a-z]{2,}\s+(?:was|is|and|did|made|took|went|helped|has)\b")
SHARES = {"harm": 1.0, "harsh": 0.6, "bad": 0.3}


@dataclass(frozen=True)
class Mood:
    """Counts of words of praise and blame; each place in the text counts once per list."""

    harsh: int
    harm: int
    bad: int
    good: int
    praise: int
    words: int

    @property
    def negative(self) -> float:
        return 2 * self.harsh + self.harm + self.bad

    @property
    def positive(self) -> float:
        return 1.5 * self.good + self.praise


def mood(sentences: Sequence[Sentence]) -> Mood:
    counts = {label: 0 for label in ("harsh", "harm", "bad", "good", "praise")}
    for sentence in sentences:
        for label in counts:
            counts[label] += len({hit.first for hit in sentence.of(label) if not _negated(sentence, hit.first, label)})
    return Mood(**counts, words=sum(len(sentence.words) for sentence in sentences))


def harm(sentences: Sequence[Sentence]) -> str:
    """What went wrong, in the shortest clause that names it; empty where nothing did."""
    best, weight = "", 0.0
    for sentence in sentences:
        for first, last, text in _clauses(sentence):
            found = sum(
                SHARES[hit.label] * hit.size
                for hit in sentence.of("harm", "harsh", "bad")
                if first <= hit.first < last and not _negated(sentence, hit.first, hit.label)
            )
            found = min(found, 4.0) - len(text) / 400
            if found > weight:
                best, weight = text, found
    return best


def praise(sentences: Sequence[Sentence]) -> str:
    """Whom or what they praise; a clause that names somebody comes first."""
    best, weight = "", 0.0
    for sentence in sentences:
        for first, last, text in _clauses(sentence):
            hits = [hit for hit in sentence.of("praise", "good") if first <= hit.first < last]
            hits = [hit for hit in hits if not _negated(sentence, hit.first, hit.label)]
            if not any(hit.label == "praise" for hit in hits):
                continue
            named = bool(_NAME.search(text) or _NAME_FIRST.match(text))
            found = min(len({hit.first for hit in hits}), 3) + 3 * named - len(text) / 200
            if found > weight or not best:
                best, weight = text, found
    return best


def _negated(sentence: Sentence, at: int, label: str) -> bool:
    """ "not great", "no problems": the word before turns it round."""
    before = [word.key for word in sentence.words[max(at - 3, 0) : at]]
    if label in ("good", "praise"):
        return any(key in NOT for key in before[-2:])
    return label == "bad" and any(key in NEVER for key in before)


NOT = frozenset("not isnt wasnt arent werent dont didnt doesnt never no cant cannot wouldnt hardly less".split())
NEVER = frozenset("no not never without havent hasnt didnt any zero few".split())


def _clauses(sentence: Sentence) -> Iterator[tuple[int, int, str]]:
    """(first word, after the last word, text) of each clause, and of the whole where it is short."""
    start = 0
    for match in (*_CUT.finditer(sentence.text), None):
        end = match.start() if match else len(sentence.text)
        piece = sentence.text[start:end]
        if match and len(piece.split()) < 3:
            continue
        lead = _JOINING.match(piece)
        begin = start + (lead.end() if lead else 0)
        text = sentence.text[begin:end].strip(" .!?,;:-–—\"'")
        first = _index(sentence, sentence.start + begin)
        last = _index(sentence, sentence.start + end)
        if text and last > first:
            yield first, last, text[:LONGEST_CLAUSE].strip()
        start = match.end() if match else end


def _index(sentence: Sentence, offset: int) -> int:
    return next((i for i, word in enumerate(sentence.words) if word.start >= offset), len(sentence.words))
