"""the stores of an account's deed stand on it; originals that were set aside can be deleted

What was done with accounts before gets the stores that they have now: where they were then is not known.
"""

from dataclasses import replace
from importlib import import_module

import sqlalchemy as sa
from alembic import op

from assistant.records.migrations.refusing import Refusal

revision = "0010"
down_revision = "0009"

REFUSALS = (
    Refusal("deed_store_is_immutable", "UPDATE", "deed_store", "the audit log only grows"),
    Refusal("deed_store_stays", "DELETE", "deed_store", "the audit log only grows"),
    Refusal("deletion_is_immutable", "UPDATE", "deletion", "who deleted an original and why is kept"),
    Refusal("deletion_stays", "DELETE", "deletion", "who deleted an original and why is kept"),
    Refusal(
        "deletion_by_an_admin",
        "INSERT",
        "deletion",
        "deleting an original needs a signed-in admin of the store, a reason, and that it was set aside",
        """TRIM(NEW.reason) = '' OR NOT EXISTS (
          SELECT 1 FROM sign_in s JOIN teammate t ON t.id = s.teammate_id
          JOIN teammate_store b ON b.teammate_id = t.id
          JOIN ledger l ON l.store_id = b.store_id OR l.store_id IS NULL
          WHERE s.id = NEW.sign_in_id AND t.id = NEW.teammate_id AND t.active AND t.role = 'admin'
            AND s.ended_at IS NULL AND s.started_at <= NEW.at AND s.expires_at > NEW.at
            AND l.id = NEW.entry_id AND l.state = 'set-aside')""",
    ),
    Refusal(
        "deleted_is_not_read",
        "UPDATE",
        "ledger",
        "the original was deleted: there is nothing left to read",
        "OLD.state <> NEW.state AND EXISTS (SELECT 1 FROM deletion d WHERE d.entry_id = OLD.id)",
    ),
)
Unique = import_module("assistant.records.migrations.versions.0009_nothing_replaced").Unique
UNIQUE = (Unique("deed_store"), Unique("deletion", (("entry_id",),)))
DELETED = (
    "(NEW.id = OLD.id AND NEW.entry_id = OLD.entry_id AND length(NEW.content) = 0 AND EXISTS ("
    "SELECT 1 FROM deletion d JOIN ledger l ON l.id = d.entry_id"
    " WHERE d.entry_id = OLD.entry_id AND l.state = 'set-aside'))"
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
    op.create_table(
        "deletion",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("entry_id", sa.Integer(), nullable=False),
        sa.Column("teammate_id", sa.Integer(), nullable=False),
        sa.Column("sign_in_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["entry_id"], ["ledger.id"], name=op.f("fk_deletion_entry_id")),
        sa.ForeignKeyConstraint(["teammate_id"], ["teammate.id"], name=op.f("fk_deletion_teammate_id")),
        sa.ForeignKeyConstraint(["sign_in_id"], ["sign_in.id"], name=op.f("fk_deletion_sign_in_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_deletion")),
        sa.UniqueConstraint("entry_id", name=op.f("uq_deletion_entry_id")),
    )
    for column in ("deed_id", "store_id"):
        op.create_index(op.f(f"ix_deed_store_{column}"), "deed_store", [column])
    op.execute(
        "INSERT INTO deed_store (deed_id, store_id) SELECT d.id, b.store_id FROM deed d"
        f" JOIN teammate_store b ON b.teammate_id = COALESCE({_whose()}, d.teammate_id)"
        " WHERE d.store_id IS NULL ORDER BY d.id, b.store_id"
    )
    before = _raw_is_immutable()
    before.drop()
    replace(before, when=f"({before.when}) AND NOT {DELETED}").create()
    for refusal in REFUSALS:
        refusal.create()
    if op.get_bind().dialect.name == "sqlite":
        for table in UNIQUE:
            table.create()


def downgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        for table in UNIQUE:
            table.drop()
    for refusal in REFUSALS:
        refusal.drop()
    before = _raw_is_immutable()
    before.drop()
    before.create()
    op.drop_table("deletion")
    for column in ("store_id", "deed_id"):
        op.drop_index(op.f(f"ix_deed_store_{column}"), "deed_store")
    op.drop_table("deed_store")


def _raw_is_immutable() -> Refusal:
    """The trigger of 0006 that makes room for one more reason."""
    privacy = import_module("assistant.records.migrations.versions.0006_privacy")
    (found,) = [one for one in privacy.refusals() if one.name == "raw_is_immutable"]
    return found  # type: ignore[no-any-return]


def _whose() -> str:
    """SQL: the teammate whose account a deed was about, if it says so."""
    if op.get_bind().dialect.name == "sqlite":
        return "json_extract(d.about, '$.teammate')"
    return "CAST(d.about ->> 'teammate' AS INTEGER)"
