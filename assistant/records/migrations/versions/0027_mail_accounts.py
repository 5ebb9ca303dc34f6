"""mailboxes that mail is collected from; what teammates sent by themselves is on record

The original of such a mail may be emptied where its customer was erased, as that of a message may (0006).
"""

from dataclasses import replace
from importlib import import_module

import sqlalchemy as sa
from alembic import op

from assistant.records.migrations.refusing import Refusal

revision = "0027"
down_revision = "0026"


ERASED = (
    "(NEW.id = OLD.id AND NEW.entry_id = OLD.entry_id AND length(NEW.content) = 0 AND EXISTS ("
    "SELECT 1 FROM ledger l JOIN record r ON r.entry_id = l.id OR r.entry_id = l.known_as_id"
    " JOIN erasure e ON e.customer_id = r.customer_id WHERE l.id = OLD.entry_id))"
)


def _raw_before() -> Refusal:
    """As 0010 left it: that of 0006, with its own exception."""
    versions = "assistant.records.migrations.versions"
    of_0006 = import_module(f"{versions}.0006_privacy").refusals()
    deleted = import_module(f"{versions}.0010_stores_of_deeds").DELETED
    found: Refusal = next(one for one in of_0006 if one.name == "raw_is_immutable")
    return replace(found, when=f"({found.when}) AND NOT {deleted}")


def _raw() -> Refusal:
    before = _raw_before()
    return replace(before, when=f"{before.when} AND NOT {ERASED}")


def upgrade() -> None:
    _accounts()
    op.create_table(
        "mail_folder",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("role", sa.String(length=40), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("validity", sa.BigInteger(), nullable=False),
        sa.Column("first_uid", sa.BigInteger(), nullable=False),
        sa.Column("last_uid", sa.BigInteger(), nullable=False),
        sa.Column("listed", sa.Integer(), nullable=False),
        sa.Column("missing", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["mail_account.id"], name=op.f("fk_mail_folder_account_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mail_folder")),
        sa.UniqueConstraint("account_id", "name", name=op.f("uq_mail_folder_account_id_name")),
    )
    op.create_table(
        "mail_seen",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("folder_id", sa.Integer(), nullable=False),
        sa.Column("validity", sa.BigInteger(), nullable=False),
        sa.Column("uid", sa.BigInteger(), nullable=False),
        sa.Column("entry_id", sa.Integer(), nullable=True),
        sa.Column("why", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["entry_id"], ["ledger.id"], name=op.f("fk_mail_seen_entry_id")),
        sa.ForeignKeyConstraint(["folder_id"], ["mail_folder.id"], name=op.f("fk_mail_seen_folder_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mail_seen")),
        sa.UniqueConstraint("folder_id", "validity", "uid", name=op.f("uq_mail_seen_folder_id_validity_uid")),
    )
    op.create_index("ix_mail_seen_entry_id", "mail_seen", ["entry_id"])
    key = "entry_id INTEGER CONSTRAINT fk_record_entry_id REFERENCES ledger (id)"
    op.execute(f"ALTER TABLE record ADD COLUMN {key}")
    op.create_index("ix_record_entry_id", "record", ["entry_id"])
    _raw_before().drop()
    _raw().create()


def downgrade() -> None:
    _raw().drop()
    _raw_before().create()
    op.execute("UPDATE record SET kind = 'note', key = NULL WHERE kind = 'mail'")
    op.drop_index("ix_record_entry_id", "record")
    if op.get_bind().dialect.name != "sqlite":
        op.drop_constraint("fk_record_entry_id", "record", type_="foreignkey")
    op.drop_column("record", "entry_id")
    for table in ("mail_seen", "mail_folder", "mail_account"):
        op.drop_table(table)


def _accounts() -> None:
    op.create_table(
        "mail_account",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("store_id", sa.Integer(), nullable=False),
        sa.Column("inbox_id", sa.Integer(), nullable=False),
        sa.Column("host", sa.String(), nullable=False),
        sa.Column("port", sa.Integer(), nullable=False),
        sa.Column("tls", sa.String(length=40), nullable=False),
        sa.Column("user", sa.String(), nullable=False),
        sa.Column("password_sealed", sa.String(), nullable=False),
        sa.Column("from_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("marks_seen", sa.Boolean(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("reached_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("counted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("wrong", sa.String(length=40), nullable=True),
        sa.Column("trouble", sa.String(), nullable=False),
        sa.Column("next_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("claim", sa.String(), nullable=False),
        sa.Column("lease_until", sa.DateTime(timezone=True), nullable=True),
        *(
            sa.ForeignKeyConstraint(
                [f"{other}_id"], [f"{other}.id"], name=op.f(f"fk_mail_account_{other}_id")
            )
            for other in ("store", "inbox")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mail_account")),
    )
    for other in ("store", "inbox"):
        op.create_index(op.f(f"ix_mail_account_{other}_id"), "mail_account", [f"{other}_id"])
