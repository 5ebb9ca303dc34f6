"""the stores of an account's deed stand on it

What was done with accounts before gets the stores that they have now: where they were then is not known.
"""

import sqlalchemy as sa
from alembic import op

from assistant.records.migrations.refusing import Refusal

revision = "0010"
down_revision = "0009"

REFUSALS = (
    Refusal("deed_store_is_immutable", "UPDATE", "deed_store", "the audit log only grows"),
    Refusal("deed_store_stays", "DELETE", "deed_store", "the audit log only grows"),
)


def upgrade() -> None:
    op.create_table(
        "deed_store",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("deed_id", sa.Integer(), nullable=False),
        sa.Column("store_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["deed_id"], ["deed.id"], name=op.f("fk_deed_store_deed_id")),
        sa.ForeignKeyConstraint(["store_id"], ["store.id"], name=op.f("fk_deed_store_store_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_deed_store")),
    )
    for column in ("deed_id", "store_id"):
        op.create_index(op.f(f"ix_deed_store_{column}"), "deed_store", [column])
    op.execute(
        "INSERT INTO deed_store (deed_id, store_id) SELECT d.id, b.store_id FROM deed d"
        f" JOIN teammate_store b ON b.teammate_id = COALESCE({_whose()}, d.teammate_id)"
        " WHERE d.store_id IS NULL ORDER BY d.id, b.store_id"
    )
    for refusal in REFUSALS:
        refusal.create()


def downgrade() -> None:
    for refusal in REFUSALS:
        refusal.drop()
    for column in ("store_id", "deed_id"):
        op.drop_index(op.f(f"ix_deed_store_{column}"), "deed_store")
    op.drop_table("deed_store")


def _whose() -> str:
    """SQL: the teammate whose account a deed was about, if it says so."""
    if op.get_bind().dialect.name == "sqlite":
        return "json_extract(d.about, '$.teammate')"
    return "CAST(d.about ->> 'teammate' AS INTEGER)"
