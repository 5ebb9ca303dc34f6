"""Snippets from a Markdown file: one `## Title` each, with lines such as `kind:` and `topics:` on top of it.

What stands in the file's front matter counts for every snippet that does not say it itself.
"""

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from assistant.imports.report import ImportFailed, Refused
from assistant.imports.synonyms import FIELDS, squeezed
from assistant.imports.table import LONGEST_CELL, Row, Source, Table, examined

SUFFIXES = (".md", ".markdown")
TITLE = re.compile(r"##\s+(?P<title>.*?)\s*#*\s*")
FIELD = re.compile(r"(?P<name>[A-Za-z][A-Za-z ]{0,20}):\s*(?P<value>.*)")
FENCE = "---"


@contextmanager
def open_snippets(kind: str, source: Source, mapping: Mapping[str, str] | None = None) -> Iterator[Table]:
    """As open_table. ImportFailed where the file has no `## Title`."""
    del mapping  # the names of the fields stand in the file
    lines = _read(source)
    if not any(TITLE.fullmatch(line) for line in lines):
        raise ImportFailed("There is no title in it: each snippet begins with a line such as “## Deposit”.")
    names = {
        squeezed(name): field for field, all_names in FIELDS[kind].items() for name in all_names.split("|")
    }
    yield Table((), {}, _rows(lines, names), len(lines))


def _read(source: Source) -> list[str]:
    if not isinstance(source, Path):
        return source.read().splitlines()
    encoding, _ = examined(source)
    return source.read_text(encoding=encoding, errors="replace").splitlines()


def _rows(lines: list[str], names: Mapping[str, str]) -> Iterator[Row | Refused]:
    shared, start = _front(lines, names)
    places = [n for n in range(start, len(lines)) if TITLE.fullmatch(lines[n])]
    stray = [n for n in range(start, places[0] if places else len(lines)) if lines[n].strip()]
    if stray and not lines[stray[0]].startswith("# "):
        yield Refused(stray[0] + 1, "words before the first “## Title”: they belong to no snippet")
    for place, end in zip(places, [*places[1:], len(lines)], strict=True):
        found = TITLE.fullmatch(lines[place])
        title = found["title"] if found else ""
        fields, text = _snippet(lines[place + 1 : end], names)
        given = {**shared, **fields, "title": title, "text": text}
        if len(text) > LONGEST_CELL:
            yield Refused(place + 1, f"its text has more than {LONGEST_CELL:,} characters")
            continue
        yield Row(place + 1, (title, text), {name: (value,) for name, value in given.items() if value})


def _front(lines: list[str], names: Mapping[str, str]) -> tuple[dict[str, str], int]:
    """The fields between the two `---` that the file may begin with, and the line after them."""
    if not lines or lines[0].strip() != FENCE:
        return {}, 0
    end = next((n for n in range(1, len(lines)) if lines[n].strip() == FENCE), 0)
    return (_fields(lines[1:end], names)[0], end + 1) if end else ({}, 0)


def _snippet(lines: list[str], names: Mapping[str, str]) -> tuple[dict[str, str], str]:
    fields, at = _fields(lines, names)
    return fields, "\n".join(lines[at:]).strip()


def _fields(lines: list[str], names: Mapping[str, str]) -> tuple[dict[str, str], int]:
    """The fields on top, and where they end: at the first line that is none of a known name."""
    found: dict[str, str] = {}
    for number, line in enumerate(lines):
        if not line.strip():
            if found:
                return found, number
            continue
        field = FIELD.fullmatch(line.strip())
        if field is None or squeezed(field["name"]) not in names:
            return found, number
        found[names[squeezed(field["name"])]] = field["value"].strip()
    return found, len(lines)
