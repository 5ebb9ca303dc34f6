"""merges: who may be one, who was merged into whom, and every row that changed hands

In SQLite columns are added in place: a table that is copied loses its triggers (0009).
"""

import sqlalchemy as sa
from alembic import op

revision = "0029"
down_revision = "0028"
KEY = "fk_customer_merged_into_id"
BY_ADDRESS = "by_customer_address"


def upgrade() -> None:
    sqlite = op.get_bind().dialect.name == "sqlite"
    if sqlite:
        into = f"merged_into_id INTEGER CONSTRAINT {KEY} REFERENCES customer (id)"
        op.execute(f"ALTER TABLE customer ADD COLUMN {into}")
    else:
        op.add_column("customer", sa.Column("merged_into_id", sa.Integer(), nullable=True))
        op.create_foreign_key(op.f(KEY), "customer", "customer", ["merged_into_id"], ["id"])
    op.execute(
        f"ALTER TABLE customer ADD COLUMN to_compare BOOLEAN DEFAULT {'1' if sqlite else 'true'} NOT NULL"
    )
    if not sqlite:
        op.execute("ALTER TABLE customer ALTER COLUMN to_compare DROP DEFAULT")
    op.create_index(op.f("ix_customer_merged_into_id"), "customer", ["merged_into_id"])
    op.create_index("ix_customer_to_compare", "customer", ["to_compare", "id"])
    op.execute(f"CREATE INDEX {BY_ADDRESS} ON customer ((lower(address)), store_id)")
    _likeness()
    _merge()


def downgrade() -> None:
    """What was merged stays with the survivor; the merged have nothing left."""
    for table in ("merged_row", "merge", "likeness"):
        op.drop_table(table)
    op.execute(f"DROP INDEX {BY_ADDRESS}")
    op.drop_index("ix_customer_to_compare", "customer")
    op.drop_index(op.f("ix_customer_merged_into_id"), "customer")
    if op.get_bind().dialect.name != "sqlite":
        op.drop_constraint(op.f(KEY), "customer", type_="foreignkey")
    op.drop_column("customer", "to_compare")
    op.drop_column("customer", "merged_into_id")


def _likeness() -> None:
    op.create_table(
        "likeness",
        sa.Column("id", sa.Integer(), nullable=False),
        *(
            sa.Column(name, sa.Integer(), nullable=False)
            for name in ("store_id", "one_id", "other_id", "weight")
        ),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_by_id", sa.Integer(), nullable=True),
        *_keys("likeness", store_id="store", one_id="customer", other_id="customer", ended_by_id="teammate"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_likeness")),
        sa.UniqueConstraint("one_id", "other_id", name=op.f("uq_likeness_one_id_other_id")),
    )
    op.create_index("ix_likeness_open", "likeness", ["store_id", "state"])
    op.create_index(op.f("ix_likeness_other_id"), "likeness", ["other_id"])


def _merge() -> None:
    op.create_table(
        "merge",
        sa.Column("id", sa.Integer(), nullable=False),
        *(
            sa.Column(name, sa.Integer(), nullable=False)
            for name in ("store_id", "survivor_id", "merged_id", "by_id")
        ),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        *(sa.Column(name, sa.JSON(), nullable=False) for name in ("moved", "marks")),
        sa.Column("undone_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("undone_by_id", sa.Integer(), nullable=True),
        *_keys(
            "merge",
            store_id="store",
            survivor_id="customer",
            merged_id="customer",
            by_id="teammate",
            undone_by_id="teammate",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_merge")),
    )
    for name in ("store_id", "survivor_id", "merged_id"):
        op.create_index(op.f(f"ix_merge_{name}"), "merge", [name])
    op.create_table(
        "merged_row",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("merge_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("row_id", sa.Integer(), nullable=False),
        sa.Column("was", sa.JSON(), nullable=False),
        *_keys("merged_row", merge_id="merge"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_merged_row")),
    )
    op.create_index("ix_merged_row_of", "merged_row", ["merge_id", "kind"])
    op.create_index("ix_merged_row_row", "merged_row", ["kind", "row_id"])


def _keys(table: str, **to: str) -> list[sa.ForeignKeyConstraint]:
    return [
        sa.ForeignKeyConstraint([column], [f"{other}.id"], name=op.f(f"fk_{table}_{column}"))
        for column, other in to.items()
    ]
