"""A store in an empty database, and files to import into it."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from assistant.imports import LOADERS, Report
from assistant.records import Sessions, Store, Teammate
from assistant.records.database import migrate, open_database, sessions_of

NOW = datetime(2026, 11, 24, 15, 0, tzinfo=UTC)  # 10 am in the store


@pytest.fixture
def sessions() -> Sessions:
    engine = open_database("sqlite://")
    migrate(engine)
    made = sessions_of(engine)
    with made.begin() as session:
        store = Store(slug="elm", name="Elm Street Cars", zone="America/New_York")
        dana = Teammate(name="Dana Ruiz", email="dana@elm.example", stores=[store])
        session.add_all([store, dana])
    return made


@pytest.fixture
def load(sessions: Sessions, tmp_path: Path) -> Callable[..., Report]:
    def load_text(kind: str, text: str, *, encoding: str = "utf-8", name: str = "", **more: object) -> Report:
        path = tmp_path / (name or f"{kind}.csv")
        path.write_bytes(text.encode(encoding))
        return LOADERS[kind](sessions, 1, path, **{"now": NOW, **more})

    return load_text
