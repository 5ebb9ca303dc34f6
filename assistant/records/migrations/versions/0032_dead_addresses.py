"""addresses that a mail server called dead"""

import sqlalchemy as sa
from alembic import op

revision = "0032"
down_revision = "0031"


def upgrade() -> None:
    op.add_column("identity", sa.Column("dead_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("identity", sa.Column("dead_why", sa.String(), nullable=False, server_default=""))


def downgrade() -> None:
    op.drop_column("identity", "dead_why")
    op.drop_column("identity", "dead_at")
