"""the ledger is asked by who wrote, by what became of it and by day; what is left aside says why

In SQLite columns are added in place: a table that is copied loses its triggers (0009).
"""

import sqlalchemy as sa
from alembic import op

revision = "0030"
down_revision = "0029"
KEY = "fk_ledger_left_by_id"
INDEXES = {
    "ix_ledger_arrived": ["store_id", "arrived_at", "state"],
    "ix_ledger_became": ["store_id", "state", "id"],
}
WROTE = """
  UPDATE ledger SET sender = COALESCE((
    SELECT lower(m.sender_email) FROM message m WHERE m.entry_id = ledger.id ORDER BY m.id LIMIT 1
  ), '')
"""


def upgrade() -> None:
    for name in ("sender", "left_why"):
        op.add_column("ledger", sa.Column(name, sa.String(), nullable=False, server_default=""))
    op.add_column("ledger", sa.Column("left_at", sa.DateTime(timezone=True), nullable=True))
    if op.get_bind().dialect.name == "sqlite":
        left = f"left_by_id INTEGER CONSTRAINT {KEY} REFERENCES teammate (id)"
        op.execute(f"ALTER TABLE ledger ADD COLUMN {left}")
    else:
        op.add_column("ledger", sa.Column("left_by_id", sa.Integer(), nullable=True))
        op.create_foreign_key(op.f(KEY), "ledger", "teammate", ["left_by_id"], ["id"])
    op.execute(WROTE)
    op.create_index(op.f("ix_ledger_sender"), "ledger", ["sender"])
    for name, columns in INDEXES.items():
        op.create_index(name, "ledger", columns)


def downgrade() -> None:
    for name in (*INDEXES, op.f("ix_ledger_sender")):
        op.drop_index(name, "ledger")
    if op.get_bind().dialect.name != "sqlite":
        op.drop_constraint(op.f(KEY), "ledger", type_="foreignkey")
    for name in ("left_by_id", "left_at", "left_why", "sender"):
        op.drop_column("ledger", name)
