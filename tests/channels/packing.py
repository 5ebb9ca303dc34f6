"""Writes what the readers take apart: TNEF, CMS, uuencoded files, invitations; and mails that hold them."""

import base64
from binascii import b2a_uu
from struct import pack
from zlib import crc32

SIGNED, ENVELOPED, DATA = (bytes.fromhex(f"2a864886f70d0107{last}") for last in ("02", "03", "01"))
MAIL_INSIDE = bytes.fromhex("0703020000000000c000000000000046")


def mail(*parts, kind="multipart/mixed", subject="A question"):
    head = f"From: Dana <dana@x.example>\nSubject: {subject}\nMessage-ID: <1@x.example>\n"
    if len(parts) == 1 and kind == "multipart/mixed":
        return head.encode() + parts[0]
    return head.encode() + together(kind, *parts)


def together(kind, *parts):
    boundary = f"={crc32(b''.join(parts)):x}="
    lines = b"".join(f"--{boundary}\n".encode() + part + b"\n" for part in parts)
    return f'Content-Type: {kind}; boundary="{boundary}"\n\n'.encode() + lines + f"--{boundary}--\n".encode()


def text(words, kind="text/plain; charset=utf-8"):
    return f"Content-Type: {kind}\n\n{words}".encode()


def part(kind, content, name=""):
    named = f'Content-Disposition: attachment; filename="{name}"\n' if name else ""
    head = f"Content-Type: {kind}\n{named}Content-Transfer-Encoding: base64\n\n"
    return head.encode() + base64.encodebytes(content)


# TNEF


def tnef(*attributes):
    return pack("<LH", 0x223E9F78, 1) + b"".join(attributes)


def attribute(number, content, level=1):
    return pack("<BHHL", level, number, 6, len(content)) + content + pack("<H", sum(content) & 0xFFFF)


def properties(*some):
    return pack("<L", len(some)) + b"".join(some)


def fixed(number, value, kind=3):
    return pack("<HHL", kind, number, value)


def variable(number, content, kind=0x102, name=b""):
    head = pack("<HH", kind, number) + name + pack("<LL", 1, len(content))
    return head + content + b"\0" * (-len(content) % 4)


def string(number, words):
    return variable(number, words.encode("utf-16-le") + b"\0\0", kind=0x1F)


def packed(name, content, kind="", title=b"OLD~1.BIN\0"):
    told = [string(0x3707, name), *([string(0x370E, kind)] if kind else [])]
    return (
        attribute(0x9002, b"\0" * 14, level=2)
        + attribute(0x8010, title, level=2)
        + attribute(0x800F, content, level=2)
        + attribute(0x9005, properties(*told), level=2)
    )


def plain_rtf(rtf):
    """As it stands, with the head of compressed RTF."""
    return pack("<LLLL", len(rtf) + 12, len(rtf), 0x414C454D, 0) + rtf


def compressed_rtf(rtf):
    """Every byte as it is, eight to a flag, then the mark of the end."""
    coded, at = b"", 207  # where the window that everybody knows ends
    for start in range(0, len(rtf), 8):
        piece = rtf[start : start + 8]
        last = len(piece) < 8
        end = pack(">H", (at + len(piece)) % 4096 << 4) if last else b""
        coded += bytes([1 << len(piece) if last else 0]) + piece + end
        at += len(piece)
    return pack("<LLLL", len(coded) + 12, len(rtf), 0x75465A4C, 0) + coded


# CMS


def der(tag, *contents):
    whole = b"".join(contents)
    size = len(whole)
    if size < 128:
        return bytes([tag, size]) + whole
    length = size.to_bytes((size.bit_length() + 7) // 8)
    return bytes([tag, 0x80 | len(length)]) + length + whole


def open_ended(tag, *contents):
    return bytes([tag, 0x80]) + b"".join(contents) + b"\0\0"


def cms(kind, *fields):
    return der(0x30, der(0x06, kind), der(0xA0, der(0x30, *fields)))


def signed(content, octets=None):
    octets = octets or der(0x04, content)
    inner = der(0x30, der(0x06, DATA), der(0xA0, octets))
    return cms(SIGNED, der(0x02, b"\1"), der(0x31), inner, der(0x31))


def streamed(*pieces):
    """As OpenSSL writes what it cannot measure before: lengths are open, the content is in pieces."""
    octets = open_ended(0x24, *(der(0x04, piece) for piece in pieces))
    inner = open_ended(0x30, der(0x06, DATA), open_ended(0xA0, octets))
    fields = (der(0x02, b"\1"), der(0x31), inner, der(0x31))
    return open_ended(0x30, der(0x06, SIGNED), open_ended(0xA0, open_ended(0x30, *fields)))


# Files in the text, invitations


def uu(name, content):
    lines = [b2a_uu(content[at : at + 45], backtick=True).decode() for at in range(0, len(content), 45)]
    return f"begin 644 {name}\n{''.join(lines)}`\nend"


def event(*lines, method="REQUEST", summary="Test drive of the RAV4"):
    whole = ("BEGIN:VCALENDAR", f"METHOD:{method}", "BEGIN:VEVENT", f"SUMMARY:{summary}", *lines)
    return "\r\n".join([*whole, "END:VEVENT", "END:VCALENDAR", ""])


def invitation(*lines, method="REQUEST", **more):
    return text(event(*lines, method=method, **more), f"text/calendar; method={method}; charset=utf-8")
