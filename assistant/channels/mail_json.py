"""A mail as JSON, from any program that can post: whatever service is not known here by its name.

POST /hooks/json/<inbox token> with one object; names in any case, all but one of them may be missing:
  {"raw": "<the whole MIME message>"} or {"raw_base64": "…"}, else
  {"from": "Ann <ann@mail.example>", "to": "sales@…" or a list, "cc", "reply_to", "subject", "date",
   "message_id", "in_reply_to", "references", "text", "html",
   "headers": {"Name": "value"} or [["Name", "value"]] or [{"name": …, "value": …}],
   "attachments": [{"name": "a.pdf", "type": "application/pdf", "base64": "…", "content_id": "…"}]}
An address may also be an object with "email" and "name". The token in the address is what lets in.

Answers: 200 once it is on disk, also for what was there already; 400 unreadable; 413 too large. Whoever posts
tries again after 5xx and when no answer came.
"""

import base64
from binascii import Error as Base64Error
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from assistant.channels.mime import raw_message, with_missing
from assistant.channels.values import listed, loaded, mapped, word
from assistant.core.message import Attachment
from assistant.core.post import Mail, Post, Taken, Unreadable

FORM = "mail-json"
RAW, RAW_BASE64 = ("raw", "mime", "rawemail"), ("rawbase64", "mimebase64")
LEAST = ("from", "sender", "subject", "text", "html", "headers", "attachments")
SEND = 'Send {"raw": "…"} or {"from": …, "subject": …, "text": …}.'
Lower = Mapping[str, Any]


@dataclass(frozen=True)
class MailJson:
    """It takes no settings: the secret address alone lets in."""

    def take(self, post: Post, now: datetime) -> Taken:
        del now
        data = _lower(loaded(post.body))
        if not data:
            return Unreadable(f"It is no JSON object. {SEND}")
        raw = _raw(data)
        envelope = {"from": "", "to": word(data.get("recipient"))}
        if raw and word(data.get(next((n for n in RAW if word(data.get(n)).strip()), ""))).isascii():
            return Mail(raw, "email", envelope)
        if not raw and not any(data.get(name) for name in LEAST):
            return Unreadable(f"It holds no mail. {SEND}")
        return Mail(post.body, FORM, envelope)


def mail_of(body: bytes) -> tuple[bytes, tuple[str, ...]]:
    data = _lower(loaded(body))
    raw = _raw(data)
    if raw:
        return raw, ()
    headers = with_missing(
        _headers(data.get("headers")),
        **{"from": _boxes(data.get("from") or data.get("sender"))},
        to=_boxes(data.get("to")),
        cc=_boxes(data.get("cc")),
        reply_to=_boxes(data.get("replyto")),
        subject=word(data.get("subject")),
        date=word(data.get("date")),
        message_id=word(data.get("messageid")),
        in_reply_to=word(data.get("inreplyto")),
        references=_words(data.get("references")),
    )
    files = [_file(_lower(one)) for one in listed(data.get("attachments"))]
    return raw_message(headers, text=word(data.get("text")), html=[word(data.get("html"))], files=files), ()


def _lower(value: Any) -> Lower:
    """By names without case, hyphens and underscores; the first of two that look alike counts."""
    found: dict[str, Any] = {}
    for key, one in mapped(value).items():
        found.setdefault(key.lower().replace("_", "").replace("-", ""), one)
    return found


def _raw(data: Lower) -> bytes:
    for name in RAW:
        if word(data.get(name)).strip():
            return word(data[name]).encode("utf-8", "replace")
    coded = next((word(data[name]) for name in RAW_BASE64 if data.get(name)), "")
    return _unpacked(coded) if coded else b""


def _unpacked(coded: str) -> bytes:
    try:
        return base64.b64decode(coded)
    except (Base64Error, ValueError):
        return b""


def _headers(value: Any) -> list[tuple[str, str]]:
    if isinstance(value, dict):
        return [(key, one) for key, given in value.items() for one in _all(given)]
    pairs = value if isinstance(value, list) else []
    found = [(word(one[0]), word(one[1])) for one in pairs if isinstance(one, list) and len(one) == 2]
    named = [_lower(one) for one in listed(value)]
    return found + [(word(one.get("name")), word(one.get("value"))) for one in named]


def _all(value: Any) -> list[str]:
    return [word(one) for one in value] if isinstance(value, list) else [word(value)]


def _words(value: Any) -> str:
    return " ".join(_all(value))


def _boxes(value: Any) -> str:
    """One address field of whatever was given: words, an object, a list of either."""
    boxes = []
    for one in value if isinstance(value, list) else [value]:
        box = _lower(one)
        name, email = word(box.get("name")), word(box.get("email")) or word(box.get("address"))
        quoted = name.replace("\\", "").replace('"', "'")
        boxes.append((f'"{quoted}" <{email}>' if name else email) if box else word(one))
    return ", ".join(one for one in boxes if one)


def _file(one: Lower) -> Attachment:
    coded = word(one.get("base64")) or word(one.get("content")) or word(one.get("data"))
    content = _unpacked(coded) or coded.encode("utf-8", "replace")
    kind = word(one.get("type")) or word(one.get("contenttype")) or "application/octet-stream"
    cid = word(one.get("contentid")).strip("<>")
    name = word(one.get("name")) or word(one.get("filename"))
    return Attachment(name, kind, content, inline=bool(cid), content_id=cid)
