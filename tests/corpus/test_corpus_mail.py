"""Real mails of many sources: no crash, and the share read right per source does not fall.

The floors stand slightly under what was measured; the corpora are untrusted data beside the repository.
"""

import json
import re
from collections import Counter
from pathlib import Path

import pytest

from assistant.channels import email
from assistant.channels.adf import leads_in
from assistant.channels.email.newest import newest_turn

CORPORA = Path(__file__).parents[2].parent / "shared" / "corpora"
pytestmark = [
    pytest.mark.corpus,
    pytest.mark.skipif(not CORPORA.is_dir(), reason="the shared corpora are not here"),
]
REPLY_FLOORS = {
    "crisp-email-reply-parser": 0.91,
    "discourse-email_reply_trimmer": 0.92,
    "mail-parser-reply": 0.60,
}
MAIL_FLOOR = 0.93


def squeezed(text):
    return re.sub(r"\s+", "", text)


def expectations(folder):
    for file in sorted((CORPORA / folder).glob("*/expected/**/*.json")):
        expected = json.loads(file.read_text(encoding="utf-8"))
        source = Path(str(file).replace("/expected/", "/").removesuffix(".json"))
        if isinstance(expected, dict) and source.is_file():
            yield source, expected


def replies_right(source, expected):
    text = source.read_text(encoding="utf-8", errors="replace")
    visible = newest_turn(text)
    checks = [squeezed(visible) == squeezed(expected["visible_text"])] if "visible_text" in expected else []
    checks += [squeezed(part) in squeezed(visible) for part in expected.get("visible_text_contains", [])]
    checks += [
        squeezed(part) not in squeezed(visible) for part in expected.get("visible_text_not_contains", [])
    ]
    checks += [bool(re.search(part, visible)) for part in expected.get("visible_text_matches", [])]
    checks += [squeezed(visible) == squeezed(text)] if expected.get("nothing_quoted") else []
    return all(checks) if checks else None


@pytest.mark.parametrize("corpus", REPLY_FLOORS)
def test_newest_turns_are_found(corpus):
    results = [
        right
        for source, expected in expectations("reply_text")
        if corpus in str(source) and (right := replies_right(source, expected)) is not None
    ]
    print(f"{corpus}: {sum(results)}/{len(results)} newest turns right")
    assert results and sum(results) / len(results) >= REPLY_FLOORS[corpus]


def test_every_mail_is_read_without_a_crash():
    files = [path for folder in ("mime", "bounces", "auto_reply") for path in (CORPORA / folder).rglob("*")]
    files = [
        path for path in files if path.is_file() and "expected" not in path.parts and path.suffix != ".json"
    ]
    aside = Counter(bool(email.read(path.read_bytes()).set_aside) for path in files)
    print(f"{len(files)} mails: {aside[False]} read, {aside[True]} set aside")
    assert aside[False] / len(files) >= 0.98


def automatic_right(message, expected):
    wanted = {key: bool(expected[key]) for key in ("bounce", "auto_reply") if key in expected}
    return all(getattr(message, key) == value for key, value in wanted.items())


@pytest.mark.parametrize(("folder", "floor"), [("auto_reply", 1.0), ("bounces", 0.98)])
def test_bounces_and_automatic_replies_are_told(folder, floor):
    judged = [
        (source, one) for source, one in expectations(folder) if "bounce" in one and source.suffix == ".eml"
    ]
    results = [automatic_right(email.read(source.read_bytes()), expected) for source, expected in judged]
    print(f"{folder}: {sum(results)}/{len(results)} told right")
    assert results and sum(results) / len(results) >= floor


def fields_right(message, expected):
    names = [attachment.name for attachment in message.attachments]
    if isinstance(expected.get("subject"), str):
        yield squeezed(message.subject) == squeezed(expected["subject"])
    if isinstance(expected.get("text"), str):
        yield squeezed(message.text) == squeezed(expected["text"])
    if isinstance(expected.get("visible_text"), str):
        yield squeezed(message.visible_text) == squeezed(expected["visible_text"])
    if "attachment_count" in expected:
        yield len(names) == expected["attachment_count"]
    if all(isinstance(name, str) for name in expected.get("attachments", [None])):
        yield names == expected["attachments"]
    if isinstance(expected.get("from"), str) and "@" in expected["from"]:
        yield message.sender is not None and message.sender.email in expected["from"]


def test_the_fields_of_real_mails_are_read():
    right, all_fields = 0, 0
    for source, expected in expectations("mime"):
        results = list(fields_right(email.read(source.read_bytes()), expected))
        right, all_fields = right + sum(results), all_fields + len(results)
    print(f"mime: {right}/{all_fields} fields right")
    assert all_fields > 200 and right / all_fields >= MAIL_FLOOR


def lead_right(source, prospects):
    leads = leads_in(source.read_bytes())
    if len(leads) != len(prospects):
        return False
    for lead, prospect in zip(leads, prospects, strict=True):
        customer = prospect.get("customer", {})
        words = [word for name in customer.get("names", {}).values() for word in name.split()]
        words += re.findall(r"\w+", " ".join(prospect.get("comments", [])).replace("<br />", " "))
        words += [phone for phone in customer.get("phones", []) if phone]
        if any(word not in repr(lead) for word in words):
            return False
        if (
            customer.get("emails")
            and "@" in customer["emails"][0]
            and lead.customer.email != customer["emails"][0]
        ):
            return False
    return True


def test_leads_of_real_portals_are_read():
    judged = [
        (source, one["derived"].get("prospects", []))
        for source, one in expectations("adf")
        if "derived" in one
    ]
    results = [lead_right(source, prospects) for source, prospects in judged if prospects]
    print(f"adf: {sum(results)}/{len(results)} leads right")
    assert results and sum(results) == len(results)
