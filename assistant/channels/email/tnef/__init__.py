"""winmail.dat: what Outlook packs into one part that no other program opens (MS-OXTNEF).

Read by hand: the library for it copies the rest of the file for every attribute, 31 s for 4 MB of small ones
(tnefparse 1.4.0), and gives up all of a file where one attribute is broken. Here what can be read is read.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from struct import Struct

from assistant.channels.email.tnef import rtf
from assistant.channels.email.tnef.mapi import OBJECT, TEXT_16, Properties, properties
from assistant.tools.charset import decoded

SIGNATURE = b"\x78\x9f\x3e\x22"
HEAD = Struct("<BHHL")  # level, number, type, length
BODY, CODEPAGE, PROPERTIES = 0x800C, 0x9007, 0x9003
FILE_BEGINS, FILE_TITLE, FILE_DATA, FILE_PROPERTIES = 0x9002, 0x8010, 0x800F, 0x9005
# Numbers of properties (MS-OXPROPS).
P_BODY, P_HTML, P_RTF, P_CODEPAGE = 0x1000, 0x1013, 0x1009, 0x3FDE
P_NAMES = (0x3707, 0x3704, 0x3001)  # long name, short name, shown name
P_DATA, P_TYPE, P_CONTENT_ID = 0x3701, 0x370E, 0x3712
MAIL_INSIDE = bytes.fromhex("0703020000000000c000000000000046")  # before the TNEF of an attached mail
MOST_FILES = 100
MOST_ATTRIBUTES = 20_000
CODEPAGES = {65001: "utf-8", 20127: "us-ascii", 1200: "utf-16-le", 50220: "iso-2022-jp", 20866: "koi8-r"}


@dataclass
class Packed:
    """One file in it; `content_type` is empty where it names none."""

    name: str = ""
    content: bytes = field(default=b"", repr=False)
    content_type: str = ""
    content_id: str = ""


@dataclass
class Tnef:
    """`text` and `html` are the body, or `rich` where there is neither: compressed RTF."""

    text: str = ""
    html: str = ""
    rich: bytes = field(default=b"", repr=False)
    files: list[Packed] = field(default_factory=list)

    @property
    def has_body(self) -> bool:
        return bool(self.text.strip() or self.html.strip() or self.rich)

    def rich_text(self) -> str:
        return rtf.text(rtf.decompressed(self.rich))


def is_tnef(data: bytes) -> bool:
    return data.startswith(SIGNATURE)


def unpacked(data: bytes) -> Tnef:
    """As far as it can be read. Never raises; goes forward only."""
    found, codepage = Tnef(), "cp1252"
    for number, content in _attributes(data):
        if number == CODEPAGE:
            codepage = _codepage(content) or codepage
        elif number == BODY:
            found.text = found.text or _text(content, codepage)
        elif number == PROPERTIES:
            _of_message(found, properties(content), codepage)
        elif number == FILE_BEGINS and len(found.files) < MOST_FILES:
            found.files.append(Packed())
        elif found.files:
            _of_file(found.files[-1], number, content, codepage)
    found.files = [one for one in found.files if one.content or one.name]
    return found


def _attributes(data: bytes) -> Iterator[tuple[int, bytes]]:
    """Number and content of each; one that is cut off gives what is left of it."""
    at = 6
    for _ in range(MOST_ATTRIBUTES):
        if not is_tnef(data) or at + HEAD.size > len(data):
            return
        level, number, _, length = HEAD.unpack_from(data, at)
        if level not in (1, 2):
            return
        at += HEAD.size
        yield number, data[at : at + length]
        at += length + 2  # a checksum, which nobody needs


def _of_message(found: Tnef, told: Properties, codepage: str) -> None:
    internet = _codepage(told[P_CODEPAGE][1]) if P_CODEPAGE in told else ""
    found.text = found.text or _said(told, P_BODY, codepage)
    if P_HTML in told:
        kind, content = told[P_HTML]
        found.html = _text(content, "utf-16-le" if kind == TEXT_16 else internet or codepage)
    found.rich = found.rich or told.get(P_RTF, (0, b""))[1]


def _of_file(file: Packed, number: int, content: bytes, codepage: str) -> None:
    if number == FILE_TITLE:
        file.name = file.name or _text(content, codepage)
    elif number == FILE_DATA:
        file.content = content
    elif number == FILE_PROPERTIES:
        told = properties(content)
        name = next((name for one in P_NAMES if (name := _said(told, one, codepage))), "")
        file.name = name or file.name
        file.content_type = _said(told, P_TYPE, codepage) or file.content_type
        file.content_id = _said(told, P_CONTENT_ID, codepage) or file.content_id
        _data(file, *told.get(P_DATA, (0, b"")))


def _data(file: Packed, kind: int, content: bytes) -> None:
    if kind == OBJECT and content.startswith(MAIL_INSIDE) and is_tnef(content[16:20]):
        file.content, file.content_type = content[16:], "application/ms-tnef"
    elif content:
        file.content = content[16:] if kind == OBJECT else content


def _said(told: Properties, number: int, codepage: str) -> str:
    kind, content = told.get(number, (0, b""))
    return _text(content, "utf-16-le" if kind == TEXT_16 else codepage)


def _text(content: bytes, charset: str) -> str:
    return decoded(content, charset).text.rstrip("\0")


def _codepage(number: bytes) -> str:
    code = int.from_bytes(number[:4], "little")
    if 28591 <= code <= 28606:
        return f"iso-8859-{code - 28590}"
    return CODEPAGES.get(code, f"cp{code}") if code else ""
