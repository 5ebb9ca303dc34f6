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
@data_option
@json_option
def command(file: Path, moved: bool, data: Path | None, as_json: bool) -> None:
    """Read FILE whole, prove it, lay its rows into the empty database of the settings: all or nothing.

    A backup of an older version is brought up to date. Exit 2 if it was refused; then no row was written.
    """
    settings = settings_for(data)
    with opened(file):
        pass  # before a database is made
    engine = open_database(settings.database_url)
    try:
        made = restore(engine, file, now=utc_now(), moved=moved)
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
            }
        )
        return
    click.echo(
        f"{sum(made.counts.values())} rows of {len(made.counts)} tables are back, as of {made.made_at}."
    )
    for line in _notes(settings, made, moved=moved, prompts=prompts, folder=folder):
        click.echo(f"  {line}")


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
