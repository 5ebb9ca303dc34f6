"""names, plates, VINs and numbers are found however they are spelled, without reading every row

What records/foreign.py asks of a text: the same expressions, letter by letter.
"""

from alembic import op

revision = "0024"
down_revision = "0023"
SQUEEZED = "replace(replace(lower({}), '-', ''), ' ', '')"
INDEXES = {
    "by_customer_name": ("customer", "lower(name)"),
    "by_identity_value": ("identity", "value"),
    "by_vehicle_vin": ("vehicle", SQUEEZED.format("vin")),
    "by_vehicle_plate": ("vehicle", SQUEEZED.format("plate")),
    "by_record_key": ("record", "lower(key)"),
    "by_record_number": ("record", SQUEEZED.format("data ->> 'number'")),
}


def upgrade() -> None:
    for name, (table, expression) in INDEXES.items():
        op.execute(f"CREATE INDEX {name} ON {table} (({expression}), store_id)")


def downgrade() -> None:
    for name in reversed(INDEXES):
        op.execute(f"DROP INDEX {name}")
