"""what models may cost a store in a day; drafts that were asked for, and which way they were written"""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"


def upgrade() -> None:
    # Plain columns: recreating a table that others point to would drop its triggers.
    op.add_column("store", sa.Column("model_day_cents", sa.Integer(), nullable=True))
    op.add_column("store", sa.Column("model_day_tokens", sa.Integer(), nullable=True))
    with op.batch_alter_table("model_call") as batch_op:  # nobody points to it, it has no triggers
        batch_op.add_column(sa.Column("store_id", sa.Integer(), nullable=True))
        batch_op.create_foreign_key(op.f("fk_model_call_store_id"), "store", ["store_id"], ["id"])
        batch_op.create_index("ix_model_call_store_id_at", ["store_id", "at"])
    op.create_table(
        "model_hold",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("store_id", sa.Integer(), nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=False),
        sa.Column("tokens", sa.Integer(), nullable=False),
        sa.Column("cost_micros", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["store_id"], ["store.id"], name=op.f("fk_model_hold_store_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_model_hold")),
    )
    op.create_index(op.f("ix_model_hold_store_id"), "model_hold", ["store_id"])
    op.add_column("draft", sa.Column("way", sa.String(), nullable=False, server_default=""))
    op.add_column("draft", sa.Column("ways", sa.JSON(), nullable=False, server_default="[]"))
    op.create_table(
        "draft_wish",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("draft_id", sa.Integer(), nullable=False),
        sa.Column("teammate_id", sa.Integer(), nullable=False),
        sa.Column("way", sa.String(length=40), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("done_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["draft_id"], ["draft.id"], name=op.f("fk_draft_wish_draft_id")),
        sa.ForeignKeyConstraint(["teammate_id"], ["teammate.id"], name=op.f("fk_draft_wish_teammate_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_draft_wish")),
    )
    op.create_index(op.f("ix_draft_wish_draft_id"), "draft_wish", ["draft_id"])


def downgrade() -> None:
    op.drop_table("draft_wish")
    op.drop_column("draft", "ways")
    op.drop_column("draft", "way")
    op.drop_table("model_hold")
    with op.batch_alter_table("model_call") as batch_op:
        batch_op.drop_index("ix_model_call_store_id_at")
        batch_op.drop_constraint(op.f("fk_model_call_store_id"), type_="foreignkey")
        batch_op.drop_column("store_id")
    op.drop_column("store", "model_day_tokens")
    op.drop_column("store", "model_day_cents")
