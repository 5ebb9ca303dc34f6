"""Bytes to text when nobody can be trusted to say which charset it is.

Order: declared -> utf-8 -> a guess from the bytes -> windows-1252. What was odd is said in words.
"""

import codecs
import re
from dataclasses import dataclass

from charset_normalizer import from_bytes

GUESS_BYTES = 20_000  # enough to tell; more only costs time
GUESS_AT_LEAST = 24  # high bytes: fewer are no evidence, and Western mail is likeliest

# Names that mail programs write and Python does not know, or knows too narrowly.
ALIASES = {
    "x-unknown": "",
    "unknown-8bit": "",
    "unknown": "",
    "8bit": "",
    "default": "",
    "ansi": "cp1252",
    "utf8mb4": "utf-8",
    "unicode": "utf-16",
    "iso-8859-8-i": "iso-8859-8",
    "iso-8859-8-e": "iso-8859-8",
    "iso-8859-6-i": "iso-8859-6",
    "x-gbk": "gb18030",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "ks_c_5601-1987": "cp949",
    "ks_c_5601": "cp949",
    "euc-kr": "cp949",
    "x-sjis": "cp932",
    "shift_jis": "cp932",
    "x-windows-949": "cp949",
    "cp-850": "cp850",
    "x-mac-roman": "mac_roman",
    "macintosh": "mac_roman",
    "windows-874": "cp874",
    "iso-2022-jp": "iso2022_jp_3",
    # Browsers and mail programs read these two as windows-1252: the difference is C1 controls only.
    "iso-8859-1": "cp1252",
    "latin1": "cp1252",
    "latin-1": "cp1252",
}
ASCII = {"us-ascii", "ascii", "ansi_x3.4-1968", ""}


@dataclass(frozen=True)
class Decoded:
    """`note` is empty where the bytes were what they said they were."""

    text: str
    charset: str
    note: str = ""


def decoded(data: bytes, declared: str = "") -> Decoded:
    """Text of `data`, always; never raises, and loses no byte of a single-byte charset."""
    said = declared.strip().strip("\"'").lower()
    if data.isascii() and not _stateful(said):
        return Decoded(data.decode("ascii"), "us-ascii")
    codec = _codec(said)
    if codec and said not in ASCII:
        text = _try(data, codec)
        if text is not None:
            return Decoded(text, codec)
    return _undeclared(data, said)


def _undeclared(data: bytes, said: str) -> Decoded:
    named = f"declared as {said[:40]}" if said else "without a charset"
    if said in {"utf-8", "utf8"} and data.decode("utf-8", "replace").count("\ufffd") * 5 < len(data):
        # Mostly valid: one broken character must not turn all others into two wrong ones each.
        return Decoded(_patched(data), "utf-8", f"{named}, with broken bytes read as windows-1252")
    for codec in ("utf-8", *_guesses(data)):
        text = _try(data, codec)
        if text is not None:
            return Decoded(text, codec, "" if codec == "utf-8" and not said else f"{named}, read as {codec}")
    return Decoded(_western(data), "cp1252", f"{named}, read as windows-1252")


def _guesses(data: bytes) -> tuple[str, ...]:
    high = sum(byte > 127 for byte in data[:GUESS_BYTES])
    if high < GUESS_AT_LEAST or high * 20 < len(data[:GUESS_BYTES]):
        return ()
    best = from_bytes(data[:GUESS_BYTES]).best()
    return (best.encoding,) if best else ()


def _codec(name: str) -> str:
    name = ALIASES.get(name, name)
    try:
        info = codecs.lookup(name)
    except (LookupError, ValueError, TypeError):
        return ""
    # rot13, zlib and the like are codecs too, and idna or punycode are no charsets of a text.
    textual = getattr(info, "_is_text_encoding", True)
    odd = info.name in {
        "idna",
        "punycode",
        "unicode_escape",
        "raw_unicode_escape",
        "undefined",
        "mbcs",
        "oem",
    }
    return info.name if textual and not odd else ""


def _stateful(name: str) -> bool:
    """These write other alphabets with ASCII bytes."""
    return name.startswith(("iso-2022", "utf-16", "utf-32", "utf-7", "hz", "unicode", "utf7"))


def _try(data: bytes, codec: str) -> str | None:
    if codec == "cp1252":
        return _western(data)
    try:
        return data.decode(codec)
    except (UnicodeError, LookupError, ValueError):
        return _japanese(data) if codec.startswith("iso2022_jp") else None


def _japanese(data: bytes) -> str | None:
    """ISO-2022-JP with the signs of vendors, circled numbers and the like: its pairs are those of EUC."""
    out = []
    for number, piece in enumerate(re.split(rb"(\x1b[$(][@BJI])", data)[1:]):
        if number % 2 == 0:
            double = piece[1:2] == b"$"
            continue
        euc = bytes(byte | 0x80 if 0x21 <= byte <= 0x7E else byte for byte in piece) if double else piece
        try:
            out.append(euc.decode("euc_jis_2004" if double else "cp1252"))
        except UnicodeError:
            return None
    before = re.split(rb"\x1b[$(]", data, maxsplit=1)[0]
    return before.decode("ascii", "replace") + "".join(out)


def _western(data: bytes) -> str:
    """windows-1252 with its five holes filled from latin-1, so that no byte is lost."""
    try:
        return data.decode("cp1252")
    except UnicodeDecodeError:
        return "".join(_western_byte(byte) for byte in data)


def _western_byte(byte: int) -> str:
    return bytes([byte]).decode("latin-1" if byte in {0x81, 0x8D, 0x8F, 0x90, 0x9D} else "cp1252")


def _patched(data: bytes) -> str:
    escaped = data.decode("utf-8", "surrogateescape")
    return re.sub("[\udc80-\udcff]", lambda found: _western_byte(ord(found[0]) - 0xDC00), escaped)
