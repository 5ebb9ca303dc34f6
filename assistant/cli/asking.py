"""What commands ask for, checked: addresses and passwords."""

from collections.abc import Iterable

import click
from email_validator import EmailNotValidError, validate_email

from assistant.tools import passwords


def address(ctx: click.Context, param: click.Parameter, value: str) -> str:
    try:
        return validate_email(value, check_deliverability=False, test_environment=True).normalized.lower()
    except EmailNotValidError as error:
        raise click.BadParameter(str(error)) from None


def checked_password(password: str, about: Iterable[str]) -> str:
    """The password, by the same rules as on the pages."""
    why = passwords.weakness(password, about)
    if why:
        raise click.BadParameter(why, param_hint="--password")
    return password
