"""Forms, chat lines, the digest, files of any kind, and the description of what was read."""

import json
from datetime import UTC, datetime

from assistant.channels import chat, form
from assistant.channels.anything import form_of, read
from assistant.channels.describe import described
from assistant.channels.digest import digest, message_id_of
from assistant.core.message import Channel

NOW = datetime(2026, 11, 23, 17, 0, tzinfo=UTC)


def test_a_form_with_any_field_names_is_understood():
    message = form.read(
        {"First Name": "Ann", "last_name": "Lee", "your-email": "ann@example.com", "Phone": "(206) 555-0143",
         "comments": "Is it still there?",
         "vehicle": "2021 Forester", "stock": "P7781", "Budget": "20k", "csrf_token": "x"},
        at=NOW,
    )  # fmt: skip
    assert (message.sender.name, message.sender.email) == ("Ann Lee", "ann@example.com")
    assert message.phones == ("+12065550143",)
    assert message.visible_text == (
        "Is it still there?\n\nInterested in: 2021 Forester (stock P7781)\nPayment: 20k"
    )
    assert "Budget: 20k" in message.text
    assert "csrf" not in message.text


def test_the_page_title_is_not_what_the_customer_wants():
    block = "WEB TEXT WIDGET\nDepartment: Sales\nName: Ann\nPage: 2014 Street Glide | Store\n"
    block += "URL: https://x.example\n\nMessage:\nAre you open?"
    message = form.read({"message": block}, at=NOW)
    assert message.visible_text == "Are you open?"
    assert message.sender.name == "Ann"
    assert "2014 Street Glide" in message.text


def test_feedback_carries_its_stars():
    assert form.read({"rating": "4", "feedback": "Good"}, at=NOW, kind="feedback").rating == 4
    assert form.read({"rating": "8/10"}, at=NOW, kind="feedback").rating == 4
    assert form.read({"rating": "99"}, at=NOW, kind="feedback").rating is None


def test_an_empty_form_is_set_aside():
    assert form.read({"csrf_token": "x"}, at=NOW).set_aside == "the form was sent empty"


def test_a_chat_line_keeps_its_visitor():
    message = chat.read({"visitor": "abcdefgh12345678", "text": "hi", "page": "/vans"}, at=NOW)
    assert (message.channel, message.visitor, message.visible_text) == (
        Channel.CHAT,
        "abcdefgh12345678",
        "hi",
    )
    assert message.set_aside is None
    assert chat.read({"visitor": "<x>", "text": "hi"}, at=NOW).set_aside


def test_the_same_mail_relayed_twice_has_one_digest():
    mail = b"From: a@b.c\r\nMessage-ID: <1@b.c>\r\nSubject: x\r\n\r\nhi\r\n"
    relayed = b"Return-Path: <a@b.c>\nReceived: by mx\n\tfor us\nX-Spam-Score: 1\n" + mail.replace(
        b"\r\n", b"\n"
    )
    assert digest(mail) == digest(relayed)
    assert digest(mail) != digest(mail.replace(b"hi", b"ho"))
    assert message_id_of(relayed) == "<1@b.c>"


def test_a_file_is_told_by_its_content():
    assert form_of(b"<?xml version='1.0'?><adf><prospect/></adf>", "x.txt") == "adf"
    assert form_of(b"From: a@b.c\n\nhi", "x.txt") == "email"
    assert form_of(b'{"visitor": "abcdefgh", "text": "hi"}') == "chat"
    assert form_of(b'{"email": "a@b.c", "message": "hi"}') == "form"
    assert read(b"is this still for sale?", "note.txt").visible_text == "is this still for sale?"
    assert read(b"\x00\x01\x02", "x.bin").set_aside


def test_the_description_has_the_agreed_fields_in_order():
    told = described("a.eml", read(b"From: Ann <a@b.c>\nSubject: x\n\nhi", "a.eml"), None)
    assert list(told) == [
        "file", "from", "reply_to", "subject", "visible_text", "attachments", "auto_reply", "bounce", "leads",
        "kind", "questions", "pressure", "language", "set_aside",
    ]  # fmt: skip
    assert json.loads(json.dumps(told))["from"] == {"name": "Ann", "email": "a@b.c"}
