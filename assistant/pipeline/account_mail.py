"""The mail to a teammate about their own account: the one mail that needs no approval.

It goes to the address of the teammate's own row and has no words of anybody's in it (core.account). What a
customer receives takes another way (pipeline.send), which the database guards.
"""

import hashlib
import uuid
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import structlog

from assistant.core.account import AccountMail, plain
from assistant.core.address import Mailbox
from assistant.core.errors import RightbackError
from assistant.core.message import Channel, OutboundMessage
from assistant.core.outcome import Deferred, Outcome, Refused
from assistant.pipeline.services import Services
from assistant.pipeline.site import site
from assistant.pipeline.steps import Step
from assistant.records import AccountLink, LinkKind, Session, Teammate, desk
from assistant.tools.sealing import drawn

log = structlog.get_logger()
LAST_TRY_BEFORE = timedelta(minutes=5)  # a link that ends sooner helps nobody


class NotHandedOut(RightbackError):
    """The mail of a link did not leave, and nothing is gained by waiting longer."""


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


def deliver(services: Services, link_id: int, now: datetime) -> None:
    """Hand out the mail of a link that somebody asked for, as often as it takes while the link lasts.

    NotHandedOut where the relay refuses, or still defers shortly before the link ends: the job is tried a few
    times more and then set aside, where doctor and the metrics tell of it.
    """
    with services.sessions() as session:
        link = session.get(AccountLink, link_id)
        if link is None or link.over(now):
            return
        secret = secret_of(services, link)
    ended = send(services, Link(link_id, secret))
    log.info("account mail", link=link_id, ended=type(ended).__name__)
    again = now + retry_after(now - link.made_at)
    if isinstance(ended, Deferred) and again < link.expires_at - LAST_TRY_BEFORE:
        with services.sessions.begin() as session:
            services.queue(session, Step.ACCOUNT_MAIL, link_id, again, now=now)
    elif isinstance(ended, Deferred | Refused):
        raise NotHandedOut


def secret_of(services: Services, link: AccountLink) -> str:
    """Of a link that was asked for: it follows from the key, and stands nowhere until it is mailed.

    NotHandedOut where the key of then is not named any more.
    """
    keys = services.settings.keys()
    for key in keys:
        secret = new_secret(key, link.teammate_id, link.made_at)
        if digest(secret) == link.secret_hash:
            return secret
    raise NotHandedOut


def new_secret(key: bytes, teammate_id: int, made_at: datetime) -> str:
    return drawn(key, f"account link of {teammate_id} made at {made_at.astimezone(UTC).isoformat()}")


def digest(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()


def retry_after(age: timedelta) -> timedelta:
    """How long to wait with a link of this age: half a minute, doubling, at most 10 minutes.

    A relay that greylists wants a second try after a few minutes (RFC 6647 section 5).
    """
    return min(max(age, timedelta(seconds=30)), timedelta(minutes=10))


def address(services: Services, secret: str) -> str:
    """Of the page where the link is used."""
    return f"{site(services)}/links/{secret}"


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
