"""`rightback receive FILE…`: files mails and leads, as if they had arrived."""

from collections import Counter
from pathlib import Path

import click

from assistant.channels.anything import form_of
from assistant.cli.common import data_option, inbox_at, json_option, running, show_json
from assistant.core.states import InboundState
from assistant.pipeline.receive import receive
from assistant.records import LedgerEntry
from assistant.wiring import Running


@click.command()
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--inbox", help="The inbox address they arrive at; else the one they name, else the first.")
@data_option
@json_option
def command(files: tuple[Path, ...], inbox: str | None, data: Path | None, as_json: bool) -> None:
    """Store each FILE with its ledger entry and job, then work off what is due.

    Exit 1 if one was set aside or could not be read from disk; everything else is filed all the same.
    """
    parts = running(data)
    entries, unread = _take(parts, files, inbox)
    parts.engine.run_all()
    counts: Counter[str] = Counter()
    with parts.services.sessions() as session:
        for path, entry_id in entries:
            entry = session.get_one(LedgerEntry, entry_id)
            counts[entry.state.value] += 1
            row = {"file": str(path), "entry": entry.id, "state": entry.state.value, "reason": entry.reason}
            if as_json:
                show_json(row)
            elif entry.state is InboundState.SET_ASIDE:
                click.echo(f"{path}: set aside: {entry.reason}")
    for path, why in unread:
        click.echo(f"{path}: {why}", err=True)
    if not as_json:
        done = " · ".join(f"{count} {state}" for state, count in sorted(counts.items()))
        click.echo(f"{len(entries)} received · {done or 'nothing'}")
    raise SystemExit(1 if unread or counts[InboundState.SET_ASIDE.value] else 0)


def _take(
    parts: Running, files: tuple[Path, ...], address: str | None
) -> tuple[list[tuple[Path, int]], list[tuple[Path, str]]]:
    services = parts.services
    with services.sessions() as session:
        inbox = inbox_at(session, address)
        inbox_id = inbox.id if inbox else None
    entries, unread = [], []
    for path in files:
        try:
            raw = path.read_bytes()
        except OSError as error:
            unread.append((path, f"cannot be read from disk ({error.strerror})"))
            continue
        form = form_of(raw, path.name)
        entry = receive(services, inbox_id=inbox_id, form=form, entry="cli", raw=raw, now=services.clock())
        entries.append((path, entry))
    return entries, unread
