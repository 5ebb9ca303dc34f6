"""Never 1, 2 and 6 against SQLite's REPLACE, which asks no trigger for DELETE; and what is never deleted."""

from importlib import import_module

import pytest
from sqlalchemy import inspect, select, text
from sqlalchemy.exc import DatabaseError

from assistant.pipeline import accounts
from assistant.records import Base, Customer, Erasure, LinkKind, Promise, Role, Teammate

TABLES = import_module("assistant.records.migrations.versions.0009_nothing_replaced").UNIQUE
LATER = import_module("assistant.records.migrations.versions.0010_stores_of_deeds").UNIQUE
ON_SQLITE = pytest.mark.parametrize("database", ["sqlite"], indirect=True)
MAIL = (
    b"From: Dana Ruiz <dana.ruiz@mail.example>\nTo: sales@northgate.example\nSubject: A van\n"
    b'Content-Type: multipart/mixed; boundary="b"\n\n--b\nContent-Type: text/plain\n\nIs it here?\n'
    b"--b\nContent-Type: text/csv\nContent-Disposition: attachment; filename=a.csv\n\na,b\n--b--\n"
)


@pytest.fixture
def full(cast):
    """A row in every guarded table."""
    cast.arrives(MAIL)
    cast.approves(overrule="a test", text="Hi Dana,\n\nYes.\n\nSam Whitfield · 555-0142")
    cast.works()
    now = cast.clock()
    with cast.services.sessions.begin() as session:
        accounts.new_link(session, session.get_one(Teammate, cast.sam.id), LinkKind.RESET, None, now)
        session.add(
            Promise(store_id=1, customer_id=1, who_id=cast.sam.id, what="call", made_at=now, due=now, key="k")
        )
        gone = Customer(store_id=cast.store_id, name="Ann Gone", key="c-1", since=now)
        session.add(gone)
        session.get_one(Teammate, cast.robin.id).role = Role.ADMIN
        session.flush()
        session.add(
            Erasure(
                store_id=cast.store_id, customer_id=gone.id, teammate_id=cast.robin.id,
                sign_in_id=cast.sign_ins[cast.robin.id], at=now, reason="she asked",
            )
        )  # fmt: skip
    return cast


def rows(session, table):
    return [tuple(row) for row in session.execute(text(f"SELECT * FROM {table} ORDER BY id"))]


@ON_SQLITE
@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.table)
def test_no_row_is_replaced_by_its_id_or_by_a_key_of_it(full, table):
    columns = [column.name for column in Base.metadata.tables[table.table].columns]
    quoted = [f'"{name}"' for name in columns]
    others = ", ".join(name if name != '"id"' else "id + 90000" for name in quoted)
    listed = ", ".join(quoted)
    attacks = [f"INSERT OR REPLACE INTO {table.table} ({listed}) SELECT {listed} FROM {table.table}"]
    for key in table.keys:
        known = " AND ".join(f"{column} IS NOT NULL" for column in key)
        attacks.append(
            f"INSERT OR REPLACE INTO {table.table} ({listed})"
            f" SELECT {others} FROM {table.table} WHERE {known}"
        )
    with full.services.sessions() as session:
        before = rows(session, table.table)
    assert before
    for attack in attacks:
        with (
            pytest.raises(DatabaseError, match="not replaced|never|stays|must|needs"),
            full.services.sessions.begin() as session,
        ):
            session.execute(text(attack))
    with full.services.sessions() as session:
        assert rows(session, table.table) == before


@ON_SQLITE
@pytest.mark.parametrize("table", ["ledger", "deed", "message"])
def test_no_row_is_moved_onto_another(full, table):
    full.arrives(MAIL.replace(b"here?", b"still here?"))
    with full.services.sessions() as session:
        before = rows(session, table)
    assert len(before) > 1
    with pytest.raises(DatabaseError), full.services.sessions.begin() as session:
        first, last = before[0][0], before[-1][0]
        session.execute(text(f"UPDATE OR REPLACE {table} SET id = {first} WHERE id = {last}"))
    with full.services.sessions() as session:
        assert rows(session, table) == before


@ON_SQLITE
def test_every_table_that_refuses_something_refuses_to_be_replaced(full):
    with full.services.sessions() as session:
        refusing = {
            table
            for table, body in session.execute(
                text("SELECT tbl_name, sql FROM sqlite_master WHERE type = 'trigger'")
            )
            if "RAISE(ABORT" in body and ("BEFORE UPDATE ON" in body or "BEFORE DELETE ON" in body)
        }
    assert refusing <= {table.table for table in (*TABLES, *LATER)}


@ON_SQLITE
def test_every_key_of_a_guarded_table_is_guarded(full):
    inspector = inspect(full.services.sessions.kw["bind"])
    for table in (*TABLES, *LATER):
        unique = {frozenset(found["column_names"]) for found in inspector.get_unique_constraints(table.table)}
        unique |= {
            frozenset(found["column_names"])
            for found in inspector.get_indexes(table.table)
            if found["unique"]
        }
        assert unique == {frozenset(key) for key in table.keys}, table.table


@pytest.mark.parametrize("table", ["delivery", "ledger", "draft", "teammate", "deed"])
def test_what_happened_is_not_deleted(full, table):
    with (
        pytest.raises(DatabaseError, match="never deleted|only grows"),
        full.services.sessions.begin() as session,
    ):
        session.execute(text(f"DELETE FROM {table}"))


def test_a_reply_whose_words_are_not_those_approved_does_not_leave(cast, monkeypatch):
    from assistant.records import Approval, Delivery

    cast.writes("Is the blue van still here?")
    monkeypatch.setattr(Approval, "digest_now", lambda self: "another")
    cast.approves(overrule="a test", text="Hi Dana,\n\nYes.\n\nSam Whitfield · 555-0142")
    cast.works()
    (delivery,) = cast.all(Delivery)
    assert delivery.state == "failed" and "approve" in delivery.reason


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE promise SET what = 'nothing'",
        "UPDATE promise SET due = '2036-01-01 00:00:00'",
        "UPDATE conversation SET waiting_since = NULL",
        "UPDATE conversation SET waiting_since = NULL, state = 'closed', closed_reason = ' '",
        "INSERT INTO attachment (message_id, name, content_type, size, inline, content)"
        " SELECT id, 'a.exe', 'x/y', 0, false, '' FROM message WHERE direction = 'out'",
    ],
)
def test_what_nobody_decided_does_not_happen(full, statement):
    full.arrives(MAIL.replace(b"here?", b"still here?"))
    with (
        pytest.raises(DatabaseError, match="keeps its words|waits until|nobody approved"),
        full.services.sessions.begin() as session,
    ):
        session.execute(text(statement))


def test_a_promise_that_ended_does_not_begin_anew(full):
    with full.services.sessions.begin() as session:
        session.scalars(select(Promise)).one().release(full.sam, "she bought elsewhere", full.clock())
    with pytest.raises(DatabaseError, match="anew"), full.services.sessions.begin() as session:
        session.execute(text("UPDATE promise SET state = 'open'"))
