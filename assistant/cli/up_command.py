"""`rightback up`: everything in one process, with sample data where the store is new."""

import os
import socket
import sys
from pathlib import Path

import click

from assistant.cli.common import data_option, settings_for
from assistant.core.errors import RightbackError
from assistant.settings import Settings

THREADS = 500  # made lazily; each open page holds one while it listens
GRACE_SECONDS = 15


@click.command()
@click.option("--port", type=click.IntRange(0, 65535), help="The port of the pages (8025).")
@data_option
@click.option("--empty", is_flag=True, help="No sample data, even if there is no store yet.")
def command(port: int | None, data: Path | None, empty: bool) -> None:
    """Start on this machine only: no key, no network. Stop with Ctrl+C."""
    given = {} if port is None else {"port": port}
    settings = settings_for(data, **given)
    _port_is_free(settings)
    _prepare(settings, empty=empty)
    click.echo(f"Rightback is at http://{settings.host}:{settings.port}/   (data: {settings.data})")
    sys.stdout.flush()
    environment = {**os.environ, "RIGHTBACK_DATA": str(settings.data)}
    os.execve(sys.executable, [sys.executable, "-m", "gunicorn", *_arguments(settings)], environment)  # noqa: S606


def _prepare(settings: Settings, *, empty: bool) -> None:
    """Tables up to date; sample data and its sign-ins where there is no store yet."""
    from assistant.cli.common import has_store
    from assistant.cli.sample_command import make, show
    from assistant.wiring import build, set_up_logs

    set_up_logs(settings.model_copy(update={"log_level": "error"}))
    settings.data.mkdir(parents=True, exist_ok=True)
    parts = build(settings)
    if not empty and not has_store(parts):
        click.echo("Making the sample dealership …")
        show(make(parts))
    parts.services.sessions.kw["bind"].dispose()


def _arguments(settings: Settings) -> list[str]:
    return [
        "wsgi:app",
        *("--bind", f"{settings.host}:{settings.port}"),
        *("--workers", "1"),  # exactly one: SQLite, the engine and the live hub live in it
        *("--worker-class", "gthread"),
        *("--threads", str(THREADS)),
        *("--timeout", "0"),  # streams stay open for hours
        *("--graceful-timeout", str(GRACE_SECONDS)),
        *("--config", "python:assistant.web.server"),
    ]


def _port_is_free(settings: Settings) -> None:
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((settings.host, settings.port))
        except OSError as error:
            raise RightbackError(
                f"Port {settings.port} on {settings.host} cannot be used ({error.strerror}). Nothing was "
                "started. Stop what uses it, or choose another: rightback up --port 8026"
            ) from None
