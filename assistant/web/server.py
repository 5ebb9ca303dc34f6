"""gunicorn's settings for the one web process: quiet, and stopping without losing anything."""

import signal
import threading
from types import FrameType
from typing import Any

loglevel = "warning"
accesslog = None
preload_app = False
worker_tmp_dir = None


def post_worker_init(worker: Any) -> None:
    """On SIGTERM the open streams end first: gunicorn would wait for them its whole grace time."""
    before = signal.getsignal(signal.SIGTERM)

    def ended(number: int, frame: FrameType | None) -> None:
        services = worker.wsgi.extensions["rightback"]
        threading.Thread(
            target=services.live.close, daemon=True
        ).start()  # a handler must not wait for a lock
        if callable(before):
            before(number, frame)

    signal.signal(signal.SIGTERM, ended)


def worker_exit(_server: Any, worker: Any) -> None:
    """Take nothing new in, finish what runs; what does not finish is taken back at the next start."""
    app = getattr(worker, "wsgi", None)
    running = getattr(app, "extensions", {}).get("rightback.running")
    if running is not None:
        running.stop()
