"""a colleague is asked"""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"

INDEXED = ("store_id", "conversation_id", "message_id", "asker_id", "of_id", "state")


def upgrade() -> None:
    op.create_table(
        "ask",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("store_id", sa.Integer(), nullable=False),
        sa.Column("conversation_id", sa.Integer(), nullable=False),
        sa.Column("message_id", sa.Integer(), nullable=True),
        sa.Column("number", sa.Integer(), nullable=True),
        sa.Column("question", sa.String(), nullable=False),
        sa.Column("asker_id", sa.Integer(), nullable=False),
        sa.Column("of_id", sa.Integer(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("due", sa.DateTime(timezone=True), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("answer", sa.String(), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_by_id", sa.Integer(), nullable=True),
        sa.Column("told_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["store_id"], ["store.id"], name=op.f("fk_ask_store_id")),
        sa.ForeignKeyConstraint(
            ["conversation_id"], ["conversation.id"], name=op.f("fk_ask_conversation_id")
        ),
        sa.ForeignKeyConstraint(["message_id"], ["message.id"], name=op.f("fk_ask_message_id")),
        sa.ForeignKeyConstraint(["asker_id"], ["teammate.id"], name=op.f("fk_ask_asker_id")),
        sa.ForeignKeyConstraint(["of_id"], ["teammate.id"], name=op.f("fk_ask_of_id")),
        sa.ForeignKeyConstraint(["ended_by_id"], ["teammate.id"], name=op.f("fk_ask_ended_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ask")),
    )
    for column in INDEXED:
        op.create_index(op.f(f"ix_ask_{column}"), "ask", [column])


def downgrade() -> None:
    for column in reversed(INDEXED):
        op.drop_index(op.f(f"ix_ask_{column}"), "ask")
    op.drop_table("ask")
