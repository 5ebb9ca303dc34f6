"""What was fetched from a mailbox becomes rows: each batch one transaction, behind the lease of who reads."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

import structlog

from assistant.core.collecting import LARGEST, FolderRole, Label
from assistant.core.errors import RightbackError
from assistant.core.message import Channel
from assistant.pipeline import receive
from assistant.pipeline.services import Services
from assistant.records import LedgerEntry, MailAccount, MailFolder, MailSeen, Session, mail_account

CHUNK = 500  # UIDs that are asked for at once
OLD = timedelta(days=7)  # what was there for longer when the mailbox was named waits for nobody by itself
NAMED = 50  # missing UIDs that are told by number

log = structlog.get_logger()


class Lost(RightbackError):
    """Somebody else reads this mailbox by now, or nobody is to."""


@dataclass(frozen=True)
class Reading:
    """Whoever reads an account, by the mark of the claim."""

    account_id: int
    mark: str


@dataclass(frozen=True)
class Place:
    """A folder and how far it was read, as values."""

    folder_id: int
    role: FolderRole
    name: str
    validity: int
    first_uid: int
    last_uid: int
    from_at: datetime | None
    made_at: datetime
    marks: bool

    def wants(self, uid: int, label: Label) -> bool:
        """All that came after the first look; of what lay there what arrived since the start."""
        if uid >= self.first_uid or self.from_at is None or label.arrived is None:
            return True
        return label.arrived >= self.from_at


def keep(
    services: Services,
    reading: Reading,
    place: Place,
    mails: Mapping[int, bytes],
    labels: Mapping[int, Label],
    gone: list[int],
    withheld: list[int],
) -> None:
    """One transaction; only then are they safe."""
    prints = {uid: receive.fingerprint("email", raw) for uid, raw in mails.items()}
    now = services.clock()
    if not (mails or gone or withheld):
        return
    with services.sessions.begin() as session:
        account = mine(session, reading)
        for uid, raw in mails.items():
            digest, message_id = prints[uid]
            known = session.scalar(MailSeen.same_mail(account, place.role, digest, message_id))
            if known is None:
                known_as = _entry(services, session, account, place, uid, labels[uid], raw, now).id
            _row(session, place, uid, now, entry_id=known or known_as, why=MailSeen.AGAIN if known else "")
        for uid in gone:
            _row(session, place, uid, now, why=MailSeen.GONE)
        for uid in withheld:
            log.warning("imap.withheld", account=account.id, folder=place.folder_id, uid=uid)
            _row(session, place, uid, now, why=MailSeen.WITHHELD)


def keep_beginning(
    services: Services, reading: Reading, place: Place, uid: int, label: Label, raw: bytes
) -> None:
    """Too large to be kept here whole: set aside with a reason, and where it lies."""
    now = services.clock()
    digest, message_id = receive.fingerprint("email", raw)
    with services.sessions.begin() as session:
        account = mine(session, reading)
        known = session.scalar(MailSeen.same_mail(account, place.role, digest, message_id))
        if known is None:
            entry = _entry(services, session, account, place, uid, label, raw, now)
            entry.set_aside(
                f"It has {label.size / 1e6:.0f} MB; at most {LARGEST / 1e6:.0f} MB are taken. Its beginning "
                f"is kept here, and can be read; the whole lies in the folder {place.name} of {account.user}."
            )
            services.tell(session, f"today:{account.store_id}")
        _row(session, place, uid, now, entry_id=known or entry.id, why=MailSeen.AGAIN if known else "")


def _entry(
    services: Services,
    session: Session,
    account: MailAccount,
    place: Place,
    uid: int,
    label: Label,
    raw: bytes,
    now: datetime,
) -> LedgerEntry:
    """It arrived when the server had it: the customer waits since then, however long we were away."""
    digest, message_id = receive.fingerprint("email", raw)
    envelope = {"folder": place.role.value, "uid": str(uid)}
    arrived = min(label.arrived or now, now)
    if arrived < place.made_at - OLD:
        envelope["old"] = "yes"
    return receive.take(
        session,
        inbox=account.inbox,
        channel=Channel.EMAIL,
        form="sent" if place.role is FolderRole.SENT else "email",
        entry="imap",
        raw=raw,
        digest=digest,
        message_id=message_id,
        envelope=envelope,
        queue=services.queue,
        arrived=arrived,
        now=now,
    )


def _row(
    session: Session, place: Place, uid: int, now: datetime, *, entry_id: int | None = None, why: str = ""
) -> None:
    row = session.scalar(MailSeen.withheld(place.folder_id, place.validity, uid))
    if row is None:
        row = MailSeen(folder_id=place.folder_id, validity=place.validity, uid=uid)
        session.add(row)
    row.entry_id, row.why, row.at = entry_id, why, now
    session.flush()


def without_row(services: Services, place: Place, uids: list[int]) -> list[int]:
    known = set[int]()
    with services.sessions() as session:
        for at in range(0, len(uids), CHUNK):
            known |= set(
                session.scalars(MailSeen.among(place.folder_id, place.validity, uids[at : at + CHUNK]))
            )
    return [uid for uid in uids if uid not in known]


def read_up_to(services: Services, reading: Reading, place: Place, uid: int) -> None:
    with services.sessions.begin() as session:
        mine(session, reading)
        folder = session.get_one(MailFolder, place.folder_id)
        if folder.validity == place.validity:
            folder.last_uid = max(folder.last_uid, uid)


def tell_missing(services: Services, reading: Reading, place: Place, listed: int, missing: list[int]) -> None:
    with services.sessions.begin() as session:
        mine(session, reading)
        folder = session.get_one(MailFolder, place.folder_id)
        folder.listed, folder.missing = listed, missing[:NAMED]


def mine(session: Session, reading: Reading) -> MailAccount:
    """The account, held until the transaction ends; Lost where somebody else has it."""
    if not mail_account.holds(session, reading.account_id, reading.mark):
        raise Lost("somebody else reads this mailbox")
    return session.get_one(MailAccount, reading.account_id)
