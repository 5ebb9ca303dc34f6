"""consent: what people asked for, under which law, and below which letters it stands

In SQLite columns are added in place: a table that is copied loses its triggers (0009).
"""

import sqlalchemy as sa
from alembic import op

revision = "0023"
down_revision = "0022"

COLUMNS = (
    ("store", "regime", "VARCHAR(40)", "'can-spam'"),
    ("store", "share_link", "VARCHAR", "''"),
    ("draft", "commercial", "BOOLEAN", "0"),
    ("draft", "footer", "VARCHAR", "''"),
)
OPT_OUT = ("store", "customer", "conversation", "message")
CONSENT = ("store", "customer", "identity")


def upgrade() -> None:
    _tables()
    sqlite = op.get_bind().dialect.name == "sqlite"
    for table, column, kind, default in COLUMNS:
        given = default if sqlite or kind != "BOOLEAN" else "false"
        op.execute(f"ALTER TABLE {table} ADD COLUMN {column} {kind} DEFAULT {given} NOT NULL")
        if not sqlite:
            op.execute(f"ALTER TABLE {table} ALTER COLUMN {column} DROP DEFAULT")


def downgrade() -> None:
    for table, column, _, _ in reversed(COLUMNS):
        op.drop_column(table, column)
    op.drop_table("consent")
    op.drop_table("opt_out")


def _tables() -> None:
    op.create_table(
        "opt_out",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("store_id", sa.Integer(), nullable=False),
        sa.Column("customer_id", sa.Integer(), nullable=False),
        sa.Column("conversation_id", sa.Integer(), nullable=True),
        sa.Column("message_id", sa.Integer(), nullable=True),
        sa.Column("way", sa.String(length=40), nullable=False),
        sa.Column("scope", sa.String(length=40), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("how", sa.String(), nullable=False),
        sa.Column("said_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("decided_by_id", sa.Integer(), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_by_id", sa.Integer(), nullable=True),
        sa.Column("ended_why", sa.String(), nullable=False),
        *_keys("opt_out", (*OPT_OUT, "decided_by", "ended_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_opt_out")),
    )
    for column in ("store_id", "conversation_id", "message_id"):
        op.create_index(op.f(f"ix_opt_out_{column}"), "opt_out", [column])
    op.create_index("ix_opt_out_live", "opt_out", ["customer_id", "state"])
    op.create_table(
        "consent",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("store_id", sa.Integer(), nullable=False),
        sa.Column("customer_id", sa.Integer(), nullable=False),
        sa.Column("identity_id", sa.Integer(), nullable=True),
        sa.Column("basis", sa.String(length=40), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        *_keys("consent", (*CONSENT, "by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_consent")),
    )
    for column in ("store_id", "customer_id", "identity_id"):
        op.create_index(op.f(f"ix_consent_{column}"), "consent", [column])


def _keys(table: str, others: tuple[str, ...]) -> list[sa.ForeignKeyConstraint]:
    of = {"decided_by": "teammate", "ended_by": "teammate", "by": "teammate"}
    return [
        sa.ForeignKeyConstraint(
            [f"{other}_id"], [f"{of.get(other, other)}.id"], name=op.f(f"fk_{table}_{other}_id")
        )
        for other in others
    ]
