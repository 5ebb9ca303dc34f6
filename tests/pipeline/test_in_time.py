"""Promises are told of in time: to whoever promised, then to whoever leads; each once."""

from datetime import timedelta

import pytest

from assistant.core.notice import Why
from assistant.core.roles import Role
from assistant.pipeline import remember
from assistant.pipeline.sweep import sweep
from assistant.records import Notice, Promise, Store, Teammate


@pytest.fixture
def promised(cast):
    """Sam promised Dana something for three in the afternoon; it is ten in the morning."""

    def make(hours=5, who=None, **more):
        with cast.services.sessions.begin() as session:
            row = Promise(
                store_id=cast.store_id, customer_id=cast.dana_id, who_id=(who or cast.sam).id,
                what="call about the rack", made_at=cast.clock(), due=cast.clock() + timedelta(hours=hours),
                **more,
            )  # fmt: skip
            session.add(row)
            session.flush()
            return row.id

    return make


def told(cast):
    sweep(cast.services, cast.clock())
    return [(one.why, one.teammate_id) for one in cast.all(Notice)]


def test_the_owner_is_told_an_hour_before_and_again_when_it_is_late(cast, promised):
    promised()
    cast.clock.forward(hours=3, minutes=59)
    assert told(cast) == []
    cast.clock.forward(minutes=1)
    assert told(cast) == [(Why.PROMISE_SOON, cast.sam.id)]
    cast.clock.forward(hours=1, seconds=1)
    assert told(cast)[1:] == [(Why.PROMISE_LATE, cast.sam.id)]


def test_whoever_leads_is_told_after_the_grace_of_the_store(cast, promised):
    promised()
    cast.clock.forward(hours=5, minutes=29)
    assert (Why.PROMISE_OF_YOURS_LATE, cast.robin.id) not in told(cast)
    cast.clock.forward(minutes=1)
    assert (Why.PROMISE_OF_YOURS_LATE, cast.robin.id) in told(cast)


def test_the_grace_is_the_stores_own(cast, promised):
    with cast.services.sessions.begin() as session:
        session.get_one(Store, cast.store_id).promise_grace_minutes = 90
    promised()
    cast.clock.forward(hours=6, minutes=29)
    assert Why.PROMISE_OF_YOURS_LATE not in [why for why, _ in told(cast)]
    cast.clock.forward(minutes=1)
    assert Why.PROMISE_OF_YOURS_LATE in [why for why, _ in told(cast)]


def test_a_manager_is_not_told_of_their_own_promise_twice(cast, promised):
    promised(who=cast.robin)
    cast.clock.forward(hours=8)
    assert told(cast) == [(Why.PROMISE_LATE, cast.robin.id)]


def test_asked_again_and_again_nobody_is_told_twice(cast, promised):
    promised()
    for _ in range(12):
        cast.clock.forward(hours=1)
        told(cast)
    assert len(told(cast)) == 3


def test_what_has_ended_is_told_to_nobody(cast, promised):
    key = promised()
    remember.keep(cast.services, key, how="called", by=cast.sam, now=cast.clock())
    cast.clock.forward(hours=9)
    assert told(cast) == []


def test_once_it_has_ended_there_is_nothing_left_to_look_at(cast, promised):
    key = promised()
    cast.clock.forward(hours=8)
    assert len(told(cast)) == 2
    remember.keep(cast.services, key, how="called", by=cast.sam, now=cast.clock())
    assert all(one.seen_at for one in cast.all(Notice))


def test_a_renewed_promise_is_told_of_anew(cast, promised):
    key = promised()
    cast.clock.forward(hours=6)
    told(cast)
    later = cast.clock() + timedelta(hours=2)  # six in the evening: closing
    remember.renew(
        cast.services, key, due=later - timedelta(minutes=30), why="the part", by=cast.sam, now=cast.clock()
    )
    cast.clock.forward(hours=1)
    assert [why for why, _ in told(cast)].count(Why.PROMISE_SOON) == 1


def test_whoever_takes_it_over_is_told_too(cast, promised):
    key = promised()
    cast.clock.forward(hours=4, minutes=30)
    told(cast)
    with cast.services.sessions.begin() as session:
        session.get_one(Promise, key).who_id = cast.robin.id
    assert told(cast)[1:] == [(Why.PROMISE_SOON, cast.robin.id)]


def test_what_has_been_late_for_weeks_raises_no_flood(cast, promised):
    promised(hours=-24 * 30)
    assert told(cast) == []


def test_without_any_lead_nobody_is_told_and_nothing_breaks(cast, promised):
    with cast.services.sessions.begin() as session:
        session.get_one(Teammate, cast.robin.id).role = Role.MEMBER
    promised()
    cast.clock.forward(hours=8)
    assert told(cast) == [(Why.PROMISE_LATE, cast.sam.id)]
