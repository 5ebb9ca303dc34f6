"""The two databases that the tests run on: a file each, or a PostgreSQL database copied from a migrated one.

The server is the one that `RIGHTBACK_TEST_POSTGRESQL` names (a URL that may create databases), else the one
that answers on this machine's socket.
"""

import os
import secrets

import psycopg
from psycopg import sql

from assistant.engine.deferred import prepare
from assistant.records.database import migrate, open_database

SERVER = os.environ.get("RIGHTBACK_TEST_POSTGRESQL", "postgresql:///postgres")
PREFIX = "rightback_test_"


def server_answers() -> bool:
    try:
        _do("SELECT 1")
    except psycopg.Error:
        return False
    return True


class Template:
    """A migrated, empty database; `copy()` makes one for a test, `drop(url)` takes it away."""

    def __init__(self) -> None:
        self.name = PREFIX + secrets.token_hex(6)
        _do(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(self.name)))
        engine = open_database(url_of(self.name))
        migrate(engine)
        prepare(engine)
        engine.dispose()

    def copy(self) -> str:
        name = PREFIX + secrets.token_hex(6)
        _do(
            sql.SQL("CREATE DATABASE {} TEMPLATE {} STRATEGY file_copy").format(
                sql.Identifier(name), sql.Identifier(self.name)
            )
        )
        return url_of(name)

    def close(self) -> None:
        drop(url_of(self.name))


def url_of(name: str) -> str:
    base, _, query = SERVER.partition("?")
    return f"{base.rpartition('/')[0]}/{name}{'?' + query if query else ''}"


def drop(url: str) -> None:
    name = url.partition("?")[0].rpartition("/")[2]
    _do(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))


def _do(statement) -> None:
    with psycopg.connect(SERVER, autocommit=True, connect_timeout=5) as connection:
        connection.execute(statement)
