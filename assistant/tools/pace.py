"""How often something was done in a stretch of time, counted in this process alone."""

import threading
from datetime import datetime

MOST_KEYS = 50_000  # kept at once; beyond it the oldest stretches are forgotten first


class OwnPace:
    """The pace of the one process that SQLite allows; see `core.ports.Pace`."""

    def __init__(self, most_keys: int = MOST_KEYS) -> None:
        self._most_keys = most_keys
        self._counts: dict[str, tuple[int, float, int]] = {}  # stretch, its end, count
        self._lock = threading.Lock()

    def wait(self, key: str, *, most: int, seconds: int, now: datetime) -> int:
        moment = now.timestamp()
        stretch, passed = divmod(int(moment), seconds)
        with self._lock:
            before, _, count = self._counts.get(key, (stretch, 0.0, 0))
            count = count + 1 if before == stretch else 1
            if key not in self._counts and len(self._counts) >= self._most_keys:
                self._forget(moment)
            self._counts[key] = (stretch, moment + seconds - passed, count)
        return seconds - passed if count > most else 0

    def _forget(self, moment: float) -> None:
        self._counts = {key: kept for key, kept in self._counts.items() if kept[1] >= moment}
        for key in list(self._counts)[: max(0, len(self._counts) - self._most_keys + 1)]:
            del self._counts[key]
