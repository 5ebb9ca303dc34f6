"""What comes in and what goes out, as values."""

import hashlib
import json
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from assistant.core.address import Mailbox
from assistant.core.failure import Failure
from assistant.core.lead import Lead


class Channel(StrEnum):
    """By which way a conversation runs. A lead is an e-mail conversation once it is answered."""

    EMAIL = "email"
    CHAT = "chat"
    FORM = "form"
    API = "api"


@dataclass(frozen=True)
class Attachment:
    """One attached part, decoded."""

    name: str
    content_type: str
    content: bytes = field(repr=False)
    inline: bool = False
    content_id: str = ""

    @property
    def size(self) -> int:
        return len(self.content)


@dataclass(frozen=True)
class Forwarded:
    """A mail that was passed on: by whom it was written, its words, and what was said above it."""

    writer: Mailbox
    text: str
    remark: str = ""


@dataclass(frozen=True)
class InboundMessage:
    """A message as a channel reads it. `set_aside` holds why nobody could read it, in words.

    `text` is the whole decoded body as plain text; `visible_text` only the newest turn, quotes and
    signature gone. `verified_sender` is true only where a trusted gateway reported a DKIM or SPF pass
    aligned with the From domain.
    """

    channel: Channel
    sender: Mailbox | None = None
    reply_to: Mailbox | None = None
    to: tuple[Mailbox, ...] = ()
    subject: str = ""
    text: str = ""
    visible_text: str = ""
    html: str = ""
    message_id: str = ""  # with angle brackets; empty where the mail had none
    in_reply_to: tuple[str, ...] = ()
    references: tuple[str, ...] = ()
    date: datetime | None = None
    attachments: tuple[Attachment, ...] = ()
    leads: tuple[Lead, ...] = ()
    phones: tuple[str, ...] = ()  # typed into a form or given by a lead: claimed
    visitor: str = ""  # chat: the visitor token
    rating: int | None = None  # feedback: 1..5
    page: str = ""  # form or chat: the page it was written on
    auto_reply: bool = False
    bounce: bool = False
    failed_recipients: tuple[str, ...] = ()
    failures: tuple[Failure, ...] = ()  # of a bounce: whom it did not reach, and why
    forwarded: Forwarded | None = None  # another mail that this one passes on
    bulk: bool = False  # newsletters and the like: List-Unsubscribe, Precedence: bulk
    verified_sender: bool = False
    notes: tuple[str, ...] = ()  # what was odd and how it was read, in words
    set_aside: str | None = None

    @property
    def answer_to(self) -> Mailbox | None:
        """Who must be answered: the lead's customer, else Reply-To, else From; never a portal."""
        if self.leads:
            return self.leads[0].customer.mailbox
        return self.reply_to or self.sender


@dataclass(frozen=True)
class OutboundMessage:
    """Exactly what leaves; the digest covers all of it except the ids that the draft cannot know."""

    channel: Channel
    sender: Mailbox
    to: tuple[Mailbox, ...]
    reply_to: Mailbox | None
    subject: str
    text: str
    footer: str = ""
    message_id: str = ""
    in_reply_to: str = ""
    references: tuple[str, ...] = ()
    visitor: str = ""
    attachments: tuple[Attachment, ...] = ()
    automatic: bool = False  # a mail to a teammate: marked, so that no machine answers it
    leave: str = ""  # commercial: the page where one press ends it; its link is in the approved footer too


def approval_digest(
    *,
    signer: str,
    sender: str,
    recipients: tuple[str, ...],
    subject: str,
    text: str,
    footer: str,
    attachments: tuple[str, ...] = (),
) -> str:
    """One SHA-256 over everything a person approves; `attachments` are SHA-256 of each file."""
    whole = [signer, sender, list(recipients), subject, text, footer, list(attachments)]
    return hashlib.sha256(json.dumps(whole, ensure_ascii=False).encode()).hexdigest()
