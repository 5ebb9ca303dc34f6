"""`rightback teammate …`: people who answer, from the command line. Each change leaves a deed."""

from collections.abc import Callable
from pathlib import Path

import click

from assistant.cli.asking import address, checked_password
from assistant.cli.common import data_option, json_option, running, show_json
from assistant.core.audit import Did
from assistant.core.outcome import Accepted
from assistant.core.roles import Role
from assistant.pipeline import account_mail, accounts, team
from assistant.pipeline.account_mail import Link
from assistant.pipeline.services import Services
from assistant.pipeline.team import Given
from assistant.records import LinkKind, Store, Teammate
from assistant.records import team as asked
from assistant.tools import passwords

ROLES = click.Choice([role.value for role in Role])
DEPARTMENTS = click.Choice(["sales", "service", "parts", "finance"])


@click.group()
def command() -> None:
    """Teammates: add, list, invite, recover, change the role, deactivate."""


def described(function: Callable[..., None]) -> Callable[..., None]:
    """The options that describe a teammate."""
    for option in reversed(
        (
            click.option("--name", prompt="Name"),
            click.option("--email", prompt="E-mail address", callback=address),
            click.option("--role", type=ROLES, default="member"),
            click.option("--department", type=DEPARTMENTS, default="sales", prompt=True),
            click.option("--title", prompt="Title, as customers read it", default="Sales"),
            click.option("--phone", prompt="Direct line", default=""),
            click.option("--store", "slugs", multiple=True, help="Slug of a store; all where none is named."),
        )
    ):
        function = option(function)
    return function


@command.command()
@described
@click.option("--password", prompt="Password", hide_input=True, confirmation_prompt=True)
@data_option
def add(data: Path | None, password: str, slugs: tuple[str, ...], **given: str) -> None:
    """Add a teammate with a password; `invite` lets them choose it themselves."""
    services = running(data).services
    hashed = passwords.hash(checked_password(password, [given["name"], given["email"], *_stores(services)]))
    teammate_id, _ = _invited(services, slugs, given)
    accounts.change_password(
        services, teammate_id, hashed, keep=None, what=Did.SET_PASSWORD, now=services.clock()
    )
    click.echo(f"{given['name']} can sign in as {given['email']}.")


@command.command()
@described
@data_option
def invite(data: Path | None, slugs: tuple[str, ...], **given: str) -> None:
    """Invite a teammate: a mail with a link, or the link here where no mail leaves."""
    services = running(data).services
    _, made = _invited(services, slugs, given)
    ended = account_mail.send(services, made)
    if isinstance(ended, Accepted) and services.settings.gateway != "folder":
        click.echo(f"A mail with a link is on its way to {given['email']}. It works once, for seven days.")
        return
    if not isinstance(ended, Accepted):
        click.echo(f"The mail did not leave: {ended.reason}", err=True)
    _show(services, made, given["email"], "for seven days")


@command.command("list")
@json_option
@data_option
def listed(data: Path | None, *, as_json: bool) -> None:
    """Who is there, what they may do, how they sign in."""
    with running(data).services.sessions() as session:
        for person in session.query(Teammate).order_by(Teammate.active.desc(), Teammate.name):
            stores = [store.slug for store in person.stores]
            signs = "deactivated" if not person.active else "" if person.password_hash else "no password yet"
            row = {
                "email": person.email, "name": person.name, "role": person.role.value, "stores": stores,
                "active": person.active, "second_factor": bool(person.second_factor),
            }  # fmt: skip
            if as_json:
                show_json(row)
                continue
            factor = "second factor" if person.second_factor else ""
            notes = ", ".join(filter(None, (signs, factor)))
            click.echo(
                f"{person.email:36} {person.role.value:8} {person.name:24} {' '.join(stores)}  {notes}"
            )


