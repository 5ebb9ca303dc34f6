"""The audit log only grows: each test breaks it with raw SQL."""

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DatabaseError

from assistant.core.audit import GROUPS, WORDS, Did, network_of
from assistant.pipeline import accounts
from assistant.records import Deed


@pytest.fixture
def sql(cast):
    def run(statement, **values):
        with cast.services.sessions.begin() as session:
            return session.execute(text(statement), values)

    return run


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE deed SET teammate_id = NULL",
        "UPDATE deed SET what = 'approved'",
        "UPDATE deed SET at = '2020-01-01 00:00:00'",
        "UPDATE deed SET about = '{}'",
        "UPDATE deed SET once = 'x'",
        "UPDATE deed SET id = id + 1000",
        "DELETE FROM deed",
        "DELETE FROM deed WHERE what = 'approved'",
        "UPDATE deed_store SET store_id = store_id",
        "DELETE FROM deed_store",
    ],
)
def test_what_was_done_is_never_changed_and_never_goes(cast, sql, statement):
    cast.writes("Is the blue van still here?")
    cast.approves(overrule="a test")
    accounts.forgotten(cast.services, cast.sam.email, cast.clock())
    before = [(d.id, d.at, d.what, d.about) for d in cast.all(Deed)]
    assert before
    with pytest.raises(DatabaseError, match="only grows"):
        sql(statement)
    assert [(d.id, d.at, d.what, d.about) for d in cast.all(Deed)] == before


def test_an_approval_and_what_it_overruled_are_in_the_log_with_the_reason_on_the_approval(cast):
    cast.writes("Is the blue van still here?")
    cast.approves(
        overrule="They asked me on the phone",
        text="Hi Dana,\n\nLook at https://elsewhere.example/van.\n\nSam Whitfield · 555-0142",
    )
    deeds = cast.all(Deed)
    assert [d.what for d in deeds] == [Did.EDITED, Did.APPROVED, Did.OVERRULED]
    assert all(d.teammate_id == cast.sam.id and d.customer_id == cast.dana_id for d in deeds)
    assert deeds[-1].about["rules"]
    assert "phone" not in str([d.about for d in deeds]), "ids only: the words stand on the approval"


def test_the_same_deed_in_the_same_hour_is_one_row(cast, clock):
    def note():
        with cast.services.sessions.begin() as session:
            made = Deed(at=clock(), teammate_id=cast.sam.id, store_id=cast.store_id, what=Did.SAW_CUSTOMER)
            return made.note_once(session, cast.dana_id)

    assert [note(), note()] == [True, False]
    clock.forward(hours=1)
    assert note()
    assert len(cast.all(Deed)) == 2


def test_every_deed_has_words_and_stands_in_one_group():
    assert set(WORDS) == set(Did)
    assert sum(map(len, GROUPS.values())) == len(Did)


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("203.0.113.77", "203.0.113.0/24"),
        ("2001:db8:7:1::9", "2001:db8:7::/48"),
        ("::1", "::/48"),
        ("", ""),
        ("nonsense", ""),
    ],
)
def test_of_an_address_only_its_network_is_kept(address, network):
    assert network_of(address) == network
