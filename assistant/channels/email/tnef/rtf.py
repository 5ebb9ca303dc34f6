"""Compressed RTF (MS-OXRTFCP), and what a person would read of RTF."""

import re
from struct import Struct, error

from assistant.tools.charset import decoded

HEADER = Struct("<LLLL")
COMPRESSED, PLAIN = 0x75465A4C, 0x414C454D
LONGEST = 200_000  # bytes of RTF that are looked at
WINDOW = 4096
BEGINNING = (
    b"{\\rtf1\\ansi\\mac\\deff0\\deftab720{\\fonttbl;}{\\f0\\fnil \\froman \\fswiss \\fmodern \\fscript "
    b"\\fdecor MS Sans SerifSymbolArialTimes New RomanCourier{\\colortbl\\red0\\green0\\blue0\r\n\\par "
    b"\\pard\\plain\\f0\\fs20\\b\\i\\u\\tab\\tx"
)
TOKEN = re.compile(
    r"\\([a-zA-Z]{1,32})(-?\d{1,9})? ?|\\'([0-9a-fA-F]{2})|\\([^a-zA-Z])|([{}])|([^\\{}\r\n]+)|[\r\n]+"
)
UNSEEN = {"fonttbl", "colortbl", "stylesheet", "info", "pict", "header", "footer", "object", "listtable"}
SIGNS = {
    "par": "\n", "line": "\n", "row": "\n", "cell": "\t", "tab": "\t", "emdash": "—", "endash": "–",
    "bullet": "•", "lquote": "‘", "rquote": "’", "ldblquote": "“", "rdblquote": "”",
}  # fmt: skip
ESCAPED = {"~": "\u00a0", "_": "-", "-": ""}


def decompressed(data: bytes) -> str:
    """The RTF itself; "" where it is none. Never raises."""
    try:
        _, size, kind, _ = HEADER.unpack_from(data)
    except error:
        return ""
    if kind == PLAIN:
        return data[HEADER.size : HEADER.size + min(size, LONGEST)].decode("latin-1")
    return _expanded(data, min(size, LONGEST)).decode("latin-1") if kind == COMPRESSED else ""


def _expanded(data: bytes, size: int) -> bytes:
    """Eight tokens a time: a byte as it is, or a place and a length in the last 4096 bytes."""
    window = bytearray(BEGINNING.ljust(WINDOW, b"\0"))
    write, at = len(BEGINNING), HEADER.size
    out = bytearray()
    while at < len(data) and len(out) < size:
        flags, at = data[at], at + 1
        for bit in range(8):
            if at + (flags >> bit & 1) >= len(data):
                return bytes(out[:size])
            if flags >> bit & 1:
                place, length = data[at] << 4 | data[at + 1] >> 4, (data[at + 1] & 15) + 2
                at += 2
                if place == write % WINDOW:
                    return bytes(out[:size])
            else:
                place, length = -1, 1
            for step in range(length):
                byte = data[at] if place < 0 else window[(place + step) % WINDOW]
                window[write % WINDOW] = byte
                write += 1
                out.append(byte)
            at += place < 0
    return bytes(out[:size])


def text(rtf: str) -> str:
    """What stands on the page. Never raises; every sign is looked at once."""
    return _Reader().read(rtf[:LONGEST]) if rtf.startswith("{\\rtf") else ""


class _Reader:
    """`skip`: inside something that is not on the page; `instead`: signs to leave out after \\u."""

    def __init__(self) -> None:
        self.out: list[str] = []
        self.bytes = bytearray()  # of \'hh, until something else comes: two may be one character
        self.codepage = "cp1252"
        self.skip, self.instead, self.count = False, 0, 1
        self.stack: list[tuple[bool, int]] = []

    def read(self, rtf: str) -> str:
        for found in TOKEN.finditer(rtf):
            word, number, code, sign, brace, plain = found.groups()
            if code:
                self._byte(int(code, 16))
                continue
            self._flush()
            if brace:
                self._group(brace)
            elif word:
                self._word(word, int(number) if number else None)
            elif sign == "*":
                self.skip = True
            elif sign:
                self._put(ESCAPED.get(sign, sign if sign in "\\{}" else "\n" if sign in "\r\n" else ""))
            elif plain:
                self._put(plain)
        self._flush()
        return "".join(self.out).strip()

    def _group(self, brace: str) -> None:
        self.instead = 0
        if brace == "{":
            self.stack.append((self.skip, self.count))
        elif self.stack:
            self.skip, self.count = self.stack.pop()

    def _word(self, word: str, number: int | None) -> None:
        if word in UNSEEN:
            self.skip = True
        elif word == "ansicpg" and number:
            self.codepage = "utf-8" if number == 65001 else f"cp{number}"
        elif word == "uc":
            self.count = max(0, min(number or 0, 10))
        elif word == "u" and number is not None:
            self._put(_character(number))
            self.instead = self.count
        else:
            self._put(SIGNS.get(word, ""))

    def _byte(self, byte: int) -> None:
        if self.instead:
            self.instead -= 1
        elif not self.skip:
            self.bytes.append(byte)

    def _flush(self) -> None:
        if self.bytes:
            self.out.append(decoded(bytes(self.bytes), self.codepage).text)
            self.bytes.clear()

    def _put(self, words: str) -> None:
        left = words[self.instead :]
        self.instead = max(0, self.instead - len(words))
        if left and not self.skip:
            self.out.append(left)


def _character(number: int) -> str:
    """Numbers over 32767 are written as negative ones; halves of a pair are nothing alone."""
    code = number % 65536
    return "" if 0xD800 <= code <= 0xDFFF else chr(code)
