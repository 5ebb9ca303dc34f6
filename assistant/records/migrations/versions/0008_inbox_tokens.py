"""inbox tokens: hashed to be found by, sealed to be shown

The token becomes its SHA-256. The plain one is set aside in `token_plain` until the first start, which has the
key to seal it with and empties that column (wiring.build).
"""

import hashlib
import secrets

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    # Plain columns and a renamed one: recreating a table that others point to would drop its triggers.
    op.add_column("inbox", sa.Column("token_sealed", sa.String(), nullable=False, server_default=""))
    op.add_column("inbox", sa.Column("token_plain", sa.String(), nullable=True))
    op.execute("UPDATE inbox SET token_plain = token")
    _change("token", "token_plain", lambda token: hashlib.sha256(token.encode()).hexdigest())
    op.execute("ALTER TABLE inbox RENAME COLUMN token TO token_hash")


def downgrade() -> None:
    """What was sealed cannot be opened here: those inboxes get new tokens, so their addresses change."""
    op.execute("ALTER TABLE inbox RENAME COLUMN token_hash TO token")
    _change("token", "COALESCE(token_plain, '')", lambda token: token or secrets.token_urlsafe(24))
    op.drop_column("inbox", "token_plain")
    op.drop_column("inbox", "token_sealed")


def _change(column, source, to) -> None:  # type: ignore[no-untyped-def]
    bind = op.get_bind()
    for key, found in bind.execute(sa.text(f"SELECT id, {source} FROM inbox")).all():
        bind.execute(
            sa.text(f"UPDATE inbox SET {column} = :new WHERE id = :id"), {"new": to(found), "id": key}
        )
