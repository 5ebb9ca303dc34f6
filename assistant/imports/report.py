"""What an import did: how many rows became what, and why each refused row was refused."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from assistant.core.errors import RightbackError


class ImportFailed(RightbackError):
    """The file as a whole cannot be taken; the message says why and what to do."""


class NoColumns(ImportFailed):
    """Nothing in the headings is known; `hint` is what the command line offers for that."""

    hint = "Or name them: --map 'Heading=field', --map '1=field' where the file has no headings."


class Unusable(RightbackError):
    """One row cannot be taken; the message is the reason, in words."""


class Change(StrEnum):
    ADDED = "added"
    CHANGED = "changed"
    SAME = "same"


@dataclass(frozen=True)
class Refused:
    """One row that was not taken. `line` is where it begins in the file, counted from 1."""

    line: int
    reason: str
    row: tuple[str, ...] = ()

    def __str__(self) -> str:
        return f"line {self.line}: {self.reason}"


@dataclass(frozen=True)
class Remark:
    """A row that was taken, but not all of it."""

    line: int
    what: str

    def __str__(self) -> str:
        return f"line {self.line}: {self.what}"


@dataclass(frozen=True)
class Report:
    """read = added + changed + same + refused. `columns`: how each column of the file was understood."""

    read: int = 0
    added: int = 0
    changed: int = 0
    same: int = 0
    refused: tuple[Refused, ...] = ()
    remarks: tuple[Remark, ...] = ()
    columns: Mapping[str, str] = field(default_factory=dict)
    unused: tuple[str, ...] = ()

    @property
    def taken(self) -> int:
        return self.added + self.changed + self.same

    def __str__(self) -> str:
        return (
            f"{self.read} rows read: {self.added} added, {self.changed} changed, "
            f"{self.same} the same as before, {len(self.refused)} refused"
        )
