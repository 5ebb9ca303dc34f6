"""How a customer who writes Spanish is greeted: by the name that they give themselves."""

import re

from assistant.core.words import listed, plain

NAME = r"[A-ZÁÉÍÓÚÑ][a-záéíóúñ]{2,15}"
CALLS_THEMSELVES = re.compile(
    rf"\b(?:[Ss]oy|[Mm]e llamo|[Mm]i nombre es|[Ll]e (?:escribe|habla|saluda)|[Hh]abla|[Ss]aludos de)"
    rf" (?:(?P<titled>[Dd]on|[Dd]oña|[Ee]l [Ss]r\.|[Ll]a [Ss]ra\.) )?(?P<name>{NAME})\b"
)
SIGNED = re.compile(
    rf"(?:^|\n)\W*(?:(?:[Mm]uchas )?[Gg]racias|[Ss]aludos|[Aa]tte\.?|[Aa]tentamente)?[\s,.!:-]*"
    rf"(?P<name>{NAME})(?P<last>(?: {NAME}){{0,3}})\W*\Z"
)
NO_NAME = listed("gracias saludos atentamente nuevo cliente dueño dueña buenas buenos hola adios")
HONORIFIC = ("don", "doña", "sr", "sra", "srta")


def greeted(name: str, full: str, text: str) -> str:
    """Their first name; the one they use themselves where it stands in the message."""
    words = full.split()
    if name.lower().strip(".") in HONORIFIC:  # "Don Chema" is no name without its second half
        return f"{name.lower()} {words[1]}" if len(words) > 1 else ""
    said = CALLS_THEMSELVES.search(text)
    if said and plain(said["name"]) not in NO_NAME:
        return said["name"]
    signed = SIGNED.search(text.strip())
    if signed and plain(signed["name"]) not in NO_NAME and _same(signed["last"], words):
        return signed["name"]
    return name


def _same(last: str, words: list[str]) -> bool:
    """Whether they sign with the surname on record."""
    known = {plain(word) for word in words[1:]}
    return bool(last) and any(plain(one) in known for one in last.split())
