"""promises that were heard, and whom outside we wait for"""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"

MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "hint",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("store_id", sa.Integer(), nullable=False),
        sa.Column("conversation_id", sa.Integer(), nullable=False),
        sa.Column("message_id", sa.Integer(), nullable=True),
        sa.Column("who_id", sa.Integer(), nullable=False),
        sa.Column("heard", sa.String(), nullable=False),
        sa.Column("said", sa.String(), nullable=False),
        sa.Column("what", sa.String(), nullable=False),
        sa.Column("due", MOMENT, nullable=True),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("promise_id", sa.Integer(), nullable=True),
        sa.Column("ended_at", MOMENT, nullable=True),
        sa.Column("ended_by_id", sa.Integer(), nullable=True),
        *_to("hint", "message_id", "promise_id"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_hint")),
    )
    op.create_table(
        "outside",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("store_id", sa.Integer(), nullable=False),
        sa.Column("conversation_id", sa.Integer(), nullable=False),
        sa.Column("who_id", sa.Integer(), nullable=False),
        sa.Column("whom", sa.String(), nullable=False),
        sa.Column("what", sa.String(), nullable=False),
        sa.Column("since", MOMENT, nullable=False),
        sa.Column("asked", sa.Integer(), nullable=False),
        sa.Column("asked_at", MOMENT, nullable=False),
        sa.Column("ask_again", MOMENT, nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("answer", sa.String(), nullable=False),
        sa.Column("ended_at", MOMENT, nullable=True),
        sa.Column("ended_by_id", sa.Integer(), nullable=True),
        *_to("outside"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outside")),
    )
    for column in ("store_id", "conversation_id", "message_id"):
        op.create_index(op.f(f"ix_hint_{column}"), "hint", [column])
    for column in ("store_id", "conversation_id", "who_id"):
        op.create_index(op.f(f"ix_outside_{column}"), "outside", [column])
    op.create_index("ix_outside_again", "outside", ["state", "ask_again"])


def downgrade() -> None:
    for table in ("outside", "hint"):
        op.drop_table(table)


def _to(table: str, *more: str) -> list[sa.ForeignKeyConstraint]:
    of = {"who_id": "teammate", "ended_by_id": "teammate"}
    columns = ("store_id", "conversation_id", "who_id", "ended_by_id", *more)
    return [
        sa.ForeignKeyConstraint(
            [column], [f"{of.get(column, column.removesuffix('_id'))}.id"], name=op.f(f"fk_{table}_{column}")
        )
        for column in columns
    ]
