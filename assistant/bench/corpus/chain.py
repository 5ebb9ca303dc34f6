"""The best chain of libraries for the newest turn: quotequail, then mail-parser-reply (`test` extra)."""

import re
from importlib import import_module

LONGEST = 8_000  # characters; both libraries take minutes for what a stranger may write


def chain(text: str) -> str:
    """ "" where the libraries are not installed: their share is then nought, and shows it."""
    try:
        quotequail, reply = import_module("quotequail"), import_module("mailparser_reply")
    except ImportError:
        return ""
    text = re.sub(r"\n{4,}", "\n\n\n", text.replace("\r\n", "\n")[:LONGEST])
    found = quotequail.unwrap(text) or {}
    top = str(found.get("text_top") or "")
    if found.get("type") == "forward" and not top:
        top = str(found.get("text") or "")
    languages = ["en", "de", "fr", "es", "it", "nl", "pl", "sv", "da", "ja", "cs", "ko", "zh"]
    parsed = reply.EmailReplyParser(languages=languages).read(top or text)
    return str(parsed.latest_reply or "")
