"""Rows as lines of JSON that either database can read: what a backup holds, and how it goes back.

Columns are taken as they stand in the database, not from the models: a backup may be of an older revision.
"""

import base64
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Connection,
    DateTime,
    Insert,
    LargeBinary,
    MetaData,
    Select,
    Table,
    Text,
    bindparam,
    cast,
    insert,
    inspect,
    select,
    text,
)

from assistant.records.base import Base, keepable

WAKE_UPS = "job"  # not carried over: the sweep finds what is to be done
NOT_OURS = ("alembic_", "procrastinate_", "search", "sqlite_")
AT_ONCE, BYTES_AT_ONCE = 500, 4  # rows in memory; a raw mail may have 25 MB
Value = str | int | float | bool | None


@dataclass(frozen=True)
class Kept:
    """One table as it stands: its columns with how each is written, in their order."""

    table: Table
    kinds: dict[str, str]

    @property
    def name(self) -> str:
        return self.table.name

    @property
    def at_once(self) -> int:
        return BYTES_AT_ONCE if "bytes" in self.kinds.values() else AT_ONCE

    def reading(self) -> Select[Any]:
        columns = [self.table.c[name] for name in self.kinds]
        as_text = [
            cast(column, Text) if kind == "json" else column
            for column, kind in zip(columns, self.kinds.values(), strict=True)
        ]
        return select(*as_text).order_by(*self.table.primary_key.columns)

    def writing(self, names: Iterable[str], dialect: str) -> Insert:
        """An insert of these columns; JSON is given as its own text and stays it."""
        values: dict[str, Any] = {}
        for name in names:
            column = self.table.c[name]
            given = bindparam(name, type_=Text() if self.kinds[name] == "json" else column.type)
            plain = self.kinds[name] != "json" or dialect == "sqlite"
            values[name] = given if plain else cast(given, column.type)
        return insert(self.table).values(values)


def tables(connection: Connection, *, at_head: bool) -> list[Kept]:
    """Every table with the business's own rows, those first that others point to."""
    found = MetaData()
    names = [name for name in _ordinary(connection) if _is_ours(name, at_head=at_head)]
    found.reflect(connection, only=names, resolve_fks=False)
    order = {table.name: place for place, table in enumerate(Base.metadata.sorted_tables)}
    ours = [table for table in found.tables.values() if table.name in names]
    ours.sort(key=lambda table: (order.get(table.name, len(order)), table.name))
    return [Kept(table, {c.name: kind_of(c) for c in table.columns if c.computed is None}) for table in ours]


def kind_of(column: Column[Any]) -> str:
    if isinstance(column.type, JSON):
        return "json"
    if isinstance(column.type, LargeBinary):
        return "bytes"
    if isinstance(column.type, DateTime):
        return "moment"
    return "truth" if isinstance(column.type, Boolean) else "plain"


def lines(connection: Connection, kept: Kept) -> Iterator[bytes]:
    """One line a row, streamed: no table is ever in memory whole."""
    kinds = tuple(kept.kinds.values())
    streamed = connection.execution_options(stream_results=True, yield_per=kept.at_once)
    with streamed.execute(kept.reading()) as rows:
        for row in rows:
            values = [written(value, kind) for value, kind in zip(row, kinds, strict=True)]
            yield json.dumps(values, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"


def written(value: Any, kind: str) -> Value:
    """As JSON can say it."""
    if value is None:
        return None
    if kind == "bytes":
        return base64.b64encode(value).decode()
    if kind == "moment":
        aware = value if value.tzinfo else value.replace(tzinfo=UTC)
        return str(aware.astimezone(UTC).isoformat())
    return bool(value) if kind == "truth" else value


def read(line: bytes, names: Sequence[str], kinds: Sequence[str]) -> dict[str, Any]:
    """The parameters of an insert; ValueError where the line is not of this table."""
    values = json.loads(line)
    if not isinstance(values, list) or len(values) != len(names):
        raise ValueError("a row has other columns than its table")
    return {name: _taken(value, kind) for name, value, kind in zip(names, values, kinds, strict=True)}


def _taken(value: Any, kind: str) -> Any:
    if value is None:
        return None
    if kind == "bytes":
        return base64.b64decode(value, validate=True)
    if kind == "moment":
        return datetime.fromisoformat(value)
    return keepable(value) if isinstance(value, str) else value


def _ordinary(connection: Connection) -> list[str]:
    """Without views and what a virtual table keeps behind itself."""
    if connection.dialect.name != "sqlite":
        return inspect(connection).get_table_names()
    listed = connection.execute(text("PRAGMA main.table_list"))
    return [row.name for row in listed if row.type == "table"]


def _is_ours(name: str, *, at_head: bool) -> bool:
    if at_head:
        return name in Base.metadata.tables and name != WAKE_UPS
    return name != WAKE_UPS and not name.startswith(NOT_OURS)
