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
    for number in range(at, len(lines)):
        line = lines[number]
        if line.rstrip() == "end":
            return (b"".join(pieces), number + 1) if pieces else None
        if line.rstrip() in ("", "`"):
            continue  # nothing in it: the last line before the end
        piece = _piece(line)
        if piece is None:
            return None
        pieces.append(piece)
    return None


def _piece(line: str) -> bytes | None:
    """One line: how many bytes, then four signs for every three of them."""
    size = (ord(line[0]) - 32) & 63
    needed = (size + 2) // 3 * 4
    signs = len(line) - 1
    # Where a blank stands for zero, relays may have cut the blanks at the end.
    cut = signs < needed and "`" in line
    if not CODED.fullmatch(line) or cut or signs > needed + 1:
        return None
    try:
        return a2b_uu(line[: needed + 1].ljust(needed + 1))
    except (UuError, ValueError):
        return None
