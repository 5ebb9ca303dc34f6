"""`rightback …`: one file a command, loaded when it is called."""

import os
from importlib import import_module
from typing import cast

import click

from assistant import __version__
from assistant.core.errors import RightbackError

COMMANDS = {
    "up": "Start everything in one process, with sample data where the store is new.",
    "web": "Serve the pages alone, beside workers, on PostgreSQL.",
    "worker": "Work off jobs and take in SMTP, beside web processes, on PostgreSQL.",
    "init": "Make an empty store by asking the few things it needs.",
    "import": "Import customers, sales, service, stock, slots or notes from a CSV file.",
    "receive": "File mails and leads from files.",
    "read": "Print what is understood of mails and leads; stores nothing.",
    "draft": "Print a draft for a mail from the current data; stores nothing.",
    "check": "Print what the checks say of a reply text; exit 1 if one blocks.",
    "ledger": "What arrived and what became of it.",
    "doctor": "What works, what does not, and how to mend it.",
    "backup": "Everything as it stands, into one file; while Rightback runs.",
    "restore": "A backup into an empty database, SQLite or PostgreSQL.",
    "sample": "The sample dealership.",
    "teammate": "Teammates: add, list, invite, recover, change the role, deactivate.",
    "eval": "Judge drafters by scenarios in the sample dealership.",
    "bench": "Measure; data is made by the bench itself.",
}


class Commands(click.Group):
    """Imports a command's module only when it is needed, so that `--help` is quick."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        module = import_module(f"assistant.cli.{cmd_name}_command")
        return cast(click.Command, module.command)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))


@click.group(cls=Commands)
@click.version_option(__version__, prog_name="rightback")
def cli() -> None:
    """Every message that reaches a dealership gets a personal answer that a person approved.

    Exit codes: 0 done; 1 found something (a blocking finding, a refused row, an entry set aside);
    2 called wrongly or settings are wrong.
    """


def main() -> None:
    """Whatever a command makes, and the servers that it becomes, is for its owner alone: customers' words."""
    os.umask(0o077)
    try:
        cli()
    except RightbackError as error:
        click.echo(str(error), err=True)
        raise SystemExit(2) from None
