"""`rightback bench NAME`: measurements on data of their own."""

from importlib import import_module
from typing import Any

import click
from rich.console import Console
from rich.table import Table

from assistant.cli.common import json_option, show_json
from assistant.settings import Settings
from assistant.wiring import set_up_logs

SPEEDS = ("start", "intake", "understand", "recall", "compose", "checks", "model", "scale", "search")
BENCHES = (*SPEEDS, "kills", "hostile", "year")


@click.command()
@click.argument("name", type=click.Choice(BENCHES))
@click.option("--times", type=click.IntRange(1), help="How often (starts, drafts, kills, days of a year, …).")
@click.option(
    "--database",
    help="An empty PostgreSQL database to measure on (start, intake, kills, scale, search); else SQLite.",
)
@click.option(
    "--messages", type=click.IntRange(1), help="How many messages (search), or how many a day (year)."
)
@json_option
def command(name: str, times: int | None, database: str | None, messages: int | None, as_json: bool) -> None:
    """Measure NAME and print a table. Nothing of your data is touched."""
    set_up_logs(Settings.read({}, log_level="error"))  # what is printed is the figures alone
    run = import_module(f"assistant.bench.{name}").run
    options = {"database": database, "messages": messages}
    given: dict[str, Any] = {option: value for option, value in options.items() if value is not None}
    try:
        found: dict[str, Any] = run(**given) if times is None else run(times, **given)
    except TypeError as error:
        if "unexpected keyword" not in str(error) and "positional" not in str(error):
            raise
        raise click.UsageError(f"`bench {name}` knows no such option.") from None
    if as_json:
        show_json(found)
        return
    table = Table("what", "measured", title=f"bench {name}")
    for what, measured in found.items():
        table.add_row(what, str(measured))
    Console().print(table)
