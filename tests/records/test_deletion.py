"""The database lets an original that was set aside go, with an admin's reason, and nothing else."""

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DatabaseError

from assistant.records import Deletion, LedgerEntry, Raw, Role, Teammate


@pytest.fixture
def aside(cast):
    with cast.services.sessions.begin() as session:
        session.get_one(Teammate, cast.robin.id).role = Role.ADMIN
        made = LedgerEntry(
            store_id=cast.store_id, channel="email", form="email", entry="hook", arrived_at=cast.clock(),
            digest="d", envelope={"from": "x@y.example"}, raw=Raw(content=b"From: x"),
        )  # fmt: skip
        session.add(made)
        session.flush()
        made.set_aside("No sender.")
        return made.id


def deletes(cast, entry_id, *, by=None, reason="asked", before=""):
    who = by or cast.robin
    with cast.services.sessions.begin() as session:
        if before:
            session.execute(text(before), {"id": entry_id})
        Deletion(
            entry_id=entry_id,
            teammate_id=who.id,
            sign_in_id=cast.sign_ins[who.id],
            at=cast.clock(),
            reason=reason,
        ).carry_out(session)


def test_bytes_and_addresses_go_and_the_line_stays(cast, aside):
    deletes(cast, aside)
    entry = cast.entry(aside)
    assert (entry.state, entry.reason, entry.envelope, entry.raw_gone_why) == (
        "set-aside",
        "No sender.",
        {},
        "deleted",
    )


def test_what_waits_to_be_read_is_kept_and_so_is_what_nobody_gave_a_reason_for(cast, aside):
    with pytest.raises(DatabaseError, match="set aside"):
        deletes(cast, aside, before="UPDATE ledger SET state = 'received' WHERE id = :id")
    with pytest.raises(DatabaseError, match="a reason"):
        deletes(cast, aside, reason=" ")
    with pytest.raises(DatabaseError, match="signed-in admin"):
        deletes(cast, aside, by=cast.sam)
    assert cast.entry(aside).raw_gone_at is None


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE ledger SET state = 'received'",
        "UPDATE raw SET content = 'x'",
        "UPDATE deletion SET reason = 'other'",
        "DELETE FROM deletion",
    ],
)
def test_what_was_deleted_is_not_read_again_and_who_did_it_is_kept(cast, aside, statement):
    deletes(cast, aside)
    with pytest.raises(DatabaseError), cast.services.sessions.begin() as session:
        session.execute(text(statement))


def test_bytes_without_such_a_row_stay(cast, aside):
    with pytest.raises(DatabaseError, match="immutable"), cast.services.sessions.begin() as session:
        session.execute(text("UPDATE raw SET content = ''"))
