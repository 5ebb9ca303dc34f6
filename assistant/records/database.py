"""The one file that knows which database it is."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from functools import cache
from pathlib import Path
from typing import Any

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, create_engine, event, insert, make_url, text
from sqlalchemy.orm import Session, sessionmaker

from assistant.core.errors import RightbackError
from assistant.records.base import Base
from assistant.records.failing import reached, say_no_values
from assistant.records.keeping import keep_copy
from assistant.records.search import index
from assistant.records.turns import Turns

BUSY_MILLISECONDS = 15_000
WRITES = "rightback_writes"
MIGRATIONS = Path(__file__).parent / "migrations"
MIGRATING = 7_264_411  # the advisory lock of whoever changes the tables
POSTGRESQL = {  # per connection; milliseconds
    "timezone": "UTC",
    "lock_timeout": BUSY_MILLISECONDS,
    "statement_timeout": 60_000,
    "idle_in_transaction_session_timeout": 60_000,  # a frozen process lets go of what it holds
}


Database = Engine  # an open database, for those who may not know the library


class Sessions(sessionmaker[Session]):
    """`sessions()` is for reading, `sessions.begin()` for writing.

    On SQLite writing takes the write lock at once (`BEGIN IMMEDIATE`): a lock asked for halfway would fail.
    PostgreSQL reads what is committed; who must not be overtaken holds the row (records.holding).
    """

    turns: Turns | None = None

    @contextmanager
    def begin(self) -> Iterator[Session]:
        turn = self.turns.taken() if self.turns else nullcontext()
        with turn, self() as session, session.begin():
            for_writing(session)
            yield session


def open_database(url: str) -> Engine:
    """An engine for `sqlite:///FILE` or `postgresql://…` that has answered; Unreachable otherwise.

    No statement's values are in its errors.
    """
    return reached(_sqlite(url) if url.startswith("sqlite") else _postgresql(url))


def sessions_of(engine: Engine) -> Sessions:
    made = Sessions(engine, expire_on_commit=False)
    if engine.dialect.name == "sqlite":
        made.turns = Turns(BUSY_MILLISECONDS / 1000)
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
    if session.in_nested_transaction():
        return  # a savepoint is not on disk yet
    for call in session.info.pop("after_commit", []):
        call()


def _drop_waiting(session: Session) -> None:
    if session.in_nested_transaction():
        return
    session.info.pop("after_commit", None)


def migrate(engine: Engine, revision: str = "head", *, keep: bool = True) -> Path | None:
    """Bring the tables to `revision`; refuses a database that a newer program has written.

    One process at a time: whoever starts beside it waits, and finds it done. Gives the copy that was kept
    of a SQLite file whose tables changed.
    """
    with engine.connect() as connection, changing(connection):
        found = _refuse_newer(connection)
        connection.commit()
        to = head() if revision == "head" else revision
        if found == to:
            return None
        copy = keep_copy(connection, to) if keep and found is not None else None
        command.upgrade(_config(connection), revision)
        connection.commit()
    return copy


def downgrade(engine: Engine, revision: str) -> None:
    with engine.connect() as connection, changing(connection):
        command.downgrade(_config(connection), revision)
        connection.commit()


@contextmanager
def changing(connection: Connection) -> Iterator[None]:
    """Only one process changes tables at a time (SQLite's own lock does that by itself)."""
    if connection.dialect.name == "sqlite":
        yield
        return
    connection.execute(text(f"SET lock_timeout = 0; SELECT pg_advisory_lock({MIGRATING})"))
    connection.commit()
    try:
        yield
    finally:
        connection.rollback()
        unlock = f"SELECT pg_advisory_unlock({MIGRATING}); SET lock_timeout = {BUSY_MILLISECONDS}"
        connection.execute(text(unlock))
        connection.commit()


def revision_of(engine: Engine) -> str | None:
    with engine.connect() as connection:
        return MigrationContext.configure(connection).get_current_revision()


def alive(session: Session) -> bool:
    return session.execute(text("SELECT 1")).scalar() == 1


def ours(_thing: Any, name: str | None, kind: str, *_more: Any) -> bool:
    """For Alembic: whether the models know it (tables of the engine and of the search they do not, nor what
    is indexed by an expression)."""
    if kind == "index" and name and name.startswith("by_"):
        return False
    return kind != "table" or name in Base.metadata.tables


def clear(session: Session) -> None:
    """Delete every row, in the caller's transaction; for a sample only, its maker asks first.

    The triggers that keep messages and promises step aside for it and are put back; so do those of the
    search index, which is emptied here.
    """
    index.empty(session)
    if session.get_bind().dialect.name == "sqlite":
        _clear_sqlite(session)
        return
    tables = list(reversed(Base.metadata.sorted_tables))
    for table in tables:
        session.execute(text(f'ALTER TABLE "{table.name}" DISABLE TRIGGER USER'))
    for table in tables:
        session.execute(table.delete())
    for table in tables:
        session.execute(text(f'ALTER TABLE "{table.name}" ENABLE TRIGGER USER'))


def _clear_sqlite(session: Session) -> None:
    session.execute(text("PRAGMA defer_foreign_keys = ON"))
    triggers = session.execute(text("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")).all()
    for name, _ in triggers:
        session.execute(text(f'DROP TRIGGER "{name}"'))
    for table in reversed(Base.metadata.sorted_tables):
        session.execute(table.delete())
    for _, body in triggers:
        session.connection().exec_driver_sql(body)


@cache
def known_revisions() -> tuple[str, ...]:
    """Oldest first."""
    return tuple(script.revision for script in ScriptDirectory.from_config(_config()).walk_revisions())[::-1]


def head() -> str:
    """The revision that this program writes."""
    return known_revisions()[-1]


def refuse_newer(engine: Engine) -> None:
    with engine.connect() as connection:
        _refuse_newer(connection)


def _refuse_newer(connection: Connection) -> str | None:
    found = MigrationContext.configure(connection).get_current_revision()
    if found is not None and found not in known_revisions():
        raise RightbackError(
            f"The database was written by a newer Rightback (revision {found}). Nothing was changed. "
            "Start the newer program, or restore a backup made with this one."
        )
    return found


def _config(connection: Connection | None = None) -> Config:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    if connection is not None:
        config.attributes["connection"] = connection
    return config


def _sqlite(url: str) -> Engine:
    """WAL, foreign keys, `BEGIN IMMEDIATE` (plain BEGIN locks and loses updates)."""
    memory = url in ("sqlite://", "sqlite:///:memory:")
    if not memory:
        Path(url.removeprefix("sqlite:///")).parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    options: dict[str, Any] = {} if memory else {"pool_size": 40, "max_overflow": 40}
    patience = {"timeout": BUSY_MILLISECONDS / 1000}
    engine = create_engine(url, connect_args=patience, hide_parameters=True, **options)
    event.listen(engine, "connect", _prepare)
    event.listen(engine, "begin", _begin)
    return engine


def _prepare(connection: Any, _record: Any) -> None:
    connection.isolation_level = None  # we say BEGIN ourselves
    cursor = connection.cursor()
    for pragma in (
        "journal_mode=WAL",
        "synchronous=FULL",  # a 2xx means that it is safe on disk
        "foreign_keys=ON",
        "secure_delete=ON",  # what was erased does not stay in free pages
        f"busy_timeout={BUSY_MILLISECONDS}",
    ):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin(connection: Connection) -> None:
    writes = connection.get_execution_options().get(WRITES)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def conninfo(url: str) -> str:
    """The same PostgreSQL database, as its own client library names it."""
    return make_url(url).set(drivername="postgresql").render_as_string(hide_password=False)


def disconnect_others(url: str) -> None:
    """PostgreSQL: end every connection to this database but the one that asks."""
    engine = _postgresql(url)
    with engine.connect() as connection:
        connection.execute(
            text(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                " WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )
        )
    engine.dispose()


def _postgresql(url: str) -> Engine:
    engine = create_engine(
        make_url(url).set(drivername="postgresql+psycopg"),
        connect_args={
            "options": " ".join(f"-c {name}={value}" for name, value in POSTGRESQL.items()),
            "connect_timeout": 10,
            "application_name": "rightback",
        },
        pool_size=5,  # a server has a hundred for all processes
        max_overflow=10,
        pool_pre_ping=True,
        hide_parameters=True,
    )
    event.listen(engine, "handle_error", say_no_values)
    return engine


def many(session: Session, kind: type[Base], rows: list[dict[str, Any]]) -> None:
    """Insert rows by the thousand."""
    session.execute(insert(kind), rows)


def analyze(engine: Engine) -> None:
    """Let the database look at its tables, as it does by itself in a quiet hour."""
    statement = "ANALYZE" if engine.dialect.name == "sqlite" else "VACUUM ANALYZE"
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.exec_driver_sql(statement)
