"""Triggers that refuse, and foreign keys, step aside for rows that come back all at once."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection, text

REFUSING = text(
    "SELECT t.tgname, c.relname FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid"
    " JOIN pg_proc p ON p.oid = t.tgfoid JOIN pg_namespace n ON n.oid = c.relnamespace"
    " WHERE NOT t.tgisinternal AND n.nspname = current_schema() AND p.prosrc LIKE '%RAISE EXCEPTION%'"
)
POINTING = text(
    "SELECT o.conname, c.relname, pg_get_constraintdef(o.oid) FROM pg_constraint o"
    " JOIN pg_class c ON c.oid = o.conrelid JOIN pg_namespace n ON n.oid = c.relnamespace"
    " WHERE o.contype = 'f' AND n.nspname = current_schema()"
)


@contextmanager
def triggers_aside(connection: Connection, tables: list[str]) -> Iterator[None]:
    """In the caller's transaction, which must be rolled back if this raises; `tables` count on from their

    highest id afterwards. Triggers that keep an index go on working.
    """
    aside = _on_sqlite if connection.dialect.name == "sqlite" else _on_postgresql
    with aside(connection, tables):
        yield


@contextmanager
def _on_sqlite(connection: Connection, _tables: list[str]) -> Iterator[None]:
    """Foreign keys are looked at when it commits, and named before."""
    connection.execute(text("PRAGMA defer_foreign_keys = ON"))
    found = connection.execute(
        text("SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND sql LIKE '%RAISE(ABORT%'")
    ).all()
    for name, _ in found:
        connection.execute(text(f'DROP TRIGGER "{name}"'))
    yield
    for _, body in found:
        connection.exec_driver_sql(body)
    lost = connection.execute(text("PRAGMA foreign_key_check")).first()
    if lost is not None:
        raise ValueError(f"a row of {lost[0]} points to a row of {lost[2]} that is not there")


@contextmanager
def _on_postgresql(connection: Connection, tables: list[str]) -> Iterator[None]:
    """As the owner of the tables may: constraints are made anew, which looks at every row."""
    pointing = [row for row in connection.execute(POINTING) if row.relname in tables]
    refusing = [row for row in connection.execute(REFUSING) if row.relname in tables]
    for row in pointing:
        connection.execute(text(f'ALTER TABLE "{row.relname}" DROP CONSTRAINT "{row.conname}"'))
    for row in refusing:
        connection.execute(text(f'ALTER TABLE "{row.relname}" DISABLE TRIGGER "{row.tgname}"'))
    yield
    for row in refusing:
        connection.execute(text(f'ALTER TABLE "{row.relname}" ENABLE TRIGGER "{row.tgname}"'))
    for name, table, meaning in pointing:
        connection.exec_driver_sql(f'ALTER TABLE "{table}" ADD CONSTRAINT "{name}" {meaning}')
    _count_on(connection, tables)


def _count_on(connection: Connection, tables: list[str]) -> None:
    sequences = text("SELECT pg_get_serial_sequence(:name, 'id')")
    for table in tables:
        has_id = text(
            "SELECT 1 FROM information_schema.columns WHERE table_schema = current_schema()"
            " AND table_name = :name AND column_name = 'id'"
        )
        if not connection.execute(has_id, {"name": table}).scalar():
            continue
        sequence = connection.execute(sequences, {"name": f'"{table}"'}).scalar()
        if sequence:
            newest = text(f'SELECT setval(:sequence, max(id)) FROM "{table}" HAVING max(id) IS NOT NULL')  # noqa: S608  # our own names
            connection.execute(newest, {"sequence": sequence})
