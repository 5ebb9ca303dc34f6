"""A sample made at a given moment, and what it received."""

from datetime import datetime

import pytest

from assistant import sample
from assistant.records.database import migrate, open_database, sessions_of


class Made:
    """The sample in memory; `received` holds what was given to `receive`, as keyword arguments."""

    def __init__(self, now: datetime) -> None:
        engine = open_database("sqlite://")
        migrate(engine)
        self.sessions, self.now, self.received = sessions_of(engine), now, []
        self.credentials = self.make(sample.make)

    def make(self, how, now: datetime | None = None) -> sample.SampleCredentials:
        self.received.clear()
        return how(
            self.sessions,
            now=now or self.now,
            hash_password=lambda word: f"hash of {word}",
            seal=lambda token: f"sealed {token}",
            receive=self._receive,
        )

    def _receive(self, **given: object) -> int:
        self.received.append(given)
        return len(self.received)


@pytest.fixture(scope="session")
def make():
    return Made
