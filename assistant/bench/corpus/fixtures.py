"""The files of a folder of corpora, each with what its source expects of it."""

import hashlib
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

FOLDERS = ("mime", "bounces", "auto_reply", "reply_text", "adf")
NO_MAILS = {".json", ".dtd", ".tnef", ".expected"}
HELD_OUT = 3  # tenths


@dataclass(frozen=True)
class Fixture:
    """`folder`: the source, "mime/enmime"; `expected` only holds what the source asserts."""

    path: Path
    folder: str
    expected: dict[str, Any] = field(repr=False)

    @property
    def held_out(self) -> bool:
        """By its name; reports of one mail server stay together, so that its habits are new as well."""
        name = re.sub(r"-\d+$", "", self.path.stem) if self.folder.startswith("bounces") else self.path.name
        return int(hashlib.sha256(name.encode()).hexdigest(), 16) % 10 < HELD_OUT

    @property
    def name(self) -> str:
        return f"{self.folder}: {self.path.name}"


def fixtures(corpora: Path) -> Iterator[Fixture]:
    for folder in _sources(corpora):
        for file in sorted((folder / "expected").rglob("*.json")):
            expected = json.loads(file.read_text(encoding="utf-8"))
            path = folder / file.relative_to(folder / "expected").with_suffix("")
            if isinstance(expected, dict) and path.is_file():
                yield Fixture(path, str(folder.relative_to(corpora)), expected)


def mails(corpora: Path) -> Iterator[Path]:
    """Every file that is a message, whether anything is expected of it or not."""
    for folder in _sources(corpora):
        for path in sorted(folder.rglob("*")):
            if path.is_file() and path.suffix not in NO_MAILS and "expected" not in path.parts:
                yield path


def _sources(corpora: Path) -> Iterator[Path]:
    for kind in FOLDERS:
        if (corpora / kind).is_dir():
            yield from sorted(path for path in (corpora / kind).iterdir() if path.is_dir())
