"""The index tables as queries name them; no models, so that migrations and models leave them alone."""

from sqlalchemy import Integer, String, column, table

names = table(
    "search_name",
    column("id", Integer),
    column("kind", String),
    column("source_id", Integer),
    column("customer_id", Integer),
    column("store_id", Integer),
    column("words", String),
)
