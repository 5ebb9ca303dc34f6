"""`rightback doctor`: what works, what does not, and how to mend it."""

import os
import smtplib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import click

from assistant.cli.common import data_option, json_option, settings_for, show_json
from assistant.core.errors import RightbackError
from assistant.records import Job, Store
from assistant.records.database import alive, migrate, open_database, revision_of, sessions_of
from assistant.settings import Settings
from assistant.tools import tokens


@dataclass(frozen=True)
class Look:
    """`state` is ok, note (works, but) or broken; `mend` says what to do."""

    what: str
    state: str
    found: str
    mend: str = ""


@click.command()
@data_option
@json_option
def command(data: Path | None, as_json: bool) -> None:
    """Look at settings, data folder, database, mail and model. Exit 1 if something is broken."""
    looks = list(_looks(data))
    for look in looks:
        if as_json:
            show_json(vars(look))
            continue
        mark = {"ok": "✓", "note": "·", "broken": "✗"}[look.state]
        click.echo(f"{mark} {look.what}: {look.found}")
        if look.mend:
            click.echo(f"    {look.mend}")
    raise SystemExit(1 if any(look.state == "broken" for look in looks) else 0)


def _looks(data: Path | None) -> Iterator[Look]:
    try:
        settings = settings_for(data)
    except RightbackError as error:
        yield Look(
            "Settings", "broken", str(error), "Mend the variables above in the environment or in .env."
        )
        return
    yield Look("Settings", "ok", "read")
    for look in (_folder, _database, _mail_out, _mail_in, _model, _tokens):
        yield from _safely(look, settings)


def _safely(look: Callable[[Settings], Iterator[Look]], settings: Settings) -> Iterator[Look]:
    try:
        yield from look(settings)
    except Exception as error:
        name = look.__name__.strip("_").replace("_", " ").capitalize()
        yield Look(name, "broken", f"{type(error).__name__}: {error}")


def _folder(settings: Settings) -> Iterator[Look]:
    folder = settings.data
    if not folder.exists():
        yield Look("Data folder", "note", f"{folder} is not there yet", "`rightback up` makes it.")
    elif not os.access(folder, os.W_OK):
        yield Look(
            "Data folder", "broken", f"{folder} cannot be written", "Give this user the right to write there."
        )
    else:
        yield Look("Data folder", "ok", str(folder))


def _database(settings: Settings) -> Iterator[Look]:
    if not settings.database and not (settings.data / "rightback.sqlite").exists():
        yield Look("Database", "note", "not there yet", "`rightback up` or `rightback init` makes it.")
        return
    engine = open_database(settings.database_url)
    before = revision_of(engine)
    migrate(engine)
    with sessions_of(engine)() as session:
        alive(session)
        stores = session.query(Store).count()
        aside = len(session.scalars(Job.aside()).all())
    now = revision_of(engine)
    brought = "" if before == now else f" (brought from {before} to {now})"
    yield Look("Database", "ok", f"revision {now}{brought}, {stores} stores")
    if aside:
        yield Look("Jobs", "note", f"{aside} set aside after the last try", "Look at the Ledger page.")


def _mail_out(settings: Settings) -> Iterator[Look]:
    if settings.gateway == "folder":
        found = f"approved mails become files in {settings.outbox_folder}; nothing leaves this machine"
        yield Look("Mail out", "note", found, "Set RIGHTBACK_GATEWAY=smtp and RIGHTBACK_SMTP_HOST to send.")
        return
    try:
        with smtplib.SMTP(settings.smtp_host, settings.smtp_port, timeout=10) as relay:
            code, _ = relay.noop()
        yield Look("Mail out", "ok", f"{settings.smtp_host}:{settings.smtp_port} answers {code}")
    except (OSError, smtplib.SMTPException) as error:
        found = f"{settings.smtp_host}:{settings.smtp_port} does not answer ({error})"
        yield Look("Mail out", "broken", found, "Approved mails wait and are tried again; none is lost.")


def _mail_in(settings: Settings) -> Iterator[Look]:
    if settings.smtp_in_port:
        yield Look(
            "Mail in", "ok", f"SMTP listener at {settings.smtp_in_host}:{settings.smtp_in_port} while up"
        )
    else:
        found = "no SMTP listener; mail comes in by webhook or `rightback receive`"
        yield Look("Mail in", "note", found, "Set RIGHTBACK_SMTP_IN_PORT to open one.")


def _model(settings: Settings) -> Iterator[Look]:
    if not settings.model:
        found = "none set: the built-in composer drafts"
        yield Look("Model", "note", found, "Set RIGHTBACK_MODEL, and OPENAI_BASE_URL or OPENAI_API_KEY.")
        return
    from openai import OpenAI, OpenAIError

    key = settings.model_key.get_secret_value() or "none"
    client = OpenAI(base_url=settings.model_base_url or None, api_key=key, timeout=10, max_retries=0)
    try:
        client.models.list()
        yield Look("Model", "ok", f"{settings.model} at {client.base_url}")
    except OpenAIError as error:
        found = f"{client.base_url} does not answer ({type(error).__name__})"
        yield Look(
            "Model", "broken", found, "The composer drafts meanwhile; look at the address and the key."
        )


def _tokens(_settings: Settings) -> Iterator[Look]:
    yield Look(
        "Token counter",
        "ok",
        f"works offline ({tokens.Tokens().count('Is the blue van still here?')} tokens)",
    )
