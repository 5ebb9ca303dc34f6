"""The secret of an inbox stands nowhere in the database, also of one that an older program filled."""

import secrets
from pathlib import Path

import pytest
from sqlalchemy import LargeBinary, MetaData, Text, cast, select, text

from assistant.core.message import Channel
from assistant.pipeline.accounts import safe
from assistant.records import Inbox
from assistant.records.backup import back_up
from assistant.records.database import downgrade, migrate, open_database
from assistant.records.restore import restore
from assistant.settings import Settings
from assistant.wiring import build

TOKENS = {Channel.EMAIL: "mail-7Q2pX0vZ", Channel.CHAT: "chat-9mW4kL1s"}


def cells(engine):
    """(table.column, text) of every cell of every table, those of the search index and the engine too."""
    found = MetaData()
    found.reflect(engine)
    with engine.connect() as connection:
        for table in found.tables.values():
            for column in table.columns:
                raw = column if isinstance(column.type, LargeBinary) else cast(column, Text)
                for value in connection.execute(select(raw)).scalars():
                    told = value.decode("utf-8", "replace") if isinstance(value, bytes) else str(value)
                    yield f"{table.name}.{column.name}", told


def places(engine, token):
    return {place for place, told in cells(engine) if token in told}


@pytest.fixture
def older(database):
    """A database of revision 0007 with two inboxes, their tokens as they are."""
    engine = open_database(database)
    downgrade(engine, "0007")
    with engine.begin() as connection:
        connection.execute(
            text(
                "INSERT INTO store (id, slug, name, zone, address, directions, phone, footer, domains, week,"
                " closed, answer_minutes, presence, model_sees)"
                " VALUES (1, 's', 'S', 'UTC', '', '', '', '', '[]', '{}', '{}', 15, '', '')"
            )
        )
        for key, (channel, token) in enumerate(TOKENS.items(), start=1):
            connection.execute(
                text(
                    "INSERT INTO inbox (id, store_id, channel, address, token, department)"
                    " VALUES (:id, 1, :channel, 'sales@x', :token, 'sales')"
                ),
                {"id": key, "channel": channel.value, "token": token},
            )
    yield engine
    engine.dispose()


def started(settings, clock):
    parts = build(settings, clock=clock)
    parts.services.live.close()
    return parts.services


def letting_in(services):
    """Channel by token, and the token as the settings page shows it."""
    with services.sessions() as session:
        for channel, token in TOKENS.items():
            inbox = session.scalars(Inbox.by_token(token)).one()
            assert inbox.channel is channel
            assert safe(services).unseal(inbox.token_sealed) == token


def test_tokens_of_an_older_database_are_sealed_at_the_first_start(older, settings, clock):
    assert places(older, TOKENS[Channel.EMAIL]) == {"inbox.token"}
    migrate(older)
    assert places(older, TOKENS[Channel.EMAIL]) == {"inbox.token_plain"}, "until there is a key"
    services = started(settings, clock)
    letting_in(services)
    for token in TOKENS.values():
        assert places(older, token) == set()
    started(settings, clock)  # and once more changes nothing
    letting_in(services)
    services.sessions.kw["bind"].dispose()


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)  # a server's files are its own
def test_a_file_of_it_holds_none_either(older, settings, clock):
    migrate(older, keep=False)
    services = started(settings, clock)
    with older.connect() as connection:
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    kept = Path(older.url.database)
    for file in (kept, kept.with_name(kept.name + "-wal")):
        whole = file.read_bytes() if file.exists() else b""
        assert not [token for token in TOKENS.values() if token.encode() in whole], file
    services.sessions.kw["bind"].dispose()


def test_a_backup_of_an_older_one_is_sealed_where_it_is_restored(older, settings, clock, tmp_path):
    back_up(older, tmp_path / "old", program="1", now=clock())
    url = f"sqlite:///{tmp_path / 'fresh' / 'rightback.sqlite'}"
    fresh = open_database(url)
    restore(fresh, tmp_path / "old", now=clock())
    services = started(Settings.read({}, data=tmp_path / "fresh"), clock)
    letting_in(services)
    assert {place for token in TOKENS.values() for place in places(fresh, token)} == set()
    services.sessions.kw["bind"].dispose()
    fresh.dispose()


def test_on_the_way_down_what_is_sealed_gets_a_new_token(older, settings, clock):
    migrate(older)
    services = started(settings, clock)
    downgrade(older, "0007")
    with older.connect() as connection:
        tokens = set(connection.execute(text("SELECT token FROM inbox")).scalars())
    assert len(tokens) == 2 and not tokens & set(TOKENS.values())
    assert all(len(token) >= len(secrets.token_urlsafe(24)) for token in tokens)
    migrate(older)
    services.sessions.kw["bind"].dispose()


def test_no_token_of_a_store_at_work_stands_in_any_cell(cast):
    cast.writes("Is the van here?")
    cast.posts("chat", Channel.CHAT, visitor="0" * 32, line="1", text="Hi", email="")
    engine = cast.services.sessions.kw["bind"]
    assert places(engine, "sales@northgate.example"), "the look finds what is there"
    for _, token in cast.tokens.values():
        assert places(engine, token) == set()
