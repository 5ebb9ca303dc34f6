"""what became of each draft, habits that were learned of it, and the replies that taught them"""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"

INDEXES = {
    "draft_use": ("conversation_id", "teammate_id", "at"),
    "preference": ("store_id",),
    "sighting": ("approval_id", "conversation_id"),
}


def upgrade() -> None:
    op.create_table(
        "draft_use",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("approval_id", sa.Integer(), nullable=False),
        sa.Column("conversation_id", sa.Integer(), nullable=False),
        sa.Column("teammate_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("similarity", sa.Double(), nullable=False),
        sa.Column("use", sa.String(length=40), nullable=False),
        sa.Column("read_at", sa.DateTime(timezone=True), nullable=True),
        *_to("draft_use", approval_id="approval", conversation_id="conversation", teammate_id="teammate"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_draft_use")),
        sa.UniqueConstraint("approval_id", name=op.f("uq_draft_use_approval_id")),
    )
    op.create_table(
        "preference",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("teammate_id", sa.Integer(), nullable=False),
        sa.Column("store_id", sa.Integer(), nullable=False),
        sa.Column("sort", sa.String(length=40), nullable=False),
        sa.Column("habit", sa.String(length=40), nullable=False),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("was", sa.String(), nullable=False),
        sa.Column("becomes", sa.String(), nullable=False),
        sa.Column("scope", sa.String(length=40), nullable=True),
        sa.Column("kind", sa.String(length=40), nullable=True),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False),
        *_to("preference", teammate_id="teammate", store_id="store"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_preference")),
        sa.UniqueConstraint(
            "teammate_id", "habit", "language", "was", "becomes",
            name=op.f("uq_preference_teammate_id_habit_language_was_becomes"),
        ),
    )  # fmt: skip
    op.create_table(
        "sighting",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("preference_id", sa.Integer(), nullable=False),
        sa.Column("approval_id", sa.Integer(), nullable=True),
        sa.Column("conversation_id", sa.Integer(), nullable=True),
        sa.Column("customer_id", sa.Integer(), nullable=True),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("follows", sa.Boolean(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        *_to("sighting", preference_id="preference", approval_id="approval"),
        *_to("sighting", conversation_id="conversation", customer_id="customer"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sighting")),
        sa.UniqueConstraint(
            "preference_id", "approval_id", name=op.f("uq_sighting_preference_id_approval_id")
        ),
    )
    for table, columns in INDEXES.items():
        for column in columns:
            op.create_index(op.f(f"ix_{table}_{column}"), table, [column])


def downgrade() -> None:
    for table in ("sighting", "preference", "draft_use"):
        op.drop_table(table)


def _to(table: str, **columns: str) -> list[sa.ForeignKeyConstraint]:
    return [
        sa.ForeignKeyConstraint([column], [f"{other}.id"], name=op.f(f"fk_{table}_{column}"))
        for column, other in columns.items()
    ]
