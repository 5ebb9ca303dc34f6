"""`rightback ledger`: what arrived and what became of it; what is set aside is read again."""

from pathlib import Path
from typing import Any

import click

from assistant.cli.common import data_option, json_option, now_option, running, show_json
from assistant.core.states import InboundState
from assistant.pipeline import aside as step
from assistant.pipeline import mailboxes
from assistant.records import LedgerEntry, MailAccount, Session, arrivals
from assistant.records.ledger import balance


@click.command()
@click.option("--aside", is_flag=True, help="List those set aside, with the reason.")
@click.option("--again", is_flag=True, help="Have those set aside read again, as after an upgrade.")
@click.option("--reason", help="Of those set aside only the ones with this reason.")
@now_option
@data_option
@json_option
def command(
    aside: bool, again: bool, reason: str | None, now: str | None, data: Path | None, as_json: bool
) -> None:
    """Counts that balance: seen = filed + known already + set aside + not read yet; each mailbox by UIDs."""
    parts = running(data, now)
    services = parts.services
    told: dict[str, Any] = {}
    if again:
        told["again"] = step.again(services, reason=reason, stores=None, by=None, now=services.clock())
        parts.engine.run_all()
    with services.sessions() as session:
        counts = balance(list(session.execute(LedgerEntry.counts())))
        told["by"] = _by_inbox(session)
        told["mailboxes"] = [_mailbox(session, one) for one in session.scalars(MailAccount.live())]
        if aside:
            told["aside"] = _aside(session, reason)
    if as_json:
        show_json({**counts, **told})
        return
    _say(counts, told)


def _say(counts: dict[str, int], told: dict[str, Any]) -> None:
    if "again" in told:
        click.echo(f"{told['again']} read again")
    click.echo(
        f"{counts['seen']} received · {counts['filed']} filed · {counts['known']} known already · "
        f"{counts['set-aside']} set aside · {counts['received']} not read yet"
    )
    for row in told["by"]:
        parts = [f"{many} {state}" for state, many in row["counts"].items()]
        click.echo(f"  {row['inbox'] or 'no inbox'} by {row['way']}: {' · '.join(parts)}")
    for one in told["mailboxes"]:
        click.echo(f"{one['mailbox']}: {one['line']}")
        for missing in one["missing"]:
            click.echo(f"  there, but not here: {missing}")
    for row in told.get("aside", ()):
        left = f"  (left aside: {row['left']})" if row["left"] else ""
        click.echo(f"  {row['entry']:>6}  {row['arrived_at']}  {row['reason']}{left}")


def _by_inbox(session: Session) -> list[dict[str, Any]]:
    found: dict[tuple[str, str, str], dict[str, int]] = {}
    for address, channel, way, state, many in session.execute(arrivals.by_inbox()):
        found.setdefault((address or "", str(channel or ""), way), {})[str(state)] = many
    return [
        {"inbox": address, "channel": channel, "way": way, "counts": counts}
        for (address, channel, way), counts in found.items()
    ]


def _aside(session: Session, reason: str | None) -> list[dict[str, Any]]:
    return [
        {
            "entry": row.id,
            "arrived_at": row.arrived_at.isoformat(),
            "reason": row.reason,
            "sender": row.sender,
            "left": row.left_why,
        }
        for row in session.scalars(arrivals.aside())
        if row.state is InboundState.SET_ASIDE and reason in (None, row.reason)
    ]


def _mailbox(session: Session, account: MailAccount) -> dict[str, Any]:
    counts = mailboxes.balance(session, account)
    return {
        "mailbox": f"{account.user} at {account.host}",
        "counts": counts,
        "line": mailboxes.balance_line(counts),
        "missing": mailboxes.named_missing(account),
    }
