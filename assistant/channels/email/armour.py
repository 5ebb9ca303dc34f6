"""PGP written into the text itself: what is signed stays as text, what is encrypted becomes a file."""

from collections.abc import Iterator
from dataclasses import dataclass

SIGNED, SIGNATURE = "-----BEGIN PGP SIGNED MESSAGE-----", "-----BEGIN PGP SIGNATURE-----"
SIGNATURE_ENDS = "-----END PGP SIGNATURE-----"
MESSAGE, MESSAGE_ENDS = "-----BEGIN PGP MESSAGE-----", "-----END PGP MESSAGE-----"


@dataclass(frozen=True)
class Unarmoured:
    """`messages` are the encrypted blocks, which no longer stand in the text."""

    text: str
    signed: bool = False
    messages: tuple[str, ...] = ()


def unarmoured(text: str) -> Unarmoured:
    """RFC 9580 section 6.2 and 7. A block without an end stays as it is: nothing of it is lost."""
    if SIGNED not in text and MESSAGE not in text:
        return Unarmoured(text)
    lines = text.split("\n")
    kept: list[str] = []
    messages: list[str] = []
    signed = False
    at = 0
    ends = _Ends(lines)
    while at < len(lines):
        line = lines[at].rstrip()
        if line == MESSAGE and (end := ends.after(at, MESSAGE_ENDS)):
            messages.append("\n".join(lines[at : end + 1]) + "\n")
            at = end + 1
        elif line == SIGNED and (end := ends.after(at, SIGNATURE_ENDS)):
            kept += _words(lines[at + 1 : end])
            signed, at = True, end + 1
        else:
            kept.append(lines[at])
            at += 1
    if not signed and not messages:
        return Unarmoured(text)
    return Unarmoured("\n".join(kept).strip("\n"), signed, tuple(messages))


class _Ends:
    """Where blocks end; asked with rising places only, so that every line is looked at once."""

    def __init__(self, lines: list[str]) -> None:
        marks = (SIGNATURE_ENDS, MESSAGE_ENDS)
        self._places = {mark: [n for n, line in enumerate(lines) if line.rstrip() == mark] for mark in marks}
        self._next = dict.fromkeys(marks, 0)

    def after(self, at: int, mark: str) -> int | None:
        places = self._places[mark]
        while self._next[mark] < len(places) and places[self._next[mark]] <= at:
            self._next[mark] += 1
        return places[self._next[mark]] if self._next[mark] < len(places) else None


def _words(lines: list[str]) -> Iterator[str]:
    """Between the headers of a signed block and its signature; "- " before a dash was put there by PGP."""
    start = next((n for n, line in enumerate(lines) if not line.strip()), -1)
    for line in lines[start + 1 :]:
        if line.rstrip() == SIGNATURE:
            return
        yield line.removeprefix("- ")
