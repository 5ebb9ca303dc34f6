"""reasons to write first go to a colleague, too, while somebody is away

In SQLite columns are added in place: a table that is copied loses its triggers (0009).
"""

import sqlalchemy as sa
from alembic import op

revision = "0026"
down_revision = "0025"
KEY = "fk_lent_touch_id"


def upgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        op.execute(f"ALTER TABLE lent ADD COLUMN touch_id INTEGER CONSTRAINT {KEY} REFERENCES touch (id)")
    else:
        op.add_column("lent", sa.Column("touch_id", sa.Integer(), nullable=True))
        op.create_foreign_key(op.f(KEY), "lent", "touch", ["touch_id"], ["id"])
    op.create_index(op.f("ix_lent_touch_id"), "lent", ["touch_id"])


def downgrade() -> None:
    op.execute("DELETE FROM lent WHERE touch_id IS NOT NULL")
    op.drop_index(op.f("ix_lent_touch_id"), "lent")
    if op.get_bind().dialect.name != "sqlite":
        op.drop_constraint(op.f(KEY), "lent", type_="foreignkey")
    op.drop_column("lent", "touch_id")
