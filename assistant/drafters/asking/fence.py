"""What others wrote, put behind a fence: data for the model, never an instruction."""

import re
import unicodedata

# The fences are the only angle brackets of a prompt, so no data can close or open one.
BRACKETS = str.maketrans({"<": "‹", ">": "›", "＜": "‹", "＞": "›", "﹤": "‹", "﹥": "›"})
ROLE_MARKS = re.compile(r"\[(/?(?:INST|SYS|SYSTEM|AVAILABLE_TOOLS))\]", re.IGNORECASE)
CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")
NAME = re.compile(r"[^\W\d_]+(?:[-'’. ][^\W\d_]+)?\.?")
JOINERS = "\u200c\u200d"  # Persian and Indic spelling needs them


def harmless(text: str) -> str:
    """The same words without fence marks, role marks of chat templates, or invisible characters."""
    if text.isascii():  # most of it is, and facts are many
        seen = CONTROLS.sub("", text)
    else:
        seen = "".join(letter for letter in text if _visible(letter))
    seen = seen.translate(BRACKETS) if "<" in seen or ">" in seen or not seen.isascii() else seen
    return ROLE_MARKS.sub(r"(\1)", seen) if "[" in seen else seen


def one_line(text: str) -> str:
    """For names and facts: no line break may pretend to start something new."""
    return " ".join(harmless(text).split())


def plain_name(text: str) -> str:
    """A first name as the customer gave it, if it can be nothing else; it stands among instructions."""
    name = one_line(text)
    return name if len(name) <= 30 and NAME.fullmatch(name) else ""


def _visible(letter: str) -> bool:
    if letter in "\n\t" or letter in JOINERS:
        return True
    return unicodedata.category(letter) not in ("Cc", "Cf", "Co", "Cs", "Cn")
