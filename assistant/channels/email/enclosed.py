"""What stands packed inside a mail: files of a winmail.dat, files written into the text, PGP in the text."""

import mimetypes
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from assistant.channels.email import tnef
from assistant.channels.email.armour import unarmoured
from assistant.channels.email.attachments import plain_name
from assistant.channels.email.body import Body, html_body, text_body
from assistant.channels.email.headers import one_line
from assistant.channels.email.seals import UNCHECKED
from assistant.channels.email.uuencoded import uudecoded
from assistant.core.message import Attachment

DEEPEST = 3  # mails packed in mails
MOST_FILES = 100
OCTETS = "application/octet-stream"


@dataclass(frozen=True)
class Enclosed:
    """Body and files of a mail, with nothing packed any more. `encrypted`: some of it cannot be read."""

    body: Body
    files: tuple[Attachment, ...]
    encrypted: bool = field(default=False)


def enclosed(body: Body, files: tuple[Attachment, ...]) -> Enclosed:
    """Never raises. A winmail.dat stays among the files, after what was in it."""
    found, rest = Body(), []
    for file in files:
        inside, more = _unpacked(file)
        found = found if found.text.strip() else inside
        rest += [*more, file]
    if not body.text.strip():
        body = replace(found, notes=(*body.notes, *found.notes))
    plain, written = _without_files(body)
    opened, sealed, encrypted = _without_armour(plain)
    return Enclosed(opened, tuple([*rest, *written, *sealed][: 2 * MOST_FILES]), encrypted)


def _unpacked(file: Attachment, depth: int = 0) -> tuple[Body, list[Attachment]]:
    if not tnef.is_tnef(file.content) or depth == DEEPEST:
        return Body(), []
    read = tnef.unpacked(file.content)
    files: list[Attachment] = []
    for number, one in enumerate(read.files, start=1):
        made = _file(one, number)
        files += [*_unpacked(made, depth + 1)[1], made]
    body = html_body(read.html) if read.html.strip() else text_body(read.text)
    if read.text.strip() and read.html.strip():
        body = replace(body, text=text_body(read.text).text, own=text_body(read.text).own)
    return body, files[:MOST_FILES]


def _file(packed: tnef.Packed, number: int) -> Attachment:
    name = plain_name(one_line(packed.name)) or f"attachment-{number}"
    said = packed.content_type.strip().lower()
    kind = said if said.count("/") == 1 and said.isascii() and " " not in said else ""
    return Attachment(
        name=name,
        content_type=kind or mimetypes.guess_type(name)[0] or OCTETS,
        content=packed.content,
        inline=bool(packed.content_id),
        content_id=one_line(packed.content_id)[:300],
    )


def _without_files(body: Body) -> tuple[Body, Iterator[Attachment]]:
    """Uuencoded files taken out of the text; nothing is changed where there is none."""
    whole, own = uudecoded(body.text), uudecoded(body.own)
    made = (
        Attachment(
            name=plain_name(one_line(name)) or f"attachment-{number}",
            content_type=mimetypes.guess_type(name)[0] or OCTETS,
            content=content,
        )
        for number, (name, content) in enumerate(whole.files, start=1)
    )
    return replace(body, text=whole.text, own=own.text), made


def _without_armour(body: Body) -> tuple[Body, list[Attachment], bool]:
    """An encrypted block becomes a file that whoever has the key can open."""
    whole, own = unarmoured(body.text), unarmoured(body.own)
    notes = (*body.notes, UNCHECKED.format(by="PGP")) if whole.signed else body.notes
    files = [
        Attachment(f"encrypted-{number}.asc", "application/pgp-encrypted", block.encode())
        for number, block in enumerate(whole.messages[:MOST_FILES], start=1)
    ]
    return replace(body, text=whole.text, own=own.text, notes=notes), files, bool(whole.messages)
