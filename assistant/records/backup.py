"""A backup: one file with every row of one moment, in a form that restores into either database.

A ZIP archive: `rows/<table>.jsonl`, `prompts/…`, and `manifest.json` with the SHA-256 of each. It is written
beside its name and takes that name when it is whole. The key that seals tokens is not in it.
"""

import errno
import hashlib
import json
import os
import zipfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from datetime import datetime
from pathlib import Path
from typing import IO, Any

from sqlalchemy import Connection, Engine, text

from assistant.core.errors import RightbackError
from assistant.records import proof, rows
from assistant.records.database import head, refuse_newer, revision_of

FORMAT = 1
MANIFEST = "manifest.json"
PATIENT = ("statement_timeout", "idle_in_transaction_session_timeout", "lock_timeout")
LEVEL = 3  # of compression: a third of the time of the default, a tenth more bytes


@dataclass
class Member:
    """One file of the archive; `rows` and `columns` (name to kind) for a table."""

    sha256: str
    size: int
    rows: int | None = None
    columns: dict[str, str] = field(default_factory=dict)


@dataclass
class Manifest:
    """What a backup says of itself; `key` tells which key sealed its tokens, not the key."""

    format: int
    program: str
    revision: str
    database: str
    made_at: str
    key: str
    members: dict[str, Member]

    @property
    def counts(self) -> dict[str, int]:
        return {
            table_of(name): member.rows for name, member in self.members.items() if member.rows is not None
        }

    @classmethod
    def of(cls, told: dict[str, Any]) -> "Manifest":
        members = {name: Member(**member) for name, member in told["members"].items()}
        return cls(**{**told, "members": members})


def back_up(
    engine: Engine, path: Path, *, program: str, now: datetime, key: str = "", prompts: Path | None = None
) -> tuple[Manifest, list[str]]:
    """Write everything as it stands at one moment, while others go on writing.

    A sentence for each thing that does not hold of those rows: they are written all the same.
    """
    refuse_newer(engine)
    revision = revision_of(engine)
    if revision is None:
        raise RightbackError("There are no tables yet, so there is nothing to back up.")
    made = Manifest(FORMAT, program, revision, engine.dialect.name, now.isoformat(), key, {})
    with _whole_or_not_at_all(path) as out, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        with snapshot(engine) as connection:
            for kept in rows.tables(connection, at_head=revision == head()):
                name = f"rows/{kept.name}.jsonl"
                member = _write(archive, name, rows.lines(connection, kept), now)
                made.members[name] = Member(member.sha256, member.size, member.rows, kept.kinds)
            broken = proof.broken_on(connection)
        for name, file in _files(prompts):
            whole = _write(archive, name, [file.read_bytes()], now)
            made.members[name] = Member(whole.sha256, whole.size)
        told = json.dumps(asdict(made), ensure_ascii=False, indent=1).encode()
        _write(archive, MANIFEST, [told], now)
    return made, broken


@contextmanager
def snapshot(engine: Engine) -> Iterator[Connection]:
    """A connection that sees one moment, however long it reads, and keeps nobody from writing."""
    with engine.connect() as connection:
        if engine.dialect.name == "postgresql":
            connection = connection.execution_options(
                isolation_level="REPEATABLE READ", postgresql_readonly=True
            )
            for name in PATIENT:
                connection.execute(text(f"SET LOCAL {name} = 0"))
        yield connection


def table_of(member: str) -> str:
    return member.removeprefix("rows/").removesuffix(".jsonl")


def _write(archive: zipfile.ZipFile, name: str, pieces: Iterable[bytes], now: datetime) -> Member:
    digest, size, count = hashlib.sha256(), 0, 0
    info = zipfile.ZipInfo(name, now.timetuple()[:6])
    info.compress_type, info.external_attr = zipfile.ZIP_DEFLATED, 0o600 << 16
    info._compresslevel = LEVEL  # type: ignore[attr-defined]  # public from Python 3.13 on
    with archive.open(info, "w", force_zip64=True) as member:
        for piece in pieces:
            member.write(piece)
            digest.update(piece)
            size, count = size + len(piece), count + 1
    return Member(digest.hexdigest(), size, count)


def _files(prompts: Path | None) -> Iterator[tuple[str, Path]]:
    if prompts is None or not prompts.is_dir():
        return
    for file in sorted(prompts.rglob("*")):
        if file.is_file():
            yield f"prompts/{file.relative_to(prompts).as_posix()}", file


@contextmanager
def _whole_or_not_at_all(path: Path) -> Iterator[IO[bytes]]:
    """A file beside `path`, readable by its owner only, that takes its name once it is on disk."""
    part = path.with_name(path.name + ".part")
    try:
        with os.fdopen(os.open(part, os.O_RDWR | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as out:
            yield out
            out.flush()
            os.fsync(out.fileno())
        part.replace(path)
    except OSError as error:
        full = error.errno in (errno.ENOSPC, errno.EDQUOT)
        why = "The disk is full" if full else f"It cannot be written ({error.strerror or error})"
        raise RightbackError(
            f"{path}: {why}. No backup was made, nothing was left behind, and an earlier one is as it was."
        ) from None
    finally:
        part.unlink(missing_ok=True)
    _keep_the_name(path.parent)


def _keep_the_name(folder: Path) -> None:
    """The folder's entry on disk too; not every file system can."""
    opened = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(opened)
    except OSError:
        return
    finally:
        os.close(opened)
