"""`rightback read FILE…`: what is understood of mails and leads, one JSON object a line."""

from datetime import UTC, datetime
from pathlib import Path

import click

from assistant.channels.anything import read as read_anything
from assistant.channels.describe import described
from assistant.cli.common import clock_of, data_option, now_option, settings_for, show_json
from assistant.core.inquiry import Inquiry, Turn
from assistant.core.message import Channel, InboundMessage
from assistant.core.ports import Reader
from assistant.prompts import Prompts
from assistant.readers.rules import RulesReader


@click.command()
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="What it prints anyway: one JSON object a line.")
@data_option
@now_option
def command(files: tuple[Path, ...], as_json: bool, data: Path | None, now: str | None) -> None:
    """One JSON object a line for each FILE; stores nothing. A file that cannot be read gets its line too."""
    del as_json
    settings = settings_for(data)
    reader, clock = RulesReader(Prompts(settings.prompts)), clock_of(now)
    for path in files:
        try:
            message = read_anything(path.read_bytes(), path.name, settings.trusted_authserv)
        except OSError as error:
            why = f"The file cannot be read from disk ({error.strerror})."
            message = InboundMessage(Channel.EMAIL, set_aside=why)
        show_json(described(str(path), message, _understood(reader, message, clock())))


def _understood(reader: Reader, message: InboundMessage, now: datetime) -> Inquiry | None:
    if message.set_aside:
        return None
    at = message.date or now
    return reader.read(
        Turn(
            text=message.visible_text,
            at=at if at.tzinfo else at.replace(tzinfo=UTC),
            subject=message.subject,
            channel=message.channel,
            lead=message.leads[0] if message.leads else None,
            rating=message.rating,
            automatic=message.bulk or message.auto_reply or message.bounce,
        )
    )
