"""The SQLite file as it was before its tables change."""

import sqlite3
from contextlib import closing
from pathlib import Path

from sqlalchemy import Connection

from assistant.core.errors import RightbackError


def keep_copy(connection: Connection, revision: str) -> Path | None:
    """`rightback.sqlite.before-<revision>`, with what stands in its log; None where there is no file."""
    name = connection.engine.url.database
    if connection.dialect.name != "sqlite" or not name or name == ":memory:":
        return None
    file = Path(name)
    copy = _free(file, revision)
    part = copy.with_name(copy.name + ".part")
    try:
        part.touch(mode=0o600)
        with closing(sqlite3.connect(file)) as there, closing(sqlite3.connect(part)) as here:
            there.backup(here)
        part.replace(copy)
    except (OSError, sqlite3.Error) as error:
        raise RightbackError(
            f"The database needs an upgrade to {revision}, and no copy of it could be kept ({error})."
            " Nothing was changed. Make room beside it, then start again."
        ) from None
    finally:
        part.unlink(missing_ok=True)
    return copy


def _free(file: Path, revision: str) -> Path:
    """An earlier copy is never written over."""
    first = file.with_name(f"{file.name}.before-{revision}")
    names = (first.with_name(f"{first.name}-{number}") for number in range(2, 1000))
    return next((one for one in (first, *names) if not one.exists()), first)
