"""`rightback ledger`: what arrived and what became of it."""

from pathlib import Path

import click

from assistant.cli.common import data_option, json_option, running, show_json
from assistant.core.states import InboundState
from assistant.records import LedgerEntry
from assistant.records.ledger import balance


@click.command()
@click.option("--aside", is_flag=True, help="List those set aside, with the reason.")
@data_option
@json_option
def command(aside: bool, data: Path | None, as_json: bool) -> None:
    """Counts that balance: seen = filed + known already + set aside + not read yet."""
    with running(data).services.sessions() as session:
        counts = balance(list(session.execute(LedgerEntry.counts())))
        rows = list(session.scalars(LedgerEntry.every())) if aside else []
        listed = [
            {"entry": row.id, "arrived_at": row.arrived_at.isoformat(), "reason": row.reason}
            for row in rows
            if row.state is InboundState.SET_ASIDE
        ]
    if as_json:
        show_json({**counts, **({"aside": listed} if aside else {})})
        return
    click.echo(
        f"{counts['seen']} received · {counts['filed']} filed · {counts['known']} known already · "
        f"{counts['set-aside']} set aside · {counts['received']} not read yet"
    )
    for row in listed:
        click.echo(f"  {row['entry']:>6}  {row['arrived_at']}  {row['reason']}")
