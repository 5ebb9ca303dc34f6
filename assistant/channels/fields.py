"""The fields of an HTTP post, byte for byte: urlencoded, or multipart/form-data (RFC 7578)."""

import re
from dataclasses import dataclass
from urllib.parse import unquote_to_bytes

from assistant.core.message import Attachment

MOST = 2_000  # fields and files of one post
BOUNDARY = re.compile(rb"[\r\n]{0,4}--([^\r\n]{1,200}?)[ \t]*(\r?\n)")
PARAMETER = re.compile(rb';\s*(name|filename)="((?:[^"\\]|\\.)*)"', re.IGNORECASE)
TYPE = re.compile(rb"^content-type:[ \t]*([^\r\n]*)", re.IGNORECASE | re.MULTILINE)


@dataclass(frozen=True)
class Given:
    """In the order in which they came; a file stands beside the name of its field."""

    fields: tuple[tuple[str, bytes], ...] = ()
    files: tuple[tuple[str, Attachment], ...] = ()

    def whole(self, name: str) -> bytes:
        """The first of that name, exact; of a file its content; empty where there is none."""
        given = [value for key, value in self.fields if key == name]
        return (given or [file.content for key, file in self.files if key == name] or [b""])[0]

    def text(self, name: str) -> str:
        return self.whole(name).decode("utf-8", "replace")

    def texts(self, name: str) -> list[str]:
        return [value.decode("utf-8", "replace") for key, value in self.fields if key == name]


def fields_of(body: bytes) -> Given:
    """By what the body looks like: a multipart one begins with its boundary. ValueError beyond MOST."""
    found = BOUNDARY.match(body)
    if found and found[1].endswith(b"--") and not body[found.end() :].strip():
        return Given()  # the last boundary alone: a form without a field
    return _multipart(body, found[1], found[2]) if found else _urlencoded(body)


def _urlencoded(body: bytes) -> Given:
    if body.count(b"&") >= MOST:
        raise ValueError("too many fields")
    pairs = [part.partition(b"=") for part in body.strip().split(b"&") if part]
    return Given(tuple((_plain(name).decode("utf-8", "replace"), _plain(value)) for name, _, value in pairs))


def _plain(coded: bytes) -> bytes:
    return unquote_to_bytes(coded.replace(b"+", b" "))


def _multipart(body: bytes, boundary: bytes, line_end: bytes) -> Given:
    """Each part between two boundary lines; what follows the last one is nothing."""
    fields: list[tuple[str, bytes]] = []
    files: list[tuple[str, Attachment]] = []
    delimiter = line_end + b"--" + boundary
    if body.count(delimiter) >= MOST:
        raise ValueError("too many fields")
    for part in (line_end + body).split(delimiter)[1:]:
        if part.startswith(b"--"):
            break
        head, _, content = part.partition(line_end * 2)
        named = {key.lower(): _unquoted(value) for key, value in PARAMETER.findall(head)}
        name = named.get(b"name", "")
        if b"filename" not in named:
            fields.append((name, content))
            continue
        kind = TYPE.search(head)
        said = kind[1].decode("latin-1").strip() if kind else ""
        files.append((name, Attachment(named[b"filename"], said or "application/octet-stream", content)))
    return Given(tuple(fields), tuple(files))


def _unquoted(value: bytes) -> str:
    """Browsers write a quote as %22 or with a backslash; other backslashes are those of a Windows path."""
    return value.decode("utf-8", "replace").replace('\\"', '"').replace("%22", '"')
