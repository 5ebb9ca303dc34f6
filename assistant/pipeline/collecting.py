"""Collect: what lies in a mailbox is taken once, by UID, and counted; nothing there is moved or deleted.

Each batch, its ledger entries, its jobs and the rows of its UIDs are one transaction, behind the lease of
whoever reads. No transaction is open while the server is asked. What a death leaves undone is listed again.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import structlog

from assistant.core.collecting import (
    BEGINNING,
    LARGEST,
    FolderRole,
    Line,
    MailboxTrouble,
    Shelf,
    Wrong,
    packed,
)
from assistant.pipeline import taking
from assistant.pipeline.services import Services
from assistant.pipeline.taking import NAMED, Place, Reading
from assistant.records import MailAccount, MailFolder

CHUNK = 500  # UIDs that are labelled at once
COUNTED_EVERY = timedelta(hours=1)

log = structlog.get_logger()


def collect(services: Services, reading: Reading, line: Line) -> int:
    """One round through all folders; how many were taken. MailboxTrouble or Lost where it ends early."""
    taken, trouble = 0, ""
    for role, name in line.folders().items():
        try:
            place, shelf = _opened(services, reading, line, role, name)
        except MailboxTrouble as error:
            if error.wrong is not Wrong.FOLDER or role is FolderRole.INBOX:
                raise
            trouble = error.found
            continue
        taken += _read(services, reading, line, place, shelf)
    if _to_count(services, reading):
        taken += count(services, reading, line)
    with services.sessions.begin() as session:
        account = taking.mine(session, reading)
        account.reached(services.clock())
        account.trouble = trouble
    return taken


def behind(services: Services, reading: Reading, shelf: Shelf) -> bool:
    """Whether more lies in the inbox, as it was just opened, than was read."""
    with services.sessions() as session:
        account = session.get_one(MailAccount, reading.account_id)
        inbox = next((one for one in account.folders if one.role is FolderRole.INBOX), None)
        return inbox is not None and (inbox.validity, inbox.last_uid) != (shelf.validity, shelf.next_uid - 1)


def count(services: Services, reading: Reading, line: Line) -> int:
    """Every UID that lies there against our rows: what is missing is named, and taken."""
    taken = 0
    for role, name in line.folders().items():
        place, shelf = _opened(services, reading, line, role, name)
        listed, lacking = 0, list[int]()
        for uids in _listed(line, place, replace(shelf, next_uid=place.last_uid + 1), 1):
            listed += len(uids)
            lacking += taking.without_row(services, place, uids)
        labels = line.labels(lacking)
        before = [uid for uid in lacking if uid in labels and not place.wants(uid, labels[uid])]
        lacking = [uid for uid in labels if uid not in set(before)]
        if lacking:
            log.warning(
                "imap.missing", account=reading.account_id, folder=place.folder_id, uids=lacking[:NAMED]
            )
            taking.tell_missing(services, reading, place, listed - len(before), lacking)
            for at in range(0, len(lacking), CHUNK):
                taken += _take(services, reading, line, place, lacking[at : at + CHUNK])
        taking.tell_missing(
            services, reading, place, listed - len(before), taking.without_row(services, place, lacking)
        )
    with services.sessions.begin() as session:
        taking.mine(session, reading).counted_at = services.clock()
    return taken


def _opened(
    services: Services, reading: Reading, line: Line, role: FolderRole, name: str
) -> tuple[Place, Shelf]:
    with services.sessions() as session:
        account = session.get_one(MailAccount, reading.account_id)
        marks = account.marks_seen and role is FolderRole.INBOX
    shelf = line.open(name, marks=marks)
    with services.sessions.begin() as session:
        account = taking.mine(session, reading)
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
            chunk = taking.without_row(services, place, uids[at : at + CHUNK])
            taken += _take(services, reading, line, place, chunk)
            taking.read_up_to(services, reading, place, uids[at : at + CHUNK][-1])
    if shelf.next_uid - 1 > place.last_uid:
        taking.read_up_to(services, reading, place, shelf.next_uid - 1)
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
    taking.keep(services, reading, place, {}, labels, [uid for uid in uids if uid not in labels], [])
    for uid in wanted:
        if labels[uid].size > LARGEST:
            taking.keep_beginning(services, reading, place, uid, labels[uid], line.beginning(uid, BEGINNING))
    for batch in packed([uid for uid in wanted if labels[uid].size <= LARGEST], labels):
        mails = line.mails(batch)
        lacking = [uid for uid in batch if uid not in mails]
        there = line.labels(lacking) if lacking else {}
        gone = [uid for uid in lacking if uid not in there]
        taking.keep(services, reading, place, mails, labels, gone, list(there))
        if place.marks and mails:
            line.mark_seen(list(mails))
    return len(wanted)


def _to_count(services: Services, reading: Reading) -> bool:
    with services.sessions() as session:
        at = session.get_one(MailAccount, reading.account_id).counted_at
    return at is None or not at <= services.clock() < at + COUNTED_EVERY
