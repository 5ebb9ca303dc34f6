"""Whose a new conversation is: the customer's own person first, then who is at work and has least to do."""

from datetime import timedelta

import pytest
from cast import _sign_in

from assistant.core.message import Channel
from assistant.pipeline import absences
from assistant.records import Conversation, Inbox, Record, RecordKind, Role, SignIn, Store, Teammate

PEOPLE = (("Nora Lind", "sales"), ("Olga Berg", "sales"), ("Luis Ortega", "service"))
STRANGER = "Lee Park <lee@else.example>"


@pytest.fixture
def team(cast):
    """Nora and Olga sell besides Sam; the inbox is nobody's."""
    with cast.services.sessions.begin() as session:
        store = session.get_one(Store, cast.store_id)
        made = [
            Teammate(name=name, email=f"{name.split()[0].lower()}@northgate.example", role=Role.MEMBER,
                     department=department, stores=[store])
            for name, department in PEOPLE
        ]  # fmt: skip
        session.add_all(made)
        for inbox in session.query(Inbox):
            inbox.owner_id = None
        session.flush()
        session.get_one(Teammate, cast.robin.id).department = "management"
        return made


def seen(cast, teammate):
    """Their inbox was open two minutes ago."""
    with cast.services.sessions.begin() as session:
        key = _sign_in(session, teammate, cast.clock())
        session.get_one(SignIn, key).seen_at = cast.clock() - timedelta(minutes=2)


def owner(cast):
    return cast.all(Conversation)[-1].owner_id


def sold(cast, teammate, kind=RecordKind.SALE):
    with cast.services.sessions.begin() as session:
        session.add(
            Record(
                store_id=cast.store_id, customer_id=cast.dana_id, teammate_id=teammate.id, kind=kind,
                at=cast.clock() - timedelta(days=400), text="An Outback.", source="import",
            )
        )  # fmt: skip


def test_the_customers_own_salesperson_comes_first(cast, team):
    nora, olga, luis = team
    sold(cast, olga)
    sold(cast, luis, RecordKind.REPAIR)
    seen(cast, nora)
    cast.writes("Is the green Forester still for sale?")
    assert owner(cast) == olga.id


def test_a_service_inbox_goes_to_their_adviser(cast, team):
    nora, olga, luis = team
    with cast.services.sessions.begin() as session:
        for inbox in session.query(Inbox).filter(Inbox.channel == Channel.EMAIL):
            inbox.department = "service"
    sold(cast, olga)
    sold(cast, nora, RecordKind.REPAIR)
    cast.writes("When is my car ready?")
    assert owner(cast) == nora.id


def test_who_is_at_work_comes_before_who_is_not(cast, team):
    nora, olga, luis = team
    seen(cast, olga)
    cast.writes("Is the green Forester still for sale?", sender=STRANGER)
    assert owner(cast) == olga.id


def test_the_load_is_shared(cast, team):
    for n in range(6):
        cast.writes("Is the green Forester still for sale?", sender=f"Person {n} <p{n}@else.example>")
    owners = [c.owner_id for c in cast.all(Conversation)]
    assert sorted(owners.count(one) for one in {cast.sam.id, team[0].id, team[1].id}) == [2, 2, 2]


def test_at_night_nobody_is_at_work_and_the_load_alone_counts(cast, team):
    nora, olga, luis = team
    cast.clock.forward(hours=12)
    seen(cast, olga)
    for n in range(3):
        cast.writes("Is the green Forester still for sale?", sender=f"Person {n} <p{n}@else.example>")
    assert {c.owner_id for c in cast.all(Conversation)} == {cast.sam.id, nora.id, olga.id}


def test_nobody_who_is_away_gets_a_new_customer(cast, team):
    nora, olga, luis = team
    sold(cast, olga)
    back = cast.clock() + timedelta(days=3)
    away = absences.Wanted(olga.id, cast.clock(), back)
    absences.enter(cast.services, away, by=cast.robin, now=cast.clock())
    cast.writes("Is the green Forester still for sale?")
    assert owner(cast) in {cast.sam.id, nora.id}
