"""gunicorn's settings for the one web process: quiet, and stopping without losing anything."""

from typing import Any

loglevel = "warning"
accesslog = None
preload_app = False
worker_tmp_dir = None


def worker_exit(_server: Any, worker: Any) -> None:
    """Take nothing new in, finish what runs; what does not finish is taken back at the next start."""
    app = getattr(worker, "wsgi", None)
    running = getattr(app, "extensions", {}).get("rightback.running")
    if running is not None:
        running.stop()
