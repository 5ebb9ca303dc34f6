"""prints of sent replies, by which a copy is known"""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"


def upgrade() -> None:
    op.create_table(
        "fingerprint",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("store_id", sa.Integer(), nullable=False),
        sa.Column("customer_id", sa.Integer(), nullable=False),
        sa.Column("approval_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("topics", sa.String(), nullable=False),
        sa.Column("marks", sa.JSON(), nullable=False),
        *_to("fingerprint", store_id="store", customer_id="customer", approval_id="approval"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_fingerprint")),
        sa.UniqueConstraint("approval_id", name=op.f("uq_fingerprint_approval_id")),
    )
    op.create_index(op.f("ix_fingerprint_customer_id"), "fingerprint", ["customer_id"])
    op.create_table(
        "fingerprint_band",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("fingerprint_id", sa.Integer(), nullable=False),
        sa.Column("value", sa.BigInteger(), nullable=False),
        *_to("fingerprint_band", fingerprint_id="fingerprint"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_fingerprint_band")),
    )
    op.create_index(op.f("ix_fingerprint_band_fingerprint_id"), "fingerprint_band", ["fingerprint_id"])
    op.create_index(op.f("ix_fingerprint_band_value"), "fingerprint_band", ["value"])


def downgrade() -> None:
    for table in ("fingerprint_band", "fingerprint"):
        op.drop_table(table)


def _to(table: str, **columns: str) -> list[sa.ForeignKeyConstraint]:
    return [
        sa.ForeignKeyConstraint([column], [f"{other}.id"], name=op.f(f"fk_{table}_{column}"))
        for column, other in columns.items()
    ]
