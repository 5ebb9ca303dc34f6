"""nothing is replaced, and less can be done behind our back

Deliveries, ledger lines and approved drafts are not deleted; a promise keeps its words and does not begin
anew; a clock stops for an answer or a reason; what goes out has no attachment that nobody approved.

SQLite's `INSERT OR REPLACE` and `UPDATE OR REPLACE` take the row that is in the way without asking a trigger
for DELETE (https://www.sqlite.org/lang_conflict.html). So the row in the way refuses before it happens.
PostgreSQL knows no REPLACE; its `ON CONFLICT DO UPDATE` asks the triggers for UPDATE.
"""

from dataclasses import dataclass

from alembic import op

from assistant.records.migrations.refusing import Refusal

revision = "0009"
down_revision = "0008"

REFUSALS = (
    Refusal("delivery_stays", "DELETE", "delivery", "a delivery is never deleted"),
    Refusal("ledger_line_stays", "DELETE", "ledger", "a line of the ledger is never deleted"),
    Refusal(
        "draft_of_an_approval_stays",
        "DELETE",
        "draft",
        "a draft that was approved is never deleted",
        "EXISTS (SELECT 1 FROM approval a WHERE a.draft_id = OLD.id)",
    ),
    Refusal(
        "promise_keeps_its_words",
        "UPDATE",
        "promise",
        "a promise keeps its words and its time, and one that ended does not begin anew",
        """(OLD.state <> 'open' AND NEW.state <> OLD.state) OR NEW.made_at IS DISTINCT FROM OLD.made_at
          OR NEW.due IS DISTINCT FROM OLD.due OR (NEW.what IS DISTINCT FROM OLD.what AND NOT (NEW.what = ''
            AND EXISTS (SELECT 1 FROM erasure e WHERE e.customer_id = OLD.customer_id)))""",
    ),
    Refusal(
        "a_clock_stops_for_a_reason",
        "UPDATE",
        "conversation",
        "a customer waits until a person answers or says why not",
        """OLD.waiting_since IS NOT NULL AND NEW.waiting_since IS NULL AND (NEW.state IN ('waiting', 'snoozed')
          OR (NEW.state = 'closed' AND TRIM(NEW.closed_reason) = ''))""",
    ),
    Refusal(
        "attachment_of_what_came_in",
        "INSERT",
        "attachment",
        "nobody approved this attachment",
        "EXISTS (SELECT 1 FROM message m WHERE m.id = NEW.message_id AND m.direction <> 'in')",
    ),
)


@dataclass(frozen=True)
class Unique:
    """A table whose rows refuse others with the same id, or the same values of a key."""

    table: str
    keys: tuple[tuple[str, ...], ...] = ()

    def create(self) -> None:
        same = " OR ".join(
            " AND ".join(f"there.{column} = NEW.{column}" for column in key) for key in (("id",), *self.keys)
        )
        columns = ", ".join(sorted({"id", *(column for key in self.keys for column in key)}))
        for event, but in (("INSERT", ""), (f"UPDATE OF {columns}", "there.id <> OLD.id AND ")):
            op.execute(
                f"CREATE TRIGGER {self._name(event)} BEFORE {event} ON {self.table}"
                f" WHEN EXISTS (SELECT 1 FROM {self.table} AS there WHERE {but}({same}))"
                f" BEGIN SELECT RAISE(ABORT, 'a row of {self.table} is there already and is not replaced'); END"
            )

    def drop(self) -> None:
        for event in ("INSERT", "UPDATE"):
            op.execute(f"DROP TRIGGER {self._name(event)}")

    def _name(self, event: str) -> str:
        return f"{self.table}_not_replaced_by_{event.split()[0].lower()}"


UNIQUE = (
    Unique("account_link", (("secret_hash",),)),
    Unique("approval"),
    Unique("attachment"),
    Unique("conversation", (("token",),)),
    Unique("customer", (("store_id", "key"),)),
    Unique("deed", (("once",),)),
    Unique("delivery", (("approval_id",), ("message_id",))),
    Unique("draft"),
    Unique("erasure", (("customer_id",),)),
    Unique("ledger"),
    Unique("message", (("entry_id", "part"), ("approval_id",))),
    Unique("promise", (("key",),)),
    Unique("raw", (("entry_id",),)),
    Unique("sign_in", (("token_hash",),)),
    Unique("teammate", (("email",),)),
)


def upgrade() -> None:
    for refusal in REFUSALS:
        refusal.create()
    if op.get_bind().dialect.name == "sqlite":
        for table in UNIQUE:
            table.create()


def downgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        for table in UNIQUE:
            table.drop()
    for refusal in REFUSALS:
        refusal.drop()
