"""Backup and restore: every row of one moment, into either database, all or nothing."""

import json
import threading
import time
import zipfile
from datetime import timedelta

import pytest
from cast import mail
from sqlalchemy import text
from tests_help import taken

from assistant.core.errors import RightbackError
from assistant.pipeline import accounts, erase
from assistant.records import AccountLink, LedgerEntry, LinkKind, Message, Role, Teammate, proof, rows, search
from assistant.records.aside import triggers_aside
from assistant.records.backup import back_up
from assistant.records.database import downgrade, head, migrate, open_database, revision_of, sessions_of
from assistant.records.restore import opened, prompts_of, restore

BYTES = bytes(range(256))


@pytest.fixture(params=["sqlite", "postgresql"])
def fresh(request, tmp_path):
    """An empty database of either kind, whatever the backup came from."""
    if request.param == "sqlite":
        engine = open_database(f"sqlite:///{tmp_path / 'fresh.sqlite'}")
        yield engine
        engine.dispose()
        return
    with request.getfixturevalue("postgresql").lent() as url:
        engine = open_database(url)
        yield engine
        engine.dispose()


@pytest.fixture
def busy(cast):
    """A store with an answered inquiry, an attachment of odd bytes, a reply on its way, a duplicate."""
    first = mail("Is the blue van still for sale? Ünïcode: 🚐", message_id="<a@x>")
    cast.arrives(first)
    cast.arrives(first)
    cast.arrives(b"")
    cast.approves()
    cast.works()
    cast.writes("And the trailer?", subject="Another\ud7ff")
    with_bytes = b"From: Zoe <z@mail.example>\nSubject: x\nMessage-ID: <b@x>\nMIME-Version: 1.0\n" + (
        b'Content-Type: multipart/mixed; boundary="q"\n\n--q\nContent-Type: text/plain\n\nSee it?\n--q\n'
        b"Content-Type: image/png\nContent-Disposition: attachment; filename=a.png\n"
        b"Content-Transfer-Encoding: binary\n\n" + BYTES + b"\n--q--\n"
    )
    cast.arrives(with_bytes)
    return cast


@pytest.fixture
def saved(busy, tmp_path):
    """(the file, the engine it came from)"""
    path = tmp_path / "all.backup"
    return path, _made(busy, path)


def _made(cast, path, **given):
    engine = cast.services.sessions.kw["bind"]
    back_up(engine, path, program="1", now=cast.clock(), **given)
    return engine


def contents(engine):
    """Every row of every table as the database holds it, in portable words."""
    with engine.connect() as connection:
        found = {k.name: list(rows.lines(connection, k)) for k in rows.tables(connection, at_head=True)}
    assert found["message"] and found["raw"] and found["attachment"] and found["approval"]
    return found


def test_every_row_of_every_table_is_back(saved, fresh, clock):
    path, source = saved
    restore(fresh, path, now=clock(), moved=True)
    assert contents(fresh) == contents(source)


def test_and_back_again_byte_for_byte_on_the_other_database(saved, fresh, clock, tmp_path):
    path, source = saved
    restore(fresh, path, now=clock(), moved=True)
    back_up(fresh, tmp_path / "again", program="1", now=clock())
    with opened(path) as (_, first), opened(tmp_path / "again") as (_, second):
        assert {name: m.sha256 for name, m in first.members.items()} == {
            name: m.sha256 for name, m in second.members.items()
        }


def test_the_refusing_triggers_are_back_and_ids_count_on(saved, fresh, clock):
    path, _ = saved
    restore(fresh, path, now=clock(), moved=True)
    with pytest.raises(Exception, match="immutable"), fresh.begin() as connection:
        connection.execute(text("UPDATE message SET text = 'other'"))
    with pytest.raises(Exception, match="approval"), fresh.begin() as connection:
        connection.execute(text(_COPY_OF_A_MESSAGE))
    with fresh.begin() as connection:
        newest = connection.execute(text("SELECT max(id) FROM deed")).scalar() or 0
        made = "INSERT INTO deed (at, what, about) VALUES (CURRENT_TIMESTAMP, 'x', '{}') RETURNING id"
        assert connection.execute(text(made)).scalar() == newest + 1


