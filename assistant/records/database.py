"""The one file that knows which database it is."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from sqlite3 import Connection as SQLiteConnection
from typing import Any

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, create_engine, event, text
from sqlalchemy.orm import Session, sessionmaker

from assistant.core.errors import RightbackError
from assistant.records.base import Base

BUSY_MILLISECONDS = 15_000
WRITES = "rightback_writes"
MIGRATIONS = Path(__file__).parent / "migrations"


class Sessions(sessionmaker[Session]):
    """`sessions()` is for reading, `sessions.begin()` for writing.

    Writing takes the write lock at once (SQLite's `BEGIN IMMEDIATE`): a lock asked for halfway would fail.
    """

    @contextmanager
    def begin(self) -> Iterator[Session]:
        with self() as session, session.begin():
            for_writing(session)
            yield session


def open_database(url: str) -> Engine:
    """An engine. For SQLite: WAL, foreign keys, `BEGIN IMMEDIATE` (plain BEGIN locks and loses updates)."""
    if not url.startswith("sqlite"):
        return create_engine(url, pool_pre_ping=True)
    memory = url in ("sqlite://", "sqlite:///:memory:")
    if not memory:
        Path(url.removeprefix("sqlite:///")).parent.mkdir(parents=True, exist_ok=True)
    options: dict[str, Any] = {} if memory else {"pool_size": 40, "max_overflow": 40}
    engine = create_engine(url, connect_args={"timeout": BUSY_MILLISECONDS / 1000}, **options)
    event.listen(engine, "connect", _prepare)
    event.listen(engine, "begin", _begin)
    return engine


def sessions_of(engine: Engine) -> Sessions:
    made = Sessions(engine, expire_on_commit=False)
    event.listen(made, "after_commit", _run_waiting)
    event.listen(made, "after_rollback", _drop_waiting)
    return made


def for_writing(session: Session) -> Session:
    """Let this session's transaction take the write lock, before its first statement."""
    session.connection(execution_options={WRITES: True})
    return session


def after_commit(session: Session, then: Callable[[], None]) -> None:
    """Call `then` once this session's transaction is on disk; never, if it is rolled back."""
    session.info.setdefault("after_commit", []).append(then)


def _run_waiting(session: Session) -> None:
    for call in session.info.pop("after_commit", []):
        call()


def _drop_waiting(session: Session) -> None:
    session.info.pop("after_commit", None)


def migrate(engine: Engine, revision: str = "head") -> None:
    """Bring the tables to `revision`; refuses a database that a newer program has written."""
    with engine.connect() as connection:
        _refuse_newer(connection)
        connection.commit()
        config = _config()
        config.attributes["connection"] = connection
        command.upgrade(config, revision)
        connection.commit()


def downgrade(engine: Engine, revision: str) -> None:
    with engine.connect() as connection:
        config = _config()
        config.attributes["connection"] = connection
        command.downgrade(config, revision)
        connection.commit()


def revision_of(engine: Engine) -> str | None:
    with engine.connect() as connection:
        return MigrationContext.configure(connection).get_current_revision()


def alive(session: Session) -> bool:
    return session.execute(text("SELECT 1")).scalar() == 1


def clear(session: Session) -> None:
    """Delete every row, in the caller's transaction; for a sample only, its maker asks first.

    The triggers that keep messages and promises step aside for it and are put back.
    """
    session.execute(text("PRAGMA defer_foreign_keys = ON"))
    triggers = session.execute(text("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")).all()
    for name, _ in triggers:
        session.execute(text(f'DROP TRIGGER "{name}"'))
    for table in reversed(Base.metadata.sorted_tables):
        session.execute(table.delete())
    for _, body in triggers:
        session.connection().exec_driver_sql(body)


def _refuse_newer(connection: Connection) -> None:
    found = MigrationContext.configure(connection).get_current_revision()
    known = {script.revision for script in ScriptDirectory.from_config(_config()).walk_revisions()}
    if found is not None and found not in known:
        raise RightbackError(
            f"The database was written by a newer Rightback (revision {found}). Nothing was changed. "
            "Start the newer program, or restore a backup made with this one."
        )


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    return config


def _prepare(connection: SQLiteConnection, _record: Any) -> None:
    connection.isolation_level = None  # we say BEGIN ourselves
    cursor = connection.cursor()
    for pragma in (
        "journal_mode=WAL",
        "synchronous=FULL",  # a 2xx means that it is safe on disk
        "foreign_keys=ON",
        f"busy_timeout={BUSY_MILLISECONDS}",
    ):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin(connection: Connection) -> None:
    writes = connection.get_execution_options().get(WRITES)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
