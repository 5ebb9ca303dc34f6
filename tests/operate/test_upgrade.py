"""From an older version to this one: no row lost, a copy kept, a newer database refused."""

import shutil
import sqlite3

import pytest
from click.testing import CliRunner
from sqlalchemy import inspect, text

from assistant.cli import cli, main
from assistant.records.database import downgrade, head, migrate, open_database, revision_of

AT = "2026-11-20 15:00:00+00:00"
# As version 0.1 wrote them: names of columns are those of migration 0002, not of today's models.
ROWS = {
    "store": {
        "id": 1,
        "slug": "north",
        "name": "North",
        "zone": "America/New_York",
        "address": "",
        "phone": "",
        "directions": "",
        "footer": "",
        "domains": "[]",
        "week": "{}",
        "closed": "{}",
        "answer_minutes": 30,
        "presence": "",
    },
    "teammate": {
        "id": 1,
        "name": "Sam Whitfield",
        "email": "sam@north.example",
        "password_hash": "x",
        "role": "member",
        "department": "sales",
        "title": "",
        "direct_line": "",
        "voice": "",
        "active": True,
    },
    "teammate_store": {"teammate_id": 1, "store_id": 1},
    "sign_in": {
        "id": 1,
        "teammate_id": 1,
        "token_hash": "t",
        "started_at": "2026-11-19 15:00:00+00:00",
        "expires_at": "2026-12-19 15:00:00+00:00",
    },
    "inbox": {
        "id": 1,
        "store_id": 1,
        "channel": "email",
        "address": "s@north.example",
        "token": "tok",
        "department": "sales",
    },
    "customer": {
        "id": 1,
        "store_id": 1,
        "name": "Dana Ruiz",
        "company": "",
        "language": "",
        "address": "",
        "prefers": "",
        "since": AT,
    },
    "conversation": {
        "id": 1,
        "store_id": 1,
        "customer_id": 1,
        "inbox_id": 1,
        "owner_id": 1,
        "channel": "email",
        "token": "abc",
        "visitor": "",
        "subject": "Van",
        "recipient_name": "",
        "recipient_email": "d@x.example",
        "state": "answered",
        "newest_at": AT,
        "closed_reason": "",
        "opened_at": AT,
    },
    "ledger": {
        "id": 1,
        "store_id": 1,
        "inbox_id": 1,
        "channel": "email",
        "form": "email",
        "entry": "hook",
        "arrived_at": AT,
        "digest": "d",
        "message_id": "<a@x>",
        "envelope": "{}",
        "state": "filed",
        "reason": "",
    },
    "message": {
        "id": 1,
        "conversation_id": 1,
        "entry_id": 1,
        "part": 0,
        "direction": "in",
        "at": AT,
        "sender_name": "Dana",
        "sender_email": "d@x.example",
        "recipients": "[]",
        "subject": "Van",
        "text": "Is the van there?",
        "footer": "",
        "visible_text": "",
        "html": "",
        "message_id": "<a@x>",
        "references": "[]",
        "automatic": False,
        "bounce": False,
        "bulk": False,
        "page": "",
        "lead": "{}",
        "notes": "[]",
        "inquiry": "{}",
    },
    "deed": {
        "id": 1,
        "at": AT,
        "teammate_id": 1,
        "store_id": 1,
        "what": "signed in",
        "about": '{"conversation_id": 1}',
    },
    "draft": {
        "id": 1,
        "conversation_id": 1,
        "message_id": 1,
        "signer_id": 1,
        "state": "approved",
        "author": "person",
        "drafter": "composer",
        "written_at": AT,
        "subject": "Re: Van",
        "text": "Yes.",
        "first_text": "Yes",
        "version": 2,
        "answers": "[]",
        "citations": "[]",
        "promises": "[]",
        "findings": "[]",
        "facts": "[]",
        "notes": "[]",
        "answered_by_hand": "[]",
        "discarded_why": "",
    },
    "approval": {
        "id": 1,
        "draft_id": 1,
        "conversation_id": 1,
        "teammate_id": 1,
        "sign_in_id": 1,
        "signer_id": 1,
        "at": AT,
        "newest_seen_id": 1,
        "sender_name": "Sam",
        "sender_email": "s@north.example",
        "recipient_name": "",
        "recipients": '["d@x.example"]',
        "subject": "Re: Van",
        "text": "Yes.",
        "footer": "",
        "attachments": "[]",
        "digest": "d",
        "overruled": "[]",
        "promises": "[]",
    },
}


@pytest.fixture
def old(database):
    """A database of revision 0002 with a row in each table that matters, on either kind."""
    engine = open_database(database)
    if revision_of(engine) is not None:
        downgrade(engine, "base")
    migrate(engine, "0002")
    with engine.begin() as connection:
        for table, row in ROWS.items():
            names = ", ".join(f'"{name}"' for name in row)
            given = ", ".join(f":{name}" for name in row)
            connection.execute(text(f"INSERT INTO {table} ({names}) VALUES ({given})"), row)
    yield engine
    engine.dispose()


