"""Own samples of e-mails: each .eml with what we expect (.json) and why it is here (.txt)."""

import json
from pathlib import Path

import pytest

from assistant.channels import email

SAMPLES = sorted((Path(__file__).parent / "samples" / "email").glob("*.eml"))


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: path.stem)
def test_a_sample_is_read_as_expected(sample):
    expected = json.loads(sample.with_suffix(".json").read_text(encoding="utf-8"))
    message = email.read(sample.read_bytes())
    found = {
        "visible_text": message.visible_text,
        "visible_starts": message.visible_text[: len(expected.get("visible_starts", ""))],
        "sender": message.sender.email if message.sender else None,
        "subject": message.subject,
        "auto_reply": message.auto_reply,
        "bounce": message.bounce,
        "in_reply_to": list(message.in_reply_to),
        "failed_recipients": list(message.failed_recipients),
        "answer_to": message.answer_to.email if message.answer_to else None,
        "leads": len(message.leads),
        "customer": message.leads[0].customer.name if message.leads else None,
        "attachments": [attachment.name for attachment in message.attachments],
    }
    assert message.set_aside is None
    assert expected.pop("notes_contain", "") in " ".join(message.notes)
    assert {key: found[key] for key in expected} == expected


def test_every_sample_says_why_it_is_here():
    assert all(sample.with_suffix(".txt").read_text().strip() for sample in SAMPLES)
    assert len(SAMPLES) >= 14


def test_an_empty_mail_is_set_aside_with_a_reason():
    assert email.read(b" \r\n").set_aside == "the mail is empty"


MAIL = b"Authentication-Results: %s\nFrom: Dana <dana@example.com>\nSubject: x\n\nhi"


@pytest.mark.parametrize(
    ("results", "verified"),
    [
        (b"mx.store.example; dkim=pass header.d=example.com", True),
        (b"mx.store.example; spf=pass smtp.mailfrom=dana@example.com", True),
        (b"mx.store.example; dmarc=pass (p=none) header.from=example.com", True),
        (b"mx.store.example; dkim=fail header.d=example.com", False),
        (b"mx.store.example; dkim=pass header.d=attacker.example", False),
        (b"mx.attacker.example; dkim=pass header.d=example.com", False),
        (b"mx.store.example; dkim=none (dkim=pass header.d=example.com)", False),
        (b"mx.store.example; dkim=pass header.d=com", False),
        (b"(((", False),
    ],
)
def test_only_our_gateways_word_makes_a_sender_verified(results, verified):
    assert email.read(MAIL % results, trusted_authserv="mx.store.example").verified_sender is verified


def test_without_a_trusted_gateway_nobody_is_verified():
    assert not email.read(MAIL % b"; dkim=pass header.d=example.com").verified_sender


SECOND = b"\nAuthentication-Results: mx.store.example; dkim=pass header.d=example.com"


def test_a_second_claim_below_the_gateways_own_one_does_not_count():
    forged = MAIL % (b"mx.store.example; dkim=none" + SECOND)
    assert not email.read(forged, trusted_authserv="mx.store.example").verified_sender
