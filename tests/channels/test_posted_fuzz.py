"""Whatever is posted: no crash, and what is kept can be read again, the same each time."""

import json
from datetime import UTC, datetime

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from assistant.channels import email, posted
from assistant.channels.fields import fields_of
from assistant.channels.mail_json import MailJson
from assistant.channels.mailgun import Mailgun, mail_of
from assistant.channels.mime import raw_message
from assistant.channels.postmark import Postmark
from assistant.channels.sendgrid import SendGrid
from assistant.channels.ses import Ses
from assistant.core.message import Attachment
from assistant.core.post import Denied, Mail, Post, Reports, Unreadable

NOW = datetime(2026, 11, 23, 15, tzinfo=UTC)
SOURCES = [
    Mailgun(("k",)),
    Postmark(),
    Postmark("u:p"),
    SendGrid(("no key",)),
    Ses(("t",), lambda url: None),
    MailJson(),
]
NAMES = [
    "RawEmail", "From", "FromFull", "ToFull", "Headers", "TextBody", "HtmlBody", "Attachments", "RecordType",
    "Type", "Metadata", "MessageID", "signature", "event-data", "event", "message", "headers", "raw", "to",
    "raw_base64", "from", "attachments", "text", "references", "Message", "TopicArn", "SigningCertURL",
    "Timestamp", "Name", "Value", "Email",
]  # fmt: skip
words = st.one_of(
    st.text(max_size=40), st.sampled_from(["t", "Notification", "Bounce", "\ud800", "a\r\nBcc: x", "é"])
)
values = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), words),
    lambda inner: st.one_of(
        st.lists(inner, max_size=4), st.dictionaries(st.sampled_from(NAMES), inner, max_size=5)
    ),
    max_leaves=20,
)
documents = st.dictionaries(st.sampled_from(NAMES), values, max_size=8)


def looked_at(source, body, headers=None):
    taken = source.take(Post(body, headers=headers or {}), NOW)
    if isinstance(taken, Denied | Unreadable):
        assert taken.error
        return
    if isinstance(taken, Mail):
        raw, _ = posted.raw_mail(taken.form, taken.raw)
        assert raw == posted.raw_mail(taken.form, taken.raw)[0]
        email.read(raw)
        assert all(isinstance(value, str) for value in taken.envelope.values())
        return
    assert isinstance(taken, Reports)


@pytest.mark.parametrize("source", SOURCES, ids=lambda one: type(one).__name__)
@settings(max_examples=120, suppress_health_check=[HealthCheck.too_slow])
@given(documents)
def test_any_json(source, document):
    looked_at(source, json.dumps(document).encode("utf-8", "surrogatepass"), {"authorization": "Basic dTpw"})


@pytest.mark.parametrize("source", SOURCES, ids=lambda one: type(one).__name__)
@settings(max_examples=120, suppress_health_check=[HealthCheck.too_slow])
@given(st.binary(max_size=400))
@example(b"--x\r\n")
@example(b"--x\r\n--x--")
@example(b'--x\r\nContent-Disposition: form-data; name="email"\r\n\r\n')
@example(b"&" * 5000)
@example(b"a=%")
def test_any_bytes(source, body):
    looked_at(source, body, {"authorization": "Basic dTpw"})


NAME = st.text("abc-XY09", min_size=1, max_size=12)
CONTENT = st.binary(max_size=120).filter(lambda content: b"\r\n--xYz" not in content)


@settings(max_examples=150)
@given(st.lists(st.tuples(NAME, CONTENT), max_size=6), st.lists(st.tuples(NAME, CONTENT), max_size=3))
def test_multipart_fields_and_files_come_out_byte_for_byte(fields, files):
    parts = [
        f'--xYz\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n'.encode() + value
        for name, value in fields
    ]
    parts += [
        f'--xYz\r\nContent-Disposition: form-data; name="{name}"; filename="f"\r\n'.encode()
        + b"Content-Type: a/b\r\n\r\n" + value
        for name, value in files
    ]  # fmt: skip
    found = fields_of(b"\r\n".join([*parts, b"--xYz--\r\n"]))
    assert list(found.fields) == fields
    assert [(name, file.content) for name, file in found.files] == files


@settings(max_examples=150)
@given(
    st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=60),
    st.lists(st.binary(min_size=1, max_size=200), max_size=4),
)
def test_what_is_put_together_again_says_the_same(text, contents):
    files = [
        Attachment(f"{number}.bin", "application/x-any", content) for number, content in enumerate(contents)
    ]
    raw = raw_message(
        [("From", "a@b.example"), ("Subject", text)], text=text, html=[f"<p>{text}"], files=files
    )
    found = email.read(raw)
    assert found.text.split() == text.split()
    assert [one.content for one in found.attachments] == contents
    assert raw == raw_message(
        [("From", "a@b.example"), ("Subject", text)], text=text, html=[f"<p>{text}"], files=files
    )


def test_a_value_cannot_add_a_header():
    raw = raw_message(
        [("Subject", "x\r\n\r\nBcc: a@b.example\r\n\r\nBody"), ("X Y", "1"), ("A\nB", "2")], text="t"
    )
    head = raw.split(b"\r\n\r\n")[0]
    assert b"\r\nBcc" not in head and email.read(raw).text.strip() == "t"


def test_too_many_fields_are_no_mail():
    assert isinstance(Mailgun(("k",)).take(Post(b"a=1&" * 2001), NOW), Unreadable)
    assert mail_of(b"body-mime=From%3A+a%40b.example%0A%0Ax")[0] == b"From: a@b.example\n\nx"
