"""Whatever a stranger packs into a mail: nothing raises, and nothing takes long."""

import re
import time
from struct import pack

import packing
import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from assistant.channels import email
from assistant.channels.email import cms, tnef
from assistant.channels.email.armour import unarmoured
from assistant.channels.email.invitation import invitations
from assistant.channels.email.seals import MOST_SEALS
from assistant.channels.email.tnef import mapi, rtf
from assistant.channels.email.uuencoded import uudecoded
from assistant.core.enclosure import only_accepts
from assistant.core.message import Attachment, InboundMessage

LIMIT_SECONDS = 2.0  # measured below 0.6; the machines that run tests are slow at times
P7M = "application/pkcs7-mime; smime-type=signed-data"


def calendar(source):
    return packing.mail(packing.text("Hi"), packing.text(f"BEGIN:VCALENDAR\n{source}", "text/calendar"))


def winmail(*attributes):
    return packing.mail(packing.part("application/ms-tnef", packing.tnef(*attributes), "winmail.dat"))


def of_rich(content):
    return packing.attribute(0x9003, packing.properties(packing.variable(0x1009, content)))


def rich(content):
    return winmail(of_rich(content))


def many(*attributes):
    return packing.mail(*[packing.part("application/ms-tnef", packing.tnef(*attributes), "winmail.dat")] * 90)


def often_signed():
    inside = packing.text("hello")
    for _ in range(3 * MOST_SEALS):
        inside = packing.part(P7M, packing.signed(inside))
    return packing.mail(inside)


def mails_in_mails():
    inner = packing.tnef(packing.packed("a.txt", b"a"))
    for _ in range(200):
        data = packing.properties(packing.variable(0x3701, packing.MAIL_INSIDE + inner, kind=0x0D))
        inner = packing.tnef(
            packing.attribute(0x9002, b"", level=2), packing.attribute(0x9005, data, level=2)
        )
    return packing.mail(packing.part("application/ms-tnef", inner, "winmail.dat"))


ATTACKS = {
    "small attributes": lambda: winmail(packing.attribute(0x8006, b"xx") * 300_000),
    "empty files": lambda: winmail(packing.attribute(0x9002, b"", level=2) * 300_000),
    "properties": lambda: winmail(
        packing.attribute(0x9003, pack("<L", 2**32 - 1) + packing.fixed(1, 1) * 300_000)
    ),
    "values": lambda: winmail(
        packing.attribute(0x9003, pack("<LHHL", 1, 0x1001, 1, 2**32 - 1) + b"x" * 900_000)
    ),
    "mails in mails": mails_in_mails,
    "groups": lambda: rich(packing.plain_rtf(b"{\\rtf1" + b"{" * 2_000_000)),
    "characters": lambda: rich(packing.plain_rtf(b"{\\rtf1" + b"\\'e9x" * 400_000)),
    "words": lambda: rich(packing.plain_rtf(b"{\\rtf1" + b"\\u-1" * 400_000)),
    "a bomb": lambda: rich(pack("<LLLL", 0, 2**32 - 1, 0x75465A4C, 0) + b"\xff" + b"\x00\x1f" * 900_000),
    "bombs": lambda: many(of_rich(pack("<LLLL", 0, 2**32 - 1, 0x75465A4C, 0) + b"\xff\x00\x1f\0\0" * 40_000)),
    "many of groups": lambda: many(of_rich(packing.plain_rtf(b"{\\rtf1" + b"{" * 150_000))),
    "many small ones": lambda: many(packing.packed("a", packing.tnef(packing.packed("b", b"b"))) * 300),
    "begins": lambda: packing.mail(packing.text("begin 644 x\n" * 80_000)),
    "a file without end": lambda: packing.mail(
        packing.text("begin 644 x\n" + ("M" + "A" * 60 + "\n") * 15_000)
    ),
    "files": lambda: packing.mail(packing.text((packing.uu("x", b"x") + "\n") * 30_000)),
    "frames": lambda: packing.mail(packing.text("-----BEGIN PGP SIGNED MESSAGE-----\n" * 25_000)),
    "frames and one end": lambda: packing.mail(
        packing.text("-----BEGIN PGP MESSAGE-----\n" * 25_000 + "-----END PGP MESSAGE-----")
    ),
    "blocks": lambda: packing.mail(
        packing.text("-----BEGIN PGP MESSAGE-----\n-----END PGP MESSAGE-----\n" * 15_000)
    ),
    "open lengths": lambda: packing.mail(packing.part(P7M, b"\x30\x80" * 500_000)),
    "pieces": lambda: packing.mail(packing.part(P7M, packing.streamed(*[b"x"] * 200_000))),
    "signed often": often_signed,
    "many seals": lambda: packing.mail(*[packing.part(P7M, packing.signed(packing.text("x")))] * 90),
    "events": lambda: calendar("BEGIN:VEVENT\n" * 50_000),
    "whole events": lambda: calendar("BEGIN:VEVENT\nSUMMARY:x\nEND:VEVENT\n" * 20_000),
    "attendees": lambda: calendar("METHOD:REPLY\nBEGIN:VEVENT\n" + "ATTENDEE;PARTSTAT=ACCEPTED:x\n" * 30_000),
    "parameters": lambda: calendar("BEGIN:VEVENT\nATTENDEE" + ";X=a" * 100_000 + ":x\n"),
    "folds": lambda: calendar("BEGIN:VEVENT\nSUMMARY:x" + "\n x" * 100_000),
    "backslashes": lambda: calendar("BEGIN:VEVENT\nSUMMARY:" + "\\" * 199_000),
    "calendars": lambda: packing.mail(
        *[packing.invitation(f"X-{number}:y", *["X:y"] * 3_900) for number in range(90)]
    ),
}


