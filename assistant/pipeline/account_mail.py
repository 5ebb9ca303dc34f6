"""The mail to a teammate about their own account: the one mail that needs no approval.

It goes to the address of the teammate's own row and has no words of anybody's in it (core.account). What a
customer receives takes another way (pipeline.send), which the database guards.
"""

import uuid
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from assistant.core.account import AccountMail, plain
from assistant.core.address import Mailbox
from assistant.core.message import Channel, OutboundMessage
from assistant.core.outcome import Outcome, Refused
from assistant.pipeline.services import Services
from assistant.records import AccountLink, LinkKind, Session, Teammate, desk


@dataclass(frozen=True)
class Link:
    """A link as it was just made; `secret` is known here, in the mail, and nowhere else."""

    id: int
    secret: str


def send(services: Services, made: Link) -> Outcome:
    """Hand it to the mail gateway; no transaction is open meanwhile."""
    with services.sessions() as session:
        message = _message(services, session, session.get_one(AccountLink, made.id), made.secret)
    if isinstance(message, Refused):
        return message
    return services.gateways[Channel.EMAIL].send(message)


def address(services: Services, secret: str) -> str:
    """Of the page where the link is used. Never by the Host that a request names."""
    settings = services.settings
    base = settings.base_url.rstrip("/") or f"http://{settings.host}:{settings.port}"
    return f"{base}/links/{secret}"


def _message(
    services: Services, session: Session, link: AccountLink, secret: str
) -> OutboundMessage | Refused:
    teammate = link.teammate
    inbox = session.scalars(desk.mail_inboxes(teammate.store_ids)).first()
    if inbox is None:
        return Refused("There is no e-mail inbox that an account mail could come from.")
    by = session.get(Teammate, link.made_by_id) if link.made_by_id else None
    mail = AccountMail(
        to=Mailbox(plain(teammate.name), teammate.email),
        kind="invitation" if link.kind is LinkKind.INVITATION else "reset",
        link=address(services, secret),
        store=inbox.store.name,
        by=by.name if by else "An admin",
        ends=in_words(link.expires_at, inbox.store.zone),
    )
    return OutboundMessage(
        channel=Channel.EMAIL,
        sender=Mailbox(plain(inbox.store.name), inbox.address),
        to=(mail.to,),
        reply_to=None,
        subject=mail.subject,
        text=mail.text,
        message_id=f"<account-{uuid.uuid4().hex}@{inbox.address.partition('@')[2]}>",
        automatic=True,
    )


def in_words(at: datetime, zone: str) -> str:
    """ "Monday, November 30, 10:15 AM (America/New_York)"."""
    local = at.astimezone(ZoneInfo(zone))
    return f"{local:%A, %B} {local.day}, {local.strftime('%I:%M %p').lstrip('0')} ({zone})"
