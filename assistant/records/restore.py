"""A restore: a backup into an empty database of either kind; all of it, or nothing.

The triggers that refuse (nevers 1, 6 and 7) step aside while rows are laid in, and are put back in the same
transaction; what they guard is proved of the rows before it is committed.
"""

import hashlib
import json
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from itertools import islice
from pathlib import Path
from typing import IO, Any

from sqlalchemy import Connection, Engine, func, inspect, select, text
from sqlalchemy.exc import IntegrityError, SQLAlchemyError

from assistant.core.errors import RightbackError
from assistant.records import proof, rows
from assistant.records.aside import triggers_aside
from assistant.records.backup import FORMAT, MANIFEST, PATIENT, Manifest, table_of
from assistant.records.database import WRITES, downgrade, head, known_revisions, migrate, revision_of

TORN = zipfile.BadZipFile, zlib.error, EOFError, OSError, KeyError, TypeError, ValueError, NotImplementedError
PIECE = 1024 * 1024


@contextmanager
def opened(path: Path) -> Iterator[tuple[zipfile.ZipFile, Manifest]]:
    """A backup whose every member was read and found as its manifest says; RightbackError otherwise."""
    if not path.is_file():
        raise RightbackError(f"{path} is not there. Nothing was changed.")
    try:
        archive = zipfile.ZipFile(path)
        manifest = Manifest.of(json.loads(archive.read(MANIFEST)))
        _refuse_unknown(manifest)
        wrong = list(_wrong(archive, manifest))
    except TORN as error:
        raise RightbackError(
            f"{path} is no whole backup ({type(error).__name__}). Nothing was changed. Take another copy."
        ) from None
    with archive:
        if wrong:
            raise RightbackError(
                f"{path} was changed or damaged after it was made ({', '.join(wrong[:3])}). Nothing was "
                "changed here. Take another copy."
            )
        yield archive, manifest


def restore(
    engine: Engine, path: Path, *, now: datetime, moved: bool = False, even_if_broken: bool = False
) -> tuple[Manifest, list[str]]:
    """Lay the rows in and bring the tables up to date.

    `moved` says that the old installation was stopped before the backup: then what waited to be sent is
    sent. Otherwise it may have left meanwhile, so a person looks; whoever was signed in signs in anew, and
    links that set a password end: those that were used since then would be good again.

    What does not hold of the rows is told, a sentence each; unless it is `even_if_broken` they are refused.
    """
    with opened(path) as (archive, manifest):
        _refuse_filled(engine)
        _stand_at(engine, manifest.revision)
        try:
            with engine.connect().execution_options(**{WRITES: True}) as connection, connection.begin():
                _lay_in(connection, archive, manifest)
                broken = proof.broken_on(connection)
                if broken and not even_if_broken:
                    raise RightbackError(_refusal(broken))
                if not moved:
                    _doubt_what_waited(connection, now)
        except IntegrityError as error:
            raise RightbackError(
                f"The rows do not fit together ({_words(error)}). Nothing was restored."
            ) from None
        except (*TORN, SQLAlchemyError) as error:
            raise RightbackError(
                f"The rows could not be laid in ({type(error).__name__}). Nothing was restored."
            ) from error
    migrate(engine, keep=False)
    return manifest, broken


def prompts_of(path: Path, folder: Path) -> int:
    """Write the backup's own prompts into a folder that has none yet; how many files."""
    with opened(path) as (archive, manifest):
        names = [name for name in manifest.members if name.startswith("prompts/")]
        if folder.is_dir() and any(folder.iterdir()):
            return 0
        for name in names:
            target = (folder / name.removeprefix("prompts/")).resolve()
            if not target.is_relative_to(folder.resolve()):
                raise RightbackError(f"{path} holds a file outside of its folder. It was not written.")
            target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            target.write_bytes(archive.read(name))
    return len(names)


def _refuse_unknown(manifest: Manifest) -> None:
    if manifest.format != FORMAT or manifest.revision not in known_revisions():
        raise RightbackError(
            f"The backup was made by a newer Rightback ({manifest.program}, revision {manifest.revision};"
            f" this one knows up to {head()}). Nothing was changed. Install that version, then restore."
        )


