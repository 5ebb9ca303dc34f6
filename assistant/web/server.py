"""gunicorn's settings for web processes: quiet, and stopping without losing anything."""

import signal
import threading
from types import FrameType
from typing import Any

import gunicorn.http.wsgi

gunicorn.http.wsgi.SERVER = "rightback"  # the Server header: no product, no version
loglevel = "warning"
accesslog = None
preload_app = False
worker_tmp_dir = None
forwarded_allow_ips = ""  # what proxies say is read by entrance.py, as far as the settings trust them
limit_request_line, limit_request_fields, limit_request_field_size = 8190, 100, 16_380
THREADS = 500  # made lazily; each open page holds one while it listens
GRACE_SECONDS = 15


def gunicorn_arguments(host: str, port: int, app: str, *, workers: int) -> list[str]:
    """`app` is the name in wsgi.py: `app` (everything in one process) or `pages`."""
    return [
        f"wsgi:{app}",
        *("--bind", f"{host}:{port}"),
        *("--workers", str(workers)),
        *("--worker-class", "assistant.web.worker.PatientWorker"),
        *("--threads", str(THREADS)),
        *("--timeout", "0"),  # streams stay open for hours
        *("--graceful-timeout", str(GRACE_SECONDS)),
        *("--config", "python:assistant.web.server"),
    ]


def post_worker_init(worker: Any) -> None:
    """However it is asked to stop, the open streams end first: gunicorn would wait its whole grace time.

    Ctrl+C reaches the master, which asks with SIGQUIT, and the worker itself; both mean the same as SIGTERM.
    """
    gracefully = signal.getsignal(signal.SIGTERM)

    def ended(number: int, frame: FrameType | None) -> None:
        services = worker.wsgi.extensions["rightback"]
        threading.Thread(
            target=services.live.close, daemon=True
        ).start()  # a handler must not wait for a lock
        if callable(gracefully):
            gracefully(number, frame)

    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGQUIT):
        signal.signal(number, ended)


def worker_exit(_server: Any, worker: Any) -> None:
    """Take nothing new in, finish what runs; what does not finish is taken back at the next start."""
    app = getattr(worker, "wsgi", None)
    running = getattr(app, "extensions", {}).get("rightback.running")
    if running is not None:
        running.stop()
