"""One SHA-256 for one mail, whichever way it came: what relays and filters add on the way does not count."""

import hashlib
import re

from assistant.channels.email.caps import HEADER_BLOCK_BYTES
from assistant.channels.email.headers import MESSAGE_ID

TRACES = (
    "received", "return-path", "delivered-to", "x-received", "envelope-to", "delivery-date",
    "authentication-results",
    "received-spf", "dkim-signature", "dkim-filter", "domainkey-signature", "arc-", "x-original-to", "x-spam",
    "x-virus", "x-google-", "x-gm-", "x-ms-exchange-", "x-microsoft-antispam", "x-forefront-",
    "x-forwarded-",
    "x-envelope-", "x-sieve", "x-mailgun-", "x-ses-", "x-amz", "x-pm-", "x-sg-",
    "x-rspamd", "x-greylist", "x-scanned",
    "x-barracuda-", "x-proofpoint-", "x-mimecast-", "x-orig-to", "status", "x-status", "x-uid", "x-keywords",
    "x-mozilla-", "lines", "content-length", "old-return-path", "resent-", "x-peer", "x-mailfrom", "x-rcptto",
)  # fmt: skip
FIELD = re.compile(rb"([!-9;-~]{1,100})[ \t]*:")


def digest(raw: bytes) -> str:
    """SHA-256, hexadecimal, of the mail without trace headers; line ends count as one kind."""
    head, body = _parts(raw)
    kept = b"\n".join(field for field in _fields(head) if not _is_trace(field))
    return hashlib.sha256(kept + b"\n\n" + body.rstrip(b"\n")).hexdigest()


def message_id_of(raw: bytes) -> str:
    """The Message-ID with angle brackets; "" where the mail has none."""
    head, _ = _parts(raw[: 2 * HEADER_BLOCK_BYTES])  # a line end may be two bytes
    for field in _fields(head[:HEADER_BLOCK_BYTES]):
        if field[:11].lower() == b"message-id:":
            found = MESSAGE_ID.search(field.decode("latin-1").replace("\n", ""))
            bare = field[11:].split()
            return found[0] if found else f"<{bare[0].decode('latin-1').strip('<>')[:900]}>" if bare else ""
    return ""


def _parts(raw: bytes) -> tuple[bytes, bytes]:
    raw = raw.removeprefix(b"\xef\xbb\xbf").replace(b"\r\n", b"\n").replace(b"\r", b"\n").lstrip(b"\n")
    if raw.startswith((b"From ", b">From ")):
        raw = raw.partition(b"\n")[2]
    head, _, body = raw.partition(b"\n\n")
    return head, body


def _fields(head: bytes) -> list[bytes]:
    """With continuation lines."""
    fields: list[list[bytes]] = []
    for line in head.split(b"\n"):
        if fields and not FIELD.match(line):
            fields[-1].append(line)
        else:
            fields.append([line])
    return [b"\n".join(lines) for lines in fields]


def _is_trace(field: bytes) -> bool:
    return field.partition(b":")[0].strip().decode("latin-1").lower().startswith(TRACES)
