"""Raw e-mail bytes -> InboundMessage. Never raises; what nobody could read is set aside with a reason.

The order: caps -> parts -> headers -> signed content -> body -> attachments -> what is packed in them
-> leads -> bounce, automatic -> newest turn -> invitations in words.
"""

from dataclasses import replace
from datetime import date, tzinfo
from email.message import Message

from assistant.channels.adf import readable
from assistant.channels.adf.mail import leads_of_mail
from assistant.channels.email.attachments import attachments
from assistant.channels.email.authentication import is_verified
from assistant.channels.email.automatic import is_auto_reply, is_bulk
from assistant.channels.email.away import away_until
from assistant.channels.email.body import Body, body
from assistant.channels.email.bounces import bounce
from assistant.channels.email.caps import capped
from assistant.channels.email.enclosed import enclosed
from assistant.channels.email.forwarded import forwarded
from assistant.channels.email.headers import Headers
from assistant.channels.email.invitation import Invitations, invitations, with_words
from assistant.channels.email.newest import newest_turn
from assistant.channels.email.newest.forwards import is_forward_subject, says_little
from assistant.channels.email.parts import Unparsable, children, parsed, walked
from assistant.channels.email.seals import opened
from assistant.core.address import Mailbox
from assistant.core.enclosure import ENCRYPTED
from assistant.core.lead import Lead
from assistant.core.message import Attachment, Channel, InboundMessage

LONGEST_SUBJECT = 2_000  # characters


def read(raw: bytes, *, trusted_authserv: str = "", zone: tzinfo | None = None) -> InboundMessage:
    """`trusted_authserv` is the authserv-id of our own gateway; without one no sender is verified.

    `zone` is the store's: in it the times of invitations are told.
    """
    if not raw.strip():
        return InboundMessage(Channel.EMAIL, set_aside="the mail is empty")
    cut = capped(raw)
    try:
        message = parsed(cut.data)
    except Unparsable:
        message = parsed(cut.data.replace(b"\r\n", b"\n").partition(b"\n\n")[0])
        return replace(
            _envelope(Headers(message), trusted_authserv),
            notes=cut.notes,
            set_aside="its parts are nested in a way that cannot be read",
        )
    try:
        return _with_invitations(_read(message, cut.data, cut.notes, trusted_authserv), zone)
    except (RecursionError, LookupError, ValueError, TypeError, AttributeError, OverflowError) as error:
        reason = f"it is malformed in a way that could not be read ({type(error).__name__})"
        return replace(_envelope(Headers(message), trusted_authserv), notes=cut.notes, set_aside=reason)


def _envelope(headers: Headers, trusted_authserv: str) -> InboundMessage:
    """The fields that the header gives."""
    sender = next(iter(headers.mailboxes("From") or headers.mailboxes("Sender")), None)
    verified = is_verified(
        headers, from_domain=sender.domain if sender else "", trusted_authserv=trusted_authserv
    )
    return InboundMessage(
        channel=Channel.EMAIL,
        sender=sender,
        reply_to=next(iter(headers.mailboxes("Reply-To")), None),
        to=headers.mailboxes("To") + headers.mailboxes("Cc"),
        subject=headers.text("Subject")[:LONGEST_SUBJECT],
        message_id=_message_id(headers),
        in_reply_to=headers.ids("In-Reply-To"),
        references=headers.ids("References"),
        date=headers.date(),
        bulk=is_bulk(headers),
        verified_sender=verified,
    )


def _message_id(headers: Headers) -> str:
    bare = headers.text("Message-ID").split()
    return next(iter(headers.ids("Message-ID")), "") or (f"<{bare[0].strip('<>')[:900]}>" if bare else "")


def _read(message: Message, data: bytes, notes: tuple[str, ...], trusted_authserv: str) -> InboundMessage:
    headers = Headers(message)
    envelope = _envelope(headers, trusted_authserv)
    unsealed = opened(message)
    message = unsealed.message
    inside = enclosed(body(message), attachments(message))
    read_body, files = inside.body, inside.files
    if not read_body.text.strip():
        read_body = read_body + _forwarded(message)
    if unsealed.encrypted or inside.encrypted:
        read_body = Body(ENCRYPTED, ENCRYPTED) + read_body
    failed = bounce(message, headers, text=read_body.text, data=data)
    leads = () if failed and failed.reported else _leads(read_body, files, envelope)
    failed = None if leads else failed  # content before sender
    reason = (
        None
        if read_body.text.strip() or files or envelope.subject or envelope.sender
        else "nothing in it can be read"
    )
    whole = replace(
        envelope,
        text=read_body.text,
        html=read_body.html,
        attachments=files,
        leads=leads,
        phones=tuple(dict.fromkeys(phone for lead in leads for phone in lead.customer.phones)),
        bounce=failed is not None,
        failed_recipients=failed.failed if failed else (),
        failures=failed.failures if failed else (),
        notes=notes + _header_notes(envelope) + unsealed.notes + read_body.notes,
        set_aside=reason,
    )
    if leads:
        return replace(whole, visible_text=readable(leads), bulk=False)
    visible = _newest(read_body, forward=is_forward_subject(envelope.subject))
    passed = forwarded(message, read_body.text, subject_says_so=is_forward_subject(envelope.subject))
    auto = failed is None and is_auto_reply(message, headers, subject=envelope.subject, text=visible)
    if auto and (back := away_until(visible, _today(envelope))):
        whole = replace(whole, notes=(*whole.notes, f"they are away until {back:%d %B %Y}"))
    return replace(whole, visible_text=visible, auto_reply=auto, forwarded=None if failed else passed)


def _with_invitations(message: InboundMessage, zone: tzinfo | None) -> InboundMessage:
    """Last, so that neither quotes nor signatures are looked for in our words; a bounce invites nobody."""
    told = invitations(message.attachments, zone) if not message.bounce else Invitations()
    if not told.words:
        return message
    visible = message.visible_text if message.leads else with_words(told, message.visible_text)
    return replace(message, text=with_words(told, message.text), visible_text=visible)


def _today(envelope: InboundMessage) -> date:
    """When it was written; a note without a date is read as of long ago, and only a full date counts."""
    return envelope.date.date() if envelope.date else date.min


def _newest(read_body: Body, *, forward: bool) -> str:
    """Of a mail that only passes another one on, that one."""
    own = newest_turn(read_body.own, forward=forward) if read_body.own.strip() else ""
    if not own or (forward and says_little(own)):
        return newest_turn(read_body.text, forward=forward)
    return own


def _header_notes(envelope: InboundMessage) -> tuple[str, ...]:
    odd = []
    if envelope.sender is None:
        odd.append("it names no sender")
    if not envelope.message_id:
        odd.append("it has no Message-ID")
    return tuple(odd)


def _forwarded(message: Message) -> Body:
    """A mail forwarded as a file, with nothing written to it: its text is the message."""
    for part in walked(message):
        if part.get_content_type() == "message/rfc822" and (inner := children(part)):
            return body(inner[0])
    return Body()


def _leads(read_body: Body, files: tuple[Attachment, ...], envelope: InboundMessage) -> tuple[Lead, ...]:
    portal = (envelope.sender or Mailbox("", "")).domain
    return leads_of_mail(read_body.text, read_body.html, files, subject=envelope.subject, provider=portal)
