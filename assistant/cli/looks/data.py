"""The data folder, the database as it stands, and what must hold of its rows."""

import os
import stat
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

from assistant.cli.looks import Look
from assistant.core.errors import Unreachable
from assistant.core.ports import Now
from assistant.records import Session, Store, proof, state
from assistant.records.database import (
    Database,
    head,
    known_revisions,
    open_database,
    revision_of,
    sessions_of,
)
from assistant.settings import Settings
from assistant.tools import room

LITTLE = 1_000_000_000  # bytes free
OFF = timedelta(seconds=5)


def folder(settings: Settings, _now: Now) -> Iterator[Look]:
    where = settings.data
    if not where.exists():
        yield Look("Data folder", "note", f"{where} is not there yet", "`rightback up` makes it.")
        return
    if not os.access(where, os.W_OK):
        mend = "Give this user the right to write there."
        yield Look("Data folder", "broken", f"{where} cannot be written", mend)
        return
    yield Look("Data folder", "ok", str(where))
    free = room.free(where)
    how = "broken" if room.too_little(where) else "note" if free < LITTLE else "ok"
    mend = "" if how == "ok" else "Make room: mail is refused for now (never lost) when the disk is full."
    yield Look("Disk", how, f"{free / 1e9:.1f} GB free", mend)
    yield from _open_to_others("Data folder", where)
    outbox = settings.outbox_folder
    if settings.gateway == "folder" and outbox.exists() and where not in outbox.parents:
        yield from _open_to_others("Outbox", outbox)


def _open_to_others(what: str, folder: Path) -> Iterator[Look]:
    """Customers' words, keys and links that let in are there; what lies in a closed folder is closed too."""
    mode, mend = stat.S_IMODE(folder.stat().st_mode), f"chmod -R go-rwx {folder}"
    if mode & 0o007:
        yield Look(what, "broken", f"{folder} is open to every user of this machine", mend)
    elif mode & 0o070:
        yield Look(what, "note", f"{folder} is open to its group", mend)


def database(settings: Settings, now: Now) -> Iterator[Look]:
    file = settings.database_file
    if file is not None and not file.exists():
        yield Look("Database", "note", "not there yet", "`rightback up` or `rightback init` makes it.")
        return
    try:
        engine = open_database(settings.database_url)
    except Unreachable as error:
        yield Look("Database", "broken", error.found, error.mend)
        return
    try:
        yield from _opened(engine, now)
    finally:
        engine.dispose()


def _opened(engine: Database, now: Now) -> Iterator[Look]:
    found = revision_of(engine)
    with sessions_of(engine)() as session:
        server = state.server(session)
        yield Look("Database", "ok", ", ".join(f"{name} {value}" for name, value in server.words.items()))
        if server.clock is not None and abs(server.clock - now()) > OFF:
            apart = abs(server.clock - now()).total_seconds()
            mend = "Let both machines keep time (NTP); due times and clocks differ by it."
            yield Look("Clock", "broken", f"{apart:.0f} s from the database's", mend)
        if server.full:
            mend = "Raise max_connections, or run fewer web and worker processes."
            yield Look("Connections", "note", "most of the server's are taken", mend)
        yield _revision(found)
        if found == head():
            yield from _rows(session, now)


def _revision(found: str | None) -> Look:
    if found is None:
        return Look("Tables", "note", "there are none yet", "`rightback up` or `rightback init` makes them.")
    if found not in known_revisions():
        mend = "Start the newer program, or restore a backup made with this one."
        return Look("Tables", "broken", f"revision {found}, written by a newer Rightback", mend)
    if found != head():
        mend = "`rightback backup FILE` first, then `rightback up` (or `web`, `worker`) does it."
        return Look("Tables", "note", f"needs an upgrade from {found} to {head()}", mend)
    return Look("Tables", "ok", f"revision {found}")


def _rows(session: Session, now: Now) -> Iterator[Look]:
    stores = session.query(Store).count()
    yield Look(
        "Stores", "ok" if stores else "note", f"{stores}", "" if stores else "`rightback init` makes one."
    )
    harm = [*state.damage(session), *proof.broken(session)]
    for sentence in harm:
        mend = "Restore the last backup into a new folder and compare; keep this one as it is."
        yield Look("Integrity", "broken", sentence, mend)
    if not harm:
        found = "file sound, every outbound message approved word for word, the ledger balances"
        yield Look("Integrity", "ok", found)
    newest = state.newest_arrival(session)
    if newest is not None and newest > now() + OFF:
        mend = "Set the clock of this machine; waiting times are counted from it."
        yield Look("Clock", "broken", f"something arrived in the future ({newest})", mend)
    yield from _jobs(session, now)


def _jobs(session: Session, now: Now) -> Iterator[Look]:
    jobs = state.jobs(session, now())
    if jobs.aside:
        mend = "Look at the Ledger page and at Mail out below; `rightback up` tries again what can be."
        yield Look("Jobs", "note", f"{jobs.aside} set aside after the last try", mend)
    late = jobs.oldest_seconds
    if late > 300:
        mend = "Is `rightback up` (or a `rightback worker`) running?"
        yield Look("Engine", "broken", f"the oldest job has waited for {late / 60:.0f} minutes", mend)
    elif jobs.workers == 0:
        mend = "Start one: `rightback worker` (systemctl start rightback-worker@1). What arrives is kept."
        yield Look("Engine", "broken", "no worker was seen in the last minute: nothing is worked on", mend)
    else:
        seen = "" if jobs.workers is None else f", {jobs.workers} workers seen in the last minute"
        yield Look("Engine", "ok", (f"oldest job due for {late:.0f} s" if late else "nothing waits") + seen)
