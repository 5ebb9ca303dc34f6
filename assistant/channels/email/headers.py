"""Header fields as text: encoded words decoded, line breaks gone, addresses and ids taken apart."""

import base64
import re
from binascii import Error as Base64Error
from collections.abc import Iterator
from datetime import UTC, datetime
from email.message import Message
from email.utils import getaddresses, parsedate_to_datetime
from quopri import decodestring

from assistant.channels.email.caps import ADDRESSES, HEADER_BYTES
from assistant.core.address import Mailbox
from assistant.tools.charset import decoded

WORD = re.compile(r"=\?([^?\s]{1,60})\?([bBqQ])\?([^?\r\n]{0,2000}?)\?=")
ADDRESS = re.compile(r"[^\s<>()\[\],;:\"'@]{1,64}@[^\s<>()\[\],;:\"'@]{1,255}")
MESSAGE_ID = re.compile(r"<[^<>\s]{1,900}>")
MOST_IDS = 200


class Headers:
    """The fields of one part, decoded when asked for. Names in any case; no field is no error."""

    def __init__(self, message: Message) -> None:
        self._raw: dict[str, list[str]] = {}
        for name, value in message.raw_items():
            self._raw.setdefault(name.lower(), []).append(str(value)[: 2 * HEADER_BYTES])

    def __contains__(self, name: str) -> bool:
        return name.lower() in self._raw

    def text(self, name: str) -> str:
        """The first field of that name, decoded, on one line; "" where there is none."""
        return next(iter(self.all(name)), "")

    def all(self, name: str) -> list[str]:
        return [one_line(decoded_words(value)) for value in self._raw.get(name.lower(), [])]

    def raw(self, name: str) -> list[str]:
        """All fields of that name on one line each, encoded words as they came, topmost first."""
        return [one_line(_eight_bit(value)) for value in self._raw.get(name.lower(), [])]

    def names(self) -> Iterator[str]:
        return iter(self._raw)

    def mailboxes(self, name: str) -> tuple[Mailbox, ...]:
        return tuple(box for value in self.raw(name) for box in mailboxes(value))

    def ids(self, name: str) -> tuple[str, ...]:
        """Message-IDs with angle brackets, each once."""
        found = MESSAGE_ID.findall(" ".join(self.raw(name)))
        return tuple(dict.fromkeys(found))[-MOST_IDS:]

    def date(self, name: str = "Date") -> datetime | None:
        """Aware; a date without a zone is taken as UTC. None where it is none."""
        try:
            at = parsedate_to_datetime(self.text(name)[:200])
            return (at if at.tzinfo else at.replace(tzinfo=UTC)).astimezone(UTC)
        except (ValueError, TypeError, IndexError, OverflowError):
            return None


def one_line(text: str) -> str:
    """Line breaks and control characters become blanks: nothing of a header can become another header."""
    return re.sub(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]+", " ", text).strip()


def decoded_words(value: str) -> str:
    """RFC 2047; also malformed words: inside quotes, in bare 8 bit, split in a character."""
    value = _eight_bit(re.sub(r"(\?=)\s+(=\?)", r"\1\2", value))
    if "=?" not in value:
        return value
    out, at = [], 0
    run: list[tuple[str, bytes]] = []
    for found in WORD.finditer(value):
        if between := value[at : found.start()]:
            out += [_joined(run), between]
            run = []
        run.append((found[1].partition("*")[0], _word_bytes(found[2], found[3])))
        at = found.end()
    return "".join([*out, _joined(run), value[at:]])


def _joined(run: list[tuple[str, bytes]]) -> str:
    """Neighbours of one charset are decoded together: many programs cut a character in two."""
    text, whole, charset = "", b"", ""
    for name, data in run:
        if name.lower() != charset and whole:
            text += decoded(whole, charset).text
            whole = b""
        charset, whole = name.lower(), whole + data
    return text + (decoded(whole, charset).text if whole else "")


def _word_bytes(encoding: str, text: str) -> bytes:
    data = text.encode("ascii", "replace") if text.isascii() else text.encode()
    if encoding in "qQ":
        return decodestring(data.replace(b"_", b" "), header=False)
    try:
        return base64.b64decode(re.sub(rb"[^A-Za-z0-9+/]", b"", data) + b"===")
    except (Base64Error, ValueError):
        return data


def _eight_bit(value: str) -> str:
    """The parser hides bytes above 127 in surrogates; they are somebody's letters."""
    if value.isascii():
        return value
    return decoded(value.encode("utf-8", "surrogateescape")).text


def mailboxes(value: str) -> tuple[Mailbox, ...]:
    """The addresses of one header value; what is no address at all is left out. Never raises."""
    if not ADDRESS.search(value) and "=?" in value:
        value = decoded_words(value)
    try:
        pairs = getaddresses([value[:HEADER_BYTES]])[:ADDRESSES]
    except (RecursionError, ValueError, IndexError, AttributeError, TypeError):
        pairs = []
    boxes = [Mailbox(_name(name, email), email) for name, email in map(_pair, pairs) if "@" in email]
    if not boxes:
        boxes = [Mailbox("", found) for found in ADDRESS.findall(value[:HEADER_BYTES])]
    return tuple(boxes)


def _pair(pair: tuple[str, str]) -> tuple[str, str]:
    name, spaced = one_line(decoded_words(pair[0])), one_line(decoded_words(pair[1]))
    if " " in spaced.strip() and (alone := [one for one in spaced.split() if ADDRESS.fullmatch(one)]):
        left = spaced.replace(alone[-1], " ").strip(" <>\"'()")  # "Ann Lee ann@x.example", without brackets
        return " ".join(f"{name} {left}".split()), alone[-1]
    email = spaced.replace(" ", "")
    if "@" not in email and (found := ADDRESS.search(name)):
        return name.replace(found[0], "").strip(" <>\"'()"), found[0]
    return name, email.strip("<>\"'").removeprefix("mailto:")


def _name(name: str, email: str) -> str:
    name = name.strip(" \"'").replace('\\"', '"')
    return "" if name.lower() == email.lower() else name[:300]
