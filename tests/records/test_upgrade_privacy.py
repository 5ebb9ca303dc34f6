"""What stood in a database before privacy's tables came is carried over."""

import json

from sqlalchemy import text

from assistant.records.database import downgrade, migrate, open_database
from assistant.web.chat import key_of

SECRET = "0123456789abcdef" * 2
ROWS = (
    "INSERT INTO store (id, slug, name, zone, address, directions, phone, footer, domains, week, closed,"
    " answer_minutes, presence) VALUES (1, 's', 'S', 'UTC', '', '', '', '', '[]', '{}', '{}', 15, '')",
    "INSERT INTO customer (id, store_id, name, company, language, address, prefers, since)"
    " VALUES (1, 1, '', '', '', '', '', '2026-01-01 00:00:00')",
    "INSERT INTO teammate (id, name, email, password_hash, role, department, title, direct_line, voice,"
    " active) VALUES (1, 'Sam', 's@x', '', 'member', 'sales', '', '', '', true)",
    "INSERT INTO identity (id, store_id, customer_id, kind, value, verified, basis, since)"
    f" VALUES (1, 1, 1, 'visitor', '{SECRET}', false, '', '2026-01-01 00:00:00'),"
    " (2, 1, 1, 'email', 'a@b.example', false, '', '2026-01-01 00:00:00')",
    "INSERT INTO ledger (id, store_id, channel, form, entry, arrived_at, digest, message_id, envelope,"
    f" state, reason) VALUES (1, 1, 'chat', 'chat', 'widget', '2026-01-01 00:00:00', 'd', '',"
    f" '{{\"visitor\": \"{SECRET}\"}}', 'filed', '')",
)


def test_tokens_of_chat_visitors_become_keys_on_the_way_up(database):
    engine = open_database(database)
    downgrade(engine, "0005")
    raw = json.dumps({"visitor": SECRET, "text": "Hi"}).encode()
    with engine.begin() as connection:
        for row in ROWS:
            connection.execute(text(row))
        connection.execute(text("INSERT INTO raw (id, entry_id, content) VALUES (1, 1, :raw)"), {"raw": raw})
        connection.execute(
            text(
                "INSERT INTO deed (id, at, teammate_id, store_id, what, about)"
                " VALUES (1, '2026-01-01 00:00:00', 1, 1, 'closed', '{}')"
            )
        )
    migrate(engine)
    with engine.connect() as connection:
        values = [v for (v,) in connection.execute(text("SELECT value FROM identity ORDER BY id"))]
        assert values == [key_of(SECRET), "a@b.example"]
        (envelope,) = connection.execute(text("SELECT CAST(envelope AS TEXT) FROM ledger")).one()
        (content,) = connection.execute(text("SELECT content FROM raw")).one()
        assert json.loads(envelope) == {"visitor": key_of(SECRET)}
        assert json.loads(bytes(content)) == {"visitor": key_of(SECRET), "text": "Hi"}
    engine.dispose()


def test_deeds_of_accounts_get_the_stores_that_the_account_has(database):
    engine = open_database(database)
    downgrade(engine, "0009")
    with engine.begin() as connection:
        for row in (ROWS[0], ROWS[2], "INSERT INTO teammate_store (teammate_id, store_id) VALUES (1, 1)"):
            connection.execute(text(row))
        for key, who, about in ((1, 1, "{}"), (2, None, '{"teammate": 1}'), (3, None, "{}")):
            connection.execute(
                text(
                    "INSERT INTO deed (id, at, teammate_id, what, about)"
                    " VALUES (:id, '2026-01-01 00:00:00', :who, 'signed in', :about)"
                ),
                {"id": key, "who": who, "about": about},
            )
    migrate(engine)
    with engine.connect() as connection:
        found = connection.execute(text("SELECT deed_id, store_id FROM deed_store ORDER BY id")).all()
    assert [tuple(row) for row in found] == [(1, 1), (2, 1)]
    engine.dispose()


def test_deeds_learn_whose_conversation_they_were_about(database):
    engine = open_database(database)
    downgrade(engine, "0004")
    with engine.begin() as connection:
        for row in ROWS[:3]:
            connection.execute(text(row))
        for key, about in ((1, '{"customer": 1}'), (2, '{"customer": 99}'), (3, "{}")):
            connection.execute(
                text(
                    "INSERT INTO deed (id, at, teammate_id, store_id, what, about)"
                    " VALUES (:id, '2026-01-01 00:00:00', 1, 1, 'kept a promise', :about)"
                ),
                {"id": key, "about": about},
            )
    migrate(engine)
    with engine.connect() as connection:
        found = connection.execute(text("SELECT id, customer_id FROM deed ORDER BY id")).all()
    assert [tuple(row) for row in found] == [(1, 1), (2, None), (3, None)]
    engine.dispose()
