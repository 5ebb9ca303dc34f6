"""How alike two replies are, without keeping either: minhash of masked word triples (Broder 1997).

Numbers, days and whoever is greeted count as the same word, so that a form letter is known by its form.
"""

import hashlib
import re
from itertools import pairwise

from assistant.core.words import fold, listed

SIZE, BANDS = 32, 8  # values of a print; groups of them by which prints that are alike are found
TRIPLE = 3
LEAST_WORDS = 25  # a shorter reply is like many others and tells nothing
PRIME = (1 << 61) - 1
WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?|\d[\d.,:/-]*")
DAYS = listed(
    """monday tuesday wednesday thursday friday saturday sunday january february march april may june july
    august september october november december today tomorrow am pm noon morning afternoon"""
)

Print = tuple[int, ...]


def fingerprint(body: str, names: frozenset[str] = frozenset()) -> Print:
    """Empty for a body of fewer than LEAST_WORDS words. `names` are folded."""
    words = [_masked(word, names) for word in _words(body)]
    if len(words) < LEAST_WORDS:
        return ()
    shingles = {_number(" ".join(words[at : at + TRIPLE])) for at in range(len(words) - TRIPLE + 1)}
    return tuple(min((a * one + b) % PRIME for one in shingles) for a, b in FACTORS)


def bands(marks: Print) -> tuple[int, ...]:
    """One number a group: two prints of which one group is the same may be alike."""
    rows = SIZE // BANDS
    cuts = pairwise(range(0, SIZE + 1, rows))
    return tuple(_number(f"{at}:{marks[at:end]}") for at, end in cuts) if marks else ()


def likeness(one: Print, other: Print) -> float:
    """An estimate of the share of triples in common, from 0 to 1."""
    if not one or len(one) != len(other):
        return 0.0
    return sum(mine == theirs for mine, theirs in zip(one, other, strict=True)) / len(one)


def _masked(word: str, names: frozenset[str]) -> str:
    if word[0].isdigit() or word in DAYS:
        return "#"
    return "@" if word in names else word


def _words(body: str) -> list[str]:
    return [found[0] for found in WORD.finditer(fold(body))]


def _number(text: str) -> int:
    return int.from_bytes(hashlib.blake2b(text.encode(), digest_size=7).digest())


# a and b of each permutation, the same for ever: prints are stored
FACTORS = tuple((_number(f"a{at}"), _number(f"b{at}")) for at in range(SIZE))
