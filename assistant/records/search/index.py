"""The index tables, which no model knows: migration 0003 made them and their triggers."""

from pathlib import Path
from typing import Any, Protocol

from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import ColumnElement, Select
from sqlalchemy.orm import Session

from assistant.records.search import postgresql, sqlite
from assistant.records.search.asked import Asked

MADE_BY = "0012"  # the newest migration that changed the index
MIGRATIONS = Path(__file__).parents[1] / "migrations"


class Index(Protocol):
    """What sqlite.py and postgresql.py each do in their own way, with the same answers."""

    def holds(self, *pieces: str) -> ColumnElement[bool]:
        """Whether the words of a row of `search_name` hold one of these pieces."""
        ...

    def with_trigram(self, three: str) -> Select[Any]:
        """Ids of `search_name` whose words hold these three letters."""
        ...

    def texts(self, kind: str, store_ids: list[int], asked: Asked) -> Select[Any]:
        """Ids of "message", "record" or "knowledge" of these stores that hold all terms, newest first."""
        ...

    def likest(self, store_id: int, phrases: list[tuple[str, ...]]) -> Select[Any]:
        """Ids of knowledge of this store that holds any of these phrases of words, best first."""
        ...


def of(session: Session) -> Index:
    """The one for this session's database."""
    return sqlite if session.get_bind().dialect.name == "sqlite" else postgresql


def empty(session: Session) -> None:
    """In the caller's transaction; for records.database.clear, which puts the triggers aside."""
    _made().empty(session.connection())


def rebuild(session: Session) -> None:
    """Write the index anew from the records, in the caller's transaction."""
    made = _made()
    made.empty(session.connection())
    made.fill(session.connection())


def _made() -> Any:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    script = ScriptDirectory.from_config(config).get_revision(MADE_BY)
    return script.module if script else None
