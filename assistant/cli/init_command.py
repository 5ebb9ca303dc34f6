"""`rightback init`: an empty store, by asking the few things it needs. Running it again changes nothing."""

import secrets
from collections.abc import Callable
from pathlib import Path
from zoneinfo import ZoneInfo, available_timezones

import click

from assistant.cli.asking import address, checked_password
from assistant.cli.common import data_option, has_store, running
from assistant.core.audit import Did
from assistant.core.message import Channel
from assistant.pipeline.accounts import safe
from assistant.records import Deed, Inbox, Role, Session, Store, Teammate
from assistant.tools import holidays, passwords

WEEK = {str(day): ["09:00", "18:00"] for day in range(6)}


def _zone(ctx: click.Context, param: click.Parameter, value: str) -> str:
    if value not in available_timezones():
        raise click.BadParameter(f"{value!r} is no time zone like America/Chicago")
    return value


@click.command()
@click.option("--store", "store_name", prompt="Name of the store")
@click.option("--zone", prompt="Time zone", default="America/New_York", callback=_zone)
@click.option("--inbox", "address", prompt="E-mail address customers write to", callback=address)
@click.option("--phone", prompt="Phone of the store", default="")
@click.option("--name", prompt="Your name")
@click.option("--email", prompt="Your e-mail address", callback=address)
@click.option("--password", prompt="A password for you", hide_input=True, confirmation_prompt=True)
@data_option
def command(data: Path | None, **given: str) -> None:
    """Make one store with its inboxes, and you as its admin."""
    parts = running(data)
    if has_store(parts):
        click.echo("There is a store already; nothing was changed. `rightback up` starts it.")
        return
    now = parts.services.clock()
    known = [given["name"], given["email"], given["store_name"]]
    hashed = passwords.hash(checked_password(given["password"], known))
    with parts.services.sessions.begin() as session:
        store = Store(
            slug="".join(c if c.isalnum() else "-" for c in given["store_name"].lower()).strip("-"),
            name=given["store_name"],
            zone=given["zone"],
            phone=given["phone"],
            domains=[given["address"].partition("@")[2]],
            week=WEEK,
            closed=holidays.closed_days("US", now.astimezone(ZoneInfo(given["zone"])).year),
        )
        admin = Teammate(
            name=given["name"],
            email=given["email"],
            password_hash=hashed,
            role=Role.ADMIN,
            title="Sales",
            direct_line=given["phone"],
            stores=[store],
        )
        session.add_all([store, admin])
        session.flush()
        _inboxes(session, store, admin, given["address"], safe(parts.services).seal)
        session.add(Deed(at=now, store_id=store.id, what=Did.MADE_STORE))
    click.echo(f"{given['store_name']} is ready. Start it with `rightback up`, sign in as {given['email']}.")


def _inboxes(
    session: Session, store: Store, owner: Teammate, address: str, seal: Callable[[str], str]
) -> None:
    for channel in Channel:
        session.add(
            Inbox(
                store_id=store.id,
                channel=channel,
                address=address,
                owner_id=owner.id,
            ).answers_to(secrets.token_urlsafe(24), seal)
        )
