"""knowledge has an owner, is confirmed in time and found by its words; good replies are examples

The index of 0003 grows by one text. `fill` and `empty` are those of the whole index.
"""

from importlib import import_module

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"

before = import_module("assistant.records.migrations.versions.0003_search")
KNOWN = before.Text(
    "knowledge", "{r}.store_id", "title, topics, text, store_id",
    "({r}.title || ' ' || CAST({r}.topics AS TEXT))", "{r}.text",
)  # fmt: skip
INDEX = "search_knowledge"
EXAMPLE_INDEXES = ("store_id", "conversation_id", "kind", "marked_by_id")


def upgrade() -> None:
    op.add_column("store", sa.Column("confirm_days", sa.Integer(), nullable=False, server_default="180"))
    with op.batch_alter_table("knowledge") as table:
        table.add_column(sa.Column("owner_id", sa.Integer(), nullable=True))
        table.create_foreign_key(op.f("fk_knowledge_owner_id"), "teammate", ["owner_id"], ["id"])
    op.create_index(op.f("ix_knowledge_owner_id"), "knowledge", ["owner_id"])
    _index()
    _examples()


def downgrade() -> None:
    for column in reversed(EXAMPLE_INDEXES):
        op.drop_index(op.f(f"ix_example_{column}"), "example")
    op.drop_table("example")
    _drop_index()
    op.drop_index(op.f("ix_knowledge_owner_id"), "knowledge")
    with op.batch_alter_table("knowledge") as table:
        table.drop_constraint(op.f("fk_knowledge_owner_id"), type_="foreignkey")
        table.drop_column("owner_id")
    op.drop_column("store", "confirm_days")


def empty(bind: sa.Connection) -> None:
    before.empty(bind)
    whole = f"INSERT INTO {INDEX}({INDEX}) VALUES ('delete-all')"
    bind.execute(sa.text(whole if bind.dialect.name == "sqlite" else f"DELETE FROM {INDEX}"))
    bind.execute(sa.text(f"DELETE FROM {INDEX}_cjk"))


def fill(bind: sa.Connection) -> None:
    before.fill(bind)
    _fill(bind)


def _fill(bind: sa.Connection) -> None:
    here = before.here(bind)
    bind.execute(sa.text(here.insert_text(KNOWN, "s")))
    bind.execute(sa.text(here.insert_cjk(KNOWN, "s")))


def _index() -> None:
    here, bind = before.here(op.get_bind()), op.get_bind()
    if bind.dialect.name == "sqlite":
        plain = "content='', tokenize=\"unicode61 remove_diacritics 2\""
        op.execute(f"CREATE VIRTUAL TABLE {INDEX} USING fts5(subject, words, {plain})")
        op.execute(f"CREATE VIRTUAL TABLE {INDEX}_cjk USING fts5(words, tokenize='trigram')")
        gone = (
            f"INSERT INTO {INDEX}({INDEX}, rowid, subject, words) {here._shown(KNOWN, 'OLD', command=True)}"
        )
        here._three(f"{INDEX}_text", "knowledge", KNOWN.columns, gone, here.insert_text(KNOWN, "NEW"))
        gone = f"DELETE FROM {INDEX}_cjk WHERE rowid = OLD.id"
        here._three(f"{INDEX}_cjk_text", "knowledge", KNOWN.columns, gone, here.insert_cjk(KNOWN, "NEW"))
    else:
        op.execute(
            f"CREATE TABLE {INDEX} (id INTEGER PRIMARY KEY, store_id INTEGER NOT NULL, words tsvector NOT NULL)"
        )
        op.execute(f"CREATE INDEX {INDEX}_words ON {INDEX} USING gin (words)")
        op.execute(f"CREATE TABLE {INDEX}_cjk (id INTEGER PRIMARY KEY, words TEXT NOT NULL)")
        op.execute(f"CREATE INDEX {INDEX}_cjk_words ON {INDEX}_cjk USING gin (words gin_trgm_ops)")
        gone = f"DELETE FROM {INDEX} WHERE id = OLD.id; DELETE FROM {INDEX}_cjk WHERE id = OLD.id"
        added = f"{here.insert_text(KNOWN, 'NEW')}; {here.insert_cjk(KNOWN, 'NEW')}"
        here._one(f"{INDEX}_text", "knowledge", KNOWN.columns, gone, added)
    _fill(bind)


def _drop_index() -> None:
    if op.get_bind().dialect.name == "sqlite":
        for start in (f"{INDEX}_text", f"{INDEX}_cjk_text"):
            for end in ("added", "changed", "gone"):
                op.execute(f"DROP TRIGGER {start}_{end}")
    else:
        op.execute(f"DROP FUNCTION {INDEX}_text() CASCADE")
    for name in (f"{INDEX}_cjk", INDEX):
        op.execute(f"DROP TABLE {name}")


def _examples() -> None:
    op.create_table(
        "example",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("store_id", sa.Integer(), nullable=False),
        sa.Column("conversation_id", sa.Integer(), nullable=False),
        sa.Column("approval_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("topics", sa.JSON(), nullable=False),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("why", sa.String(), nullable=False),
        sa.Column("marked_by_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["store_id"], ["store.id"], name=op.f("fk_example_store_id")),
        sa.ForeignKeyConstraint(
            ["conversation_id"], ["conversation.id"], name=op.f("fk_example_conversation_id")
        ),
        sa.ForeignKeyConstraint(["approval_id"], ["approval.id"], name=op.f("fk_example_approval_id")),
        sa.ForeignKeyConstraint(["marked_by_id"], ["teammate.id"], name=op.f("fk_example_marked_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_example")),
        sa.UniqueConstraint("approval_id", name=op.f("uq_example_approval_id")),
    )
    for column in EXAMPLE_INDEXES:
        op.create_index(op.f(f"ix_example_{column}"), "example", [column])
