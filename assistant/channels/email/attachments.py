"""Attached files, each with a name a person can read."""

import mimetypes
import re
from email.message import Message

from assistant.channels.email.headers import decoded_words, one_line
from assistant.channels.email.parts import children, content, parameter, walked
from assistant.core.message import Attachment
from assistant.tools.charset import decoded

LONGEST_NAME = 200  # characters
# Shown as the message's own text where nothing says that they are files.
TEXTS = {"text/plain", "text/html", "text/enriched", "text/richtext", "text/x-amp-html", "text/watch-html"}
SIGNATURES = {"application/pgp-signature", "application/pkcs7-signature", "application/x-pkcs7-signature"}
EXTENSIONS = {
    "message/rfc822": ".eml",
    "message/delivery-status": ".txt",
    "message/disposition-notification": ".txt",
    "text/rfc822-headers": ".txt",
    "text/calendar": ".ics",
    "application/ms-tnef": ".dat",
    "application/x-adf": ".xml",
}


def is_attachment(part: Message) -> bool:
    """Not part of the text: declared as a file, named as one, or of a kind nobody reads as text."""
    kind = part.get_content_type()
    if kind.startswith("multipart/"):
        return False
    disposition = str(part.get("Content-Disposition", "")).strip().lower()
    if disposition.startswith("attachment"):
        return True
    if kind not in TEXTS:
        return kind != "text" and "/" in kind
    return bool(filename(part)) and disposition.startswith("inline") is False and kind != "text/html"


def is_signature(part: Message) -> bool:
    """Of use to a program only: kept, and shown to nobody as a file."""
    kind = part.get_content_type()
    return kind in SIGNATURES or (kind == "application/octet-stream" and filename(part).endswith(".p7s"))


def _is_version(part: Message) -> bool:
    """The line that stands before an encrypted part (RFC 3156 section 4)."""
    if part.get_content_type() != "application/pgp-encrypted":
        return False
    data = content(part).strip()
    return data.lower().startswith(b"version") and len(data) < 100


def _is_inline(part: Message) -> bool:
    return str(part.get("Content-Disposition", "")).strip().lower().startswith("inline")


def attachments(message: Message) -> tuple[Attachment, ...]:
    found = [part for part in walked(message) if is_attachment(part) and part is not message]
    if is_attachment(message) and message.get_content_maintype() != "multipart":
        found = [message]
    return tuple(_attachment(part, number) for number, part in enumerate(found, start=1))


def _attachment(part: Message, number: int) -> Attachment:
    return Attachment(
        name=filename(part) or _made_up(part, number),
        content_type=part.get_content_type(),
        content=content(part),
        inline=_is_inline(part) or is_signature(part) or _is_version(part),
        content_id=one_line(str(part.get("Content-ID", "")))[:300],
    )


def filename(part: Message) -> str:
    """The name without any path; "" where it has none."""
    name = parameter(part, "filename", "content-disposition") or parameter(part, "name")
    if "\x1b$" in name:  # bare ISO-2022-JP: its escapes would be taken for control characters
        name = decoded(name.encode("utf-8", "replace"), "iso-2022-jp").text
    return plain_name(one_line(decoded_words(name)))


def plain_name(name: str) -> str:
    """Without any path and without signs that no file system takes; not too long."""
    name = name.replace("\\", "/")
    name = re.sub(r"[<>:|*?\"\u200e\u200f\u202a-\u202e]", "_", name.rstrip("/").rpartition("/")[2]).strip(
        " ."
    )
    stem, dot, extension = name.rpartition(".")
    if len(name) > LONGEST_NAME and dot and len(extension) < 10:
        return stem[: LONGEST_NAME - len(extension) - 1] + dot + extension
    return name[:LONGEST_NAME]


def _made_up(part: Message, number: int) -> str:
    kind = part.get_content_type()
    if kind == "message/rfc822" and (inner := children(part)):
        subject = one_line(decoded_words(str(inner[0].get("Subject", ""))))
        if subject:
            return re.sub(r"[/\\<>:|*?\"]", "_", subject)[:80].strip(" .") + ".eml"
    extension = EXTENSIONS.get(kind) or mimetypes.guess_extension(kind) or ".bin"
    return f"attachment-{number}{extension}"
