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
        connection = _connection()
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("INSERT INTO raw (content) VALUES (?)", (environ["wsgi.input"].read(length),))
        connection.execute("COMMIT")
    start_response("200 OK", [("Content-Type", "text/plain"), ("Content-Length", "2")])
    return [b"ok"]


def _connection() -> sqlite3.Connection:
    if not hasattr(HERE, "connection"):
        made = sqlite3.connect(os.environ["BARE_DATABASE"], timeout=15, isolation_level=None)
        for pragma in ("journal_mode=WAL", "synchronous=FULL", "busy_timeout=15000"):
            made.execute(f"PRAGMA {pragma}")
        made.execute("CREATE TABLE IF NOT EXISTS raw (id INTEGER PRIMARY KEY, content BLOB)")
        HERE.connection = made
    return HERE.connection  # type: ignore[no-any-return]
