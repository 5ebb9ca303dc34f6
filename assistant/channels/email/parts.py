"""Raw bytes to a tree of parts: the standard library's parser, helped where a mail is malformed."""

import base64
import re
from binascii import Error as Base64Error
from collections.abc import Iterator
from email.message import Message
from email.parser import BytesParser
from email.policy import compat32

from assistant.channels.email.caps import PARTS
from assistant.tools.charset import decoded

DEEPEST = 30  # levels of parts that are walked
MOST_MENDED = 500  # parts
GUESSED = re.compile(r"^--([^\r\n]{1,100}?)[ \t]*\r?\n(?=content-)", re.MULTILINE | re.IGNORECASE)
HIDDEN_BYTE = re.compile("[\udc80-\udcff]")
NOT_BASE64 = re.compile(r"[^A-Za-z0-9+/=\s]")


class Unparsable(Exception):
    """Not even the standard library's tolerant parser could read it."""


def parsed(data: bytes) -> Message:
    # compat32, not policy.default: its headers are plain strings, and our own decoding of them has
    # none of the holes (recursion in comments, minutes for long address lists, CR/LF from encoded words).
    try:
        message = BytesParser(policy=compat32).parsebytes(data)
    except (RecursionError, LookupError, ValueError, AttributeError, TypeError) as error:
        raise Unparsable(str(error)) from error
    return _readable(_mended(message))


def _readable(message: Message) -> Message:
    """What the library reads wrongly, at any depth: raw bytes in headers, attached mails that are encoded."""
    stack, seen = [message], 0
    while stack and seen < MOST_MENDED:
        part = stack.pop()
        seen += 1
        _read_eight_bit(part)
        if part.get_content_maintype() == "message":
            _read_encoded_mail(part)
        stack.extend(reversed(children(part)))
    return message


def _read_eight_bit(part: Message) -> None:
    raw = [(name, str(value)) for name, value in part.raw_items()]
    if any(HIDDEN_BYTE.search(value) for _, value in raw):
        for name in dict.fromkeys(name for name, _ in raw):
            del part[name]
        for name, value in raw:
            part[name] = decoded(value.encode("utf-8", "surrogateescape")).text


def _read_encoded_mail(part: Message) -> None:
    """RFC 2046 forbids base64 for an attached mail, and some programs do it."""
    inner = next(iter(children(part)), None)
    encoding = str(part.get("Content-Transfer-Encoding", "")).strip().lower()
    if inner is None or inner.keys() or encoding not in {"base64", "quoted-printable"}:
        return
    inner["Content-Transfer-Encoding"] = encoding
    data = content(inner)
    del part["Content-Transfer-Encoding"]
    try:
        part.set_payload([BytesParser(policy=compat32).parsebytes(data)])
    except (RecursionError, LookupError, ValueError, AttributeError, TypeError):
        part.set_payload([inner])


def _mended(message: Message) -> Message:
    """A multipart whose boundary is missing or wrong is parsed again with the one its body uses."""
    if message.get_content_maintype() != "multipart" or message.is_multipart():
        return message
    body = str(message.get_payload())
    found = GUESSED.search(body)
    if not found or found[1] == message.get_boundary():
        return message
    del message["Content-Type"]
    message["Content-Type"] = f'multipart/mixed; boundary="{found[1]}"'
    head = b"".join(
        f"{name}: {value}\n".encode("utf-8", "surrogateescape") for name, value in message.raw_items()
    )
    again = BytesParser(policy=compat32).parsebytes(head + b"\n" + body.encode("utf-8", "surrogateescape"))
    return again if again.is_multipart() else message


def children(part: Message) -> list[Message]:
    payload = part.get_payload()
    return [child for child in payload if isinstance(child, Message)] if isinstance(payload, list) else []


def walked(part: Message, depth: int = 0) -> Iterator[Message]:
    """Leaves and attached messages, in order, at most 100; what an attached message holds is not entered."""
    stack = [(part, depth)]
    number = 0
    while stack and number < PARTS:
        part, depth = stack.pop()
        if enters(part) and depth < DEEPEST:
            stack.extend((child, depth + 1) for child in reversed(children(part)))
        else:
            number += 1
            yield part


def enters(part: Message) -> bool:
    """A multipart with parts; not a message/*, which is a mail of its own."""
    return part.is_multipart() and part.get_content_maintype() == "multipart"


def content(part: Message) -> bytes:
    """The decoded bytes of a leaf, or an attached message as it would stand in a file. Never raises."""
    try:
        if part.is_multipart():
            return b"\n".join(child.as_bytes() for child in children(part))
        payload = part.get_payload()
        if _falsely_base64(part, payload):
            return str(payload).encode("utf-8", "surrogateescape")
        data = part.get_payload(decode=True)
        if isinstance(data, bytes) and _is_base64(part) and b"".join(data.split()) == _bare(payload):
            return _as_far_as_it_goes(data)  # the library hands back what it could not decode
        return data if isinstance(data, bytes) else b""
    except (ValueError, LookupError, RecursionError, Base64Error, AttributeError, TypeError, KeyError):
        return str(part.get_payload()).encode("utf-8", "replace") if not part.is_multipart() else b""


def _is_base64(part: Message) -> bool:
    return str(part.get("Content-Transfer-Encoding", "")).strip().lower() == "base64"


def _bare(payload: object) -> bytes:
    return b"".join(str(payload).encode("utf-8", "surrogateescape").split())


def _as_far_as_it_goes(data: bytes) -> bytes:
    """Base64 that was cut off: up to the last whole group of four."""
    signs = re.sub(rb"[^A-Za-z0-9+/]", b"", data)
    return base64.b64decode(signs[: len(signs) // 4 * 4])


def _falsely_base64(part: Message, payload: object) -> bool:
    """Declared as base64 but written in plain: decoding it would leave nothing of it."""
    if not _is_base64(part):
        return False
    text = str(payload)[:4000]
    return len(NOT_BASE64.findall(text)) * 20 > len(text) or bool(
        re.match(r"\s*[A-Za-z]+ [A-Za-z]+ [A-Za-z]+", text)
    )


def parameter(part: Message, name: str, header: str = "content-type") -> str:
    """A parameter of Content-Type or Content-Disposition, RFC 2231 decoded; "" where there is none."""
    try:
        value = part.get_param(name, "", header=header)
        if isinstance(value, tuple):
            # The library hands on raw bytes in latin-1 and leaves their charset to us.
            return decoded(str(value[2]).encode("latin-1", "replace"), str(value[0] or "")).text
        return str(value or "")
    except (ValueError, LookupError, TypeError, AttributeError, IndexError):
        return ""
