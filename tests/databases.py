"""The two databases that the tests run on: a file each, or a PostgreSQL database, both with today's tables.

The server is the one that `RIGHTBACK_TEST_POSTGRESQL` names (a URL that may create databases), else the one
that answers on this machine's socket. Making a database there takes a tenth of a second and more, so one
that a test gave back is emptied and lent again, under another name: what a test left running finds it gone.
"""

import os
import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
from psycopg import sql

from assistant.engine.deferred import prepare
from assistant.records.database import migrate, open_database

SERVER = os.environ.get("RIGHTBACK_TEST_POSTGRESQL", "postgresql:///postgres")
PREFIX = "rightback_test_"
SAMPLED = {"browser", "pipeline", "web"}  # folders of tests; see `seen_again`
HANG_UP = """
    SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity
    WHERE datname = current_database() AND pid <> pg_backend_pid()
"""
# No trigger and no foreign key is asked where the role is `replica`.
EMPTY = """
    SET session_replication_role = replica;
    DO $$ DECLARE name text; BEGIN
        FOR name IN SELECT oid::regclass FROM pg_class
            WHERE relnamespace = 'public'::regnamespace AND relkind = 'r' AND relname <> 'alembic_version'
        LOOP EXECUTE 'DELETE FROM ' || name; END LOOP;
        PERFORM setval(seqrelid, seqstart, false) FROM pg_sequence;
    END $$
"""
# What a test may have changed beside rows: tables, columns, constraints, indexes, triggers, functions.
SHAPE = """
    SELECT md5(string_agg(one, E'\\n' ORDER BY one)) FROM (
        SELECT concat_ws(' ', relkind, relname) AS one FROM pg_class
            WHERE relnamespace = 'public'::regnamespace
        UNION ALL SELECT concat_ws(' ', attrelid::regclass, attname, atttypid, attnotnull, attisdropped)
            FROM pg_attribute JOIN pg_class ON pg_class.oid = attrelid
            WHERE relnamespace = 'public'::regnamespace AND relkind = 'r'
        UNION ALL SELECT concat_ws(' ', conrelid::regclass, conname, pg_get_constraintdef(oid))
            FROM pg_constraint WHERE connamespace = 'public'::regnamespace
        UNION ALL SELECT concat_ws(' ', tgrelid::regclass, tgname, tgenabled) FROM pg_trigger
            WHERE NOT tgisinternal
        UNION ALL SELECT concat_ws(' ', proname, md5(prosrc)) FROM pg_proc
            WHERE pronamespace = 'public'::regnamespace
        UNION ALL SELECT version_num FROM alembic_version
    ) AS shape
"""


def server_answers() -> bool:
    try:
        _do("SELECT 1")
    except psycopg.Error:
        return False
    return True


class Shelf:
    """Databases with today's tables and no rows, to be lent one by one."""

    def __init__(self) -> None:
        self.template = _fresh_name()
        _do(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(self.template)))
        engine = open_database(url_of(self.template))
        migrate(engine)
        prepare(engine)
        engine.dispose()
        self.shape = _of(self.template, SHAPE)
        self.free: list[str] = []

    @contextmanager
    def lent(self) -> Iterator[str]:
        url = self._lend()
        try:
            yield url
        finally:
            self._take_back(url)

    def _lend(self) -> str:
        name = _fresh_name()
        while self.free:
            old = self.free.pop()
            try:
                _do(sql.SQL("ALTER DATABASE {} RENAME TO {}").format(*map(sql.Identifier, (old, name))))
            except psycopg.errors.ObjectInUse:  # by what a test left running
                _drop(old)
            else:
                return url_of(name)
        _do(
            sql.SQL("CREATE DATABASE {} TEMPLATE {} STRATEGY file_copy").format(
                *map(sql.Identifier, (name, self.template))
            )
        )
        _do(sql.SQL("ALTER DATABASE {} SET synchronous_commit = off").format(sql.Identifier(name)))
        return url_of(name)

    def _take_back(self, url: str) -> None:
        """Emptied and kept; dropped where a test changed its shape or made away with it."""
        name = url.partition("?")[0].rpartition("/")[2]
        try:
            _of(name, HANG_UP)
            same = _of(name, SHAPE) == self.shape
            if same:
                _of(name, EMPTY)
        except psycopg.Error:
            same = False
        if same:
            self.free.append(name)
        else:
            _drop(name)

    def close(self) -> None:
        for name in (*self.free, self.template):
            _drop(name)


class File:
    """A SQLite file with today's tables and no rows, to be copied."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / "rightback.sqlite"
        engine = open_database(f"sqlite:///{self.path}")
        migrate(engine)
        engine.dispose()

    def copy(self, to: Path) -> str:
        shutil.copyfile(self.path, to)
        return f"sqlite:///{to}"


def url_of(name: str) -> str:
    base, _, query = SERVER.partition("?")
    return f"{base.rpartition('/')[0]}/{name}{'?' + query if query else ''}"


def _fresh_name() -> str:
    return PREFIX + secrets.token_hex(6)


def _drop(name: str) -> None:
    _do(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))


def _of(name: str, statement: str) -> object:
    """The first value that a statement gives in this database; None where it gives none."""
    with psycopg.connect(url_of(name), autocommit=True, connect_timeout=5) as connection:
        cursor = connection.execute(statement)
        row = cursor.fetchone() if cursor.description else None
        return row[0] if row else None


def _do(statement) -> None:
    with psycopg.connect(SERVER, autocommit=True, connect_timeout=5) as connection:
        connection.execute(statement)


def every(services) -> int:
    """Step through a long list of samples: all of them on SQLite, every fourth on PostgreSQL.

    What reads and drafts is the same code on both; the rows are what may differ.
    """
    with services.sessions() as session:
        return 1 if session.get_bind().dialect.name == "sqlite" else 4


def seen_again(items) -> list[bool]:
    """Of each test: whether it is one more sample of a page or a step that PostgreSQL has seen before."""
    seen, again = set(), []
    for item in items:
        values = getattr(getattr(item, "callspec", None), "params", {})
        spared = values.get("database") == "postgresql" and item.path.parent.name in SAMPLED
        again.append(spared and (item.path, item.originalname) in seen)
        if spared:
            seen.add((item.path, item.originalname))
    return again
