"""A colleague's answer taken up in a reply: word for word, or in the writer's own words."""

from collections.abc import Mapping

from assistant.core.context import Context
from assistant.core.echo import words
from assistant.core.sentences import sentences
from assistant.core.words import content

TAKEN_UP = 0.6  # of what the answer says, or of what the sentence says
FEW = 2  # words of content: less is taken up only as it stands

Told = Mapping[int, tuple[str, ...]]


def told(context: Context) -> Told:
    """What colleagues answered to each question of the inquiry, by its number, sentence by sentence."""
    texts = {fact.id: fact.text for fact in context.facts}
    found: dict[int, tuple[str, ...]] = {}
    for number, key in context.heard:
        said = tuple(sentence.text for sentence in sentences(texts.get(key, "")))
        found[number] = found.get(number, ()) + said
    return found


def takes_up(sentence: str, answer: str) -> bool:
    """Whether a sentence of a reply says what a sentence of the answer says.

    "Robin says the rack fits with the kit" takes up "Fits, with the kit"; a promise to ask Robin does not.
    """
    if _runs_through(words(answer), words(sentence)):
        return True
    theirs, ours = content(answer), content(sentence)
    shared = len(theirs & ours)
    return shared >= FEW and shared >= TAKEN_UP * min(len(theirs), len(ours))


def _runs_through(short: tuple[str, ...], long: tuple[str, ...]) -> bool:
    width = len(short)
    return bool(short) and any(long[at : at + width] == short for at in range(len(long) - width + 1))
