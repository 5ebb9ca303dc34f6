"""Whatever comes in: no parser of e-mail raises, and each looks at no more than its limit."""

from email.message import Message

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from assistant.channels import email
from assistant.channels.email import bounces, diagnosis, newest, parts
from assistant.channels.email.attachments import attachments
from assistant.channels.email.caps import HEADER_BLOCK_BYTES, PARTS, capped
from assistant.channels.email.headers import Headers, mailboxes
from assistant.core.message import InboundMessage
from assistant.tools import html

PIECES = some.sampled_from(
    (
        *("From: ", "To: ", "Subject: ", "Content-Type: ", "multipart/mixed; boundary=b"),
        *("text/html; charset=", "message/rfc822", "message/delivery-status"),
        *("multipart/report; report-type=delivery-status; boundary=b",),
        *("Content-Transfer-Encoding: base64",),
        *("Content-Disposition: attachment; filename*0*=utf-8''%", "\n", "\r\n", "\n\n", "--b\n"),
        *("--b--", "=?utf-8?b?", "?=", "=?x?q?=", "<a@b.example>", "(", '"', "@", ";", ",", "\x00"),
        *("Auto-Submitted: auto-replied", "Final-Recipient: rfc822; ", "Status: 5.1.1"),
        *("Action: failed", "550 ", "On Monday wrote:", "> ", "-----Original Message-----"),
        *("<blockquote type=cite>", "<div hidden>", "utf-16", "iso-2022-jp", "\x1b$B", "é", "日"),
        *("\udc9f", "Return-Path: <>", "In-Reply-To: ", "-- \n"),
    )
)
WORDS = some.text(some.characters(exclude_categories=("Cs",)), max_size=20)
TEXTS = some.lists(PIECES | WORDS, max_size=60).map("".join)
HEADS = (
    "",
    "From: a@b.example\n",
    "Content-Type: multipart/mixed; boundary=b\n\n--b\n",
    "MIME-Version: 1.0\n",
)


@settings(max_examples=150)
@given(some.sampled_from(HEADS), TEXTS)
def test_pieces_of_mails_in_any_order_are_read_or_set_aside(head, text):
    message = email.read((head + text).encode("utf-8", "surrogateescape"))
    assert isinstance(message, InboundMessage)
    assert message.set_aside is None or message.set_aside.strip()
    assert not set("\r\n\x00") & set(message.subject)


@settings(max_examples=100)
@given(some.binary(max_size=2_000))
def test_any_bytes_are_read_or_set_aside(raw):
    assert isinstance(email.read(raw), InboundMessage)


@settings(max_examples=100)
@given(TEXTS)
def test_every_part_of_the_reader_takes_any_text(text):
    assert newest.newest_turn(text) or not text.strip() or not "".join(newest._lines(text)).strip()
    assert isinstance(html.page(text).text, str)
    assert "<script" not in html.safe(text).lower()
    assert diagnosis.reason(text, "5.1.1")
    assert all("@" in box.email for box in mailboxes(text))


@settings(max_examples=60)
@given(some.dictionaries(some.sampled_from(("From", "Subject", "Message-ID", "References", "Date")), TEXTS))
def test_every_header_takes_any_text(fields):
    message = Message()
    for name, value in fields.items():
        message._headers.append((name, value))  # past the library's own checks, as a parser hands it over
    headers = Headers(message)
    for name in fields:
        assert "\n" not in headers.text(name)
        headers.mailboxes(name), headers.ids(name), headers.date(name)


LONG = {
    "blank lines": "\n" * 100_000,
    "one long line": "On word " * 2_900,
    "labels": "From: a\n" * 4_400,
    "dashes": "-" * 78_000,
    "dates": "Le lun a " * 2_900,
}


@pytest.mark.parametrize("text", LONG.values(), ids=LONG)
def test_of_a_long_text_only_so_much_is_looked_at(text):
    lines = newest._lines(text)
    assert len(lines) <= newest.MOST_LINES
    assert sum(map(len, lines)) <= newest.LONGEST
    assert email.read(b"From: a@b.example\n\n" + text.encode()).set_aside is None


def test_a_page_of_very_many_tags_is_read_the_rough_way(monkeypatch):
    monkeypatch.setattr(html, "Inscriptis", None)  # it would fail
    assert html.page("<br>" * (html.MOST_TAGS + 1) + "Is it sold?").text.strip() == "Is it sold?"


def test_a_report_of_very_many_lines_is_not_put_before_every_detector(monkeypatch):
    monkeypatch.setattr(bounces, "all_failures", None)
    text = "\n" * (bounces.MOST_LINES_SCANNED + 1)
    raw = f"From: mailer-daemon@a.example\nReturn-Path: <>\nSubject: Undelivered mail\n\nfailed{text}"
    assert email.read(raw.encode()).bounce


def test_very_many_parts_and_headers_are_cut_before_they_are_parsed():
    many = b"Content-Type: multipart/mixed; boundary=b\n\n" + b"--b\n\nx\n" * 5_000
    assert len(list(parts.walked(parts.parsed(capped(many).data)))) <= PARTS
    assert len(attachments(parts.parsed(capped(many).data))) <= PARTS
    assert len(capped(b"X: y\n" * 100_000 + b"\nhi").data) < 2 * HEADER_BLOCK_BYTES
