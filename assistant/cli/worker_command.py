"""`rightback worker`: jobs, the SMTP listener and the mailboxes, any number of processes, on PostgreSQL."""

import signal
import threading
from pathlib import Path

import click

from assistant.cli.common import data_option, settings_for
from assistant.cli.serving import needs_postgresql


@click.command()
@data_option
@click.option(
    "--mail-in-only",
    is_flag=True,
    help="Only the SMTP listener and the mailboxes; jobs are left to other workers.",
)
@click.option(
    "--jobs-only", is_flag=True, help="No mail in: no SMTP listener, even if a port is set, and no mailboxes."
)
def command(data: Path | None, mail_in_only: bool, jobs_only: bool) -> None:
    """Work off jobs until SIGTERM; what runs is finished, what is left others take over.

    Several on one machine share the SMTP port, each takes some of the connections; a mailbox is read by one.
    """
    from assistant.wiring import build, set_up_logs

    settings = settings_for(data)
    needs_postgresql(settings, "worker")
    set_up_logs(settings)
    running = build(settings)
    stopped = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stopped.set())
    running.start(engine=not mail_in_only, mail_in=not jobs_only)
    click.echo("Working. Stop with SIGTERM or Ctrl+C; nothing is lost.")
    stopped.wait()
    running.stop()
