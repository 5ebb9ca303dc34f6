"""The way of every import: read a row, gather a batch, save it in one transaction, report.

Nothing is half-written: a batch is in or not. A row that the database refuses is found by saving its batch
row by row; it never stops the others.
"""

from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import Generic, TypeVar
from zoneinfo import ZoneInfo

from assistant.imports import cells
from assistant.imports.report import Change, ImportFailed, Refused, Remark, Report, Unusable
from assistant.imports.table import Row, Source, Table, open_table
from assistant.records import IntegrityError, Session, Sessions, Store

BATCH = 500  # rows a transaction
Progress = Callable[[int, int], None]
"""Called with (lines read, lines in all; 0 where nobody can tell)."""
Outcome = Change | Unusable
"""What became of one item; Unusable where only the records could tell that it cannot be taken."""
Opened = Callable[[str, Source, Mapping[str, str] | None], AbstractContextManager[Table]]
Item = TypeVar("Item")
Value = TypeVar("Value")


@dataclass(frozen=True)
class Run:
    """One import: into which store, when, from where."""

    store_id: int
    zone: ZoneInfo
    source: str  # "customers.csv"
    now: datetime
    region: str = "US"  # of telephone numbers without a country
    remarks: list[Remark] = field(default_factory=list)

    @cached_property
    def basis(self) -> str:
        return f"import of {self.source}, {self.now.astimezone(self.zone):%Y-%m-%d}"

    def tried(self, row: Row, name: str, read: Callable[[str], Value]) -> Value | None:
        """The value of a field, if it has one that can be read; what cannot is remarked on, not refused."""
        text = row.get(name)
        if not text:
            return None
        try:
            return read(text)
        except Unusable as error:
            self.remark(row, f"{error}; the rest of the row was taken")
            return None

    def remark(self, row: Row, what: str) -> None:
        self.remarks.append(Remark(row.line, what))

    def moment(self, text: str) -> datetime:
        return cells.moment(text, self.zone)


@dataclass(frozen=True)
class Kind(Generic[Item]):
    """What differs from kind to kind. `read` raises Unusable for a row that cannot be taken."""

    name: str
    read: Callable[[Row, Run], Item]
    save: Callable[[Session, Run, list[Item]], list[Outcome]]


def load(
    kind: Kind[Item],
    sessions: Sessions,
    store_id: int,
    file: Source,
    *,
    mapping: Mapping[str, str] | None = None,
    now: datetime,
    progress: Progress | None = None,
    opened: Opened = open_table,
) -> Report:
    """Take all rows of a file into a store; again and again without doubling anything."""
    run = _run(sessions, store_id, file, now)
    counts = dict.fromkeys(Change, 0)
    refused: list[Refused] = []
    with opened(kind.name, file, mapping) as table:
        for batch in _batches(kind, table, run, refused, progress):
            for row, outcome in _saved(kind, sessions, run, batch):
                if isinstance(outcome, Change):
                    counts[outcome] += 1
                else:
                    refused.append(Refused(row.line, str(outcome), row.cells))
    refused.sort(key=lambda one: one.line)
    return Report(
        read=sum(counts.values()) + len(refused),
        added=counts[Change.ADDED],
        changed=counts[Change.CHANGED],
        same=counts[Change.SAME],
        refused=tuple(refused),
        remarks=tuple(run.remarks),
        columns=table.taken,
        unused=table.unused,
    )


def _run(sessions: Sessions, store_id: int, file: Source, now: datetime) -> Run:
    with sessions() as session:
        store = session.get(Store, store_id)
        if store is None:
            raise ImportFailed(f"There is no store with the number {store_id}.")
        zone = ZoneInfo(store.zone)
    name = file.name if isinstance(file, Path) else Path(str(getattr(file, "name", "") or "a list")).name
    return Run(store_id, zone, name, now)


def _batches(
    kind: Kind[Item], table: Table, run: Run, refused: list[Refused], progress: Progress | None
) -> Iterator[list[tuple[Row, Item]]]:
    batch: list[tuple[Row, Item]] = []
    line = 0
    for row in table.rows:
        line = row.line
        if isinstance(row, Refused):
            refused.append(row)
            continue
        try:
            batch.append((row, kind.read(row, run)))
        except Unusable as error:
            refused.append(Refused(row.line, str(error), row.cells))
        if len(batch) == BATCH:
            yield batch
            batch = []
            if progress:
                progress(line, max(table.lines, line))
    yield batch
    if progress:
        progress(max(table.lines, line), max(table.lines, line))


def _saved(
    kind: Kind[Item], sessions: Sessions, run: Run, batch: list[tuple[Row, Item]]
) -> list[tuple[Row, Outcome]]:
    if not batch:
        return []
    rows = [row for row, _ in batch]
    try:
        with sessions.begin() as session:
            return list(zip(rows, kind.save(session, run, [item for _, item in batch]), strict=True))
    except IntegrityError as error:
        if len(batch) == 1:
            return [(rows[0], Unusable(f"the database does not take it: {error.orig}"))]
    return [found for one in batch for found in _saved(kind, sessions, run, [one])]
