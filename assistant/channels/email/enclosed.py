"""What stands packed inside a mail: files of a winmail.dat, files written into the text, PGP in the text."""

import mimetypes
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import islice

from assistant.channels.email import tnef
from assistant.channels.email.armour import unarmoured
from assistant.channels.email.attachments import plain_name
from assistant.channels.email.body import Body, html_body, text_body
from assistant.channels.email.headers import one_line
from assistant.channels.email.seals import UNCHECKED
from assistant.channels.email.uuencoded import uudecoded
from assistant.core.message import Attachment

DEEPEST = 3  # mails packed in mails
MOST_FILES = 100  # of one winmail.dat; written into one text
MOST_BODIES = 3  # that are looked at for a text
OCTETS = "application/octet-stream"


@dataclass(frozen=True)
class Enclosed:
    """Body and files of a mail, with nothing packed any more. `encrypted`: some of it cannot be read."""

    body: Body
    files: tuple[Attachment, ...]
    encrypted: bool = field(default=False)


def enclosed(body: Body, files: tuple[Attachment, ...]) -> Enclosed:
    """Never raises. A winmail.dat that was opened stays among the files, but bothers nobody."""
    rest: list[Attachment] = []
    bodies: list[tnef.Tnef] = []
    for file in files:
        if tnef.is_tnef(file.content):
            read = tnef.unpacked(file.content)
            inside = list(islice(_files(read), MOST_FILES))
            rest += inside
            file = replace(file, inline=file.inline or bool(inside) or read.has_body)
            bodies.append(read)
        rest.append(file)
    if not body.text.strip():
        found = next((one for one in map(_body, bodies[:MOST_BODIES]) if one.text.strip()), Body())
        body = replace(found, notes=(*body.notes, *found.notes))
    plain, written = _without_files(body)
    opened, sealed, encrypted = _without_armour(plain)
    return Enclosed(opened, tuple([*rest, *written, *sealed][: 2 * MOST_FILES]), encrypted)


def _body(read: tnef.Tnef) -> Body:
    """Both where there are both; rich text is read where there is no other."""
    page = html_body(read.html) if read.html.strip() else Body()
    plain = text_body(read.text if read.text.strip() or page.text.strip() else read.rich_text())
    return replace(page, text=plain.text, own=plain.own) if plain.text.strip() else page


def _files(read: tnef.Tnef, depth: int = 1) -> Iterator[Attachment]:
    """Those of a mail packed in it before that mail itself."""
    for number, one in enumerate(read.files, start=1):
        if depth < DEEPEST and tnef.is_tnef(one.content):
            yield from _files(tnef.unpacked(one.content), depth + 1)
        yield _file(one, number, shown=bool(one.content_id) and f"cid:{one.content_id}" in read.html)


def _file(packed: tnef.Packed, number: int, *, shown: bool) -> Attachment:
    """`shown`: it is a picture within the page."""
    name = plain_name(one_line(packed.name)) or f"attachment-{number}"
    said = packed.content_type.strip().lower()
    kind = said if said.count("/") == 1 and said.isascii() and " " not in said else ""
    return Attachment(
        name=name,
        content_type=kind or mimetypes.guess_type(name)[0] or OCTETS,
        content=packed.content,
        inline=shown,
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
