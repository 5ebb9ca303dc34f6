"""What mail services report of deliveries, and the marks of their signatures."""

import sqlalchemy as sa
from alembic import op

revision = "0025"
down_revision = "0024"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("delivery", sa.Column("delivered_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("delivery", sa.Column("complained_at", sa.DateTime(timezone=True), nullable=True))
    op.create_index(op.f("ix_delivery_provider_id"), "delivery", ["provider_id"])
    op.create_table(
        "used_token",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("entry_id", sa.Integer(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["entry_id"], ["ledger.id"], name=op.f("fk_used_token_entry_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_used_token")),
        sa.UniqueConstraint("key", name=op.f("uq_used_token_key")),
    )
    op.create_index(op.f("ix_used_token_at"), "used_token", ["at"])


def downgrade() -> None:
    op.drop_table("used_token")
    op.drop_index(op.f("ix_delivery_provider_id"), "delivery")
    op.drop_column("delivery", "complained_at")
    op.drop_column("delivery", "delivered_at")
