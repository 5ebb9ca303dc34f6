"""Reading: a file of rows in any of the writings that other programs export.

Encoding (UTF-8, UTF-16, Windows-1252) and delimiter (comma, semicolon, tab, bar) are found out; the file is
streamed, never held whole. A broken row is a `Refused`, and the next one is read.
"""

import codecs
import csv
import io
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import chain, islice
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from assistant.imports.report import ImportFailed, NoColumns, Refused
from assistant.imports.synonyms import FIELDS, columns, squeezed

if TYPE_CHECKING:
    from _csv import Reader as CsvReader

Source = Path | TextIO
CHUNK = 1 << 20  # bytes
SNIFFED = 20  # lines looked at for the delimiter
LONGEST_CELL = 100_000  # characters
LINES_A_ROW = 60  # a row that spans more has a quotation mark that never closes


@dataclass(frozen=True)
class Row:
    """One row of the file, by our names. A field may stand in several columns (two phones)."""

    line: int
    cells: tuple[str, ...]
    fields: Mapping[str, tuple[str, ...]]

    def get(self, field: str) -> str:
        """The first value that is not empty."""
        return next(iter(self.fields.get(field, ())), "")

    def all(self, field: str) -> tuple[str, ...]:
        return self.fields.get(field, ())


@dataclass(frozen=True)
class Table:
    """`places` maps column index to field; `rows` is read once, while the file is open."""

    headings: tuple[str, ...]
    places: Mapping[int, str]
    rows: Iterator[Row | Refused]
    lines: int  # of the file, 0 where nobody can tell before reading

    @property
    def taken(self) -> dict[str, str]:
        return {self._title(index): field for index, field in sorted(self.places.items())}

    @property
    def unused(self) -> tuple[str, ...]:
        return tuple(t for i, t in enumerate(self.headings) if i not in self.places and t.strip())

    def _title(self, index: int) -> str:
        return self.headings[index] if index < len(self.headings) else str(index + 1)


@contextmanager
def open_table(kind: str, source: Source, mapping: Mapping[str, str] | None = None) -> Iterator[Table]:
    """The rows of a file. `mapping` names columns by heading, or by number from 1 in a file without headings.

    ImportFailed where the file cannot be read, or no column of it is known.
    """
    given = _checked(kind, mapping or {})
    if isinstance(source, Path):
        encoding, lines = examined(source)
        with source.open(encoding=encoding, errors="replace", newline="") as stream:
            yield _table(kind, stream, given, lines)
    else:
        yield _table(kind, source, given, 0)


def _checked(kind: str, mapping: Mapping[str, str]) -> dict[str, str]:
    wrong = sorted(set(mapping.values()) - set(FIELDS[kind]))
    if wrong:
        known = ", ".join(FIELDS[kind])
        raise ImportFailed(f"{kind} have no field {', '.join(wrong)}. The fields are: {known}.")
    return dict(mapping)


def examined(path: Path) -> tuple[str, int]:
    """(encoding, number of lines), from one look over the whole file; ImportFailed if there is none."""
    try:
        with path.open("rb") as file:
            head = file.read(4)
            file.seek(0)
            if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
                return "utf-16", _newlines(file)
            if b"\0" in head:
                return ("utf-16-be" if head[0] == 0 else "utf-16-le"), _newlines(file)
            return _eight_bit(file)
    except OSError as error:
        raise ImportFailed(f"{path.name} cannot be read: {error.strerror}.") from error


def _newlines(file: io.BufferedReader) -> int:
    return sum(chunk.count(b"\n") for chunk in iter(lambda: file.read(CHUNK), b""))


def _eight_bit(file: io.BufferedReader) -> tuple[str, int]:
    decoder, lines, encoding = codecs.getincrementaldecoder("utf-8")(), 0, "utf-8-sig"
    for block in iter(lambda: file.read(CHUNK), b""):
        lines += block.count(b"\n")
        if encoding == "utf-8-sig":
            try:
                decoder.decode(block)
            except UnicodeDecodeError:
                encoding = "cp1252"
    return encoding, lines


def _table(kind: str, stream: TextIO, given: dict[str, str], lines: int) -> Table:
    head = list(islice(stream, SNIFFED))
    if head:
        head[0] = head[0].removeprefix("\ufeff")
    if not any(line.strip() for line in head):
        raise ImportFailed("The file is empty.")
    skipped = next(index for index, line in enumerate(head) if line.strip())
    csv.field_size_limit(LONGEST_CELL)
    reader = csv.reader(chain(head, stream), delimiter=_delimiter(head[skipped:]))
    if given and all(name.strip().isdigit() for name in given):
        places = {int(number) - 1: field for number, field in given.items()}
        return Table((), places, _rows(reader, places, width=None, skip=0), lines)
    for _ in range(skipped):
        next(reader)
    headings = tuple(cell.strip() for cell in next(reader))
    places = _places(kind, headings, given)
    return Table(headings, places, _rows(reader, places, width=len(headings), skip=reader.line_num), lines)


def _delimiter(lines: list[str]) -> str:
    """The one that splits the first lines into the most columns, most evenly."""

    def worth(mark: str) -> tuple[int, int]:
        counts = [len(cells) for cells in csv.reader(lines[:SNIFFED], delimiter=mark) if cells]
        usual = max(set(counts), key=counts.count)
        return (counts.count(usual) * (usual > 1), usual)

    return max(",;\t|", key=worth)


def _places(kind: str, headings: tuple[str, ...], given: dict[str, str]) -> dict[int, str]:
    places = columns(kind, headings)
    by_name = {squeezed(heading): index for index, heading in reversed(list(enumerate(headings)))}
    for name, field in given.items():
        if squeezed(name) not in by_name:
            raise ImportFailed(f"There is no column {name!r}. The columns are: {', '.join(headings)}.")
        places = {index: taken for index, taken in places.items() if taken != field or field in MANY}
        places[by_name[squeezed(name)]] = field
    if not places:
        raise NoColumns(
            f"No column is known to be of {kind}: {', '.join(headings)}. Nothing was taken. Give "
            f"the first line these headings, or some of them: {', '.join(FIELDS[kind])}."
        )
    return places


MANY = ("email", "phone", "work", "part")
"""Fields that several columns may hold at once."""


def _rows(
    reader: "CsvReader", places: Mapping[int, str], *, width: int | None, skip: int
) -> Iterator[Row | Refused]:
    line = skip
    while True:
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            yield Refused(line + 1, f"not readable as a row: {error}")
            line = reader.line_num
            continue
        first, line = line + 1, reader.line_num
        if not any(cell.strip() for cell in cells):
            continue
        if line - first > LINES_A_ROW:
            yield Refused(first, f"a quotation mark opens here and does not close before line {line}")
        elif width is not None and any(cell.strip() for cell in cells[width:]):
            reason = f"it has {len(cells)} cells, but the headings name {width}; is a comma not quoted?"
            yield Refused(first, reason, tuple(cells))
        else:
            yield Row(first, tuple(cells), _named(cells, places))


def _named(cells: list[str], places: Mapping[int, str]) -> dict[str, tuple[str, ...]]:
    fields: dict[str, tuple[str, ...]] = {}
    for index, field in places.items():
        value = cells[index].strip() if index < len(cells) else ""
        if value and value.lower() not in NOTHING:
            fields[field] = (*fields.get(field, ()), value)
    return fields


NOTHING = frozenset({"null", "none", "n/a", "na", "nan", "-", "--", "#n/a", "\\n"})
"""What programs write where there is nothing."""
