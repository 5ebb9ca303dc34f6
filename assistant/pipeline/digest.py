"""Digest: one mail to a teammate with all that waits for them unseen. Like an account mail it needs no

approval: it goes to the address of the teammate's own row, and holds names, counts and links in our own
fixed words (core.digest). Its row is committed before the gateway is called; it leaves at most once.
"""

import uuid
from collections.abc import Mapping
from datetime import datetime, timedelta
from itertools import groupby

import structlog

from assistant.core.account import plain
from assistant.core.address import Mailbox
from assistant.core.digest import DigestMail, Matter
from assistant.core.message import Channel, OutboundMessage
from assistant.core.notice import WORDS
from assistant.core.outcome import Accepted, Deferred, Outcome, Refused, Unsure
from assistant.core.reach import Before, Unseen, mailed_now
from assistant.core.states import DigestState
from assistant.pipeline.services import Services
from assistant.pipeline.site import site
from assistant.pipeline.standing_in import Told, told_of
from assistant.pipeline.steps import Step
from assistant.records import Digest, Inbox, Notice, Reach, Session, Teammate, desk, reaching

log = structlog.get_logger()
TRIES = 6
DEAD_AFTER = timedelta(minutes=10)  # longer than any gateway call
UNKNOWN = "The program stopped while it was being sent; it is not sent again."


def make_due(services: Services, session: Session, now: datetime) -> list[int]:
    """A row and a job for everybody to whom a mail is due; in the caller's transaction."""
    unseen = reaching.unmailed(session)
    teammates = list(session.scalars(reaching.mailable(list(unseen)))) if unseen else []
    wishes = Reach.for_each(session, teammates)
    before = Digest.before(session, [one.id for one in teammates])
    made = []
    for one in teammates:
        if not _held(one, wishes[one.id], unseen[one.id], before.get(one.id), now):
            continue
        inbox = session.scalars(desk.mail_inboxes(one.store_ids)).first()
        if inbox is not None:
            ours = f"<rd.{uuid.uuid4().hex}@{inbox.address.partition('@')[2]}>"
            row = Digest(teammate_id=one.id, message_id=ours, made_at=now, send_after=now)
            session.add(row)
            session.flush()
            services.queue(session, Step.DIGEST, row.id, now, now=now)
            made.append(row.id)
    return made


def deliver(services: Services, digest_id: int, now: datetime) -> None:
    with services.sessions.begin() as session:
        row = Digest.hold(session, digest_id)
        if row is None:
            return
        dead = row.state is DigestState.SENDING and row.gone_silent(now - DEAD_AFTER)
        if row.state is DigestState.QUEUED and row.send_after > now:
            services.queue(session, Step.DIGEST, digest_id, row.send_after, now=now)
            return
        message = _start(services, session, row, now) if row.state is DigestState.QUEUED else None
        orphan = row.message_id if dead else ""
    gateway = services.gateways[Channel.EMAIL]
    if message is not None:
        outcome = gateway.send(message)
    elif orphan:
        outcome = _looked_up(gateway.sent(orphan))
    else:
        return
    with services.sessions.begin() as session:
        row = Digest.hold(session, digest_id)
        if row is not None and row.state is DigestState.SENDING:
            _settle(services, session, row, outcome, services.clock())


def give_up(session: Session, digest_id: int, error: str, now: datetime) -> None:
    """It was tried for the last time. Only what never began is known not to have left."""
    row = Digest.hold(session, digest_id)
    if row is not None and row.state is DigestState.SENDING:
        row.doubt(f"It may have left ({error}).", now)
    elif row is not None and row.state is DigestState.QUEUED:
        row.give_up(f"It could not be sent ({error}).", now)
        session.execute(Notice.let_go_of(row.id))


def retry_after(attempt: int) -> timedelta:
    """After try number `attempt` (from 1): a minute, doubling."""
    return timedelta(minutes=2 ** (attempt - 1))


def _held(
    teammate: Teammate, reach: Reach, unseen: tuple[Unseen, ...], before: Before | None, now: datetime
) -> tuple[Unseen, ...]:
    """What a mail to them would hold at this moment."""
    quiet = reach.quiet(teammate.stores[0].hours())
    return mailed_now(unseen, reach.wish, quiet, before=before, now=now)


def _start(services: Services, session: Session, row: Digest, now: datetime) -> OutboundMessage | None:
    """With what is unseen by now; None where they have seen it, have left, or are left in peace."""
    teammate = row.teammate
    inbox = session.scalars(desk.mail_inboxes(teammate.store_ids)).first()
    chosen: list[Notice] = []
    if inbox is not None and teammate.active:
        notices = list(session.scalars(Notice.to_mail(teammate.id, teammate.store_ids)))
        unseen = tuple(Unseen(one.why, one.at) for one in notices)
        reach = Reach.for_each(session, [teammate])[teammate.id]
        held = _held(teammate, reach, unseen, None, now)
        chosen = [one for one in notices if Unseen(one.why, one.at) in held]
    if inbox is None or not chosen:
        row.drop(now)
        return None
    row.start(now)
    session.execute(Notice.put_into(row.id, [one.id for one in chosen]))
    told = told_of(session, {one.absence_id for one in chosen if one.absence_id}, teammate, now)
    return _message(services, teammate, inbox, _matters(chosen, told, site(services)), row.message_id)


def _message(
    services: Services, teammate: Teammate, inbox: Inbox, matters: tuple[Matter, ...], message_id: str
) -> OutboundMessage:
    mail = DigestMail(
        to=Mailbox(plain(teammate.name), teammate.email),
        first_name=teammate.first_name,
        store=inbox.store.name,
        matters=matters,
        site=site(services),
    )
    return OutboundMessage(
        channel=Channel.EMAIL,
        sender=Mailbox(plain(inbox.store.name), inbox.address),
        to=(mail.to,),
        reply_to=None,
        subject=mail.subject,
        text=mail.text,
        message_id=message_id,
        automatic=True,
    )


def _matters(notices: list[Notice], told: Mapping[int, Told], at: str) -> tuple[Matter, ...]:
    """One a conversation, or of all that one absence brought; that of the newest first."""
    order = {about: place for place, about in reversed(list(enumerate(one.about for one in notices)))}
    found = sorted(notices, key=lambda one: order[one.about])
    made = []
    for _, some in groupby(found, key=lambda one: one.about):
        group = list(some)
        first = group[0]
        said = tuple(dict.fromkeys(WORDS[one.why] for one in group))
        away = told.get(first.absence_id or 0)
        who, said = (away.who, (away.words,)) if away else (first.customer.called, said)
        made.append(Matter(who, said, f"{at}{first.path}"))
    return tuple(made)


def _settle(services: Services, session: Session, row: Digest, outcome: Outcome, now: datetime) -> None:
    log.info("digest", digest=row.id, ended=type(outcome).__name__)
    match outcome:
        case Accepted():
            row.accept(now)
            session.execute(Notice.left_with(row.id, now))
        case Deferred(reason) if row.attempts < TRIES:
            row.try_again(reason, now + retry_after(row.attempts))
            session.execute(Notice.let_go_of(row.id))
            services.queue(session, Step.DIGEST, row.id, row.send_after, now=now)
        case Deferred(reason) | Refused(reason):
            row.give_up(reason, now)
            session.execute(Notice.let_go_of(row.id))
        case Unsure(reason):
            row.doubt(reason, now)


def _looked_up(left: bool | None) -> Outcome:
    """Of one whose sender died in between."""
    if left is None:
        return Unsure(UNKNOWN)
    return Accepted() if left else Deferred("It did not leave: the program stopped in between.")
