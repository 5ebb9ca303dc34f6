"""how often, counted for all web processes"""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    op.create_table(
        "paces",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("stretch", sa.BigInteger(), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_paces")),
        sa.UniqueConstraint("key", name=op.f("uq_paces_key")),
    )
    op.create_index(op.f("ix_paces_ends_at"), "paces", ["ends_at"])


def downgrade() -> None:
    op.drop_table("paces")
