"""how the form of an inbox is read"""

import sqlalchemy as sa
from alembic import op

revision = "0031"
down_revision = "0030"


def upgrade() -> None:
    op.add_column("inbox", sa.Column("form", sa.JSON(), nullable=False, server_default="{}"))


def downgrade() -> None:
    op.drop_column("inbox", "form")
