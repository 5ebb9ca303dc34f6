"""Limits set before anything is parsed: what the standard library would choke on never reaches it."""

import re
from dataclasses import dataclass

RAW_BYTES = 25_000_000
HEADER_BLOCK_BYTES = 64_000
HEADER_BYTES = 8_000
LOOKED_AT_BYTES = 1_000_000  # of a header block that is too long
PARTS = 100
DELIMITERS = 400  # boundary lines; each part has one, each multipart one more
MULTIPARTS = 40  # declared; the parser's time per line grows with how deep they are nested
ADDRESSES = 20_000

# Kept even where the header block is too long: without them nobody knows who wrote what.
NEEDED = {
    b"from", b"to", b"cc", b"reply-to", b"sender", b"subject", b"date", b"message-id", b"in-reply-to",
    b"references", b"mime-version", b"content-type", b"content-transfer-encoding", b"auto-submitted",
    b"authentication-results", b"x-failed-recipients", b"x-original-sender", b"return-path", b"precedence",
}  # fmt: skip
BOUNDARY = re.compile(rb"""boundary\s{0,9}=\s{0,9}(?:"([^"\r\n]{1,200})"|([^\s;"]{1,200}))""", re.IGNORECASE)
FIELD = re.compile(rb"[!-9;-~]{1,100}[ \t]{0,9}:")


@dataclass(frozen=True)
class Capped:
    data: bytes
    notes: tuple[str, ...] = ()


def capped(raw: bytes) -> Capped:
    """The bytes that are safe to parse, and in words what was left out of them."""
    notes = []
    if len(raw) > RAW_BYTES:
        raw = raw[:RAW_BYTES]
        notes.append("only the first 25 MB were read")
    raw = _unwrapped(raw)
    head, separator, body = _split(raw)
    shorter = _shorter_head(head)
    if shorter is not head:
        notes.append("its header is too long, only the usual lines of it were read")
    end = _part_limit(shorter, body)
    if end < len(body):
        body = body[:end]
        notes.append(f"it has too many parts, only the first {PARTS} were read")
    return Capped(shorter + separator + body, tuple(notes))


def _unwrapped(raw: bytes) -> bytes:
    """Without a byte order mark, blank lines and an mbox "From " line before the header."""
    raw = raw.removeprefix(b"\xef\xbb\xbf").lstrip(b"\r\n")
    if re.match(rb">?From [^\r\n:]{1,300}\r?\n", raw):
        return raw[raw.index(b"\n") + 1 :]
    return raw


def _split(raw: bytes) -> tuple[bytes, bytes, bytes]:
    found = re.search(rb"\r?\n\r?\n|\r\r", raw)
    if not found:
        return raw, b"", b""
    return raw[: found.start()], raw[found.start() : found.end()], raw[found.end() :]


def _shorter_head(head: bytes) -> bytes:
    """The same object where nothing is too long."""
    if len(head) <= HEADER_BYTES:
        return head
    fields = _fields(head[:LOOKED_AT_BYTES])
    if len(head) <= HEADER_BLOCK_BYTES and all(len(field) <= HEADER_BYTES for field in fields):
        return head
    kept, size, seen = [], 0, set()
    for field in fields:
        name = field.split(b":", 1)[0].strip().lower()
        cut = _cut(field, name)
        if size + len(cut) <= HEADER_BLOCK_BYTES or (name in NEEDED and name not in seen):
            kept.append(cut)
            size += len(cut)
            seen.add(name)
    return b"\n".join(kept)


def _fields(head: bytes) -> list[bytes]:
    """Header fields with their continuation lines."""
    fields: list[list[bytes]] = []
    for line in head.replace(b"\r\n", b"\n").split(b"\n"):
        if fields and not FIELD.match(line):
            fields[-1].append(line)
        else:
            fields.append([line])
    return [b"\n".join(lines) for lines in fields]


def _cut(field: bytes, name: bytes) -> bytes:
    if len(field) <= HEADER_BYTES:
        return field
    if name == b"references":  # the first and the newest ones matter
        return field[:1000].rsplit(b">", 1)[0] + b">\n " + b"<" + field[-5000:].split(b"<", 1)[-1]
    at = max(field.rfind(b",", 0, HEADER_BYTES), field.rfind(b"\n", 0, HEADER_BYTES))
    return field[: at if at > len(name) + 1 else HEADER_BYTES]


def _part_limit(head: bytes, body: bytes) -> int:
    """Where in the body to stop, so that no more than the allowed number of parts is made."""
    end = len(body)
    boundaries: list[bytes] = []
    for source in (head, body):
        for found in BOUNDARY.finditer(source):
            if len(boundaries) == MULTIPARTS:
                end = min(end, found.start() if source is body else end)
                break
            boundaries.append(found[1] or found[2])
    if not boundaries:
        return end
    delimiter = re.compile(rb"^--(?:" + b"|".join(map(re.escape, set(boundaries))) + rb")", re.MULTILINE)
    for number, found in enumerate(delimiter.finditer(body)):
        if number >= DELIMITERS:
            return min(end, found.start())
    return end
