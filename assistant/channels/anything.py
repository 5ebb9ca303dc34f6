"""A file of any kind -> InboundMessage: an e-mail, a bare lead, a form post as JSON, or plain text."""

import json
import re
from datetime import UTC, datetime

from assistant.channels import adf, chat, email, form
from assistant.channels.email.newest import newest_turn
from assistant.core.message import Channel, InboundMessage
from assistant.tools.charset import decoded

NO_TIME = datetime(1970, 1, 1, tzinfo=UTC)  # a file says nothing about when it was posted
HEADER = re.compile(
    rb"(?:^|\n)(?:from|to|subject|date|message-id|received|return-path|mime-version|content-type|delivered-to"
    rb"|reply-to|x-[a-z-]{2,40}|sender|cc|auto-submitted)[ \t]{0,3}:",
    re.IGNORECASE,
)
FIRST_HEADER = re.compile(rb"(?:>?From [^\r\n]{1,300}\r?\n)?[!-9;-~]{1,76}[ \t]{0,3}:(?!//)")
LEAD = re.compile(
    rb"\s{0,200}(?:<\?[^>]{0,300}>\s{0,50}){0,4}<\s{0,5}(?:!doctype\s+)?(?:adf|prospect)\b", re.IGNORECASE
)
LOOKED_AT = 4_000  # bytes
EMAIL_SUFFIXES = (".eml", ".msg", ".mbox", ".mime", ".raw")


def form_of(data: bytes, name: str = "") -> str:
    """How to read it: "email", "adf", "form", "feedback" or "chat". Content decides before the name does."""
    start = data[:LOOKED_AT].removeprefix(b"\xef\xbb\xbf").lstrip()
    if LEAD.match(start) or (name.lower().endswith((".xml", ".adf")) and not _is_email(start)):
        return "adf"
    if start[:1] == b"{" and (fields := _fields(data)) is not None:
        if "visitor" in fields and ("text" in fields or "message" in fields):
            return "chat"
        return "feedback" if "rating" in fields else "form"
    if not _is_email(start) and adf.leads_in(data):
        return "adf"
    return "email"


def read(data: bytes, name: str = "", trusted_authserv: str = "") -> InboundMessage:
    """What is understood of a file, by whatever channel reads such files. Never raises."""
    kind = form_of(data, name)
    if kind == "adf":
        return adf.read(data)
    if kind == "email":
        start = data[:LOOKED_AT].removeprefix(b"\xef\xbb\xbf").lstrip()
        if _is_email(start) or name.lower().endswith(EMAIL_SUFFIXES):
            return email.read(data, trusted_authserv=trusted_authserv)
        return _plain(data)
    fields = _fields(data) or {}
    if kind == "chat":
        return chat.read(fields, at=NO_TIME)
    return form.read(fields, at=NO_TIME, kind=kind)


def _is_email(start: bytes) -> bool:
    """A header block of at least one usual field, beginning on the first line."""
    head = start.replace(b"\r\n", b"\n").partition(b"\n\n")[0]
    return bool(FIRST_HEADER.match(start) and HEADER.search(head))


def _plain(data: bytes) -> InboundMessage:
    if not data.strip():
        return InboundMessage(Channel.EMAIL, set_aside="the file is empty")
    if b"\x00" in data[:LOOKED_AT] and not data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return InboundMessage(Channel.EMAIL, set_aside="the file is neither a message nor text")
    read_text = decoded(data, "utf-16" if data.startswith((b"\xff\xfe", b"\xfe\xff")) else "")
    text = read_text.text.removeprefix("\ufeff").replace("\r\n", "\n")
    lead = adf.lead_lines(text)
    leads = (lead,) if lead else ()
    visible = adf.readable(leads) if leads else newest_turn(text)
    notes = (
        "it is plain text without a mail header",
        *((f"text {read_text.note}",) if read_text.note else ()),
    )
    return InboundMessage(Channel.EMAIL, text=text, visible_text=visible, leads=leads, notes=notes)


def _fields(data: bytes) -> dict[str, str | list[str]] | None:
    try:
        read_json = json.loads(data)
    except (ValueError, RecursionError):
        return None
    return {str(key): value for key, value in read_json.items()} if isinstance(read_json, dict) else None