@command.command("password")
@click.argument("email")
@click.option("--password", prompt="New password", hide_input=True, confirmation_prompt=True)
@data_option
def new_password(email: str, password: str, data: Path | None) -> None:
    """Set a new password for EMAIL; they are signed out everywhere."""
    services = running(data).services
    person = _person(services, email)
    known = [person.name, person.email, *(store.name for store in person.stores)]
    hashed = passwords.hash(checked_password(password, known))
    now = services.clock()
    accounts.change_password(services, person.id, hashed, keep=None, what=Did.SET_PASSWORD, now=now)
    click.echo(f"{email} has a new password, and is signed out everywhere.")


@command.command()
@click.argument("email")
@data_option
def recover(email: str, data: Path | None) -> None:
    """Print a link by which EMAIL chooses a password; it works once, for a day."""
    services = running(data).services
    person, now = _person(services, email), services.clock()
    with services.sessions.begin() as session:
        held = session.get_one(Teammate, person.id)
        session.add(accounts.did(None, Did.MADE_LINK, now, held))
        made = accounts.new_link(session, held, LinkKind.RECOVERY, None, now)
    _show(services, made, email, "for a day")


@command.command("second-factor-off")
@click.argument("email")
@data_option
def second_factor_off(email: str, data: Path | None) -> None:
    """Switch the second factor of EMAIL off; they are signed out everywhere."""
    services = running(data).services
    accounts.drop_second_factor(services, _person(services, email).id, None, services.clock())
    click.echo(f"{email} signs in with the password alone now.")


@command.command()
@click.argument("email")
@click.argument("role", type=ROLES)
@data_option
def role(email: str, role: str, data: Path | None) -> None:
    """Make EMAIL a member, manager or admin."""
    services = running(data).services
    person = _person(services, email)
    given = Given(
        name=person.name, role=Role(role), department=person.department,
        store_ids=frozenset(person.store_ids), title=person.title, direct_line=person.direct_line,
    )  # fmt: skip
    _or_say_why(lambda: team.change(services, person.id, given, by=None, now=services.clock()))
    click.echo(f"{email} is {'an' if role == 'admin' else 'a'} {role} now.")


@command.command()
@click.argument("email")
@click.option("--to", "heir", help="E-mail address of who takes over their customers, promises and inboxes.")
@data_option
def deactivate(email: str, heir: str | None, data: Path | None) -> None:
    """Sign EMAIL out for good; --to names who takes over what they have."""
    services = running(data).services
    person, to = _person(services, email), heir and _person(services, heir).id
    _or_say_why(
        lambda: team.deactivate(services, person.id, heir_id=to or None, by=None, now=services.clock())
    )
    click.echo(f"{email} is deactivated and signed out everywhere.")


def _invited(services: Services, slugs: tuple[str, ...], given: dict[str, str]) -> tuple[int, Link]:
    with services.sessions() as session:
        stores = session.query(Store).order_by(Store.id).all()
    chosen = frozenset(store.id for store in stores if not slugs or store.slug in slugs)
    if not chosen:
        raise click.UsageError("There is no such store. `rightback init` makes the first.")
    described = Given(
        name=given["name"], role=Role(given["role"]), department=given["department"], store_ids=chosen,
        title=given["title"], direct_line=given["phone"],
    )  # fmt: skip
    try:
        return team.invite(services, given["email"], described, by=None, now=services.clock())
    except ValueError as error:
        raise click.UsageError(f"{error} Nothing was changed.") from None


def _stores(services: Services) -> list[str]:
    with services.sessions() as session:
        return [store.name for store in session.query(Store)]


def _person(services: Services, email: str) -> Teammate:
    with services.sessions() as session:
        found = session.scalars(asked.with_email(email)).first()
        if found is None or not found.active:
            raise click.UsageError(f"There is no active teammate {email}.")
        _ = found.store_ids  # loaded while the session is open
        return found


def _or_say_why(deed: Callable[[], None]) -> None:
    try:
        deed()
    except ValueError as error:
        raise click.UsageError(f"{error} Nothing was changed.") from None


def _show(services: Services, made: Link, email: str, how_long: str) -> None:
    click.echo(f"Give {email} this link, and nobody else. It works once, {how_long}:")
    click.echo(account_mail.address(services, made.secret))
