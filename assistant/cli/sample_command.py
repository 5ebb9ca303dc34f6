"""`rightback sample`: makes the sample dealership, or makes it fresh."""

from collections.abc import Callable
from pathlib import Path

import click

from assistant import sample
from assistant.cli.common import data_option, has_store, running
from assistant.pipeline.accounts import safe
from assistant.pipeline.receive import receive
from assistant.tools import passwords
from assistant.wiring import Running

Making = Callable[..., sample.SampleCredentials]


@click.command()
@click.option("--renew", is_flag=True, help="Wipe the sample and make it anew, aged relative to now.")
@data_option
def command(renew: bool, data: Path | None) -> None:
    """Two stores with customers, cars, promises and waiting inquiries; never touches a real store."""
    parts = running(data)
    if renew:
        show(make(parts, sample.renew))
    elif has_store(parts):
        click.echo(
            "There is a store already; nothing was changed. `rightback sample --renew` makes a sample fresh."
        )
    else:
        show(make(parts))


def make(parts: Running, making: Making = sample.make) -> sample.SampleCredentials:
    """The sample with its waiting inquiries filed, understood and drafted."""
    made = making(
        parts.services.sessions,
        now=parts.services.clock(),
        hash_password=passwords.hash,
        seal=safe(parts.services).seal,
        receive=lambda **given: receive(parts.services, **given),
    )
    parts.engine.run_all()
    return made


def show(credentials: sample.SampleCredentials) -> None:
    """The three sign-ins; only hashes are kept, so this is the one time they can be shown."""
    click.echo("Sign in as (shown this once; `rightback sample --renew` makes new ones):")
    for one in credentials.sign_ins:
        click.echo(f"  {one.role:8} {one.email:36} {one.password}")
