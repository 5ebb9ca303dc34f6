"""What several commands share: the running parts, time, teammates, JSON."""

import json
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import click

from assistant.core.errors import RightbackError
from assistant.core.ports import Now
from assistant.records import Session, Store, Teammate
from assistant.records.database import Database, open_database, refuse_newer, revision_of
from assistant.records.store import Inbox
from assistant.settings import Settings, from_process
from assistant.wiring import Running, build, set_up_logs, utc_now

data_option = click.option("--data", type=click.Path(path_type=Path), help="Where the data is kept.")
json_option = click.option("--json", "as_json", is_flag=True, help="Machine-readable output.")
now_option = click.option("--now", "now", help="Take this as the time (ISO 8601).")


def settings_for(data: Path | None, **given: object) -> Settings:
    """Settings of this process; what is typed wins over the environment."""
    if data is not None:
        given["data"] = data.absolute()
    return from_process(**given)


def running(data: Path | None, now: str | None = None) -> Running:
    """The parts, with their logs on standard error kept to errors; nothing is started."""
    settings = settings_for(data)
    set_up_logs(settings.model_copy(update={"log_level": "error"}))
    return build(settings, clock=clock_of(now))


def existing_database(settings: Settings) -> Database:
    """The database as it stands: neither made nor brought up to date; refused where there is none."""
    file = settings.database_file
    if file is not None and not file.exists():
        raise RightbackError(
            f"There is no database at {file} yet. `rightback up` or `rightback init` makes it."
        )
    engine = open_database(settings.database_url)
    refuse_newer(engine)
    if revision_of(engine) is None:
        raise RightbackError("The database is empty. `rightback up` or `rightback init` makes its tables.")
    return engine


def has_store(parts: Running) -> bool:
    with parts.services.sessions() as session:
        return session.query(Store).first() is not None


def clock_of(now: str | None) -> Now:
    if now is None:
        return utc_now
    try:
        moment = datetime.fromisoformat(now)
    except ValueError:
        raise click.BadParameter(f"{now!r} is no time like 2026-11-24T09:30", param_hint="--now") from None
    fixed = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return lambda: fixed


def show_json(value: Any) -> None:
    click.echo(json.dumps(value, ensure_ascii=False))


def teammate_named(session: Session, who: str | None, store: Store) -> Teammate:
    """By e-mail, or by a part of the name; the first of the store's department where nobody is named."""
    here = list(session.scalars(Teammate.of_store(store.id)))
    for teammate in here:
        if who and (teammate.email == who.lower() or who.lower() in teammate.name.lower()):
            return teammate
    if who:
        names = ", ".join(teammate.name for teammate in here)
        raise click.BadParameter(f"nobody here is called {who!r}; there are {names}", param_hint="--as")
    if not here:
        raise click.UsageError("There is no teammate yet: `rightback teammate add`.")
    return here[0]


def inbox_at(session: Session, address: str | None) -> Inbox | None:
    if address is None:
        return None
    found = session.scalars(Inbox.by_address([address.lower()])).first()
    if found is None:
        raise click.BadParameter(f"there is no inbox {address}", param_hint="--inbox")
    return found


def read_bytes(path: Path) -> bytes:
    """The file's bytes; "-" is standard input."""
    return sys.stdin.buffer.read() if str(path) == "-" else path.read_bytes()
