"""Turns that say in our words what was enclosed: encrypted ones, and the plain yes to an invitation."""

from dataclasses import replace

from assistant.core.enclosure import ENCRYPTED, is_encrypted, only_accepts
from assistant.core.inquiry import Inquiry, Kind, Turn


def of_enclosed(turn: Turn) -> Inquiry | None:
    """None where there are words of theirs to be read."""
    if turn.text.startswith(ENCRYPTED) or (is_encrypted(turn.text) and not without_notice(turn).text):
        return _inquiry(turn, Kind.QUESTION)  # it waits for a person, and nobody guesses what it asks
    if only_accepts(turn.text):
        return _inquiry(turn, Kind.QUESTION if turn.older_questions else Kind.THANKS)
    return None


def without_notice(turn: Turn) -> Turn:
    """Where they wrote before or after the encrypted mail, that is read."""
    return replace(turn, text=turn.text.replace(ENCRYPTED, "").strip()) if is_encrypted(turn.text) else turn


def _inquiry(turn: Turn, kind: Kind) -> Inquiry:
    return Inquiry(kind, turn.older_questions, language=turn.language or "en", text=turn.text)
