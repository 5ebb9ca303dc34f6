"""what teammates are told"""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"


def upgrade() -> None:
    op.create_table(
        "notice",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("store_id", sa.Integer(), nullable=False),
        sa.Column("teammate_id", sa.Integer(), nullable=False),
        sa.Column("customer_id", sa.Integer(), nullable=False),
        sa.Column("conversation_id", sa.Integer(), nullable=True),
        sa.Column("why", sa.String(), nullable=False),
        sa.Column("matter", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("mailed_at", sa.DateTime(timezone=True), nullable=True),
        *(
            sa.ForeignKeyConstraint([f"{other}_id"], [f"{other}.id"], name=op.f(f"fk_notice_{other}_id"))
            for other in ("store", "teammate", "customer", "conversation")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_notice")),
        sa.UniqueConstraint("teammate_id", "matter", "why", name=op.f("uq_notice_teammate_id_matter_why")),
    )
    for column in ("store_id", "customer_id", "conversation_id"):
        op.create_index(op.f(f"ix_notice_{column}"), "notice", [column])
    op.create_index("ix_notice_unseen", "notice", ["teammate_id", "seen_at"])


def downgrade() -> None:
    op.drop_table("notice")