_COLUMNS = (
    "conversation_id, at, sender_name, sender_email, recipients, subject, footer, visible_text, html,"
    ' message_id, "references", automatic, bounce, bulk, page, lead, notes, inquiry'
)
_COPY_OF_A_MESSAGE = (
    f"INSERT INTO message (direction, text, approval_id, part, {_COLUMNS})"
    f" SELECT 'out', 'forged', 4711, 7, {_COLUMNS} FROM message LIMIT 1"
)


def test_what_was_acknowledged_before_is_in_a_backup_made_under_load(cast, fresh, tmp_path, monkeypatch):
    """Writers hammer; whatever had its 2xx before the snapshot is there, and everything fits together."""
    stop, kept = threading.Event(), []

    def hammer(number):
        count = 0
        while not stop.is_set():
            raw = mail(f"Is it there? {number}/{count}", message_id=f"<{number}-{count}@x>")
            kept.append(taken(cast, raw))
            cast.works()
            count += 1

    def with_a_pause(connection, table, lines=rows.lines):
        """Between two tables somebody's message is acknowledged."""
        yield from lines(connection, table)
        if table.name in ("conversation", "ledger", "message"):
            seen, patience = len(kept), time.monotonic() + 10
            while len(kept) == seen and time.monotonic() < patience:
                stop.wait(0.01)

    monkeypatch.setattr(rows, "lines", with_a_pause)
    writers = [threading.Thread(target=hammer, args=(number,)) for number in range(2)]
    for writer in writers:
        writer.start()
    try:
        while len(kept) < 10:
            stop.wait(0.01)
        before = list(kept)
        _made(cast, tmp_path / "under-load")
    finally:
        stop.set()
        for writer in writers:
            writer.join()
    assert len(kept) > len(before), "nobody wrote meanwhile"
    restore(fresh, tmp_path / "under-load", now=cast.clock())
    with sessions_of(fresh)() as session:
        assert proof.broken(session) == []
        assert set(before) <= set(
            session.query(LedgerEntry.id).all() and [i for (i,) in session.query(LedgerEntry.id)]
        )
        entries, raws = (
            session.query(LedgerEntry).count(),
            session.execute(text("SELECT count(*) FROM raw")).scalar(),
        )
        assert entries == raws


def test_what_waited_to_be_sent_is_looked_at_by_a_person(busy, fresh, clock, tmp_path):
    """It may have left after the backup was made: at most once holds across a restore too."""
    busy.approves()
    _made(busy, tmp_path / "waiting")
    restore(fresh, tmp_path / "waiting", now=clock())
    with fresh.connect() as connection:
        states = set(connection.execute(text("SELECT state FROM delivery")).scalars())
        live = connection.execute(text("SELECT count(*) FROM sign_in WHERE ended_at IS NULL")).scalar()
    assert states == {"sent", "uncertain"}
    assert live == 0


def test_links_that_set_a_password_end_unless_it_moved(busy, fresh, clock, tmp_path):
    """One that was used after the backup was made would be good a second time."""
    who, by = busy.sam, busy.robin
    with busy.services.sessions.begin() as session:
        link = accounts.new_link(session, who, LinkKind.RESET, by, clock())
    _made(busy, tmp_path / "with-link")
    restore(fresh, tmp_path / "with-link", now=clock())
    hashed = accounts.digest(link.secret)
    with busy.services.sessions() as there, sessions_of(fresh)() as here:
        assert there.scalars(AccountLink.live(hashed, clock())).one()
        assert here.scalars(AccountLink.live(hashed, clock())).first() is None
        assert here.query(AccountLink).one().ended_at is not None


def test_links_stay_where_the_old_installation_was_stopped_for_good(busy, fresh, clock, tmp_path):
    with busy.services.sessions.begin() as session:
        link = accounts.new_link(session, busy.sam, LinkKind.RESET, busy.robin, clock())
    _made(busy, tmp_path / "with-link")
    restore(fresh, tmp_path / "with-link", now=clock(), moved=True)
    with sessions_of(fresh)() as session:
        assert session.scalars(AccountLink.live(accounts.digest(link.secret), clock())).one()


