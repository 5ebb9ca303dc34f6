"""What a smime.p7m holds (RFC 5652): signed content, or something encrypted. Nothing is verified here.

Read by hand: DER, and BER with open lengths as some programs stream it. Every step goes forward, so the time
grows with the length alone.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

SIGNED = bytes.fromhex("2a864886f70d010702")  # 1.2.840.113549.1.7.2
ENCRYPTED = {
    bytes.fromhex("2a864886f70d010703"),  # enveloped-data
    bytes.fromhex("2a864886f70d010706"),  # encrypted-data
    bytes.fromhex("2a864886f70d0109100117"),  # auth-enveloped-data
}
SEQUENCE, OBJECT, OCTETS, OCTETS_IN_PIECES, INNER = 0x30, 0x06, 0x04, 0x24, 0xA0
MOST_PIECES = 100_000


class Kind(StrEnum):
    SIGNED = "signed"
    ENCRYPTED = "encrypted"
    OTHER = "other"


@dataclass(frozen=True)
class Wrapped:
    """`content` of what is signed; empty for all else, and where the signature stands alone."""

    kind: Kind = Kind.OTHER
    content: bytes = b""


class _Broken(Exception):
    pass


@dataclass(frozen=True)
class _Item:
    """One value: where its content begins and ends, and where the next one begins."""

    tag: int
    start: int
    end: int
    after: int


def wrapped(data: bytes) -> Wrapped:
    """Never raises; what is no CMS is of the kind OTHER."""
    try:
        outer = _item(data, 0)
        kind, inner, *_ = [*_items(data, outer), None, None]
        if kind is None or outer.tag != SEQUENCE or kind.tag != OBJECT:
            return Wrapped()
        name = data[kind.start : kind.end]
        if name in ENCRYPTED:
            return Wrapped(Kind.ENCRYPTED)
        if name != SIGNED or inner is None:
            return Wrapped()
        return Wrapped(Kind.SIGNED, _signed(data, inner))
    except _Broken:
        return Wrapped()


def _signed(data: bytes, inner: _Item) -> bytes:
    """SignedData: version, digests, then the content with its kind before it."""
    for field in _items(data, _only(data, inner)):
        if field.tag != SEQUENCE:
            continue  # version and digests are none
        content = [item for item in _items(data, field) if item.tag == INNER]
        return _octets(data, _only(data, content[0])) if content else b""
    return b""


def _only(data: bytes, of: _Item) -> _Item:
    found = next(_items(data, of), None)
    if found is None:
        raise _Broken
    return found


def _octets(data: bytes, item: _Item) -> bytes:
    """In one piece or in many; a piece of pieces is nothing that anybody writes."""
    if item.tag == OCTETS:
        return data[item.start : item.end]
    if item.tag != OCTETS_IN_PIECES:
        raise _Broken
    return b"".join(data[one.start : one.end] for one in _items(data, item) if one.tag == OCTETS)


def _items(data: bytes, of: _Item) -> Iterator[_Item]:
    at = of.start
    for _ in range(MOST_PIECES):
        if at >= of.end:
            return
        found = _item(data, at)
        yield found
        at = found.after


def _item(data: bytes, at: int) -> _Item:
    tag, start, size = _head(data, at)
    if size is None:
        end = _end(data, start)
        return _Item(tag, start, end, end + 2)
    if start + size > len(data):
        raise _Broken
    return _Item(tag, start, start + size, start + size)


def _head(data: bytes, at: int) -> tuple[int, int, int | None]:
    """Tag, where the content begins, and its length; None where it ends with a mark."""
    head = data[at : at + 6]
    if len(head) < 2 or head[0] & 0x1F == 0x1F:
        raise _Broken
    if head[1] < 0x80:
        return head[0], at + 2, head[1]
    count = head[1] & 0x7F
    if count == 0:
        return head[0], at + 2, None
    if count > 4 or len(head) < 2 + count:
        raise _Broken
    return head[0], at + 2 + count, int.from_bytes(head[2 : 2 + count])


def _end(data: bytes, at: int) -> int:
    """Where the mark stands that ends an open length begun before `at`; nested ones are passed over."""
    depth = 1
    for _ in range(MOST_PIECES):
        if data[at : at + 2] == b"\0\0":
            depth -= 1
            if depth == 0:
                return at
            at += 2
            continue
        _, start, size = _head(data, at)
        depth += size is None
        at = start if size is None else start + size
    raise _Broken
