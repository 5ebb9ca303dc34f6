"""Which fact each sentence rests on."""

import re
from dataclasses import dataclass
from functools import lru_cache

from assistant.core.claims import Claim, ClaimKind, claims
from assistant.core.context import Context
from assistant.core.draft import Citation
from assistant.core.fact import Fact
from assistant.core.reply import taken_apart
from assistant.core.sentences import Sentence
from assistant.core.words import content, fold, has_word

__all__ = ["Claim", "ClaimKind", "citations", "claims", "rests_on"]

TELLING = frozenset({ClaimKind.AMOUNT, ClaimKind.NUMBER, ClaimKind.VIN, ClaimKind.STOCK, ClaimKind.PHONE})
CODES = ("stock", "vin", "plate", "price", "amount", "mileage", "number")
LETTERS_ONLY = re.compile(r"\b[A-Z]{3,}\b")  # a plate without digits
ENOUGH = 3  # shared words that make a sentence rest on a fact without a shared figure
SHARE = 0.4  # of the fact's words


def citations(text: str, context: Context) -> tuple[Citation, ...]:
    """For every sentence of the body the facts it rests on, best first, at most three a sentence."""
    reply = taken_apart(text, context.signer.name)
    held = [_Held.of(fact) for fact in context.facts]
    found: list[Citation] = []
    for sentence in reply.body:
        said = _Said.of(sentence)
        scored = [(_shared(said, one), -number) for number, one in enumerate(held)]
        best = sorted((pair for pair in scored if pair[0] > 0), reverse=True)[:3]
        found += [Citation(sentence.text, context.facts[-number].id) for _, number in best]
    return tuple(found)


def rests_on(sentence: Sentence, fact: Fact) -> float:
    """How much of a fact a sentence repeats; 0 where it only sounds similar."""
    return _shared(_Said.of(sentence), _Held.of(fact))


@dataclass(frozen=True)
class _Said:
    """A sentence by its folded text, that without commas in figures, and its words."""

    folded: str
    plain: str
    words: frozenset[str]
    figured: bool  # whether it holds a digit at all, or a code of letters only

    @classmethod
    def of(cls, sentence: Sentence) -> "_Said":
        folded = fold(sentence.text)
        figured = re.search(r"\d", folded) is not None or LETTERS_ONLY.search(sentence.text) is not None
        return cls(folded, re.sub(r"(?<=\d),(?=\d)", "", folded), content(sentence.text), figured)

    def holds(self, value: str, bare: str) -> bool:
        if value in self.folded and has_word(self.folded, value):
            return True
        return bool(bare) and bare in self.plain


@dataclass(frozen=True)
class _Held:
    """A fact by its words, and by its figures and codes: folded, and as bare digits where it has no other."""

    words: frozenset[str]
    telling: tuple[tuple[str, str], ...]

    @classmethod
    def of(cls, fact: Fact) -> "_Held":
        return _held(fact.text, tuple(fact.data.get(key, "") for key in CODES))


@lru_cache(maxsize=16_384)
def _held(text: str, codes: tuple[str, ...]) -> _Held:
    bare = ((value, re.sub(r"[\s,$]", "", value)) for value in _telling(text, codes))
    return _Held(
        content(text), tuple((fold(value), digits if digits.isdigit() else "") for value, digits in bare)
    )


def _shared(said: _Said, held: _Held) -> float:
    shared = said.words & held.words
    figures = sum(1 for value, bare in held.telling if said.holds(value, bare)) if said.figured else 0
    if figures == 0 and len(shared) < ENOUGH:
        return 0
    words = sum(1 for word in shared if not word.isdigit())
    if figures and (words or figures > 1):
        return 10 * figures + words
    if words >= ENOUGH and words >= SHARE * len(held.words):
        return words
    return 0


def _telling(text: str, codes: tuple[str, ...]) -> frozenset[str]:
    """Figures and codes of a fact by which a sentence is known to speak of it."""
    return _figures(text) | {value for value in codes if len(value) > 2}


@lru_cache(maxsize=4096)
def _figures(text: str) -> frozenset[str]:
    return frozenset(c.text for c in claims(text) if c.kind in TELLING and len(c.text) > 2)
