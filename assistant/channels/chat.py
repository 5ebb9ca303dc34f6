"""One line that a visitor wrote in the chat widget -> InboundMessage."""

import re
from collections.abc import Mapping
from datetime import datetime

from assistant.core.address import ADDRESS, Mailbox
from assistant.core.message import Channel, InboundMessage
from assistant.tools.phones import phones_in

LONGEST_LINE = 4_000  # characters
VISITOR = re.compile(r"[A-Za-z0-9_-]{8,100}")


def read(fields: Mapping[str, str | list[str]], *, at: datetime) -> InboundMessage:
    """Fields: visitor, text, page, name, email; who they say they are is only claimed."""
    text = _field(fields, "text", "message")[:LONGEST_LINE]
    visitor = _field(fields, "visitor")
    reason = "the line is empty" if not text else None
    if not VISITOR.fullmatch(visitor):
        reason = "the visitor is not known: the widget sent no valid token"
    name, email = _field(fields, "name")[:200], ADDRESS.search(_field(fields, "email"))
    phone = _field(fields, "phone")
    return InboundMessage(
        Channel.CHAT,
        sender=Mailbox(" ".join(name.split()), email[0] if email else "") if name or email else None,
        text=text,
        visible_text=text,
        message_id=_field(fields, "id")[:200],
        date=at,
        phones=phones_in(phone) if phone else (),
        visitor=visitor[:100],
        page=" ".join(_field(fields, "page").split())[:2000],
        set_aside=reason,
    )


def _field(fields: Mapping[str, str | list[str]], *names: str) -> str:
    for name in names:
        value = fields.get(name)
        value = value[0] if isinstance(value, list) and value else value
        if isinstance(value, str) and value.strip():
            return re.sub(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]", "", value).strip()
    return ""
