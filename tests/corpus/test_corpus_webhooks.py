"""The providers' public vectors: signatures are right and wrong as they say, and mails read as they say."""

import base64
import json
from datetime import UTC, datetime, timedelta
from urllib.parse import urlencode

import pytest

from assistant.channels import email, posted
from assistant.channels.mailgun import Mailgun
from assistant.channels.postmark import Postmark
from assistant.channels.sendgrid import SIGNATURE, STAMP, SendGrid
from assistant.channels.ses import mail_of
from assistant.core.post import Denied, Mail, Post, Reports

pytestmark = pytest.mark.corpus
KEY = "TEST_WEBHOOK_SIGNING_KEY"
NOW = datetime(2026, 11, 23, 15, tzinfo=UTC)


def packed(form):
    """As multipart where it holds files."""
    if not any(isinstance(value, dict) for value in form.values()):
        return urlencode(form).encode()
    parts = []
    for name, value in form.items():
        head = f'--xYz\r\nContent-Disposition: form-data; name="{name}"'
        if not isinstance(value, dict):
            parts.append(f"{head}\r\n\r\n{value}\r\n".encode())
            continue
        head += f'; filename="{value["filename"] or ""}"'
        kind = value["content_type"]
        head += f"\r\nContent-Type: {kind}" if kind else ""
        parts.append(f"{head}\r\n\r\n".encode() + base64.b64decode(value["content_base64"]) + b"\r\n")
    return b"".join(parts) + b"--xYz--\r\n"


def request(corpora, name):
    folder = corpora / "webhooks" / "django-anymail"
    given = json.loads((folder / name).read_text())
    expected = json.loads((folder / "expected" / f"{name}.json").read_text())
    if "form" in given:
        return given["form"], packed(given["form"]), expected
    if "body" in given:
        return {}, base64.b64decode(given["body"]["__bytes_base64__"]), expected
    return {}, json.dumps(given["json"]).encode(), expected


def read(mail):
    raw, _ = posted.raw_mail(mail.form, mail.raw)
    return email.read(raw)


def as_expected(mail, expected):
    """Every value that the source's test asserts and that we read."""
    found = read(mail)
    told = {
        "subject": found.subject, "message_id": found.message_id, "html": found.html,
        "from": found.sender.email if found.sender else None,
        "from_name": found.sender.name if found.sender else None,
        "envelope_sender": mail.envelope.get("from"), "envelope_recipient": mail.envelope.get("to"),
        "inline_count": sum(one.inline for one in found.attachments),
        "attachment_count": sum(not one.inline for one in found.attachments),
    }  # fmt: skip
    names = [one.name for one in found.attachments if not one.inline]
    assert names[: len(expected.get("attachments", []))] == expected.get("attachments", [])
    same = {name: value for name, value in told.items() if name in expected}
    assert same == {name: expected[name] for name in same}
    if "text" in expected:
        assert found.text.split() == expected["text"].split()
    return found


@pytest.mark.parametrize("name", ["inbound_basics", "attachments", "unusual_content_id_map", "inbound_mime"])
def test_mailgun(corpora, name):
    form, body, expected = request(corpora, f"mailgun/{name}.json")
    at = datetime.fromtimestamp(int(form["timestamp"]), UTC)
    mail = Mailgun((KEY,)).take(Post(body), at + timedelta(hours=8))
    assert isinstance(mail, Mail)
    as_expected(mail, expected)
    assert isinstance(Mailgun(("another",)).take(Post(body), at), Denied)
    assert isinstance(Mailgun((KEY,)).take(Post(body), NOW), Denied)
    assert isinstance(Mailgun((KEY,)).take(Post(body.replace(form["token"].encode(), b"0" * 32)), at), Denied)


@pytest.mark.parametrize(
    "name", ["inbound_basics", "attachments", "inbound_with_raw_email", "spammy_address"]
)
def test_postmark(corpora, name):
    _, body, expected = request(corpora, f"postmark/{name}.json")
    mail = Postmark("").take(Post(body), NOW)
    assert isinstance(mail, Mail)
    as_expected(mail, {**expected, "html": expected.get("html", read(mail).html)})


@pytest.mark.parametrize("name", ["postmark-inbound-test-payload", "postmark-inbound-test-payload-with-raw"])
def test_the_test_payloads_of_postmark_itself(corpora, name):
    body = (corpora / "webhooks" / "django-anymail" / "postmark" / f"{name}.json").read_bytes()
    found = read(Postmark("").take(Post(body), NOW))
    assert (found.subject, found.sender.email) == ("Test subject", "support@postmarkapp.com")
    assert "This is a test text body." in found.text


@pytest.mark.parametrize("name", ["inbound_basics", "attachments", "inbound_mime", "inbound_charsets"])
def test_sendgrid(corpora, name):
    _, body, expected = request(corpora, f"sendgrid/{name}.json")
    mail = SendGrid(()).take(Post(body), NOW)
    assert isinstance(mail, Mail)
    as_expected(mail, expected)


@pytest.mark.parametrize("name", ["default_data", "raw_data", "raw_data_with_attachments"])
def test_the_samples_of_sendgrid_itself(corpora, name):
    body = (corpora / "webhooks" / "sendgrid-python" / "inbound_parse" / f"{name}.txt").read_bytes()
    found = read(SendGrid(()).take(Post(body), NOW))
    assert found.set_aside is None and found.sender and found.text.strip()


def test_the_signatures_of_sendgrid(corpora):
    listed = json.loads(
        (corpora / "webhooks" / "sendgrid-python" / "event_webhook_signature_vectors.json").read_text()
    )
    for one in listed:
        headers = {SIGNATURE: one["signature"], STAMP: one["timestamp"]}
        at = datetime.fromtimestamp(1600112502, UTC)
        taken = SendGrid((one["public_key"],)).take(Post(one["payload"].encode(), headers=headers), at)
        assert isinstance(taken, Reports) is one["valid"], one
    assert {one["valid"] for one in listed} == {True, False}


@pytest.mark.parametrize("name", ["inbound_sns_utf8", "inbound_sns_base64", "inbound_s3"])
def test_what_amazon_publishes(corpora, name):
    _, body, expected = request(corpora, f"amazon_ses/{name}.json")
    raw, _ = mail_of(body)
    if name == "inbound_s3":
        assert raw == b"" and "S3" in posted.aside("ses", body)
        return
    found = email.read(raw)
    assert found.subject == expected.get("subject", found.subject) and found.text.strip()
    assert posted.aside("ses", body) == ""
