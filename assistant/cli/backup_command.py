"""`rightback backup FILE`: everything as it stands at one moment, while Rightback runs."""

import hashlib
import json
from pathlib import Path

import click

from assistant import __version__
from assistant.cli.common import data_option, existing_database, json_option, settings_for, show_json
from assistant.cli.looks.here import LAST
from assistant.core.errors import RightbackError
from assistant.records.backup import Manifest, back_up
from assistant.settings import Settings
from assistant.tools.keymark import mark_of
from assistant.wiring import utc_now


@click.command()
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@click.option(
    "--replace", is_flag=True, help="Take the place of a FILE that is there, once the new one is whole."
)
@data_option
@json_option
def command(file: Path, replace: bool, data: Path | None, as_json: bool) -> None:
    """Write every row, attachment and original, and the store's own prompts, into one FILE.

    It restores into SQLite or PostgreSQL. The key that seals tokens is left out: keep it apart. Exit 1 if
    the rows are not as they must be: they are in FILE all the same, and it is said what is wrong. Exit 2 if
    no backup could be made; then nothing is left behind.
    """
    if file.exists() and not replace:
        raise RightbackError(
            f"{file} is there already. Nothing was written: choose another name, or --replace."
        )
    if not file.absolute().parent.is_dir():
        raise RightbackError(
            f"{file.absolute().parent} is not there. Make the folder first; nothing was written."
        )
    settings = settings_for(data)
    engine, now = existing_database(settings), utc_now()
    key = mark_of(settings.secret_key.get_secret_value(), settings.data)
    try:
        made, broken = back_up(engine, file, program=__version__, now=now, key=key, prompts=settings.prompts)
    finally:
        engine.dispose()
    told = _told(file, made)
    _remember(settings, told)
    if as_json:
        show_json({**told, "counts": made.counts, "broken": broken})
    else:
        _show(settings, file, made, told)
    for sentence in broken:
        click.echo(f"  Not as it must be: {sentence}", err=True)
    if broken:
        click.echo(
            "  It was written all the same. Keep earlier backups, and ask `rightback doctor`.", err=True
        )
        click.echo("  `rightback restore` refuses it unless --even-if-broken is given.", err=True)
        raise SystemExit(1)


def _show(settings: Settings, file: Path, made: Manifest, told: dict[str, object]) -> None:
    click.echo(f"{told['rows']} rows of {len(made.counts)} tables, {told['bytes']} bytes: {file}")
    click.echo(f"  revision {made.revision} · SHA-256 {told['sha256']}")
    click.echo("  It holds customers' words: keep it as you keep the database. Not in it, to be kept apart:")
    click.echo(f"  {_key_words(settings)}, and your settings (.env).")


def _told(file: Path, made: Manifest) -> dict[str, object]:
    with file.open("rb") as opened:
        digest = hashlib.file_digest(opened, "sha256").hexdigest()
    return {
        "file": str(file.absolute()),
        "made_at": made.made_at,
        "revision": made.revision,
        "rows": sum(made.counts.values()),
        "bytes": file.stat().st_size,
        "sha256": digest,
        "key": made.key,
    }


def _remember(settings: Settings, told: dict[str, object]) -> None:
    """For `doctor`; a backup is none the worse where this cannot be written."""
    try:
        settings.data.mkdir(mode=0o700, parents=True, exist_ok=True)
        (settings.data / LAST).write_text(json.dumps(told))
    except OSError as error:
        click.echo(f"  (not noted for `rightback doctor`: {error.strerror})", err=True)


def _key_words(settings: Settings) -> str:
    return (
        "RIGHTBACK_SECRET_KEY" if settings.secret_key.get_secret_value() else f"{settings.data / 'form-key'}"
    )
