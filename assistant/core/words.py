"""Words of a text: folded for comparison, cut down to those that carry meaning."""

import re
import unicodedata
from functools import lru_cache

SAME_LENGTH = str.maketrans({"’": "'", "‘": "'", "ʼ": "'", "“": '"', "”": '"', "\u00a0": " ", "\u202f": " "})
WORD = re.compile(r"[^\W_]+(?:[-'][^\W_]+)*")


def listed_in_order(text: str) -> tuple[str, ...]:
    """The words of a list written in one string, as they stand."""
    return tuple(text.split())


def listed(text: str) -> frozenset[str]:
    """The words of a list written in one string."""
    return frozenset(text.split())


STOP = listed(
    """a about after again all also am an and another any anything are as ask at back be because been
    before being best but by can come could day days dear did do does doing done for from get give
    go going good got great had has have having he hello help her here hi him his how i if in into
    is it its just kind know let like look make many may me mean might more most much must my need
    new next no not now of off ok on one only or other our out over please really regards right said
    say see send she should since so some something still such sure take tell than thank thanks that
    the their them then there these they thing think this those time to today told tomorrow too two
    up us very want was we well were what when where which while who whom why will with within
    without would write yes yet you your yours i'm i'll i've i'd it's that's we're we'll you're
    you'll don't can't isn't didn't hear el la los las de del un una unos unas y o en que es por
    para con su sus mi tu le lo al se no si le les des une et ou est pour avec sur dans vous nous je
    il elle"""
)


@lru_cache(maxsize=4096)
def fold(text: str) -> str:
    """Lower case, straight quotes, plain blanks; every character stays at its place."""
    lowered = text.lower()
    if len(lowered) != len(text):  # some letters grow when lowered
        lowered = "".join(low if len(low := char.lower()) == 1 else char for char in text)
    return lowered.translate(SAME_LENGTH)


def plain(text: str) -> str:
    """Folded and without accents, for comparing names; its length may differ."""
    decomposed = unicodedata.normalize("NFKD", fold(text))
    return "".join(char for char in decomposed if not unicodedata.combining(char))


@lru_cache(maxsize=8192)
def stem(word: str) -> str:
    """A crude stem that brings "price", "prices", "priced" and "pricing" together."""
    for ending in ("ingly", "ing", "ied", "ies", "edly", "ed", "es", "'s", "s", "ly", "e", "y"):
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            return _single(word[: -len(ending)])
    return _single(word)


def _single(word: str) -> str:
    """ "cancelled" and "cancel", "stopped" and "stop": a doubled last letter counts once."""
    return word[:-1] if len(word) > 3 and word[-1] == word[-2] and word[-1].isalpha() else word


@lru_cache(maxsize=16_384)
def content(text: str) -> frozenset[str]:
    """Stems of the words that carry meaning."""
    found = (match[0] for match in WORD.finditer(fold(text)))
    return frozenset(stem(word) for word in found if word not in STOP and (len(word) > 2 or word.isdigit()))


def has_word(text: str, word: str) -> bool:
    """Whether `word` (or several) stands in `text` as whole words, whatever the case."""
    sought, searched = fold(word), fold(text)
    if sought not in searched:  # the cheap look first: most words are nowhere in it
        return False
    return re.search(rf"(?<!\w){re.escape(sought)}(?!\w)", searched) is not None
