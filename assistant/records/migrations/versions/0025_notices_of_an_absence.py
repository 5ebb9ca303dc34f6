"""notices of an absence: all that goes to a colleague meanwhile is one matter to look at"""

import sqlalchemy as sa
from alembic import op

revision = "0025"
down_revision = "0024"
NAME = "fk_notice_absence_id"


def upgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":  # in place: a table that is copied loses its triggers (0009)
        op.execute(
            f"ALTER TABLE notice ADD COLUMN absence_id INTEGER CONSTRAINT {NAME} REFERENCES absence (id)"
        )
        return
    op.add_column("notice", sa.Column("absence_id", sa.Integer(), nullable=True))
    op.create_foreign_key(NAME, "notice", "absence", ["absence_id"], ["id"])


def downgrade() -> None:
    if op.get_bind().dialect.name != "sqlite":
        op.drop_constraint(NAME, "notice", type_="foreignkey")
    op.drop_column("notice", "absence_id")
