"""Who hears of what at once, over several processes: PostgreSQL's LISTEN/NOTIFY carries topics, ids only.

Telling goes to every process, ours included; each hands it to its own listeners. While the connection is
gone nothing is told; when it is back, every open page is asked to look at everything again.
"""

import json
import threading
from collections.abc import Iterable

import psycopg
import structlog

from assistant.live.hub import Hub, Listener

CHANNEL = "rightback"
PAUSE_SECONDS = 1.0
WAKE_SECONDS = 5.0  # how long a wait for news may last before it looks whether to stop

log = structlog.get_logger()


class PostgresLive(Hub):
    """A Hub whose news pass through the database. Nothing is opened before the first word or listener."""

    def __init__(self, conninfo: str) -> None:
        super().__init__()
        self._conninfo = conninfo
        self._telling = threading.Lock()
        self._speaker: psycopg.Connection[tuple[object, ...]] | None = None
        self._ear: threading.Thread | None = None
        self._hears = threading.Event()
        self._ended = threading.Event()

    def tell(self, topic: str, event: str) -> None:
        """Never raises: what cannot be told now is seen at the next look."""
        words = json.dumps([topic, event])
        with self._telling:
            for _ in range(2):  # once more on a fresh connection
                try:
                    self._speaking().execute("SELECT pg_notify(%s, %s)", (CHANNEL, words))
                    return
                except psycopg.Error:
                    self._hang_up()
        log.warning("live.not-told")

    def listen(self, topics: Iterable[str]) -> Listener:
        listener = super().listen(topics)
        with self._lock:
            if self._ear is None:
                self._ear = threading.Thread(target=self._hear, name="live", daemon=True)
                self._ear.start()
        self._hears.wait(PAUSE_SECONDS)
        return listener

    def close(self) -> None:
        self._ended.set()
        super().close()
        with self._telling:
            self._hang_up()

    def _speaking(self) -> "psycopg.Connection[tuple[object, ...]]":
        if self._speaker is None or self._speaker.closed:
            self._speaker = psycopg.connect(self._conninfo, autocommit=True, connect_timeout=5)
        return self._speaker

    def _hang_up(self) -> None:
        if self._speaker is not None:
            self._speaker.close()
        self._speaker = None

    def _hear(self) -> None:
        missed = False
        while not self._ended.is_set():
            try:
                with psycopg.connect(self._conninfo, autocommit=True, connect_timeout=5) as connection:
                    connection.execute(f"LISTEN {CHANNEL}")
                    self._hears.set()
                    if missed:
                        self.missed()
                    self._pass_on(connection)
            except psycopg.Error as error:
                log.warning("live.lost", error=type(error).__name__)
                missed = True
                self._ended.wait(PAUSE_SECONDS)

    def _pass_on(self, connection: "psycopg.Connection[tuple[object, ...]]") -> None:
        while not self._ended.is_set():
            for note in connection.notifies(timeout=WAKE_SECONDS):
                topic, event = json.loads(note.payload)
                super().tell(topic, event)
                if self._ended.is_set():
                    return
            connection.execute("SELECT 1")  # tells a dead connection from a quiet one
