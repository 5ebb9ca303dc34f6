"""`rightback bench intake`: raw MIME posted to the webhook, beside a bare app that only inserts bytes."""

import random
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path
from typing import Any

import psycopg
import requests

from assistant.bench import store
from assistant.bench.figures import spread
from assistant.bench.server import Server, free_port
from assistant.core.message import Channel
from assistant.records.database import conninfo
from assistant.settings import Settings
from assistant.wiring import build

CONNECTIONS = 8
SIZES = (2_000, 2_000, 5_000, 20_000, 100_000, 1_000_000)  # bytes


def run(mails: int = 400, seed: int = 1, database: str = "") -> dict[str, Any]:
    """Target: at least 60 % of the bare app's rate. On PostgreSQL pages alone take them, as in a fleet."""
    dice = random.Random(seed)  # noqa: S311
    raws = [store.mail(number, dice, dice.choice(SIZES)) for number in range(mails)]
    with tempfile.TemporaryDirectory(prefix="rightback-intake-") as folder:
        bare = _bare(database or str(Path(folder) / "bare.sqlite"), raws)
        made = store.make(build(Settings.read({}, data=Path(folder), database=database)))
        where = {"RIGHTBACK_DATABASE": database} if database else {}
        server = Server(Path(folder), where, app="pages" if database else "app")
        server.start()
        ours, rate = _posted(f"{server.url}/hooks/email/{made.tokens[Channel.EMAIL]}", raws)
        server.stop()
    return {
        **{f"ours: {key}": value for key, value in spread(ours).items()},
        "ours, mails a second": round(rate, 1),
        "bare app, mails a second": round(bare, 1),
        "share of the bare app": f"{rate / bare:.0%}",
    }


def _bare(database: str, raws: list[bytes]) -> float:
    """Mails a second that a WSGI app takes that does nothing but insert the bytes and commit."""
    port = free_port()
    command = [sys.executable, "-m", "gunicorn", "assistant.bench.bare:app", "--bind", f"127.0.0.1:{port}"]
    command += ["--workers", "1", "--worker-class", "gthread", "--threads", "64", "--log-level", "error"]
    if database.startswith("postgresql"):
        database = conninfo(database)
        with psycopg.connect(database, autocommit=True) as connection:
            connection.execute("CREATE TABLE IF NOT EXISTS bare (id bigserial PRIMARY KEY, content bytea)")
    environment = {"PATH": "/usr/bin:/bin", "BARE_DATABASE": database}
    process = subprocess.Popen(command, env=environment)  # noqa: S603
    try:
        url = f"http://127.0.0.1:{port}/"
        for _ in range(300):
            try:
                requests.get(url, timeout=1)
                break
            except requests.RequestException:
                time.sleep(0.05)
        return _posted(url, raws)[1]
    finally:
        process.terminate()
        process.wait(timeout=30)


def _posted(url: str, raws: list[bytes]) -> tuple[list[float], float]:
    """(milliseconds of each, sorted; mails a second) over several connections at once."""
    waiting, found, lock = iter(raws), list[float](), threading.Lock()

    def post() -> None:
        with requests.Session() as session:
            while True:
                with lock:
                    raw = next(waiting, None)
                if raw is None:
                    return
                began = time.perf_counter()
                session.post(url, data=raw, timeout=60).raise_for_status()
                found.append((time.perf_counter() - began) * 1000)

    threads = [threading.Thread(target=post) for _ in range(CONNECTIONS)]
    began = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sorted(found), len(raws) / (time.perf_counter() - began)
