"""Which fact each sentence rests on."""

import re
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
ENOUGH = 3  # shared words that make a sentence rest on a fact without a shared figure
SHARE = 0.4  # of the fact's words


def citations(text: str, context: Context) -> tuple[Citation, ...]:
    """For every sentence of the body the facts it rests on, best first, at most three a sentence."""
    reply = taken_apart(text, context.signer.name)
    found: list[Citation] = []
    for sentence in reply.body:
        scored = [(rests_on(sentence, fact), -number) for number, fact in enumerate(context.facts)]
        best = sorted((pair for pair in scored if pair[0] > 0), reverse=True)[:3]
        found += [Citation(sentence.text, context.facts[-number].id) for _, number in best]
    return tuple(found)


def rests_on(sentence: Sentence, fact: Fact) -> float:
    """How much of a fact a sentence repeats; 0 where it only sounds similar."""
    held = content(fact.text)
    shared = content(sentence.text) & held
    figures = sum(1 for value in _telling(fact) if _holds(sentence.text, value))
    words = sum(1 for word in shared if not word.isdigit())
    if figures and (words or figures > 1):
        return 10 * figures + words
    if words >= ENOUGH and words >= SHARE * len(held):
        return words
    return 0


def _telling(fact: Fact) -> frozenset[str]:
    """Figures and codes of a fact by which a sentence is known to speak of it."""
    codes = (
        fact.data.get(key, "") for key in ("stock", "vin", "plate", "price", "amount", "mileage", "number")
    )
    return _figures(fact.text) | {value for value in codes if len(value) > 2}


@lru_cache(maxsize=4096)
def _figures(text: str) -> frozenset[str]:
    return frozenset(c.text for c in claims(text) if c.kind in TELLING and len(c.text) > 2)


@lru_cache(maxsize=1024)
def _without_thousands(text: str) -> str:
    return re.sub(r"(?<=\d),(?=\d)", "", fold(text))


def _holds(text: str, value: str) -> bool:
    bare = re.sub(r"[\s,$]", "", value)
    return has_word(text, value) or (bare.isdigit() and bare in _without_thousands(text))
