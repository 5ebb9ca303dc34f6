"""clocks with a policy: until when, who was told, what stays open, and how long each wait was

Columns are added in place: in SQLite a table that is copied loses its triggers (0009).
"""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"

MOMENT = sa.DateTime(timezone=True)
ANSWERED = """
    UPDATE message SET answered_at = at WHERE direction = 'in' AND (
        EXISTS (SELECT 1 FROM message later WHERE later.conversation_id = message.conversation_id
            AND later.id > message.id AND later.direction = 'out')
        OR EXISTS (SELECT 1 FROM conversation c WHERE c.id = message.conversation_id
            AND c.state NOT IN ('waiting', 'snoozed', 'no-answer-needed')))
"""


def upgrade() -> None:
    for name in ("unanswered_since", "risk_at", "answer_by", "step_at"):
        op.add_column("conversation", sa.Column(name, MOMENT, nullable=True))
    op.add_column("conversation", sa.Column("steps_told", sa.Integer(), nullable=False, server_default="0"))
    op.add_column("message", sa.Column("answered_at", MOMENT, nullable=True))
    op.add_column("message", sa.Column("left_open", sa.JSON(), nullable=False, server_default="[]"))
    op.add_column("store", sa.Column("clock", sa.JSON(), nullable=False, server_default="{}"))
    op.create_index("ix_conversation_step_at", "conversation", ["step_at"])
    op.create_index("ix_conversation_unanswered", "conversation", ["store_id", "unanswered_since"])
    op.execute("UPDATE conversation SET unanswered_since = waiting_since, step_at = waiting_since")
    op.execute(ANSWERED)
    op.create_table(
        "wait",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("store_id", sa.Integer(), nullable=False),
        sa.Column("conversation_id", sa.Integer(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("channel", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=True),
        sa.Column("began", MOMENT, nullable=False),
        sa.Column("ended", MOMENT, nullable=False),
        sa.Column("how", sa.String(), nullable=False),
        sa.Column("business_seconds", sa.Integer(), nullable=False),
        sa.Column("answer_by", MOMENT, nullable=True),
        *(
            sa.ForeignKeyConstraint([column], [f"{other}.id"], name=op.f(f"fk_wait_{column}"))
            for column, other in (
                ("store_id", "store"),
                ("conversation_id", "conversation"),
                ("by_id", "teammate"),
            )
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_wait")),
    )
    for column in ("conversation_id", "by_id"):
        op.create_index(op.f(f"ix_wait_{column}"), "wait", [column])
    op.create_index("ix_wait_ended", "wait", ["store_id", "ended"])


def downgrade() -> None:
    op.drop_table("wait")
    op.drop_index("ix_conversation_unanswered", "conversation")
    op.drop_index("ix_conversation_step_at", "conversation")
    op.drop_column("store", "clock")
    for name in ("left_open", "answered_at"):
        op.drop_column("message", name)
    for name in ("steps_told", "step_at", "answer_by", "risk_at", "unanswered_since"):
        op.drop_column("conversation", name)
