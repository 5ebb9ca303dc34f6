"""An OutboundMessage as an RFC 5322 mail."""

from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP

from assistant.core.address import Mailbox
from assistant.core.message import OutboundMessage

FOOTER_MARK = "\n\n-- \n"  # RFC 3676 section 4.3
LINE = 998  # characters at most in a line, RFC 5322 section 2.1.1


def mail(message: OutboundMessage) -> EmailMessage:
    """The text and footer exactly as approved; threaded by In-Reply-To and all References."""
    made = EmailMessage(policy=SMTP)
    made["From"] = _address(message.sender)
    made["To"] = [_address(to) for to in message.to]
    if message.reply_to:
        made["Reply-To"] = _address(message.reply_to)
    made["Subject"] = " ".join(message.subject.split())
    made["Message-ID"] = message.message_id
    if message.in_reply_to:
        made["In-Reply-To"] = message.in_reply_to
    if message.references:
        made["References"] = " ".join(message.references)
    if message.leave:
        _ways_out(made, message)
    if message.automatic:
        made["Auto-Submitted"] = "auto-generated"
    body = message.text + (FOOTER_MARK + message.footer if message.footer else "")
    made.set_content(body, cte="quoted-printable" if _needs_folding(body) else None)
    for one in message.attachments:
        main, _, sub = one.content_type.partition("/")
        made.add_attachment(
            one.content, maintype=main or "application", subtype=sub or "octet-stream", filename=one.name
        )
    return made


def _ways_out(made: EmailMessage, message: OutboundMessage) -> None:
    """List-Unsubscribe (RFC 2369 section 3.2) by page and by mail; one press where it is HTTPS (RFC 8058)."""
    ways = [message.leave]
    if message.reply_to:
        ways.append(f"mailto:{message.reply_to.email}?subject=unsubscribe")
    made["List-Unsubscribe"] = ", ".join(f"<{way}>" for way in ways)
    if message.leave.startswith("https://"):
        made["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"


def _needs_folding(body: str) -> bool:
    return not body.isascii() or any(len(line) > LINE for line in body.splitlines())


def _address(mailbox: Mailbox) -> Address:
    """A header value that the library quotes and encodes; line breaks in a name are refused there."""
    return Address(display_name=" ".join(mailbox.name.split()), addr_spec=mailbox.email)
