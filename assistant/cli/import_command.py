"""`rightback import KIND FILE.csv`: fills the store from an export of another system."""

import sys
from pathlib import Path

import click
from rich.console import Console
from rich.progress import Progress

from assistant.cli.common import data_option, json_option, running, show_json
from assistant.imports import LOADERS
from assistant.imports.report import ImportFailed, NoColumns, Report
from assistant.records import Store
from assistant.records.audit import imported
from assistant.wiring import Running


@click.command()
@click.argument("kind", type=click.Choice(list(LOADERS)))
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--store", "slug", help="Which store, by its short name; the first where there is one.")
@click.option(
    "--map", "pairs", multiple=True, metavar="COLUMN=FIELD", help="A column of the file is this field."
)
@data_option
@json_option
def command(
    kind: str, file: Path, slug: str | None, pairs: tuple[str, ...], data: Path | None, as_json: bool
) -> None:
    """Import FILE. Importing it again changes what changed and doubles nothing.

    Every row is either in or listed as refused, with its line and the reason. Exit 1 if one was refused.
    """
    parts = running(data)
    mapping = dict(_pair(pair) for pair in pairs)
    store_id = _store_id(parts, slug)
    report = _load(parts, kind, file, store_id, mapping)
    with parts.services.sessions.begin() as session:
        session.add(
            imported(
                store_id,
                parts.services.clock(),
                kind,
                read=report.read,
                added=report.added,
                changed=report.changed,
                refused=len(report.refused),
            )
        )
    if as_json:
        show_json(
            {
                "read": report.read,
                "added": report.added,
                "changed": report.changed,
                "same": report.same,
                "refused": [{"line": row.line, "reason": row.reason} for row in report.refused],
                "remarks": [{"line": row.line, "reason": row.what} for row in report.remarks],
            }
        )
    else:
        _show(file, report)
    raise SystemExit(1 if report.refused else 0)


def _load(parts: Running, kind: str, file: Path, store_id: int, mapping: dict[str, str]) -> Report:
    with Progress(console=Console(stderr=True), disable=not sys.stderr.isatty()) as bar:
        task = bar.add_task(f"Importing {file.name}")
        try:
            return LOADERS[kind](
                parts.services.sessions,
                store_id,
                file,
                mapping=mapping or None,
                now=parts.services.clock(),
                progress=lambda done, of: bar.update(task, completed=done, total=of),
            )
        except NoColumns as error:
            raise ImportFailed(f"{error} {error.hint}") from None


def _show(file: Path, report: Report) -> None:
    click.echo(
        f"{file.name}: {report.read} rows read · {report.added} added · {report.changed} changed · "
        f"{report.same} as before · {len(report.refused)} refused"
    )
    for row in report.refused:
        click.echo(f"  line {row.line}: {row.reason}")
    for remark in report.remarks:
        click.echo(f"  line {remark.line} was taken, but: {remark.what}")


def _pair(pair: str) -> tuple[str, str]:
    column, equals, field = pair.partition("=")
    if not equals or not column.strip() or not field.strip():
        raise click.BadParameter(f"{pair!r} is not COLUMN=FIELD", param_hint="--map")
    return column.strip(), field.strip()


def _store_id(parts: Running, slug: str | None) -> int:
    with parts.services.sessions() as session:
        stores = session.query(Store).order_by(Store.id).all()
    for store in stores:
        if slug in (None, store.slug):
            return store.id
    known = ", ".join(store.slug for store in stores) or "none yet: `rightback init`"
    raise click.BadParameter(f"stores are: {known}", param_hint="--store")
