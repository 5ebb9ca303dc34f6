"""What `up`, `web` and `worker` share: gunicorn's words, a free port, one database for several processes."""

import os
import socket
import sys
from typing import NoReturn

from assistant.core.errors import RightbackError
from assistant.settings import Settings
from assistant.web.server import gunicorn_arguments


def become_gunicorn(settings: Settings, app: str, *, workers: int) -> NoReturn:
    """This process becomes gunicorn's master, so that signals reach it."""
    arguments = gunicorn_arguments(settings.host, settings.port, app, workers=workers)
    typed = {"RIGHTBACK_DATA": str(settings.data), "RIGHTBACK_PORT": str(settings.port)}
    kept = {name: value for name, value in os.environ.items() if name.removesuffix("_FILE") not in typed}
    sys.stdout.flush()
    os.execve(sys.executable, [sys.executable, "-m", "gunicorn", *arguments], {**kept, **typed})  # noqa: S606


def port_is_free(settings: Settings) -> None:
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((settings.host, settings.port))
        except OSError as error:
            raise RightbackError(
                f"Port {settings.port} on {settings.host} cannot be used ({error.strerror}). Nothing was "
                "started. Stop what uses it, or choose another: --port 8026"
            ) from None


def needs_postgresql(settings: Settings, command: str) -> None:
    if settings.database_url.startswith("sqlite"):
        raise RightbackError(
            f"`rightback {command}` is one of several processes, and SQLite is for one: `rightback up` runs "
            "everything in it. For several set RIGHTBACK_DATABASE=postgresql://… Nothing was started."
        )