def _wrong(archive: zipfile.ZipFile, manifest: Manifest) -> Iterator[str]:
    """Members that are missing, too many, or not what the manifest says."""
    names = [name for name in archive.namelist() if name != MANIFEST]
    if len(set(names)) != len(names):
        yield "a member twice"
    yield from sorted(set(names) ^ set(manifest.members))
    for name, member in manifest.members.items():
        if name not in names:
            continue
        digest, size = hashlib.sha256(), 0
        with archive.open(name) as file:
            while piece := file.read(PIECE):
                digest.update(piece)
                size += len(piece)
        if (digest.hexdigest(), size) != (member.sha256, member.size):
            yield name


def _refuse_filled(engine: Engine) -> None:
    with engine.connect() as connection:
        filled = [kept.name for kept in rows.tables(connection, at_head=False) if _has_rows(connection, kept)]
    if filled:
        raise RightbackError(
            f"There is data already ({', '.join(filled[:3])}). Nothing was changed. Restore into a new data "
            "folder (--data) or an empty database; put the old one aside first if it is to take its place."
        )


def _has_rows(connection: Connection, kept: rows.Kept) -> bool:
    return (
        connection.execute(
            select(func.count()).select_from(select(1).select_from(kept.table).limit(1).subquery())
        ).scalar_one()
        > 0
    )


def _stand_at(engine: Engine, revision: str) -> None:
    """The empty tables as they were when the backup was made."""
    found = revision_of(engine)
    order = known_revisions()
    if found is not None and found in order and order.index(found) > order.index(revision):
        downgrade(engine, revision)
    else:
        migrate(engine, revision, keep=False)


def _lay_in(connection: Connection, archive: zipfile.ZipFile, manifest: Manifest) -> None:
    if connection.dialect.name == "postgresql":
        for name in PATIENT:
            connection.execute(text(f"SET LOCAL {name} = 0"))
    here = {kept.name: kept for kept in rows.tables(connection, at_head=manifest.revision == head())}
    with triggers_aside(connection, list(here)):
        for name, member in manifest.members.items():
            if member.rows is None:
                continue
            kept = here[table_of(name)]
            if _has_rows(connection, kept):
                raise RightbackError("Somebody wrote into the database meanwhile. Nothing was restored.")
            with archive.open(name) as file:
                laid = _fill(connection, kept, file, member.columns)
            if laid != member.rows:
                raise ValueError(f"{laid} rows of {kept.name}, not {member.rows}")


def _fill(connection: Connection, kept: rows.Kept, file: IO[bytes], columns: dict[str, str]) -> int:
    names, kinds = list(columns), list(columns.values())
    into, laid = kept.writing(names, connection.dialect.name), 0
    while batch := list(islice(file, kept.at_once)):
        connection.execute(into, [rows.read(line, names, kinds) for line in batch])
        laid += len(batch)
    return laid


def _doubt_what_waited(connection: Connection, now: datetime) -> None:
    """At most once: what the old installation had in hand when it was backed up may have left since."""
    at: dict[str, Any] = {"now": now if connection.dialect.name != "sqlite" else now.strftime("%F %T.%f")}
    why = "Restored from a backup: it may have left since that was made."
    connection.execute(
        text(
            "UPDATE delivery SET state = 'uncertain', ended_at = :now, reason = :why"
            " WHERE state IN ('queued', 'sending')"
        ),
        {**at, "why": why},
    )
    connection.execute(text("UPDATE sign_in SET ended_at = :now WHERE ended_at IS NULL"), at)
    if inspect(connection).has_table("account_link"):  # not in a backup from before accounts
        ended = "UPDATE account_link SET ended_at = :now WHERE used_at IS NULL AND ended_at IS NULL"
        connection.execute(text(ended), at)


def _refusal(broken: list[str]) -> str:
    return (
        f"The backup holds what is refused here: {'; '.join(broken)}. Nothing was restored.\n"
        "  Take an older backup. Where there is none, --even-if-broken lays this one in as it is."
    )


def _words(error: IntegrityError) -> str:
    return str(error.orig).splitlines()[0]
