"""Whether the database keeps what arrives now: not only that it answers, which it does on a full disk too."""

import threading
from datetime import datetime, timedelta

from assistant.pipeline.services import Services
from assistant.records.pace import Pace
from assistant.tools import room

TRIED_AGAIN = timedelta(seconds=5)


class Keeping:
    """Tried at most every TRIED_AGAIN, however many ask."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._tried_at: datetime | None = None
        self._reason = ""

    def reason(self, services: Services) -> str:
        """Why nothing would be kept; empty where a row was committed a moment ago."""
        with self._lock:
            now = services.clock()
            if self._tried_at is None or now - self._tried_at >= TRIED_AGAIN:
                self._reason, self._tried_at = _tried(services), now
            return self._reason


def _tried(services: Services) -> str:
    file = services.settings.database_file
    if file is not None and room.too_little(file.parent):
        return "The disk is full: mail is refused for now (never lost). Make room beside the database."
    try:
        with services.sessions.begin() as session:
            Pace.come_and_go(session, services.clock())
    except Exception as error:  # whatever a driver raises, the answer is the same
        return (
            f"The database keeps nothing new ({type(error).__name__}): mail is refused for now (never lost)."
        )
    return ""