def test_an_erased_customer_stays_erased_and_the_search_finds_the_others(busy, fresh, clock, tmp_path):
    """The index is not in the backup: it is written by the rows as they come back."""
    engine = _made(busy, tmp_path / "before")
    busy.arrives(mail("Is the green wagon here?", sender="Priya Nair <priya@other.example>"))
    busy.clock.forward(minutes=1)
    busy.works()
    with busy.services.sessions.begin() as session:
        session.get_one(Teammate, busy.robin.id).role = Role.ADMIN
        session.execute(text("UPDATE delivery SET state = 'sent' WHERE state <> 'sent'"))
    ended = erase.erase(
        busy.services, busy.dana_id, reason="She asked", typed="Dana Ruiz", by=busy.robin,
        sign_in_id=busy.sign_ins[busy.robin.id], now=clock(),
    )  # fmt: skip
    assert isinstance(ended, erase.Erased), ended
    _made(busy, tmp_path / "after")
    restore(fresh, tmp_path / "after", now=clock(), moved=True)
    assert contents(fresh) == contents(engine)
    assert _found(engine, busy) == _found(fresh, busy) == {"wagon": 1, "priya": 1, "van": 0, "ruiz": 0}
    with pytest.raises(Exception, match="erased"), fresh.begin() as connection:
        connection.execute(text("UPDATE customer SET name = 'Dana' WHERE erased_at IS NOT NULL"))
    with opened(tmp_path / "after") as (archive, _):
        whole = b"".join(archive.read(name) for name in archive.namelist())
    assert b"Dana Ruiz" not in whole and b"blue van" not in whole and b"Priya Nair" in whole


def _found(engine, cast):
    with sessions_of(engine)() as session:
        hits = {
            word: search.find(session, [cast.store_id], word) for word in ("wagon", "priya", "van", "ruiz")
        }
    return {word: max(len(found.customers), len(found.messages)) for word, found in hits.items()}


def test_a_database_with_data_is_left_alone(saved, fresh, clock):
    path, source = saved
    before = contents(source)
    with pytest.raises(RightbackError, match="There is data already"):
        restore(source, path, now=clock())
    assert contents(source) == before


@pytest.mark.parametrize("harm", ["cut", "flipped", "row", "member gone", "member more", "no zip", "newer"])
def test_a_torn_or_changed_file_changes_nothing(saved, fresh, clock, tmp_path, harm):
    path, _ = saved
    hurt = tmp_path / "hurt"
    _harm(path, hurt, harm)
    with pytest.raises(RightbackError, match="Nothing was\\s+changed"):
        restore(fresh, hurt, now=clock())
    with fresh.connect() as connection:
        assert all(not list(rows.lines(connection, kept)) for kept in rows.tables(connection, at_head=True))