@pytest.fixture(scope="module", autouse=True)
def loaded():
    """What is loaded on first use is nobody's attack."""
    email.read(calendar("BEGIN:VEVENT\nSUMMARY:x\nDTSTART;TZID=America/Denver:20261208T150000"))


@pytest.mark.parametrize("attack", ATTACKS.values(), ids=ATTACKS)
def test_an_attack_takes_no_time(attack):
    raw = attack()
    start = time.process_time()
    message = email.read(raw)
    assert time.process_time() - start < LIMIT_SECONDS
    assert message.sender.email == "dana@x.example"
    assert message.set_aside is None


def test_no_mail_has_more_files_than_anybody_looks_at():
    for attack in ("empty files", "files", "blocks", "many small ones"):
        assert len(email.read(ATTACKS[attack]()).attachments) <= 200
    assert len(email.read(mails_in_mails()).attachments) == 4  # three levels, and the winmail.dat


RTF = b"{\\rtf1\\ansicpg1252{\\fonttbl{\\f0 A;}}x\\u233?\\'e9\\par}"
WINMAIL = packing.tnef(
    packing.attribute(0x9007, (1252).to_bytes(8, "little")),
    packing.attribute(
        0x9003,
        packing.properties(
            packing.fixed(0x3FDE, 65001),
            packing.variable(0x8001, b"x", name=b"g" * 16 + pack("<LL", 1, 4) + b"a\0b\0"),
            packing.variable(0x1009, packing.compressed_rtf(RTF)),
        ),
    ),
    packing.packed("a.txt", b"a", "text/plain"),
)
INVITATION = packing.event(
    "DTSTART;TZID=America/Denver:20261208T150000",
    "DURATION:PT1H",
    "RRULE:FREQ=DAILY;COUNT=3",
    "ATTENDEE;CN=Dana;PARTSTAT=ACCEPTED:mailto:dana@x.example",
    "ORGANIZER;CN=Sam:mailto:sam@x.example",
    method="REPLY",
)
CLEAR = "BEGIN PGP SIGNED MESSAGE\nHash: x\n\nhi\nBEGIN PGP SIGNATURE\nEND PGP SIGNATURE"
CLEAR = re.sub("((?:BEGIN|END) .*)", r"-----\1-----", CLEAR)
SAMPLES = (
    WINMAIL,
    packing.compressed_rtf(RTF),
    RTF,
    packing.signed(packing.text("hi")),
    packing.streamed(b"Content-Type: text/plain\n", b"\nhi"),
    INVITATION.encode(),
    f"Hi\n{packing.uu('a.txt', bytes(100))}\nyours".encode(),
    CLEAR.encode(),
)


@some.composite
def mutated(draw):
    """A sample, with a few bytes changed, doubled, taken out or cut off."""
    data = bytearray(draw(some.sampled_from(SAMPLES)))
    for _ in range(draw(some.integers(0, 6))):
        at = draw(some.integers(0, len(data)))
        piece = draw(
            some.binary(max_size=4) | some.sampled_from((b"\xff" * 4, b"\0" * 4, b"\x80", b"\n", b"end\n"))
        )
        data[at : at + draw(some.integers(0, 8))] = piece
    return bytes(data[: draw(some.integers(0, len(data)))]) if draw(some.booleans()) else bytes(data)


@settings(max_examples=400, deadline=None)
@given(mutated())
def test_no_reader_raises_on_what_is_broken(data):
    text = data.decode("latin-1")
    tnef.unpacked(data)
    mapi.properties(data)
    rtf.text(rtf.decompressed(data))
    rtf.text(text)
    cms.wrapped(data)
    uudecoded(text)
    unarmoured(text)
    only_accepts(text)
    assert isinstance(invitations((Attachment("a.ics", "text/calendar", data),)).words, str)


@settings(max_examples=150, deadline=None)
@given(mutated(), some.sampled_from(("application/ms-tnef", P7M, "text/calendar", "text/plain")))
def test_a_mail_with_something_broken_in_it_is_read(data, kind):
    message = email.read(packing.mail(packing.text("Is it sold?"), packing.part(kind, data, "")))
    assert isinstance(message, InboundMessage)
    assert message.set_aside is None
    assert "Is it sold?" in message.text
