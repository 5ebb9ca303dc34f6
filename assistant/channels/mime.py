"""A raw message made again of the parts that a mail service took it apart into: same parts, same bytes."""

import base64
import hashlib
import re
from collections.abc import Iterable, Sequence
from urllib.parse import quote

from assistant.core.message import Attachment

Pairs = Sequence[tuple[str, str]]
NAME = re.compile(r"[!-9;-~]{1,100}")
KIND = re.compile(r"[\w.+-]{1,80}/[\w.+-]{1,80}(?:;[ -~]{1,200})?")
MADE_ANEW = {"content-type", "content-transfer-encoding", "mime-version", "content-disposition"}
OCTETS = "application/octet-stream"


def raw_message(
    headers: Pairs, *, text: str = "", html: Sequence[str] = (), files: Iterable[Attachment] = ()
) -> bytes:
    """Every header field as it was, but those that say how the body is packed; UTF-8; CRLF."""
    kept = [(name, value) for name, value in headers if NAME.fullmatch(name)]
    head = b"".join(_field(name, value) for name, value in kept if name.lower() not in MADE_ANEW)
    bodies = [_part("text/plain; charset=utf-8", text.encode("utf-8", "replace"))] if text else []
    bodies += [_part("text/html; charset=utf-8", one.encode("utf-8", "replace")) for one in html if one]
    whole = _together("alternative", bodies) if bodies else _part("text/plain; charset=utf-8", b"")
    attached = [_file(one) for one in files]
    if attached:
        whole = _together("mixed", [whole, *attached])
    return head + b"MIME-Version: 1.0\r\n" + whole


def with_missing(headers: Pairs, **fields: str) -> list[tuple[str, str]]:
    """The headers, and those of `fields` that are not among them; message_id is Message-Id there."""
    there = {name.lower() for name, _ in headers}
    names = {name.replace("_", "-").title(): value for name, value in fields.items() if value}
    return [*headers, *((name, value) for name, value in names.items() if name.lower() not in there)]


def _field(name: str, value: str) -> bytes:
    """A line break inside a value is one of its folds, whatever follows it."""
    folded = re.sub(r"[ \t]*(?:\r\n|\r|\n)[ \t\r\n]*", "\r\n ", value.strip().replace("\x00", ""))
    return f"{name}: {folded}\r\n".encode("utf-8", "replace")


def _part(kind: str, content: bytes, more: str = "") -> bytes:
    coded = base64.encodebytes(content).replace(b"\n", b"\r\n")
    return f"Content-Type: {kind}\r\n{more}Content-Transfer-Encoding: base64\r\n\r\n".encode() + coded


def _together(kind: str, parts: Sequence[bytes]) -> bytes:
    """One part stays alone. The boundary is a digest of all of them: it cannot stand inside."""
    if len(parts) == 1 and kind == "alternative":
        return parts[0]
    boundary = f"={hashlib.sha256(b''.join(parts)).hexdigest()[:40]}"
    lines = b"".join(f"--{boundary}\r\n".encode() + part + b"\r\n" for part in parts)
    head = f'Content-Type: multipart/{kind}; boundary="{boundary}"\r\n\r\n'.encode()
    return head + lines + f"--{boundary}--\r\n".encode()


def _file(file: Attachment) -> bytes:
    kind = file.content_type if KIND.fullmatch(file.content_type) else OCTETS
    name = re.sub(r"[\x00-\x1f\x7f]", " ", file.name.replace("\\", "/").rsplit("/", 1)[-1])[:255]
    how = "inline" if file.inline else "attachment"
    named = f"; filename*=utf-8''{quote(name.encode('utf-8', 'replace'), safe='')}" if name else ""
    more = f"Content-Disposition: {how}{named}\r\n"
    if re.fullmatch(r"[!-~]{1,500}", file.content_id):
        more += f"Content-ID: <{file.content_id.strip('<>')}>\r\n"
    if kind.lower().startswith("message/rfc822"):  # RFC 2046 section 5.2.1: never base64
        return f"Content-Type: {kind}\r\n{more}\r\n".encode() + file.content
    return _part(OCTETS if kind.lower().startswith(("multipart/", "message/")) else kind, file.content, more)