def _harm(path, hurt, harm):
    whole = path.read_bytes()
    if harm in ("cut", "flipped", "no zip"):
        middle = len(whole) // 2
        flipped = whole[:middle] + bytes([whole[middle] ^ 255]) + whole[middle + 1 :]
        hurt.write_bytes({"cut": whole[:middle], "flipped": flipped, "no zip": b"hello"}[harm])
        return
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(hurt, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            if harm == "row" and name == "rows/message.jsonl":
                content = content.replace(b"blue van", b"blue bus")
            if harm == "member gone" and name == "rows/raw.jsonl":
                continue
            if harm == "newer" and name == "manifest.json":
                content = json.dumps({**json.loads(content), "revision": "9999"}).encode()
            new.writestr(name, content)
        if harm == "member more":
            new.writestr("rows/more.jsonl", b"")


def test_a_forged_message_is_not_let_in_by_way_of_a_restore(saved, fresh, clock, tmp_path):
    """Whoever writes a manifest that fits: what the triggers guard is proved of the rows themselves."""
    forged = _forged(saved[0], tmp_path / "forged")
    with pytest.raises(RightbackError, match="refused here"):
        restore(fresh, forged, now=clock())
    with sessions_of(fresh)() as session:
        assert session.query(Message).count() == 0


def _forged(path, forged):
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(forged, "w") as new:
        told = json.loads(old.read("manifest.json"))
        for name in old.namelist():
            if name != "manifest.json":
                content = old.read(name)
                if name == "rows/approval.jsonl":
                    content = content.replace(b"Dana", b"Danu")
                    assert content != old.read(name)
                    _vouch(told, name, content)
                new.writestr(name, content)
        new.writestr("manifest.json", json.dumps(told))
    return forged


def _vouch(told, name, content):
    import hashlib

    told["members"][name] |= {"sha256": hashlib.sha256(content).hexdigest(), "size": len(content)}


def test_a_backup_that_does_not_prove_is_laid_in_where_a_person_insists(saved, fresh, clock, tmp_path):
    forged = _forged(saved[0], tmp_path / "forged")
    _, broken = restore(fresh, forged, now=clock(), even_if_broken=True)
    assert "digest" in " ".join(broken)
    with sessions_of(fresh)() as session:
        assert session.query(Message).count() == len(contents(saved[1])["message"])
        assert proof.broken(session) == broken
    with pytest.raises(Exception, match="immutable"), fresh.begin() as connection:
        connection.execute(text("UPDATE message SET text = 'other'"))


def test_a_backup_of_tampered_rows_is_written_and_says_what_is_wrong(busy, fresh, clock, tmp_path):
    with busy.services.sessions.begin() as session, triggers_aside(session.connection(), ["approval"]):
        session.execute(text("UPDATE approval SET digest = 'x'"))
    engine = busy.services.sessions.kw["bind"]
    _, broken = back_up(engine, tmp_path / "tampered", program="1", now=clock())
    assert len(broken) == 1 and "digest" in broken[0]
    with pytest.raises(RightbackError, match="--even-if-broken"):
        restore(fresh, tmp_path / "tampered", now=clock())


def test_an_older_backup_is_brought_up_to_date(busy, fresh, clock, tmp_path):
    engine = busy.services.sessions.kw["bind"]
    before = contents(engine)
    for newer in ("draft_use", "wait"):
        assert before.pop(newer), "no older program kept any"
    downgrade(engine, "0002")
    _made(busy, tmp_path / "old")
    migrate(engine)
    restore(fresh, tmp_path / "old", now=clock(), moved=True)
    assert revision_of(fresh) == head()
    now = contents(fresh)
    assert {name: len(lines) for name, lines in now.items() if name in before} == {
        name: len(lines) for name, lines in before.items()
    }
    assert now["raw"] == before["raw"]


def test_prompts_of_the_store_come_along_and_are_never_written_over(busy, tmp_path):
    own = tmp_path / "own" / "composer"
    own.mkdir(parents=True)
    (own / "greeting.md").write_text("Hello")
    _made(busy, tmp_path / "with-prompts", prompts=tmp_path / "own")
    assert prompts_of(tmp_path / "with-prompts", tmp_path / "new") == 1
    assert (tmp_path / "new" / "composer" / "greeting.md").read_text() == "Hello"
    assert prompts_of(tmp_path / "with-prompts", tmp_path / "own") == 0


def test_a_full_disk_leaves_nothing_behind_and_the_earlier_backup_as_it_was(busy, tmp_path):
    import resource

    path = tmp_path / "small"
    path.write_bytes(b"earlier")
    old = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (2000, old[1]))
    try:
        with pytest.raises(RightbackError, match="nothing was left behind"):
            _made(busy, path)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, old)
    assert path.read_bytes() == b"earlier"
    assert not list(tmp_path.glob("*.part"))


def test_a_backup_is_for_its_owner_only(saved):
    path, _ = saved
    assert path.stat().st_mode & 0o777 == 0o600


def test_time_goes_by_and_an_hour_later_the_backup_is_the_same(saved, fresh, clock):
    path, source = saved
    clock.forward(hours=1)
    restore(fresh, path, now=clock() + timedelta(hours=1), moved=True)
    assert contents(fresh) == contents(source)
