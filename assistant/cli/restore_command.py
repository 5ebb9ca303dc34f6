"""`rightback restore FILE`: a backup into an empty database, SQLite or PostgreSQL."""

from pathlib import Path

import click

from assistant.cli.common import data_option, json_option, settings_for, show_json
from assistant.records.backup import Manifest
from assistant.records.database import open_database, revision_of
from assistant.records.restore import opened, prompts_of, restore
from assistant.settings import Settings
from assistant.tools.keymark import mark_of
from assistant.wiring import utc_now


@click.command()
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@click.option(
    "--moved",
    is_flag=True,
    help="The old installation was stopped before the backup and stays so: send what waited to be sent, "
    "keep sign-ins. Without it a person looks at what may have left meanwhile.",
)
@click.option(
    "--even-if-broken",
    is_flag=True,
    help="Lay in rows that are not as they must be, and say what is wrong: where no better backup is left.",
)
@data_option
@json_option
def command(file: Path, moved: bool, even_if_broken: bool, data: Path | None, as_json: bool) -> None:
    """Read FILE whole, prove it, lay its rows into the empty database of the settings: all or nothing.

    A backup of an older version is brought up to date. Exit 1 if rows were laid in that are not as they
    must be, 2 if it was refused; then no row was written.
    """
    if moved and even_if_broken:
        raise click.UsageError("--moved would send what waits; rows that may be tampered with are looked at.")
    settings = settings_for(data)
    with opened(file):
        pass  # before a database is made
    engine = open_database(settings.database_url)
    try:
        made, broken = restore(engine, file, now=utc_now(), moved=moved, even_if_broken=even_if_broken)
        now_at = revision_of(engine)
    finally:
        engine.dispose()
    folder = settings.prompts or settings.data / "prompts"
    prompts = prompts_of(file, folder)
    if as_json:
        show_json(
            {
                "rows": sum(made.counts.values()),
                "counts": made.counts,
                "made_at": made.made_at,
                "revision": now_at,
                "prompts": prompts,
                "same_key": _same_key(settings, made),
                "broken": broken,
            }
        )
    else:
        rows = sum(made.counts.values())
        click.echo(f"{rows} rows of {len(made.counts)} tables are back, as of {made.made_at}.")
        for line in _notes(settings, made, moved=moved, prompts=prompts, folder=folder):
            click.echo(f"  {line}")
    for sentence in broken:
        click.echo(f"  Laid in, but not as it must be: {sentence}", err=True)
    raise SystemExit(1 if broken else 0)


def _notes(settings: Settings, made: Manifest, *, moved: bool, prompts: int, folder: Path) -> list[str]:
    notes = []
    if not moved:
        notes.append("Everybody signs in anew; invitations and reset links ended: send new ones.")
        notes.append("What waited to be sent is shown on Today as uncertain: it may")
        notes.append("have left after the backup was made.")
    if prompts:
        where = "" if settings.prompts else f"; set RIGHTBACK_PROMPTS={folder}"
        notes.append(f"{prompts} prompt files are in {folder}{where}.")
    elif any(name.startswith("prompts/") for name in made.members):
        notes.append(f"{folder} holds prompts already: those of the backup were not written over them.")
    if _same_key(settings, made) is False:
        notes.append("The key here is not the one of the backup: bring back RIGHTBACK_SECRET_KEY or the file")
        notes.append("form-key, else second factors cannot be used and inbox addresses not be shown.")
    return notes


def _same_key(settings: Settings, made: Manifest) -> bool | None:
    """None where the backup knew no key."""
    if not made.key:
        return None
    return mark_of(settings.secret_key.get_secret_value(), settings.data) == made.key
