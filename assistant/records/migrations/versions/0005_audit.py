"""an audit log that only grows"""

import sqlalchemy as sa
from alembic import op

from assistant.records.migrations.refusing import Refusal

revision = "0005"
down_revision = "0004"

REFUSALS = (
    Refusal("deed_is_immutable", "UPDATE", "deed", "the audit log only grows"),
    Refusal("deed_stays", "DELETE", "deed", "the audit log only grows"),
)
KNOWN = {"conversation_id": "conversation", "customer_id": "customer"}


def upgrade() -> None:
    with op.batch_alter_table("deed") as deed:
        for column, table in KNOWN.items():
            deed.add_column(sa.Column(column, sa.Integer(), nullable=True))
            deed.create_foreign_key(op.f(f"fk_deed_{column}"), table, [column], ["id"])
        deed.add_column(sa.Column("once", sa.String(), nullable=True))
        deed.create_unique_constraint(op.f("uq_deed_once"), ["once"])
        for column in ("at", "what", *KNOWN):
            deed.create_index(op.f(f"ix_deed_{column}"), [column])
    for column, table in KNOWN.items():
        op.execute(f"UPDATE deed SET {column} = {_of_json(table)} WHERE {_of_json(table)} IS NOT NULL")
    for refusal in REFUSALS:
        refusal.create()


def downgrade() -> None:
    for refusal in REFUSALS:
        refusal.drop()
    with op.batch_alter_table("deed") as deed:
        for column in ("at", "what", *KNOWN):
            deed.drop_index(op.f(f"ix_deed_{column}"))
        deed.drop_constraint(op.f("uq_deed_once"), type_="unique")
        deed.drop_column("once")
        for column in KNOWN:
            deed.drop_constraint(op.f(f"fk_deed_{column}"), type_="foreignkey")
            deed.drop_column(column)


def _of_json(name: str) -> str:
    """SQL: the id of this name in the JSON of a deed, where such a row exists still."""
    sqlite = op.get_bind().dialect.name == "sqlite"
    found = f"json_extract(about, '$.{name}')" if sqlite else f"CAST(about ->> '{name}' AS INTEGER)"
    return f"(SELECT id FROM {name} WHERE id = {found})"
