"""`rightback web`: the pages alone, any number of processes, on PostgreSQL; workers do the work."""

from pathlib import Path

import click

from assistant.cli.common import data_option, settings_for
from assistant.cli.serving import become_gunicorn, needs_postgresql, port_is_free


@click.command()
@click.option("--port", type=click.IntRange(0, 65535), help="The port of the pages (8025).")
@click.option("--processes", type=click.IntRange(1, 64), default=2, show_default=True)
@data_option
def command(port: int | None, processes: int, data: Path | None) -> None:
    """Serve the pages and hooks; jobs wait in the database for `rightback worker`."""
    from assistant.wiring import build

    settings = settings_for(data, **({} if port is None else {"port": port}))
    needs_postgresql(settings, "web")
    port_is_free(settings)
    build(settings).services.sessions.kw["bind"].dispose()  # tables up to date before anybody asks
    click.echo(f"Pages at http://{settings.host}:{settings.port}/, {processes} processes")
    become_gunicorn(settings, "pages", workers=processes)
