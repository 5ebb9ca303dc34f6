"""touches: reasons to write first; dates that customers told us

A draft that we write first answers no message, and who approves it has seen none: `draft.message_id` and
`approval.newest_seen_id` may be empty. In SQLite both are changed in the schema itself, the way that
https://www.sqlite.org/lang_altertable.html#otheralter gives for a constraint that is taken away: a table that
is copied loses its triggers (0009).
"""

import re

import sqlalchemy as sa
from alembic import op

revision = "0022"
down_revision = "0021"
EMPTY = (("draft", "message_id"), ("approval", "newest_seen_id"))


def upgrade() -> None:
    _touch()
    _remembered()
    sqlite = op.get_bind().dialect.name == "sqlite"
    if sqlite:
        op.execute("ALTER TABLE draft ADD COLUMN unasked JSON DEFAULT '{}' NOT NULL")
    else:
        op.add_column("draft", sa.Column("unasked", sa.JSON(), nullable=False, server_default="{}"))
    op.add_column("store", sa.Column("touch_rules", sa.JSON(), nullable=False, server_default="{}"))
    op.add_column("store", sa.Column("touches_at", sa.DateTime(timezone=True), nullable=True))
    op.create_index("ix_record_kind_at", "record", ["store_id", "kind", "at"])
    op.create_index("ix_conversation_newest", "conversation", ["store_id", "newest_at"])
    op.create_index("ix_promise_ended", "promise", ["store_id", "ended_at"])
    for table, column in EMPTY:
        _may_be_empty(table, column, may=True)


def downgrade() -> None:
    for table, column in EMPTY:
        if op.get_bind().execute(sa.text(f"SELECT 1 FROM {table} WHERE {column} IS NULL")).first():
            raise RuntimeError(
                "Letters were written first, and what is approved is never deleted: there is no way back to "
                "a version that knows only answers. Restore a backup of that version instead."
            )
        _may_be_empty(table, column, may=False)
    op.drop_index("ix_promise_ended", "promise")
    op.drop_index("ix_conversation_newest", "conversation")
    op.drop_index("ix_record_kind_at", "record")
    op.drop_column("store", "touches_at")
    op.drop_column("store", "touch_rules")
    op.drop_column("draft", "unasked")
    op.drop_table("remembered")
    op.drop_table("touch")


def _touch() -> None:
    op.create_table(
        "touch",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("store_id", sa.Integer(), nullable=False),
        sa.Column("customer_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("matter", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("fact", sa.String(), nullable=False),
        sa.Column("names", sa.String(), nullable=False),
        sa.Column("owner_id", sa.Integer(), nullable=False),
        sa.Column("conversation_id", sa.Integer(), nullable=True),
        sa.Column("draft_id", sa.Integer(), nullable=True),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("from_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("best_before", sa.DateTime(timezone=True), nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_by_id", sa.Integer(), nullable=True),
        sa.Column("ended_why", sa.String(), nullable=False),
        sa.Column("everything", sa.Boolean(), nullable=False),
        *(
            sa.ForeignKeyConstraint([f"{column}_id"], [f"{to}.id"], name=op.f(f"fk_touch_{column}_id"))
            for column, to in (
                ("store", "store"),
                ("customer", "customer"),
                ("owner", "teammate"),
                ("conversation", "conversation"),
                ("draft", "draft"),
                ("ended_by", "teammate"),
            )
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_touch")),
        sa.UniqueConstraint("customer_id", "kind", "matter", name=op.f("uq_touch_customer_id_kind_matter")),
    )
    for column in ("customer_id", "owner_id", "conversation_id", "draft_id"):
        op.create_index(op.f(f"ix_touch_{column}"), "touch", [column])
    op.create_index("ix_touch_open", "touch", ["store_id", "state", "best_before"])
    op.create_index("ix_touch_made", "touch", ["store_id", "kind", "made_at"])


def _remembered() -> None:
    op.create_table(
        "remembered",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("store_id", sa.Integer(), nullable=False),
        sa.Column("customer_id", sa.Integer(), nullable=False),
        sa.Column("teammate_id", sa.Integer(), nullable=False),
        sa.Column("what", sa.String(), nullable=False),
        sa.Column("day", sa.String(), nullable=False),
        sa.Column("month_day", sa.Integer(), nullable=False),
        sa.Column("yearly", sa.Boolean(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        *(
            sa.ForeignKeyConstraint([f"{other}_id"], [f"{other}.id"], name=op.f(f"fk_remembered_{other}_id"))
            for other in ("store", "customer", "teammate")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_remembered")),
    )
    op.create_index(op.f("ix_remembered_customer_id"), "remembered", ["customer_id"])
    op.create_index("ix_remembered_day", "remembered", ["store_id", "month_day"])


def _may_be_empty(table: str, column: str, *, may: bool) -> None:
    bind = op.get_bind()
    if bind.dialect.name != "sqlite":
        op.alter_column(table, column, nullable=may)
        return
    before = bind.execute(
        sa.text("SELECT sql FROM sqlite_master WHERE type = 'table' AND name = :n"), {"n": table}
    )
    sql = str(before.scalar_one())
    told, wanted = (" NOT NULL", "") if may else ("", " NOT NULL")
    after, times = re.subn(rf"(\b{column} INTEGER){told}(?=\s*[,\n])", rf"\g<1>{wanted}", sql)
    if times != 1:
        raise RuntimeError(f"the table {table} is not as this program made it")
    version = int(bind.execute(sa.text("PRAGMA schema_version")).scalar_one())
    op.execute("PRAGMA writable_schema = ON")
    change = sa.text("UPDATE sqlite_master SET sql = :sql WHERE type = 'table' AND name = :n")
    bind.execute(change, {"sql": after, "n": table})
    op.execute(f"PRAGMA schema_version = {version + 1}")
    op.execute("PRAGMA writable_schema = RESET")
