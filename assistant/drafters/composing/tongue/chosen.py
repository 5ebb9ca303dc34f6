"""The tongue of a letter."""

from assistant.drafters.composing.tongue.english import English
from assistant.drafters.composing.tongue.port import Tongue
from assistant.prompts import Prompts


def tongue(language: str, _prompts: Prompts) -> Tongue | None:
    """None where nobody has written one for the language."""
    return English() if language == "en" else None
