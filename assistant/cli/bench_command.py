"""`rightback bench NAME`: measurements on data of their own."""

from importlib import import_module
from typing import Any

import click
from rich.console import Console
from rich.table import Table

from assistant.cli.common import json_option, show_json

BENCHES = ("start", "intake", "compose", "understand", "checks", "model", "kills")


@click.command()
@click.argument("name", type=click.Choice(BENCHES))
@click.option("--times", type=click.IntRange(1), help="How often (starts, drafts, kills, …).")
@json_option
def command(name: str, times: int | None, as_json: bool) -> None:
    """Measure NAME and print a table. Nothing of your data is touched."""
    run = import_module(f"assistant.bench.{name}").run
    found: dict[str, Any] = run() if times is None else run(times)
    if as_json:
        show_json(found)
        return
    table = Table("what", "measured", title=f"bench {name}")
    for what, measured in found.items():
        table.add_row(what, str(measured))
    Console().print(table)
