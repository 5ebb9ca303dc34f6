"""`rightback up`: everything in one process, with sample data where the store is new."""

from pathlib import Path

import click

from assistant.cli.common import data_option, settings_for
from assistant.cli.serving import become_gunicorn, port_is_free
from assistant.settings import Settings


@click.command()
@click.option("--port", type=click.IntRange(0, 65535), help="The port of the pages (8025).")
@data_option
@click.option("--empty", is_flag=True, help="No sample data, even if there is no store yet.")
def command(port: int | None, data: Path | None, empty: bool) -> None:
    """Start on this machine only: no key, no network. Stop with Ctrl+C."""
    given = {} if port is None else {"port": port}
    settings = settings_for(data, **given)
    port_is_free(settings)
    _prepare(settings, empty=empty)
    click.echo(f"Rightback is at http://{settings.host}:{settings.port}/   (data: {settings.data})")
    become_gunicorn(settings, "app", workers=1)  # exactly one: SQLite, engine and live hub live in it


def _prepare(settings: Settings, *, empty: bool) -> None:
    """Tables up to date; sample data and its sign-ins where there is no store yet."""
    from assistant.cli.common import has_store
    from assistant.cli.sample_command import make, show
    from assistant.wiring import build, set_up_logs

    set_up_logs(settings.model_copy(update={"log_level": "error"}))
    settings.data.mkdir(mode=0o700, parents=True, exist_ok=True)
    _upgrade(settings)
    parts = build(settings)
    if not empty and not has_store(parts):
        click.echo("Making the sample dealership …")
        show(make(parts))
    parts.services.sessions.kw["bind"].dispose()


def _upgrade(settings: Settings) -> None:
    """Tables of an older version are brought up to date, and it is said what was kept."""
    from assistant.records.database import migrate, open_database

    engine = open_database(settings.database_url)
    copy = migrate(engine)
    engine.dispose()
    if copy is not None:
        click.echo(f"The tables were brought up to date. The database as it was before: {copy}")
