"""`rightback doctor`: what works, what does not, and how to mend it. It changes nothing."""

from collections.abc import Callable, Iterator
from pathlib import Path

import click

from assistant.cli.common import clock_of, data_option, json_option, now_option, settings_for, show_json
from assistant.cli.looks import Look, data, here, mailboxes, outside
from assistant.core.errors import RightbackError
from assistant.core.ports import Now
from assistant.settings import Settings

Looking = Callable[[Settings, Now], Iterator[Look]]
MARKS = {"ok": "✓", "note": "·", "broken": "✗"}
LOOKS: tuple[Looking, ...] = (
    data.folder,
    data.database,
    here.secrets,
    here.backups,
    outside.mail_out,
    outside.mail_in,
    mailboxes.mailboxes,
    outside.model,
    outside.address,
    here.prompts,
    here.zones,
    here.token_counter,
    here.metrics,
)


@click.command()
@data_option
@json_option
@now_option
def command(data: Path | None, as_json: bool, now: str | None) -> None:
    """Look at settings, data, database, mail, model, secrets and backups; change nothing.

    Exit 1 if something is broken.
    """
    broken = False
    for look in _looks(data, clock_of(now)):
        broken = broken or look.state == "broken"
        if as_json:
            show_json(vars(look))
            continue
        click.echo(f"{MARKS[look.state]} {look.what}: {look.found}")
        if look.mend:
            click.echo(f"    {look.mend}")
    raise SystemExit(1 if broken else 0)


def _looks(data: Path | None, now: Now) -> Iterator[Look]:
    try:
        settings = settings_for(data)
    except RightbackError as error:
        mend = "Mend the variables above in the environment or in .env."
        yield Look("Settings", "broken", str(error), mend)
        return
    yield Look("Settings", "ok", "read")
    for look in LOOKS:
        try:
            yield from look(settings, now)
        except Exception as error:
            name = look.__name__.replace("_", " ").capitalize()
            yield Look(name, "broken", f"{type(error).__name__}: {str(error).splitlines()[0][:300]}")
