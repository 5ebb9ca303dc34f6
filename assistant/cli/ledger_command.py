"""`rightback ledger`: what arrived and what became of it."""

from pathlib import Path
from typing import Any

import click

from assistant.cli.common import data_option, json_option, running, show_json
from assistant.core.states import InboundState
from assistant.pipeline import mailboxes
from assistant.records import LedgerEntry, MailAccount, Session
from assistant.records.ledger import balance


@click.command()
@click.option("--aside", is_flag=True, help="List those set aside, with the reason.")
@data_option
@json_option
def command(aside: bool, data: Path | None, as_json: bool) -> None:
    """Counts that balance: seen = filed + known already + set aside + not read yet; each mailbox by UIDs."""
    with running(data).services.sessions() as session:
        counts = balance(list(session.execute(LedgerEntry.counts())))
        rows = list(session.scalars(LedgerEntry.every())) if aside else []
        accounts = [_mailbox(session, one) for one in session.scalars(MailAccount.live())]
        listed = [
            {"entry": row.id, "arrived_at": row.arrived_at.isoformat(), "reason": row.reason}
            for row in rows
            if row.state is InboundState.SET_ASIDE
        ]
    if as_json:
        show_json({**counts, "mailboxes": accounts, **({"aside": listed} if aside else {})})
        return
    click.echo(
        f"{counts['seen']} received · {counts['filed']} filed · {counts['known']} known already · "
        f"{counts['set-aside']} set aside · {counts['received']} not read yet"
    )
    for one in accounts:
        click.echo(f"{one['mailbox']}: {one['line']}")
        for missing in one["missing"]:
            click.echo(f"  there, but not here: {missing}")
    for row in listed:
        click.echo(f"  {row['entry']:>6}  {row['arrived_at']}  {row['reason']}")


def _mailbox(session: Session, account: MailAccount) -> dict[str, Any]:
    counts = mailboxes.balance(session, account)
    return {
        "mailbox": f"{account.user} at {account.host}",
        "counts": counts,
        "line": mailboxes.balance_line(counts),
        "missing": mailboxes.named_missing(account),
    }
