"""Words said back: a sentence that only repeats a question, a reply that only repeats a message."""

import re
from functools import lru_cache

from assistant.core.words import fold, listed

AUXILIARY = listed("do does did is are was were can could will would and so also but please the a an")
TURNED = dict.fromkeys(listed("i you we"), "i") | dict.fromkeys(listed("my your our"), "my")
ASIDE = re.compile(
    r"\b(?:i wonder|i(?:'m| am) wondering|i see|you (?:ask|asked|wrote|wonder|wondered|want(?:ed)? to know)"
    r"|(?:that is|that's|it is|it's) (?:the|a|your|my) (?:good )?question|good question|so|well|hmm+|yes"
    r"|thanks|thank you|question)\b"
)
ASKING = listed("when where what which who whose why how whether if cuándo dónde qué cuál quién cómo cuánto")
VERY_SHORT = 2  # words: too few to say whose they are
RUN, A_LETTER, MOST_OF_IT = 4, 8, 0.9  # words in a row; of a reply; how many of them are the message's
NEARLY = 0.8  # of the words of a sentence


def only_echoes(question: str, sentence: str) -> bool:
    """Whether a sentence says nothing but the question: "When will it be finished, I wonder."

    "It is still here" says no more words than "Is it still here?", and answers it: the order counts, or the
    word that asks.
    """
    asked, said = _turned(question), _said(sentence)
    if len(said) <= VERY_SHORT:
        return False
    if said == asked:
        return True
    added = {word for word in said if word not in asked} - AUXILIARY - {"whether", "if"}
    return not added and not ASKING.isdisjoint(said)


def says_back(body: str, message: str) -> bool:
    """Whether a reply's body is the message, word for word or nearly, whole or a piece of it."""
    said, theirs = words(body), words(message)
    if len(said) < A_LETTER:
        return len(said) >= RUN and said == theirs
    runs = {tuple(theirs[at : at + RUN]) for at in range(len(theirs) - RUN + 1)}
    taken = bytearray(len(said))
    for at in range(len(said) - RUN + 1):
        if tuple(said[at : at + RUN]) in runs:
            taken[at : at + RUN] = b"\1" * RUN
    return sum(taken) >= MOST_OF_IT * len(said)


def nearly_whole(piece: str, sentence: str) -> bool:
    """Whether a piece of a sentence is all of it, a "Yes," or the like aside; "P1188" is none."""
    return len(words(piece)) >= NEARLY * len(words(sentence))


@lru_cache(maxsize=4096)
def words(text: str) -> tuple[str, ...]:
    return tuple(re.findall(r"[^\W_]+", fold(text)))


@lru_cache(maxsize=4096)
def _turned(text: str) -> tuple[str, ...]:
    return tuple(TURNED.get(word, word) for word in words(text))


@lru_cache(maxsize=1024)
def _said(sentence: str) -> tuple[str, ...]:
    """A sentence without its asides, turned."""
    return _turned(ASIDE.sub(" ", fold(sentence)))
