"""mails to teammates, quiet hours, snoozes until something happens

In SQLite columns are added in place: a table that is copied loses its triggers (0009).
"""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"
KEY = "fk_notice_digest_id"
SNOOZE: dict[str, Any] = {
    "snoozed_at": sa.DateTime(timezone=True),
    "snoozed_for": sa.String(length=40),
    "snoozed_mark": sa.String(),
    "woke": sa.String(length=40),
    "woke_at": sa.DateTime(timezone=True),
}


def upgrade() -> None:
    _reach()
    _digest()
    if op.get_bind().dialect.name == "sqlite":
        op.execute(f"ALTER TABLE notice ADD COLUMN digest_id INTEGER CONSTRAINT {KEY} REFERENCES digest (id)")
    else:
        op.add_column("notice", sa.Column("digest_id", sa.Integer(), nullable=True))
        op.create_foreign_key(op.f(KEY), "notice", "digest", ["digest_id"], ["id"])
    op.create_index("ix_notice_unmailed", "notice", ["digest_id", "seen_at", "teammate_id"])
    op.create_index("ix_notice_matter", "notice", ["matter", "why"])
    for name, kind in SNOOZE.items():
        op.add_column("conversation", sa.Column(name, kind, nullable=True))
    for name in ("snoozed_until", "snoozed_for"):
        op.create_index(op.f(f"ix_conversation_{name}"), "conversation", [name])
    op.execute("UPDATE conversation SET snoozed_for = 'a time' WHERE state = 'snoozed'")
    grace = sa.Column("promise_grace_minutes", sa.Integer(), nullable=False, server_default="30")
    op.add_column("store", grace)


def downgrade() -> None:
    op.drop_column("store", "promise_grace_minutes")
    for name in ("snoozed_until", "snoozed_for"):
        op.drop_index(op.f(f"ix_conversation_{name}"), "conversation")
    for name in reversed(SNOOZE):
        op.drop_column("conversation", name)
    op.drop_index("ix_notice_matter", "notice")
    op.drop_index("ix_notice_unmailed", "notice")
    if op.get_bind().dialect.name != "sqlite":
        op.drop_constraint(op.f(KEY), "notice", type_="foreignkey")
    op.drop_column("notice", "digest_id")
    op.drop_table("digest")
    op.drop_table("reach")


def _reach() -> None:
    op.create_table(
        "reach",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("teammate_id", sa.Integer(), nullable=False),
        sa.Column("way", sa.String(length=40), nullable=False),
        sa.Column("every_minutes", sa.Integer(), nullable=False),
        sa.Column("own_quiet", sa.Boolean(), nullable=False),
        sa.Column("quiet_from", sa.String(), nullable=False),
        sa.Column("quiet_until", sa.String(), nullable=False),
        sa.Column("quiet_days", sa.JSON(), nullable=False),
        sa.Column("breaks", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["teammate_id"], ["teammate.id"], name=op.f("fk_reach_teammate_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reach")),
        sa.UniqueConstraint("teammate_id", name=op.f("uq_reach_teammate_id")),
    )


def _digest() -> None:
    op.create_table(
        "digest",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("teammate_id", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("message_id", sa.String(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("send_after", sa.DateTime(timezone=True), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reason", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["teammate_id"], ["teammate.id"], name=op.f("fk_digest_teammate_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_digest")),
        sa.UniqueConstraint("message_id", name=op.f("uq_digest_message_id")),
    )
    op.create_index(op.f("ix_digest_state"), "digest", ["state"])
    op.create_index("ix_digest_teammate_state", "digest", ["teammate_id", "state"])
