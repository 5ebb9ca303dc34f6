"""links, second factors, sealed tokens"""

from typing import Any

import sqlalchemy as sa
from alembic import op

from assistant.records.migrations.refusing import Refusal

revision = "0004"
down_revision = "0003"

ACTIVE = "EXISTS (SELECT 1 FROM teammate t WHERE t.id = NEW.owner_id AND t.active)"
REFUSALS = (
    Refusal(
        "nobody_leaves_a_waiting_customer",
        "UPDATE",
        "teammate",
        "a teammate whose customers wait cannot be deactivated: give them to another first",
        """OLD.active AND NOT NEW.active AND EXISTS (
          SELECT 1 FROM conversation c WHERE c.owner_id = NEW.id AND c.waiting_since IS NOT NULL)""",
    ),
    Refusal(
        "a_waiting_customer_has_an_active_owner",
        "UPDATE",
        "conversation",
        "an unanswered customer is given to an active teammate only",
        f"""NEW.waiting_since IS NOT NULL AND NEW.owner_id IS DISTINCT FROM OLD.owner_id AND NOT {ACTIVE}""",
    ),
    Refusal("teammate_stays", "DELETE", "teammate", "a teammate is deactivated, never deleted"),
    Refusal(
        "a_used_link_is_dead",
        "UPDATE",
        "account_link",
        "a link that was used or ended does not come back",
        """(OLD.used_at IS NOT NULL AND NEW.used_at IS NULL) OR (OLD.ended_at IS NOT NULL
          AND (NEW.ended_at IS NULL OR NEW.used_at IS DISTINCT FROM OLD.used_at))
          OR NEW.secret_hash IS DISTINCT FROM OLD.secret_hash""",
    ),
)
COLUMNS: dict[str, tuple[sa.Column[Any], ...]] = {
    "teammate": (
        sa.Column("second_factor", sa.String(), nullable=False, server_default=""),
        sa.Column("second_factor_step", sa.Integer(), nullable=False, server_default="0"),
        sa.Column("failed_tries", sa.Integer(), nullable=False, server_default="0"),
        sa.Column("failed_at", sa.DateTime(timezone=True), nullable=True),
    ),
    "sign_in": (
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("proven_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("place", sa.String(), nullable=False, server_default=""),
        sa.Column("browser", sa.String(), nullable=False, server_default=""),
    ),
}


def upgrade() -> None:
    for table, columns in COLUMNS.items():
        for column in columns:
            op.add_column(table, column._copy())
    op.create_table(
        "account_link",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("teammate_id", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum("invitation", "reset", "recovery", name="linkkind", native_enum=False, length=40),
            nullable=False,
        ),
        sa.Column("secret_hash", sa.String(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("made_by_id", sa.Integer(), nullable=True),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["made_by_id"], ["teammate.id"], name=op.f("fk_account_link_made_by_id")),
        sa.ForeignKeyConstraint(["teammate_id"], ["teammate.id"], name=op.f("fk_account_link_teammate_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_account_link")),
        sa.UniqueConstraint("secret_hash", name=op.f("uq_account_link_secret_hash")),
    )
    op.create_index(op.f("ix_account_link_teammate_id"), "account_link", ["teammate_id"])
    op.create_table(
        "recovery_code",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("teammate_id", sa.Integer(), nullable=False),
        sa.Column("code_hash", sa.String(), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["teammate_id"], ["teammate.id"], name=op.f("fk_recovery_code_teammate_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_recovery_code")),
        sa.UniqueConstraint("code_hash", name=op.f("uq_recovery_code_code_hash")),
    )
    op.create_index(op.f("ix_recovery_code_teammate_id"), "recovery_code", ["teammate_id"])
    op.create_table(
        "tries",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("who", sa.String(), nullable=False),
        sa.Column("many", sa.Integer(), nullable=False),
        sa.Column("newest_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tries")),
        sa.UniqueConstraint("who", name=op.f("uq_tries_who")),
    )
    for refusal in REFUSALS:
        refusal.create()


def downgrade() -> None:
    for refusal in REFUSALS:
        refusal.drop()
    for table in ("tries", "recovery_code", "account_link"):
        op.drop_table(table)
    for table, columns in COLUMNS.items():
        for column in columns:
            op.drop_column(table, column.name)