def rows_of(engine):
    """The columns that version 0.1 knew; an inbox's token waits elsewhere for the first start."""
    found = {}
    with engine.connect() as connection:
        moved = "token_plain" in {column["name"] for column in inspect(connection).get_columns("inbox")}
        for table, row in ROWS.items():
            names = ", ".join(f'"{name}"' for name in row)
            if moved and table == "inbox":
                names = names.replace('"token"', '"token_plain"')
            found[table] = [
                tuple(map(str, r)) for r in connection.execute(text(f"SELECT {names} FROM {table}"))
            ]
    return found


def test_rows_of_an_older_version_go_up_and_down_without_a_loss(old):
    before = rows_of(old)
    assert all(before.values())
    migrate(old)
    assert (revision_of(old), rows_of(old)) == (head(), before)
    downgrade(old, "0002")
    assert (revision_of(old), rows_of(old)) == ("0002", before)
    migrate(old)
    assert rows_of(old) == before


def test_an_upgraded_database_refuses_as_before(old):
    migrate(old)
    with pytest.raises(Exception, match="immutable"), old.begin() as connection:
        connection.execute(text("UPDATE message SET text = 'other'"))
    with pytest.raises(Exception, match="never deleted"), old.begin() as connection:
        connection.execute(text("DELETE FROM approval"))


@pytest.fixture
def old_file(tmp_path):
    engine = open_database(f"sqlite:///{tmp_path / 'rightback.sqlite'}")
    migrate(engine, "0002")
    engine.dispose()
    return tmp_path / "rightback.sqlite"


def test_a_copy_is_kept_of_the_file_as_it_was_and_never_written_over(old_file):
    engine = open_database(f"sqlite:///{old_file}")
    copy = migrate(engine)
    assert copy == old_file.with_name(f"rightback.sqlite.before-{head()}")
    with sqlite3.connect(copy) as kept:
        assert kept.execute("SELECT version_num FROM alembic_version").fetchone() == ("0002",)
    assert migrate(engine) is None, "nothing changed, so nothing is kept"
    downgrade(engine, "0002")
    assert migrate(engine).name == f"rightback.sqlite.before-{head()}-2"
    engine.dispose()


def test_without_room_for_a_copy_nothing_is_changed(old_file, monkeypatch):
    import resource

    from assistant.core.errors import RightbackError

    engine = open_database(f"sqlite:///{old_file}")
    limit = resource.getrlimit(resource.RLIMIT_FSIZE)
    with engine.connect():
        resource.setrlimit(resource.RLIMIT_FSIZE, (8192, limit[1]))
        try:
            with pytest.raises(RightbackError, match="Nothing was changed"):
                migrate(engine)
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, limit)
    assert revision_of(engine) == "0002"
    assert not list(old_file.parent.glob("*before*"))
    engine.dispose()


def test_doctor_says_what_needs_an_upgrade_and_changes_nothing(old_file):
    before = old_file.read_bytes()
    done = CliRunner().invoke(cli, ["doctor", "--data", str(old_file.parent)])
    assert f"needs an upgrade from 0002 to {head()}" in done.output
    assert "rightback up" in done.output and "rightback backup" in done.output
    assert old_file.read_bytes() == before


def test_a_backup_of_an_older_version_can_be_taken_before_the_upgrade(old_file, tmp_path):
    done = CliRunner().invoke(cli, ["backup", str(tmp_path / "b"), "--data", str(old_file.parent), "--json"])
    assert done.exit_code == 0, done.output
    assert '"revision": "0002"' in done.output


@pytest.mark.parametrize(
    "words", [["up", "--port", "0"], ["backup", "new.backup"], ["receive", "x.eml"], ["ledger"], ["sample"]]
)
def test_a_newer_database_meets_an_older_program(old_file, words, monkeypatch, capsys, tmp_path):
    monkeypatch.chdir(tmp_path)
    with sqlite3.connect(old_file) as newer:
        newer.execute("UPDATE alembic_version SET version_num = '9999'")
    (tmp_path / "x.eml").write_bytes(b"From: a@b.example\n\nHi")
    monkeypatch.setattr("sys.argv", ["rightback", *words, "--data", str(old_file.parent)])
    with pytest.raises(SystemExit) as ended:
        main()
    assert ended.value.code == 2
    assert "newer Rightback" in capsys.readouterr().err
    assert not (tmp_path / "new.backup").exists()


def test_doctor_says_that_a_database_is_newer(old_file):
    with sqlite3.connect(old_file) as newer:
        newer.execute("UPDATE alembic_version SET version_num = '9999'")
    done = CliRunner().invoke(cli, ["doctor", "--data", str(old_file.parent)])
    assert done.exit_code == 1
    assert "written by a newer Rightback" in done.output


def test_the_copy_opens_as_a_database_of_its_own(old_file, tmp_path):
    engine = open_database(f"sqlite:///{old_file}")
    copy = migrate(engine)
    engine.dispose()
    shutil.copy(copy, tmp_path / "again.sqlite")
    again = open_database(f"sqlite:///{tmp_path / 'again.sqlite'}")
    migrate(again)
    assert revision_of(again) == head()
    again.dispose()
