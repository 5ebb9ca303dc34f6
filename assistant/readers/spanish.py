"""Where a question begins in Spanish, with or without its marks: "también si abren", "y en cuánto sale"."""

from collections.abc import Sequence

from assistant.readers.openers import SPANISH
from assistant.readers.words import Word, keys

ADDING = keys("tambien ademas")
AND = keys("y o e tambien ademas")
BEFORE = keys("a de en con por para desde hasta")
ASKING = keys("cuanto cuanta cuantos cuantas cual cuales")
WITH_ACCENT = keys("que cuando donde como quien quienes")  # without one they join: "y que me llamen"
PLACED = keys("esta estan queda quedan se puedo los les")  # behind "donde" without its accent
THINGS = keys("papeles documentos requisitos hora horas horario dia dias precio tan tipo color direccion")
PRONOUNS = keys("me le les lo la los las se nos")
STILL = keys("todavia aun ya")
NO_CONDITION = keys("no asi")


def begins(shown: str, words: Sequence[Word], at: int, *, new: bool, started: bool, marked: bool) -> bool:
    """`new`: a clause begins here; `started`: its sentence asks already; `marked`: it ends with "?"."""
    if "¿" in shown[words[at - 1].end if at else max(words[0].start - 3, 0) : words[at].start]:
        return True
    key = words[at].key
    before = words[at - 1].key if at else ""
    following = words[at + 1 : at + 2]
    if key == "si":
        return before in ADDING and bool(following) and following[0].key not in NO_CONDITION
    if before in AND and (started or marked) and _question_word(shown, words, at):
        return True
    return marked and new and _verb_soon(words, at)


def _question_word(shown: str, words: Sequence[Word], at: int) -> bool:
    """ "cuánto", "en cuánto", "qué papeles", "dónde"."""
    if words[at].key in BEFORE and at + 1 < len(words):
        at += 1
    key = words[at].key
    if key in ASKING:
        return True
    if key not in WITH_ACCENT:
        return False
    accented = not shown[words[at].start : words[at].end].isascii()
    plainly = {"que": THINGS, "donde": PLACED}.get(key, frozenset())
    return accented or any(word.key in plainly for word in words[at + 1 : at + 2])


def _verb_soon(words: Sequence[Word], at: int) -> bool:
    """ "todavía lo tienen", "me lo pueden apartar": what asks stands behind the pronouns."""
    while at < len(words) and words[at].key in PRONOUNS | STILL:
        at += 1
        if at < len(words) and words[at].key in SPANISH:
            return True
    return False
