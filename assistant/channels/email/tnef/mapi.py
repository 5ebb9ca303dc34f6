"""MAPI properties as they stand in TNEF (MS-OXTNEF section 2.1.3.4): number of the property -> value."""

from contextlib import suppress
from struct import Struct, error

WORD, LONG = Struct("<H"), Struct("<L")
MANY = 0x1000  # added to a type: any number of values
NAMED = 0x8000  # numbers from here on have a name before the value
VARIABLE = {0x0D, 0x1E, 0x1F, 0x102}  # object, text in 8 bit, text in UTF-16, bytes
OBJECT, TEXT_8, TEXT_16, BYTES = 0x0D, 0x1E, 0x1F, 0x102
FIXED = {
    0x01: 0, 0x02: 4, 0x03: 4, 0x04: 4, 0x05: 8, 0x06: 8, 0x07: 8, 0x0A: 4, 0x0B: 4, 0x14: 8, 0x40: 8,
    0x48: 16,
}  # fmt: skip  # bytes of a value, padded
MOST_VALUES = 20_000

Properties = dict[int, tuple[int, bytes]]  # type and bytes of the first value


def properties(data: bytes) -> Properties:
    """As far as they can be read. Never raises; goes forward only."""
    found: Properties = {}
    # Cut off, or of a type that nobody knows the length of: the rest is left out.
    with suppress(error, KeyError, IndexError):
        _read(data, found)
    return found


def _read(data: bytes, found: Properties) -> None:
    left, at = MOST_VALUES, 4
    for _ in range(min(LONG.unpack_from(data)[0], MOST_VALUES)):
        kind, number = WORD.unpack_from(data, at)[0], WORD.unpack_from(data, at + 2)[0]
        at += 4
        if number >= NAMED:
            at = _after_name(data, at)
        many, kind = kind & MANY, kind & ~MANY
        count = 1
        if many or kind in VARIABLE:
            count = LONG.unpack_from(data, at)[0]
            at += 4
        left -= count
        if left < 0:
            return
        for which in range(count):
            start, end, at = _value(data, at, kind)
            if which == 0 and number < NAMED:
                found.setdefault(number, (kind, data[start:end]))


def _after_name(data: bytes, at: int) -> int:
    if LONG.unpack_from(data, at + 16)[0] == 0:
        return at + 24
    return _padded(at + 24 + LONG.unpack_from(data, at + 20)[0])


def _value(data: bytes, at: int, kind: int) -> tuple[int, int, int]:
    """Where it begins and ends, and where the next one begins."""
    if kind not in VARIABLE:
        size = FIXED[kind]
        return at, at + size, at + size
    size = LONG.unpack_from(data, at)[0]
    start = at + 4
    if start + size > len(data):
        raise IndexError
    return start, start + size, start + (size + 3) // 4 * 4


def _padded(at: int) -> int:
    return (at + 3) // 4 * 4
