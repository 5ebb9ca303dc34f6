"""Alembic's entry: runs on the connection that records.database hands over, else on Settings' database."""

from typing import Any, Literal

from alembic import context
from sqlalchemy import Connection

from assistant.records import Base
from assistant.records.base import Moment
from assistant.records.database import open_database, ours


def plain(kind: str, column_type: Any, _context: Any) -> str | Literal[False]:
    """Migrations import no models: our own column type is written as what it is in the database."""
    return "sa.DateTime(timezone=True)" if kind == "type" and isinstance(column_type, Moment) else False


def run(connection: Connection) -> None:
    context.configure(
        connection=connection,
        target_metadata=Base.metadata,
        render_as_batch=True,
        render_item=plain,
        include_object=ours,
    )
    with context.begin_transaction():
        context.run_migrations()


given = context.config.attributes.get("connection")
if given is not None:
    run(given)
else:
    from assistant.settings import from_process

    with open_database(from_process().database_url).connect() as opened:
        run(opened)
        opened.commit()
