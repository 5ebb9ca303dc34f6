"""Files written into a plain text as older programs do: begin 644 name … end."""

import re
from binascii import Error as UuError
from binascii import a2b_uu
from dataclasses import dataclass

BEGIN = re.compile(r"begin [0-7]{3,4}(?: (\S[^\n]{0,250}?))?\s*")
CODED = re.compile(r"[ -`]{1,90}")
MOST_FILES = 100


@dataclass(frozen=True)
class Uuencoded:
    text: str
    files: tuple[tuple[str, bytes], ...] = ()  # name (may be empty), content


def uudecoded(text: str) -> Uuencoded:
    """A block that is broken or has no end stays text. Every line is looked at twice at most."""
    if "\nbegin " not in f"\n{text}":
        return Uuencoded(text)
    lines = text.split("\n")
    kept: list[str] = []
    files: list[tuple[str, bytes]] = []
    at = 0
    while at < len(lines):
        found = BEGIN.fullmatch(lines[at]) if len(files) < MOST_FILES else None
        block = _block(lines, at + 1) if found else None
        if found and block:
            files.append((found[1] or "", block[0]))
            at = block[1]
        else:
            kept.append(lines[at])
            at += 1
    return Uuencoded("\n".join(kept), tuple(files)) if files else Uuencoded(text)


def _block(lines: list[str], at: int) -> tuple[bytes, int] | None:
    """The content, and the line after "end"; None where it is no whole block."""
    pieces: list[bytes] = []
    marks, cut = False, False  # zeros written as ` or as blanks: only blanks are cut by relays
    for number in range(at, len(lines)):
        line = lines[number]
        if line.rstrip() == "end":
            return (b"".join(pieces), number + 1) if pieces and not (marks and cut) else None
        marks = marks or "`" in line
        if line.rstrip() in ("", "`"):
            continue  # nothing in it: the last line before the end
        piece = _piece(line)
        if piece is None:
            return None
        cut = cut or len(line) - 1 < _signs(line)
        pieces.append(piece)
    return None


def _signs(line: str) -> int:
    """How many must follow the first, which says how many bytes they are: four for every three."""
    return (((ord(line[0]) - 32) & 63) + 2) // 3 * 4


def _piece(line: str) -> bytes | None:
    needed = _signs(line)
    if not CODED.fullmatch(line) or len(line) - 1 > needed + 1:
        return None
    try:
        return a2b_uu(line[: needed + 1].ljust(needed + 1))
    except (UuError, ValueError):
        return None
