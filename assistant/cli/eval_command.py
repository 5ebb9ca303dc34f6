"""`rightback eval`: the scenarios through a drafter, or through two side by side."""

import sys
from collections.abc import Sequence
from pathlib import Path

import click
from rich.console import Console
from rich.table import Column, Table

from assistant.cli.common import json_option, show_json
from assistant.evaluation.judging import Outcome
from assistant.evaluation.running import Candidate, run
from assistant.evaluation.scenario import HERE, Scenario, scenarios
from assistant.evaluation.summing import apart, as_object, summed

WIDE = 150  # columns, where the table goes to a file


@click.command()
@click.option("--drafter", default="composer", help="composer, model, or either with @FOLDER of prompts.")
@click.option("--compare", help="Another one beside it: composer, model, composer@FOLDER, …")
@click.option("--only", multiple=True, help="Scenarios whose name begins so.")
@click.option(
    "--scenarios", "folder", type=click.Path(path_type=Path, exists=True, file_okay=False), help="Your own."
)
@click.option("--show", is_flag=True, help="Print message, draft and gold reply of each.")
@json_option
def command(
    drafter: str, compare: str | None, only: tuple[str, ...], folder: Path | None, show: bool, as_json: bool
) -> None:
    """Judge a drafter by scenarios in the sample dealership. Nothing of your data is touched.

    Exit 1 where a scenario does not pass: a blocking finding, an open question, something that a good answer
    must say and this does not, or must not say and does.
    """
    chosen = scenarios(only, folder or HERE)
    if not chosen:
        raise click.UsageError("No scenario has a name that begins so.")
    names = [drafter, *([compare] if compare else [])]
    found = [run(Candidate.of(name), chosen) for name in names]
    if as_json:
        show_json([as_object(name, outcomes) for name, outcomes in zip(names, found, strict=True)])
    else:
        _print(names, found, chosen, show=show)
    if not all(one.passed for outcomes in found for one in outcomes):
        raise SystemExit(1)


def _print(
    names: Sequence[str], found: Sequence[Sequence[Outcome]], chosen: Sequence[Scenario], *, show: bool
) -> None:
    console = Console() if sys.stdout.isatty() else Console(width=WIDE)
    if show:
        for number, scenario in enumerate(chosen):
            _show(scenario, [(name, one[number]) for name, one in zip(names, found, strict=True)])
    for name, outcomes in zip(names, found, strict=True):
        console.print(_each(name, outcomes))
    console.print(_sums(names, found))
    if len(found) == 2:
        for slug, one, other in apart(*found):
            console.print(f"{slug}: {names[0]}: {one} | {names[1]}: {other}", highlight=False)


def _each(name: str, outcomes: Sequence[Outcome]) -> Table:
    table = Table(
        Column("scenario", no_wrap=True),
        "",
        "answered",
        "owned",
        "unsupported",
        "words",
        "tokens",
        "ms",
        "why",
        title=name,
    )
    for one in outcomes:
        passed = "passed" if one.passed else "failed"
        why = one.why_not or ", ".join(dict.fromkeys(one.warnings))
        counts = (one.answered, one.owned, one.unsupported, one.words, one.tokens, one.milliseconds)
        table.add_row(one.slug, passed, *map(str, counts), why)
    return table


def _sums(names: Sequence[str], found: Sequence[Sequence[Outcome]]) -> Table:
    table = Table("", *names)
    sums = [summed(outcomes) for outcomes in found]
    for what in sums[0]:
        table.add_row(what, *(str(one[what]) for one in sums))
    return table


def _show(scenario: Scenario, drafts: Sequence[tuple[str, Outcome]]) -> None:
    click.echo(f"\n===== {scenario.slug}: {scenario.title}")
    for row in scenario.given.get("thread") or ():
        click.echo(f"  them: {row['them']}\n  us: {row.get('us', '')}")
    click.echo(scenario.text)
    for name, one in drafts:
        click.echo(f"--- {name} {one.why_not or ''} {' '.join(one.warnings)}\n{one.text or one.failed}")
    click.echo(f"--- gold\n{scenario.gold}")
