"""The language in which a conversation is held."""

from assistant.core.inquiry import Turn
from assistant.tools.language import Languages

LINES, LETTERS = 6, 600  # of a thread: its last lines, and of each so much


def spoken(languages: Languages, turn: Turn, shown: str) -> str:
    """The turn's own where it is long enough to tell; else theirs before it, ours, the one on record."""
    return languages.of(shown, _of_thread(languages, turn))


def _of_thread(languages: Languages, turn: Turn) -> str:
    """Empty where nothing was said before and nothing is on record."""
    lines = turn.thread[-LINES:]
    theirs = "\n".join(line.text[:LETTERS] for line in lines if line.from_customer)
    every = "\n".join(line.text[:LETTERS] for line in lines)
    return languages.of(theirs, languages.of(every, turn.language)) if every.strip() else turn.language
