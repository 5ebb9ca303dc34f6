"""`rightback teammate add|password`: people who answer, from the command line."""

from pathlib import Path

import click

from assistant.cli.common import data_option, running
from assistant.cli.init_command import _address, _password
from assistant.core.audit import Did
from assistant.records import Deed, Role, Store, Teammate
from assistant.tools import passwords


@click.group()
def command() -> None:
    """Teammates: add one, set a password."""


@command.command()
@click.option("--name", prompt="Name")
@click.option("--email", prompt="E-mail address", callback=_address)
@click.option("--role", type=click.Choice([role.value for role in Role]), default="member")
@click.option(
    "--department", type=click.Choice(["sales", "service", "parts", "finance"]), default="sales", prompt=True
)
@click.option("--title", prompt="Title, as customers read it", default="Sales")
@click.option("--phone", prompt="Direct line", default="")
@click.option("--password", prompt="Password", hide_input=True, confirmation_prompt=True, callback=_password)
@data_option
def add(data: Path | None, **given: str) -> None:
    """Add a teammate to every store."""
    services = running(data).services
    hashed = passwords.hash(given["password"])
    with services.sessions.begin() as session:
        if session.scalar(Teammate.by_email(given["email"])) is not None:
            raise click.UsageError(f"{given['email']} is a teammate already; nothing was changed.")
        stores = session.query(Store).order_by(Store.id).all()
        if not stores:
            raise click.UsageError("There is no store yet: `rightback init`.")
        added = Teammate(
            name=given["name"],
            email=given["email"],
            role=Role(given["role"]),
            department=given["department"],
            title=given["title"],
            direct_line=given["phone"],
            password_hash=hashed,
            stores=stores,
        )
        session.add(added)
        session.flush()
        session.add(Deed(at=services.clock(), what=Did.ADDED_TEAMMATE, about={"teammate": added.id}))
    click.echo(f"{given['name']} can sign in as {given['email']}.")


@command.command("password")
@click.argument("email")
@click.option(
    "--password", prompt="New password", hide_input=True, confirmation_prompt=True, callback=_password
)
@data_option
def new_password(email: str, password: str, data: Path | None) -> None:
    """Set a new password for EMAIL."""
    services = running(data).services
    hashed = passwords.hash(password)
    with services.sessions.begin() as session:
        teammate = session.scalar(Teammate.by_email(email))
        if teammate is None:
            raise click.UsageError(f"There is no teammate {email}.")
        teammate.password_hash = hashed
        session.add(Deed(at=services.clock(), what=Did.SET_PASSWORD, about={"teammate": teammate.id}))
    click.echo(f"{email} has a new password.")
