"""The tongue of a letter."""

from assistant.drafters.composing.tongue.english import English
from assistant.drafters.composing.tongue.port import Tongue
from assistant.drafters.composing.tongue.spanish import Spanish
from assistant.prompts import Prompts


def tongue(language: str, prompts: Prompts, theirs: str = "") -> Tongue | None:
    """For a letter to somebody who wrote `theirs`. None where nobody has written one for the language."""
    match language:
        case "en":
            return English()
        case "es":
            return Spanish(terms(prompts, "es"), theirs)
    return None


def terms(prompts: Prompts, language: str) -> dict[str, str]:
    """Words of the records, English in lower case to the language's own."""
    lines = prompts.lines(f"composer/{language}/terms.txt")
    pairs = (line.partition("=>") for line in lines)
    return {" ".join(english.lower().split()): other.strip() for english, _, other in pairs}
