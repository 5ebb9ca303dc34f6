"""Retention: the store's own rule, and nothing else, lets originals go."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DatabaseError

from assistant.core.audit import Did
from assistant.pipeline import keep
from assistant.records import Deed, LedgerEntry, Message, Raw, Store
from assistant.wiring import swept

LONG_AGO = datetime(2020, 3, 2, 15, 0, tzinfo=UTC)  # by any clock of the database


@pytest.fixture
def rule(cast):
    def set_(**days):
        with cast.services.sessions.begin() as session:
            store = session.get_one(Store, cast.store_id)
            store.raw_days, store.aside_days = days.get("raw"), days.get("aside")

    return set_


@pytest.fixture
def old(cast, clock):
    """Long ago: a mail filed, the same again, a newsletter, one that could not be read; and one of today."""
    today, clock.now = clock.now, LONG_AGO
    ids = {"filed": cast.writes("Is the van here?", message_id="<1@x>")}
    ids["known"] = cast.writes("Is the van here?", message_id="<1@x>")
    ids["bulk"] = cast.writes("News!", message_id="<2@x>", list_unsubscribe="<mailto:x@y.example>",
                              precedence="bulk", sender="news@vendor.example")  # fmt: skip
    with cast.services.sessions.begin() as session:
        aside = LedgerEntry(
            store_id=cast.store_id,
            inbox_id=cast.tokens["email"][0],
            channel="email",
            form="email",
            entry="test",
            arrived_at=clock(),
            digest="q",
            raw=Raw(content=b"?"),
        )
        unread = LedgerEntry(store_id=cast.store_id, channel="email", form="email", entry="test",
                             arrived_at=clock(), digest="r", raw=Raw(content=b"unread"))  # fmt: skip
        session.add_all([aside, unread])
        session.flush()
        aside.set_aside("No sender.")
        ids |= {"aside": aside.id, "unread": unread.id}
    clock.now = today
    ids["today"] = cast.writes("And today?", message_id="<3@x>")
    return ids


def gone(cast, old):
    rows = {entry.id: entry for entry in cast.all(LedgerEntry)}
    empty = {raw.entry_id for raw in cast.all(Raw) if raw.content == b""}
    assert empty == {key for key, entry in rows.items() if entry.raw_gone_at}
    assert all(rows[key].raw_gone_why == "rule" for key in empty)
    return {name for name, key in old.items() if key in empty}


def test_by_default_all_originals_are_kept(cast, old, clock):
    assert keep.let_go(cast.services, clock()) == 0
    assert gone(cast, old) == set()


def test_filed_ones_go_after_the_stores_days_and_their_words_stay(cast, old, rule, clock):
    rule(raw=30)
    swept(cast.services, clock())
    assert gone(cast, old) == {"filed", "known", "bulk"}
    (message,) = [m for m in cast.all(Message) if m.entry_id == old["filed"]]
    assert message.text.startswith("Is the van here?")
    (deed,) = [d for d in cast.all(Deed) if d.what == Did.DELETED_ORIGINALS]
    assert (deed.teammate_id, deed.store_id, deed.about["originals"]) == (None, cast.store_id, 3)
    assert keep.let_go(cast.services, clock()) == 0


def test_what_was_set_aside_and_bulk_has_its_own_rule(cast, old, rule, clock):
    rule(aside=30)
    keep.let_go(cast.services, clock())
    assert gone(cast, old) == {"aside", "bulk"}


def test_what_is_gone_is_not_read_again(cast, old, rule, clock):
    rule(aside=30)
    keep.let_go(cast.services, clock())
    with pytest.raises(ValueError, match="nothing left to read"):
        cast.entry(old["aside"]).read_again()


@pytest.mark.parametrize("name", ["filed", "aside", "unread", "today"])
def test_the_database_allows_it_only_past_the_stores_setting(cast, old, rule, name):
    days = (datetime.now(UTC) - LONG_AGO) / timedelta(days=1)
    if name in ("unread", "today"):
        rule(raw=30, aside=30)
    if name == "today":  # whatever this machine's clock says
        rule(raw=30_000, aside=30_000)
    if name == "filed":
        rule(raw=int(days) + 2, aside=1)
    with pytest.raises(DatabaseError, match="immutable"), cast.services.sessions.begin() as session:
        session.execute(text("UPDATE raw SET content = '' WHERE entry_id = :id"), {"id": old[name]})


def test_the_rule_lets_nothing_but_emptiness_through(cast, old, rule):
    rule(raw=30)
    with pytest.raises(DatabaseError, match="immutable"), cast.services.sessions.begin() as session:
        session.execute(text("UPDATE raw SET content = 'x' WHERE entry_id = :id"), {"id": old["filed"]})
    with pytest.raises(DatabaseError, match="kept"), cast.services.sessions.begin() as session:
        session.execute(text("DELETE FROM raw WHERE entry_id = :id"), {"id": old["filed"]})


def test_a_clock_that_runs_ahead_of_the_databases_lets_nothing_go(cast, rule, clock):
    clock.now = datetime.now(UTC)
    entry = cast.writes("Is the van here?")
    rule(raw=30)
    assert keep.let_go(cast.services, clock.forward(days=40)) == 0
    assert cast.entry(entry).raw_gone_at is None
