"""A mail that passes another one on: who wrote that one, and what it says."""

from email.message import Message

from assistant.channels.email.body import body
from assistant.channels.email.headers import ADDRESS, Headers, mailboxes
from assistant.channels.email.newest import passed_on
from assistant.channels.email.newest.quotes import LABEL
from assistant.channels.email.parts import children, walked
from assistant.core.address import Mailbox
from assistant.core.message import Forwarded


def forwarded(message: Message, text: str, *, subject_says_so: bool) -> Forwarded | None:
    """As a file, or below "Forwarded message"; None where it passes nothing on, or more than one mail."""
    attached = [
        mail
        for part in walked(message)
        if part.get_content_type() == "message/rfc822"
        for mail in children(part)
    ]
    if len(attached) == 1:
        writer = next(iter(Headers(attached[0]).mailboxes("From")), None)
        return Forwarded(writer, body(attached[0]).text.strip(), text.strip()) if writer else None
    found = passed_on(text, forward=subject_says_so)
    writer = _writer(found.introduction) if found else None
    return Forwarded(writer, found.text, found.remark) if found and writer else None


def _writer(introduction: list[str]) -> Mailbox | None:
    """The one after From, in whatever language; else the only one that is named."""
    for line in introduction:
        label = LABEL.match(line)
        if label and label["sender"] and ADDRESS.search(label["value"]):
            return next(iter(mailboxes(label["value"].replace("[mailto:", "<").replace("]", ">"))), None)
    named = {found.lower() for line in introduction for found in ADDRESS.findall(line)}
    return Mailbox("", named.pop()) if len(named) == 1 else None
