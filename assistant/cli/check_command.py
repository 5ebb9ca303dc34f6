"""`rightback check FILE`: what the checks say of a reply text."""

from pathlib import Path

import click

from assistant.cli.common import data_option, json_option, now_option, read_bytes, running, show_json
from assistant.cli.draft_command import finding_object
from assistant.cli.trial import tried, without_inquiry
from assistant.core.checks.finding import Finding, Severity
from assistant.core.draft import Author, Proposal
from assistant.core.question_map import answers
from assistant.pipeline import check


@click.command()
@click.argument("file", type=click.Path(path_type=Path, exists=True, allow_dash=True))
@click.option("--inquiry", type=click.Path(path_type=Path, exists=True), help="The mail that it answers.")
@click.option("--as", "signer", help="The teammate who signs: e-mail or part of the name.")
@click.option("--machine", is_flag=True, help="As strict as with a machine's draft, not a person's text.")
@now_option
@data_option
@json_option
def command(
    file: Path,
    inquiry: Path | None,
    signer: str | None,
    machine: bool,
    now: str | None,
    data: Path | None,
    as_json: bool,
) -> None:
    """Check the reply text in FILE. Exit 1 when a finding blocks."""
    services = running(data, now).services
    text = read_bytes(file).decode("utf-8", errors="replace").strip()
    at = services.clock()
    asked = (
        tried(services, inquiry, signer=signer, now=at)
        if inquiry
        else without_inquiry(services, signer=signer, now=at)
    )
    with services.sessions() as session:
        context = asked.looked_up(services, session, text)
    found = answers(text, asked.inquiry, context) if machine else ()
    proposal = Proposal(text, Author.MODEL if machine else Author.PERSON, answers=found)
    findings = check.reviewed(services, proposal, asked.inquiry, context).findings
    if as_json:
        show_json({"findings": [finding_object(finding) for finding in findings]})
    else:
        for finding in findings:
            click.echo(_line(finding, text))
    raise SystemExit(1 if any(finding.severity is Severity.BLOCK for finding in findings) else 0)


def _line(finding: Finding, text: str) -> str:
    quoted = f" “{text[finding.start : finding.end]}”" if finding.end > finding.start else ""
    better = f" Better: {finding.better}" if finding.better else ""
    return f"{finding.severity.value:5} {finding.rule}:{quoted} {finding.why}{better}"
