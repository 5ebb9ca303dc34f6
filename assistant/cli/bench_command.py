"""`rightback bench NAME`: measurements on data of their own."""

from importlib import import_module
from pathlib import Path
from typing import Any

import click
from rich.console import Console
from rich.table import Table

from assistant.cli.common import json_option, show_json
from assistant.settings import Settings
from assistant.wiring import set_up_logs

SPEEDS = ("start", "intake", "understand", "recall", "compose", "checks", "model", "scale", "search")
BENCHES = (*SPEEDS, "kills", "hostile", "year", "corpus")


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
@click.option(
    "--corpora",
    type=click.Path(path_type=Path),
    envvar="RIGHTBACK_CORPORA",
    help="The folder of corpora (corpus); else ../shared/corpora.",
)
@click.option("--misses", is_flag=True, help="List what was read otherwise than expected (corpus).")
@json_option
def command(name: str, times: int | None, as_json: bool, **options: Any) -> None:
    """Measure NAME and print a table. Nothing of your data is touched."""
    set_up_logs(Settings.read({}, log_level="error"))  # what is printed is the figures alone
    bench = import_module(f"assistant.bench.{name}")
    if name != "corpus":
        options["corpora"] = None  # it may stand in the environment
    given = {option: value for option, value in options.items() if value}
    try:
        found: dict[str, Any] = bench.run(**given) if times is None else bench.run(times, **given)
    except TypeError as error:
        if "unexpected keyword" not in str(error) and "positional" not in str(error):
            raise
        raise click.UsageError(f"`bench {name}` knows no such option.") from None
    except ValueError as error:
        if name != "corpus":
            raise
        raise click.UsageError(str(error)) from None
    if as_json:
        show_json(found)
        return
    table = Table("what", "measured", title=f"bench {name}")
    for what, measured in getattr(bench, "shown", dict)(found).items():
        table.add_row(what, str(measured))
    Console().print(table)
