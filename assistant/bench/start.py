"""`rightback bench start`: seconds from process start to the first page, and idle memory."""

import statistics
import tempfile
import time
from pathlib import Path
from typing import Any

from assistant.bench import store
from assistant.bench.server import Server
from assistant.settings import Settings
from assistant.wiring import build

IDLE_SECONDS = 3.0


def run(times: int = 5, database: str = "") -> dict[str, Any]:
    """Medians of several starts on a store that exists; target 3 s and 170 MB."""
    with tempfile.TemporaryDirectory(prefix="rightback-start-") as folder:
        store.make(build(Settings.read({}, data=Path(folder), database=database)))
        where = {"RIGHTBACK_DATABASE": database} if database else {}
        seconds, megabytes = [], []
        for _ in range(times):
            server = Server(Path(folder), where)
            seconds.append(server.start())
            time.sleep(IDLE_SECONDS)
            megabytes.append(server.memory())
            server.stop()
    return {
        "starts": times,
        "first page, s (median)": round(statistics.median(seconds), 2),
        "first page, s (max)": round(max(seconds), 2),
        "idle memory of both processes, MB": round(statistics.median(megabytes), 1),
    }
