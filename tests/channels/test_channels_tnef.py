"""winmail.dat: its files are the mail's, its text where the mail has none."""

import packing
import pytest

from assistant.channels import email
from assistant.channels.email import tnef
from assistant.channels.email.tnef import rtf

HELLO = b"{\\rtf1\\ansi\\ansicpg1252\\uc1{\\fonttbl{\\f0 Arial;}}{\\*\\generator Word;}Is the van\\par "
HELLO += b"still \\u8220?there\\u8221?? Caf\\'e9\\tab\\{x\\}}"
HELLO_READ = "Is the van\nstill “there”? Café\t{x}"


def read(*attributes, body=""):
    parts = [
        packing.text(body),
        packing.part("application/ms-tnef", packing.tnef(*attributes), "winmail.dat"),
    ]
    return email.read(packing.mail(*parts))


def names(message):
    return [(one.name, one.content_type, one.content) for one in message.attachments[:-1]]


def test_its_files_are_attached_with_names_and_types_and_it_stays_itself():
    message = read(
        packing.packed("Träume.pdf", b"%PDF", "application/pdf"), packing.packed("van.png", b"png"), body="Hi"
    )
    assert names(message) == [("Träume.pdf", "application/pdf", b"%PDF"), ("van.png", "image/png", b"png")]
    assert message.attachments[-1].name == "winmail.dat"
    assert message.visible_text == "Hi"


def test_once_opened_it_bothers_nobody_and_what_was_in_it_is_shown():
    opened = read(packing.packed("van.png", b"png"), body="Hi")
    assert [one.inline for one in opened.attachments] == [False, True]
    assert [one.inline for one in read(body="Hi").attachments] == [False]  # nothing was in it


def test_a_picture_of_its_page_is_no_file_to_look_at():
    page = packing.attribute(
        0x9003, packing.properties(packing.variable(0x1013, b"<p>x<img src=cid:p1></p>"))
    )
    told = packing.properties(packing.string(0x3707, "p.png"), packing.string(0x3712, "p1"))
    other = packing.properties(packing.string(0x3707, "q.png"), packing.string(0x3712, "p2"))
    files = [packing.attribute(0x9002, b"", 2) + packing.attribute(0x9005, one, 2) for one in (told, other)]
    assert [(one.name, one.inline) for one in read(page, *files).attachments[:2]] == [
        ("p.png", True),
        ("q.png", False),
    ]


def test_it_is_known_by_its_first_bytes_whatever_it_is_called():
    whole = packing.tnef(packing.packed("a.txt", b"a"))
    message = email.read(
        packing.mail(packing.text("Hi"), packing.part("application/octet-stream", whole, "x"))
    )
    assert [one.name for one in message.attachments] == ["a.txt", "x"]


@pytest.mark.parametrize(
    "attribute",
    [
        packing.attribute(0x800C, b"Is it sold?\0"),
        packing.attribute(0x9003, packing.properties(packing.string(0x1000, "Is it sold?"))),
        packing.attribute(0x9003, packing.properties(packing.variable(0x1013, b"<p>Is it <b>sold?</b></p>"))),
        packing.attribute(
            0x9003, packing.properties(packing.variable(0x1009, packing.plain_rtf(b"{\\rtf1 Is it sold?}")))
        ),
    ],
    ids=("body", "text property", "html", "rtf"),
)
def test_its_body_is_the_text_of_a_mail_that_has_none(attribute):
    assert read(attribute).visible_text == "Is it sold?"
    assert read(attribute, body="Really?").visible_text == "Really?"


def test_rich_text_counts_only_where_there_is_no_other():
    rich = packing.variable(0x1009, packing.plain_rtf(b"{\\rtf1 rich}"))
    assert (
        read(packing.attribute(0x9003, packing.properties(packing.string(0x1000, "plain"), rich))).text
        == "plain"
    )


def test_the_codepage_it_names_is_the_one_it_is_read_in():
    russian = packing.attribute(0x9007, (1251).to_bytes(8, "little"))
    assert read(russian, packing.attribute(0x800C, "Привет".encode("cp1251"))).text == "Привет"
    utf_8 = packing.fixed(0x3FDE, 65001)
    page = packing.variable(0x1013, "<p>é日</p>".encode())
    assert read(packing.attribute(0x9003, packing.properties(utf_8, page))).text.strip() == "é日"


def test_named_and_repeated_properties_are_passed_over():
    named = packing.variable(0x8001, b"x", name=b"g" * 16 + (1).to_bytes(4, "little") + b"\x03\0\0\0abc\0")
    many = (0x1003).to_bytes(2, "little") + b"\x01\x70" + b"\x02\0\0\0" + b"\1\0\0\0" * 2
    told = packing.properties(named, many, packing.string(0x1000, "after"))
    assert read(packing.attribute(0x9003, told)).text == "after"


def test_a_mail_packed_in_it_is_a_file_and_its_files_are_too():
    inner = packing.tnef(packing.packed("deep.txt", b"deep"))
    data = packing.variable(0x3701, packing.MAIL_INSIDE + inner, kind=0x0D)
    whole = (
        packing.attribute(0x9002, b"", level=2),
        packing.attribute(0x9005, packing.properties(packing.string(0x3001, "Old mail"), data), level=2),
    )
    assert [one.name for one in read(*whole).attachments] == ["deep.txt", "Old mail", "winmail.dat"]


def test_a_path_in_a_name_is_no_path_here():
    assert names(read(packing.packed("..\\..\\etc/passwd", b"x")))[0][0] == "passwd"


def test_what_was_cut_off_gives_what_is_left():
    whole = packing.tnef(packing.packed("a.txt", b"a"), packing.attribute(0x9002, b"", level=2))
    found = tnef.unpacked((whole + packing.attribute(0x800F, b"b" * 1000, level=2))[:-602])
    assert [one.content for one in found.files] == [b"a", b"b" * 400]
    assert tnef.unpacked(b"no such thing").files == []


def test_rich_text_is_read_as_it_stands_on_the_page():
    assert rtf.text(rtf.decompressed(packing.plain_rtf(HELLO))) == HELLO_READ
    assert rtf.text(rtf.decompressed(packing.compressed_rtf(HELLO))) == HELLO_READ


def test_what_stands_for_a_character_in_older_programs_is_left_out():
    assert rtf.text("{\\rtf1 caf\\u233\\'e9 \\uc2\\u233ee.}") == "café é."


def test_compressed_text_may_point_back_into_itself():
    # "ab", then six bytes from there on: a place that is still being written.
    coded = b"\x04ab" + ((207 << 4) | 4).to_bytes(2, "big")
    head = (len(coded) + 12).to_bytes(4, "little") + (8).to_bytes(4, "little") + b"LZFu" + bytes(4)
    assert rtf.decompressed(head + coded) == "abababab"


def test_only_so_much_of_rich_text_is_looked_at():
    assert len(rtf.decompressed(packing.plain_rtf(b"a" * 3_000_000))) == rtf.LONGEST
