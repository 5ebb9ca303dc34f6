"""`rightback draft FILE`: a draft for a mail or lead from the current data, storing nothing."""

from pathlib import Path
from typing import Any

import click

from assistant.cli.common import data_option, json_option, now_option, running, show_json
from assistant.cli.trial import tried
from assistant.core.errors import DrafterFailed, RightbackError
from assistant.core.inquiry import Inquiry
from assistant.pipeline.services import Services
from assistant.pipeline.writing import Asked, Written, blocking, write


@click.command()
@click.argument("file", type=click.Path(path_type=Path, exists=True, allow_dash=True))
@click.option("--drafter", type=click.Choice(["composer", "model"]), default="composer")
@click.option("--as", "signer", help="The teammate who signs: e-mail or part of the name.")
@now_option
@data_option
@json_option
def command(
    file: Path, drafter: str, signer: str | None, now: str | None, data: Path | None, as_json: bool
) -> None:
    """Draft an answer to FILE (a mail, a lead or a plain text)."""
    services = running(data, now).services
    asked = tried(services, file, signer=signer, now=services.clock())
    written = _written(services, drafter, asked)
    if as_json:
        show_json(as_object(asked, written))
        return
    proposal, reviewed = written
    click.echo(proposal.text)
    for finding in reviewed.findings:
        click.echo(f"[{finding.severity.value}] {finding.rule}: {finding.why}", err=True)
    for note in proposal.notes:
        click.echo(note, err=True)


def _written(services: Services, drafter: str, asked: Asked) -> Written:
    """The model's draft; the composer's where the model fails or keeps breaking a rule."""
    if drafter == "composer":
        return write(services, services.composer, asked)
    if services.model is None:
        raise RightbackError("No model is set: give RIGHTBACK_MODEL and OPENAI_BASE_URL or OPENAI_API_KEY.")
    try:
        written = write(services, services.model, asked)
    except DrafterFailed as error:
        click.echo(f"The model gave no draft ({error}); this is the composer's.", err=True)
        return write(services, services.composer, asked)
    if blocking(written[1].findings):
        click.echo("The model's draft broke a rule twice; this is the composer's.", err=True)
        return write(services, services.composer, asked)
    return written


def as_object(asked: Asked, written: Written) -> dict[str, Any]:
    """The JSON object of the command; later versions add fields and rename none."""
    proposal, reviewed = written
    return {
        "text": proposal.text,
        "drafter": proposal.author.value,
        "questions": _questions(asked.inquiry, written),
        "facts": [{"id": f.id, "source": f.source, "text": f.text} for f in asked.context.facts],
        "citations": [{"sentence": c.sentence, "fact": c.fact} for c in reviewed.citations],
        "promises": [
            {"who": p.who, "what": p.what, "due": p.due.isoformat() if p.due else None}
            for p in reviewed.promises
        ],
        "findings": [finding_object(finding) for finding in reviewed.findings],
        "subject": asked.subject,
        "to": asked.context.recipient.email,
        "notes": list(proposal.notes),
    }


def finding_object(finding: Any) -> dict[str, Any]:
    return {
        "rule": finding.rule,
        "severity": finding.severity.value,
        "start": finding.start,
        "end": finding.end,
        "why": finding.why,
        "better": finding.better,
    }


def _questions(inquiry: Inquiry, written: Written) -> list[dict[str, str]]:
    found = {answer.question: answer for answer in written[1].answers}
    rows = []
    for index, question in enumerate(inquiry.questions):
        answer = found.get(index)
        state = answer.state.value if answer else "open"
        rows.append({"text": question.text, "state": state, "sentence": answer.sentence if answer else ""})
    return rows
