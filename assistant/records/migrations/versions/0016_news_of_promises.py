"""the draft that brings news of a promise

In SQLite the column is added in place: a table that is copied loses its triggers (0009).
"""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
KEY = "fk_promise_news_id"


def upgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        op.execute(f"ALTER TABLE promise ADD COLUMN news_id INTEGER CONSTRAINT {KEY} REFERENCES draft (id)")
    else:
        op.add_column("promise", sa.Column("news_id", sa.Integer(), nullable=True))
        op.create_foreign_key(op.f(KEY), "promise", "draft", ["news_id"], ["id"])
    op.create_index(op.f("ix_promise_news_id"), "promise", ["news_id"])


def downgrade() -> None:
    op.drop_index(op.f("ix_promise_news_id"), "promise")
    if op.get_bind().dialect.name != "sqlite":
        op.drop_constraint(op.f(KEY), "promise", type_="foreignkey")
    op.drop_column("promise", "news_id")
