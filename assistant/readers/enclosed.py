"""Turns that say in our words what was enclosed: encrypted ones, and the plain yes to an invitation."""

from dataclasses import replace

from assistant.core.enclosure import ENCRYPTED, is_encrypted, only_accepts
from assistant.core.inquiry import Inquiry, Kind, Turn
from assistant.readers.spoken import spoken
from assistant.tools.language import Languages


def of_enclosed(turn: Turn, languages: Languages) -> Inquiry | None:
    """None where there are words of theirs to be read."""
    if turn.text.startswith(ENCRYPTED) or (is_encrypted(turn.text) and not without_notice(turn).text):
        return _inquiry(turn, Kind.QUESTION, languages)  # it waits, and nobody guesses what it asks
    if only_accepts(turn.text):
        return _inquiry(turn, Kind.QUESTION if turn.older_questions else Kind.THANKS, languages)
    return None


def without_notice(turn: Turn) -> Turn:
    """Where they wrote before or after the encrypted mail, that is read."""
    return replace(turn, text=turn.text.replace(ENCRYPTED, "").strip()) if is_encrypted(turn.text) else turn


def _inquiry(turn: Turn, kind: Kind, languages: Languages) -> Inquiry:
    """In the language of what was said before: these words are ours."""
    language = spoken(languages, turn, "")
    return Inquiry(kind, turn.older_questions, language=language, text=turn.text)
