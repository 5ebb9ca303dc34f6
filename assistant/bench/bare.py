"""The bare WSGI app beside which intake is measured: inserts the posted bytes and commits, nothing else."""

import os
import sqlite3
import threading
from collections.abc import Callable, Iterable
from typing import Any

HERE = threading.local()


def app(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    length = int(environ.get("CONTENT_LENGTH") or 0)
    if length:
        _keep(environ["wsgi.input"].read(length))
    start_response("200 OK", [("Content-Type", "text/plain"), ("Content-Length", "2")])
    return [b"ok"]


def _keep(content: bytes) -> None:
    if not hasattr(HERE, "keep"):
        where = os.environ["BARE_DATABASE"]
        HERE.keep = _on_postgresql(where) if where.startswith("postgresql") else _on_sqlite(where)
    HERE.keep(content)


def _on_sqlite(where: str) -> Callable[[bytes], None]:
    made = sqlite3.connect(where, timeout=15, isolation_level=None)
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "busy_timeout=15000"):
        made.execute(f"PRAGMA {pragma}")
    made.execute("CREATE TABLE IF NOT EXISTS bare (id INTEGER PRIMARY KEY, content BLOB)")

    def keep(content: bytes) -> None:
        made.execute("BEGIN IMMEDIATE")
        made.execute("INSERT INTO bare (content) VALUES (?)", (content,))
        made.execute("COMMIT")

    return keep


def _on_postgresql(where: str) -> Callable[[bytes], None]:
    import psycopg

    made = psycopg.connect(where, autocommit=True)

    def keep(content: bytes) -> None:
        made.execute("INSERT INTO bare (content) VALUES (%s)", (content,))

    return keep
