"""Triggers that refuse: one condition, written once, for both databases.

Conditions use what both understand: `NEW`/`OLD`, `IS DISTINCT FROM`, `CAST(… AS TEXT)` around JSON columns.
"""

from dataclasses import dataclass
from typing import Literal

from alembic import op

Event = Literal["INSERT", "UPDATE", "DELETE"]


@dataclass(frozen=True)
class Refusal:
    """`table` refuses `event` where `when` holds (always, if empty); the database says `why`."""

    name: str
    event: Event
    table: str
    why: str
    when: str = ""

    def create(self) -> None:
        if op.get_bind().dialect.name == "sqlite":
            self._on_sqlite()
        else:
            self._on_postgresql()

    def drop(self) -> None:
        if op.get_bind().dialect.name == "sqlite":
            op.execute(f"DROP TRIGGER {self.name}")
            return
        op.execute(f"DROP FUNCTION {self.name}() CASCADE")
        if self.event == "DELETE":
            op.execute(f"DROP FUNCTION {self.name}_all() CASCADE")

    def _on_sqlite(self) -> None:
        when = f"WHEN {self.when}" if self.when else ""
        op.execute(
            f"CREATE TRIGGER {self.name} BEFORE {self.event} ON {self.table} {when}"
            f" BEGIN SELECT RAISE(ABORT, '{self.why}'); END"
        )

    def _on_postgresql(self) -> None:
        """What may not be deleted may not be truncated either."""
        row = "OLD" if self.event == "DELETE" else "NEW"
        op.execute(
            f"CREATE FUNCTION {self.name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
            f" IF {self.when or 'TRUE'} THEN RAISE EXCEPTION '{self.why}'"
            f" USING ERRCODE = 'integrity_constraint_violation'; END IF; RETURN {row}; END $$"
        )
        op.execute(
            f"CREATE TRIGGER {self.name} BEFORE {self.event} ON {self.table}"
            f" FOR EACH ROW EXECUTE FUNCTION {self.name}()"
        )
        if self.event == "DELETE":
            op.execute(
                f"CREATE FUNCTION {self.name}_all() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
                f" RAISE EXCEPTION '{self.why}' USING ERRCODE = 'integrity_constraint_violation'; END $$"
            )
            op.execute(
                f"CREATE TRIGGER {self.name}_all BEFORE TRUNCATE ON {self.table}"
                f" FOR EACH STATEMENT EXECUTE FUNCTION {self.name}_all()"
            )
