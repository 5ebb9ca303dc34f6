"""A letter that nobody asked for leaves only while it is welcome: looked at when approved and when sent."""

from datetime import timedelta

import pytest
from test_touches import K, add, kinds, letter, looked, owns, sold  # noqa: F401  # a fixture

from assistant.core.consent import Scope, Way
from assistant.core.states import DraftState, TouchState
from assistant.core.touches import Rule
from assistant.pipeline import first, opting, touching
from assistant.pipeline.review import Stopped
from assistant.records import Customer, Draft, IdentityKind, OptOut, RecordKind, Store, Touch

FURIOUS = "I am furious, the car broke down again. Take me off all your lists and never write to me again."


def one(cast, kind, key):
    with cast.services.sessions() as session:
        return session.get_one(kind, key)


def opts_out(cast, customer_id=None, way=Way.EMAIL, scope=Scope.COMMERCIAL):
    opting.enter(
        cast.services, customer_id or cast.dana_id, words="no more offers", way=way,
        scope=scope, by=cast.sam, now=cast.clock(),
    )  # fmt: skip


def of_service(cast):
    """A word on something of theirs that is open: no offer."""
    with cast.services.sessions.begin() as session:
        session.add(
            Touch(
                store_id=cast.store_id, customer_id=cast.dana_id, kind=K.NO_NEWS, matter="promise:1",
                reason="The part is not here yet.", owner_id=cast.sam.id, made_at=cast.clock(),
                from_at=cast.clock(), best_before=cast.clock() + timedelta(days=3),
            )
        )  # fmt: skip


def test_what_they_write_meanwhile_puts_the_letter_aside(sold):  # noqa: F811
    owns(sold)
    looked(sold)
    draft = letter(sold)
    sold.approves(draft, seen=0)
    sold.works()
    draft = one(sold, Draft, draft.id)
    assert draft.state is DraftState.SENT  # nothing stood against it


def test_after_a_furious_letter_it_does_not_leave(sold, clock):  # noqa: F811
    owns(sold)
    looked(sold)
    draft = letter(sold)
    sold.writes(FURIOUS, subject="My Forester")
    sold.works()
    ended = sold.approves(draft, seen=10_000)
    assert isinstance(ended, Stopped)
    assert sold.outbox() == []


def test_an_opt_out_lapses_what_was_to_be_written_and_its_letter(sold):  # noqa: F811
    owns(sold)
    looked(sold)
    draft = letter(sold)
    opts_out(sold)
    assert kinds(sold) == [(K.SETTLED_IN, TouchState.LAPSED)]
    assert one(sold, Draft, draft.id).state is DraftState.DISCARDED


def test_who_wants_no_offers_still_hears_of_what_is_open_who_wants_nothing_does_not(cast):
    of_service(cast)
    opts_out(cast)
    assert kinds(cast) == [(K.NO_NEWS, TouchState.PROPOSED)]
    opts_out(cast, way=Way.ALL, scope=Scope.ALL)
    assert kinds(cast) == [(K.NO_NEWS, TouchState.LAPSED)]


def test_nothing_is_written_first_while_nobody_has_said_whether_they_want_nothing_more(cast):
    cast.writes("Never write to me again.\n\nDana")
    of_service(cast)
    (touch,) = cast.all(Touch)
    with pytest.raises(ValueError, match="somebody has to say first"):
        first.write(cast.services, touch.id, by=cast.sam, now=cast.clock())
    (row,) = cast.all(OptOut)
    opting.dismiss(cast.services, row.id, by=cast.sam, now=cast.clock())
    with cast.services.sessions() as session:
        assert not touching.refused(
            session, session.get_one(Customer, cast.dana_id), commercial=False, now=cast.clock()
        )


def test_a_letter_past_its_time_does_not_leave(sold, clock):  # noqa: F811
    owns(sold)
    looked(sold)
    draft = letter(sold)
    clock.forward(days=40)
    ended = sold.approves(draft, seen=0)
    assert isinstance(ended, Stopped)
    assert any("time for this letter is over" in finding.why for finding in ended.findings)


def test_who_opted_out_takes_nobodys_place(sold, clock):  # noqa: F811
    with sold.services.sessions.begin() as session:
        keys = []
        for n in range(4):
            more = Customer(store_id=sold.store_id, name=f"Person {n}", since=clock())
            more.proves(IdentityKind.EMAIL, f"p{n}@mail.example", "import", clock())
            session.add(more)
            session.flush()
            keys.append(more.id)
    for key in keys:
        add(sold, RecordKind.SALE, days=23, customer_id=key, vehicle="2021 Subaru Outback")
    for key in keys[:3]:
        opts_out(sold, key)
    with sold.services.sessions() as session:
        store = session.get_one(Store, sold.store_id)
        rule = Rule(K.SETTLED_IN, 21, 12, 2)
        found = touching.preview(session, store, rule, clock(), 2)
    assert sorted(customer.id for customer, _ in found) == sorted([keys[3], sold.dana_id])


def test_old_repairs_do_not_hide_the_one_to_ask_about(cast, clock):
    for n in range(3):
        add(cast, RecordKind.REPAIR, days=20 + n, status="done", work="oil change")
    with cast.services.sessions.begin() as session:
        other = Customer(store_id=cast.store_id, name="Lee Park", since=clock())
        other.proves(IdentityKind.EMAIL, "lee@mail.example", "import", clock())
        session.add(other)
        session.flush()
        key = other.id
    add(cast, RecordKind.REPAIR, days=3, customer_id=key, status="done", work="brakes")
    with cast.services.sessions() as session:
        store = session.get_one(Store, cast.store_id)
        found = touching.preview(session, store, Rule(K.SURVEY, 1, 9, 25), clock(), 2)
    assert [customer.id for customer, _ in found] == [key]
