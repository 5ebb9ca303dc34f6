"""What a check says of a reply."""

from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    BLOCK = "block"
    WARN = "warn"
    NOTE = "note"


@dataclass(frozen=True)
class Finding:
    """`start`, `end` are character offsets into the checked text (0, 0 where it is about the whole)."""

    rule: str
    severity: Severity
    start: int
    end: int
    why: str
    better: str = ""
