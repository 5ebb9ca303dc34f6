"""Collect: what lies in a mailbox is taken once, by UID, and counted; nothing there is moved or deleted.

Each batch, its ledger entries, its jobs and the rows of its UIDs are one transaction, behind the lease of
whoever reads. No transaction is open while the server is asked. What a death leaves undone is listed again.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

import structlog

from assistant.core.collecting import (
    BEGINNING,
    LARGEST,
    FolderRole,
    Label,
    Line,
    MailboxTrouble,
    Shelf,
    Wrong,
    packed,
)
from assistant.core.errors import RightbackError
from assistant.core.message import Channel
from assistant.pipeline import receive
from assistant.pipeline.services import Services
from assistant.records import LedgerEntry, MailAccount, MailFolder, MailSeen, Session, mail_account

CHUNK = 500  # UIDs that are labelled at once
COUNTED_EVERY = timedelta(hours=1)
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


def collect(services: Services, reading: Reading, line: Line) -> int:
    """One round through all folders; how many mails were taken. MailboxTrouble or Lost where it ends early."""
    taken, trouble = 0, ""
    places = []
    for role, name in line.folders().items():
        try:
            place, shelf = _opened(services, reading, line, role, name)
        except MailboxTrouble as error:
            if error.wrong is not Wrong.FOLDER or role is FolderRole.INBOX:
                raise
            trouble = error.found
            continue
        taken += _read(services, reading, line, place, shelf)
        places.append(name)
    if _to_count(services, reading):
        taken += count(services, reading, line)
    with services.sessions.begin() as session:
        account = _mine(session, reading)
        account.reached(services.clock())
        account.trouble = trouble
    return taken


def count(services: Services, reading: Reading, line: Line) -> int:
    """Every UID that lies there against our rows: what is missing is named, and taken."""
    taken = 0
    for role, name in line.folders().items():
        place, shelf = _opened(services, reading, line, role, name)
        listed, lacking = 0, list[int]()
        for uids in _listed(line, place, replace(shelf, next_uid=place.last_uid + 1), 1):
            listed += len(uids)
            lacking += _without_row(services, place, uids)
        labels = line.labels(lacking)
        before = [uid for uid in lacking if uid in labels and not place.wants(uid, labels[uid])]
        lacking = [uid for uid in labels if uid not in set(before)]
        if lacking:
            log.warning("imap.missing", account=reading.account_id, folder=place.folder_id, uids=lacking[:NAMED])
            _missing(services, reading, place, listed - len(before), lacking)
            for at in range(0, len(lacking), CHUNK):
                taken += _take(services, reading, line, place, lacking[at : at + CHUNK])
        _missing(services, reading, place, listed - len(before), _without_row(services, place, lacking))
    with services.sessions.begin() as session:
        _mine(session, reading).counted_at = services.clock()
    return taken


def _opened(
    services: Services, reading: Reading, line: Line, role: FolderRole, name: str
) -> tuple[Place, Shelf]:
    with services.sessions() as session:
        account = session.get_one(MailAccount, reading.account_id)
        marks = account.marks_seen and role is FolderRole.INBOX
    shelf = line.open(name, marks=marks)
    with services.sessions.begin() as session:
        account = _mine(session, reading)
        folder = next((one for one in account.folders if one.name == name), None)
        if folder is None:
            folder = MailFolder(account=account, role=role, name=name, missing=[])
            folder.begins(shelf.validity, shelf.next_uid)
            session.add(folder)
        elif folder.validity != shelf.validity:
            log.warning("imap.counts-anew", account=account.id, folder=folder.id)
            folder.begins(shelf.validity, shelf.next_uid)
        folder.role = role
        session.flush()
        place = Place(
            folder_id=folder.id,
            role=role,
            name=name,
            validity=folder.validity,
            first_uid=folder.first_uid,
            last_uid=folder.last_uid,
            from_at=account.from_at,
            made_at=account.made_at,
            marks=marks,
        )
    return place, shelf


def _read(services: Services, reading: Reading, line: Line, place: Place, shelf: Shelf) -> int:
    """All that came since it was read last."""
    taken = 0
    for uids in _listed(line, place, shelf, place.last_uid + 1):
        for at in range(0, len(uids), CHUNK):
            chunk = _without_row(services, place, uids[at : at + CHUNK])
            taken += _take(services, reading, line, place, chunk)
            _read_up_to(services, reading, place, uids[at : at + CHUNK][-1])
    if shelf.next_uid - 1 > place.last_uid:
        _read_up_to(services, reading, place, shelf.next_uid - 1)
    return taken


def _listed(line: Line, place: Place, shelf: Shelf, first: int) -> Iterator[list[int]]:
    """Of what lay there at the first look only what may have arrived since the start."""
    if place.from_at is None:
        yield from line.uids(shelf, first)
        return
    before = replace(shelf, next_uid=min(place.first_uid, shelf.next_uid))
    yield from line.uids(before, first, since=place.from_at)
    yield from line.uids(shelf, max(first, place.first_uid))


def _take(services: Services, reading: Reading, line: Line, place: Place, uids: list[int]) -> int:
    """Those that are wanted, in batches of bounded size; how many."""
    if not uids:
        return 0
    labels = line.labels(uids)
    wanted = [uid for uid in uids if uid in labels and place.wants(uid, labels[uid])]
    _keep(services, reading, place, {}, labels, [uid for uid in uids if uid not in labels], [])
    for uid in wanted:
        if labels[uid].size > LARGEST:
            _keep_beginning(services, reading, place, uid, labels[uid], line.beginning(uid, BEGINNING))
    for batch in packed([uid for uid in wanted if labels[uid].size <= LARGEST], labels):
        mails = line.mails(batch)
        lacking = [uid for uid in batch if uid not in mails]
        there = line.labels(lacking) if lacking else {}
        gone = [uid for uid in lacking if uid not in there]
        _keep(services, reading, place, mails, labels, gone, list(there))
        if place.marks and mails:
            line.mark_seen(list(mails))
    return len(wanted)


def _keep(
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
        account = _mine(session, reading)
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


def _keep_beginning(
    services: Services, reading: Reading, place: Place, uid: int, label: Label, raw: bytes
) -> None:
    """Too large to be kept here whole: set aside with a reason, and where it lies."""
    now = services.clock()
    digest, message_id = receive.fingerprint("email", raw)
    with services.sessions.begin() as session:
        account = _mine(session, reading)
        known = session.scalar(MailSeen.same_mail(account, place.role, digest, message_id))
        if known is None:
            entry = _entry(services, session, account, place, uid, label, raw, now)
            entry.set_aside(
                f"It has {label.size / 1e6:.0f} MB; at most {LARGEST / 1e6:.0f} MB are taken. Its beginning is "
                f"kept here, and can be read; the whole lies in the folder {place.name} of {account.user}."
            )
            services.tell(session, f"today:{account.store_id}")
        _row(
            session, place, uid, now, entry_id=known or entry.id, why=MailSeen.AGAIN if known else ""
        )


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


def _without_row(services: Services, place: Place, uids: list[int]) -> list[int]:
    known = set[int]()
    with services.sessions() as session:
        for at in range(0, len(uids), CHUNK):
            known |= set(
                session.scalars(MailSeen.among(place.folder_id, place.validity, uids[at : at + CHUNK]))
            )
    return [uid for uid in uids if uid not in known]


def _read_up_to(services: Services, reading: Reading, place: Place, uid: int) -> None:
    with services.sessions.begin() as session:
        _mine(session, reading)
        folder = session.get_one(MailFolder, place.folder_id)
        if folder.validity == place.validity:
            folder.last_uid = max(folder.last_uid, uid)


def _missing(services: Services, reading: Reading, place: Place, listed: int, missing: list[int]) -> None:
    with services.sessions.begin() as session:
        _mine(session, reading)
        folder = session.get_one(MailFolder, place.folder_id)
        folder.listed, folder.missing = listed, missing[:NAMED]


def _to_count(services: Services, reading: Reading) -> bool:
    with services.sessions() as session:
        at = session.get_one(MailAccount, reading.account_id).counted_at
    return at is None or not at <= services.clock() < at + COUNTED_EVERY


def _mine(session: Session, reading: Reading) -> MailAccount:
    """The account, held until the transaction ends; Lost where somebody else has it."""
    if not mail_account.holds(session, reading.account_id, reading.mark):
        raise Lost("somebody else reads this mailbox")
    return session.get_one(MailAccount, reading.account_id)
