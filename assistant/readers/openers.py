"""Where a question begins: "is it", "how much", "could you", and the same after "and" or a comma."""

from collections.abc import Sequence

from assistant.readers.words import Word, keys

AUXILIARIES = keys(
    "is are was were do does did can could will would should shall has have had am may might isnt"
    " arent wasnt dont doesnt"
    " didnt cant couldnt wont wouldnt shouldnt hasnt havent"
)
SUBJECTS = keys(
    "i you u ya yall it he she we they there this that these those the my your our his her their"
    " anyone anybody someone"
    " somebody everyone everything any ur a an one both all sales service parts"
)
PERSONS = keys("i you u ya yall we they he she it there someone anyone somebody")
DOING = keys("do does did will can")
MID_SENTENCE = {  # pairs that ask even where no comma stands before them
    "can": PERSONS,
    "could": PERSONS,
    "would": keys("you u yall it they someone"),
    "will": keys("you u yall it they someone"),
    "should": keys("i we"),
    "do": keys("you u yall i we they ya"),
    "does": keys("it he she this that the"),
    "did": keys("you u yall they"),
    "are": keys("you u yall"),
}
INVERTED_AFTER = keys(
    "never nor neither only so then not as than if whether that what how when where why who which"
    " because wish think know"
    " sure hope way all everything best much long time soon i we you they least"
)
QUESTION_WORDS = keys("what when where why who whose which how")
SHORT_FORMS = keys("whats wheres whos hows whens whys")
AFTER_HOW = keys(
    "much many long soon far old often big about come do does did is are can could would will should"
    " late early fast high"
    " low well bad was were quickly"
)
AFTER_WHAT = keys(
    "time kind year color colors size day days about else hours if price rate model mileage happens"
)
SPANISH = keys(
    "que cuanto cuantos cuantas cuando donde cual cuales como quien tiene tienen hay puedo puede"
    " pueden podria podrian esta"
    " estan es sigue siguen aceptan abren cierran venden cuesta acepta tendran atienden trabajan cobran"
    " prestan reciben dan hacen arreglan financian llegan llego quedo queda sera sirve trae viene"
)
JOINING = keys("and but so also plus then y e et und or o")
BREAKS = frozenset(",;:—–(/-\n¿…!*•")


def opens(words: Sequence[Word], at: int, *, marked: bool) -> bool:
    """Whether a question may begin at this word; `marked`: its sentence ends with a question mark."""
    key = words[at].key
    following = words[at + 1].key if at + 1 < len(words) else ""
    if key in SHORT_FORMS:
        return True
    if key in QUESTION_WORDS:
        return _question_word(words, at, following, marked=marked)
    if key in AUXILIARIES:
        if following in PERSONS:
            return marked or key not in ("have", "had") or following not in ("it", "someone")
        if key in ("have", "had", "may", "might") or (key == "has" and not marked):
            return False
        return following in SUBJECTS or (
            marked and bool(following) and following not in ("not", "be", "to", "do", "have")
        )
    return marked and key in SPANISH


def _question_word(words: Sequence[Word], at: int, following: str, *, marked: bool) -> bool:
    key = words[at].key
    if marked:
        return True
    if key == "how":
        return following in AFTER_HOW
    if key in ("what", "which", "whose"):
        if following in ("a", "an"):
            return False
        return (
            following in AFTER_WHAT
            or any(word.key in AUXILIARIES for word in words[at + 1 : at + 4])
            or any(asks_mid_sentence(words, later) for later in range(at + 4, min(at + 7, len(words))))
        )
    return following in AUXILIARIES and not (key == "when" and following in ("i", "we"))


def asks_mid_sentence(words: Sequence[Word], at: int) -> bool:
    """ "we saw it last week can we come back friday", written without a comma."""
    if _inverted(words, at) and words[at - 1].key not in INVERTED_AFTER:
        return True
    if at + 1 >= len(words) or words[at + 1].key not in MID_SENTENCE.get(words[at].key, ()):
        return False
    return words[at - 1].key not in INVERTED_AFTER or _wants_to_know(words, at)


def _inverted(words: Sequence[Word], at: int) -> bool:
    """ "quick thing when does the title come"."""
    following = [word.key for word in words[at + 1 : at + 3]]
    return (
        words[at].key in ("when", "where")
        and len(following) == 2
        and following[0] in DOING
        and following[1] in SUBJECTS
    )


def _wants_to_know(words: Sequence[Word], at: int) -> bool:
    """ "she wants to know does it have": said as it was asked."""
    return at > 2 and words[at - 1].key == "know" and words[at - 2].key == "to"


def begins_clause(text: str, words: Sequence[Word], at: int) -> bool:
    """Whether something new begins here; `text` is the whole turn, to which the words' offsets belong."""
    if at == 0 or words[at - 1].key in JOINING:
        return True
    return not BREAKS.isdisjoint(text[words[at - 1].end : words[at].start])
