"""Two customers become one by a person, and two again: nothing is lost, nothing gets surer by it."""

from datetime import timedelta

import pytest
from cast import mail
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from test_erase import WORD, ada, dana, erases  # noqa: F401  # fixtures

from assistant.core.audit import Did
from assistant.core.consent import Basis, Scope, Way
from assistant.core.states import OptOutState
from assistant.core.touches import TouchKind
from assistant.pipeline import consents, dossier, likenesses, merging, opting, recall
from assistant.pipeline.sweep import sweep
from assistant.records import (
    Base,
    Consent,
    Conversation,
    Customer,
    Deed,
    Identity,
    IdentityKind,
    Merge,
    MergedRow,
    Message,
    OptOut,
    Record,
    RecordKind,
    StockState,
    Store,
    Touch,
    Vehicle,
    changing_hands,
    search,
)

PHONE = "+12065550143"
OLD = "d.ruiz@old.example"


def tables_with_customers():
    return {
        (table.name, key.parent.name)
        for table in Base.metadata.sorted_tables
        for key in table.foreign_keys
        if key.column.table.name == "customer"
    }


def test_every_column_that_points_to_a_customer_goes_or_says_why_it_stays():
    goes = {(kind.__tablename__, "customer_id") for kind in changing_hands.GOES}
    assert goes | set(changing_hands.STAYS) == tables_with_customers()
    assert not goes & set(changing_hands.STAYS)
    bound = {kind for kind in changing_hands.GOES if "conversation_id" in kind.__table__.c}
    assert bound == set(changing_hands.IN_A_CONVERSATION)


@pytest.fixture
def twice(cast, clock):
    """Dana a second time, known by an old address, a claimed phone and a car."""
    with cast.services.sessions.begin() as session:
        other = Customer(store_id=cast.store_id, name="Dana M. Ruiz", address="4 Elm Street", since=clock())
        session.add(other)
        session.flush()
        other.proves(IdentityKind.EMAIL, OLD, "import", clock())
        other.claims(IdentityKind.PHONE, PHONE, "claimed by form", clock())
        session.get_one(Customer, cast.dana_id).proves(IdentityKind.PHONE, PHONE, "import", clock())
        of = {"store_id": cast.store_id, "customer_id": other.id}
        car = Vehicle(
            **of, state=StockState.OWNED, year=2019, make="Subaru", model="Outback", vin="4S4BSANC9K3",
            seen_at=clock(),
        )  # fmt: skip
        note = Record(**of, kind=RecordKind.NOTE, at=clock(), text="Likes blue.")
        touch = Touch(
            **of, kind=TouchKind.DATE, matter=f"customer:{other.id}:x", reason="r", owner_id=cast.sam.id,
            made_at=clock(), from_at=clock(), best_before=clock.forward(days=3),
        )  # fmt: skip
        yes = Consent(**of, basis=Basis.EXPRESS, since=clock() - timedelta(days=30), words="said so")
        session.add_all([car, note, touch, yes])
        session.flush()
        yes.identity_id = other.identity(IdentityKind.PHONE, PHONE).id
    cast.writes("Is the blue van still here?", sender=f"Dana Ruiz <{OLD}>")
    return other.id


def merges(cast, survivor, merged):
    return merging.merge(cast.services, survivor, merged, by=cast.robin, now=cast.clock())


def parts(cast, merge_id):
    merging.undo(cast.services, merge_id, by=cast.robin, now=cast.clock())


def owned(cast, but=()):
    """Every row that is a customer's, with whose it is and the rest of it."""
    with cast.services.sessions() as session:
        return {
            (table, row.id): dict(row._mapping)
            for table, column in sorted(tables_with_customers())
            if column == "customer_id" and table not in ("deed", *but)
            for row in session.execute(Base.metadata.tables[table].select())
        }


def test_all_goes_to_the_survivor(cast, twice):
    before = owned(cast)
    merges(cast, cast.dana_id, twice)
    after = owned(cast)
    assert before.keys() - after.keys() == {key for key in before if key[0] == "identity"} - after.keys()
    assert len(before.keys() - after.keys()) == 1, "the phone that both have stands there once"
    assert {row["customer_id"] for row in after.values()} == {cast.dana_id}
    with cast.services.sessions() as session:
        survivor = session.get_one(Customer, cast.dana_id)
        assert survivor.address == "4 Elm Street"
        assert session.get_one(Customer, twice).merged_into_id == cast.dana_id
        touch = session.query(Touch).one()
        assert touch.matter == f"customer:{cast.dana_id}:x"
        phone = survivor.identity(IdentityKind.PHONE, PHONE)
        assert phone.verified and session.query(Consent).one().identity_id == phone.id


def test_taken_back_everything_is_as_it_was(cast, twice):
    before = owned(cast)
    key = merges(cast, cast.dana_id, twice)
    parts(cast, key)
    assert owned(cast) == before
    with cast.services.sessions() as session:
        survivor, other = session.get_one(Customer, cast.dana_id), session.get_one(Customer, twice)
        assert survivor.address == "" and other.living
        assert session.query(Consent).one().identity_id == other.identity(IdentityKind.PHONE, PHONE).id
        assert session.query(MergedRow).count() == 0
    did = [deed.what for deed in cast.all(Deed) if deed.what in (Did.MERGED, Did.PARTED)]
    assert did == [Did.MERGED, Did.PARTED]


def test_mail_from_either_address_goes_to_the_survivor_and_what_came_stays(cast, twice):
    key = merges(cast, cast.dana_id, twice)
    talk = cast.conversation(cast.writes("Another thing", sender=f"Dana Ruiz <{OLD}>", subject="New"))
    assert talk.customer_id == cast.dana_id
    with cast.services.sessions() as session:
        told = merging.before(session, session.get_one(Merge, key))
    assert told.stays["conversation"] == 1 and told.back["conversation"] == 1
    parts(cast, key)
    assert cast.conversation().customer_id == cast.dana_id
    with cast.services.sessions() as session:
        here = session.get_one(Conversation, talk.id)
        assert not recall.is_verified(session, here), "their address is another's again"
        assert not likenesses.suggestions(session, session.get_one(Customer, twice))
    assert cast.conversation(cast.writes("Once more", sender=OLD, subject="Newer")).customer_id == twice


def test_what_was_put_into_a_conversation_of_theirs_goes_back_with_it(cast, twice, clock):
    (theirs,) = [c for c in cast.all(Conversation) if c.customer_id == twice]
    key = merges(cast, cast.dana_id, twice)
    with cast.services.sessions.begin() as session:
        of = {"store_id": cast.store_id, "customer_id": cast.dana_id, "kind": RecordKind.CALL, "at": clock()}
        session.add_all(
            [Record(**of, text="in it", conversation_id=theirs.id), Record(**of, text="elsewhere")]
        )
    parts(cast, key)
    whose = {record.text: record.customer_id for record in cast.all(Record)}
    assert (whose["in it"], whose["elsewhere"], whose["Likes blue."]) == (twice, cast.dana_id, twice)


@pytest.mark.parametrize("ours", [True, False])
@pytest.mark.parametrize("theirs", [True, False])
def test_nothing_that_is_claimed_gets_verified(cast, twice, clock, ours, theirs):
    address = "both@mail.example"
    with cast.services.sessions.begin() as session:
        for key, sure in ((cast.dana_id, ours), (twice, theirs)):
            customer = session.get_one(Customer, key)
            (customer.proves if sure else customer.claims)(IdentityKind.EMAIL, address, "x", clock())
    before = owned(cast)
    key = merges(cast, cast.dana_id, twice)
    with cast.services.sessions() as session:
        (one,) = session.query(Identity).filter_by(value=address)
        assert one.verified == (ours or theirs)
    parts(cast, key)
    assert owned(cast) == before


def test_no_private_fact_goes_to_an_address_that_is_only_claimed(cast, twice, clock):
    """The recipient wrote under a claimed address: that they were merged proves nothing of it."""
    entry = cast.writes("How is my order?", sender="x@claimed.example", subject="Order")
    talk = cast.conversation(entry)
    merges(cast, cast.dana_id, talk.customer_id)
    with cast.services.sessions() as session:
        here = session.get_one(Conversation, talk.id)
        assert here.customer_id == cast.dana_id
        assert not recall.is_verified(session, here)


def test_the_stricter_opt_out_wins_and_counts_for_both_afterwards(cast, twice, clock):
    key = merges(cast, cast.dana_id, twice)
    token = consents.link(cast.services, Customer(id=twice)).rpartition("/")[2]
    assert opting.leave_by_link(cast.services, consents.whose(cast.services, token), clock())
    with cast.services.sessions() as session:
        assert [o.customer_id for o in session.query(OptOut)] == [cast.dana_id]
        assert not session.scalars(Consent.live_of(cast.dana_id)).all()
    parts(cast, key)
    assert {o.customer_id for o in cast.all(OptOut)} == {cast.dana_id, twice}


def test_who_left_before_is_left_alone_as_one_too(cast, twice, clock):
    with cast.services.sessions.begin() as session:
        session.get_one(Store, cast.store_id).address = "1 North Gate Road"
    opting.enter(
        cast.services,
        cast.dana_id,
        words="no more",
        way=Way.EMAIL,
        scope=Scope.COMMERCIAL,
        by=cast.sam,
        now=clock(),
    )
    key = merges(cast, cast.dana_id, twice)
    with cast.services.sessions() as session:
        one = session.get_one(Customer, cast.dana_id)
        assert "asked" in consents.allowed(session, one, channel=Way.EMAIL, commercial=True, now=clock())
        assert session.query(Consent).one().ended_at is not None
    parts(cast, key)
    assert cast.all(Consent)[0].ended_at is None
    assert [o.state for o in cast.all(OptOut)] == [OptOutState.CONFIRMED]


def test_erasing_the_survivor_leaves_nothing_of_the_merged(cast, ada, dana, twice, clock):  # noqa: F811
    with cast.services.sessions.begin() as session:
        other = session.get_one(Customer, twice)
        other.name, other.company = "Petrichor Ruiz", "Petrichor Inc."
    key = merges(cast, dana, twice)
    erases(cast, ada, dana, clock)
    with cast.services.sessions() as session:
        left = [
            f"{table.name}.{name}"
            for table in Base.metadata.sorted_tables
            for row in session.execute(table.select())
            for name, value in row._mapping.items()
            if any(word in repr(value) for word in ("Petrichor", OLD, PHONE)) and table.name != "job"
        ]
    assert not left
    with pytest.raises(ValueError, match="erased"):
        parts(cast, key)


def test_an_erased_customer_is_not_merged(cast, ada, dana, twice, clock):  # noqa: F811
    erases(cast, ada, dana, clock)
    with pytest.raises(ValueError, match="erased"):
        merges(cast, twice, dana)


def test_customers_of_two_stores_are_never_one(cast, twice, clock):
    with cast.services.sessions.begin() as session:
        lake = Store(slug="lake", name="Lakeside", zone="America/Chicago", week={})
        session.add(lake)
        session.flush()
        far = Customer(store_id=lake.id, name="Dana Ruiz", since=clock())
        session.add(far)
        session.flush()
        far.proves(IdentityKind.PHONE, PHONE, "import", clock())
    with pytest.raises(ValueError, match="one store"):
        merges(cast, cast.dana_id, far.id)
    with cast.services.sessions() as session:
        found = likenesses.suggestions(session, session.get_one(Customer, cast.dana_id))
    assert [one.other.id for one in found] == [twice]


def test_merges_into_one_are_undone_newest_first(cast, twice, clock):
    third = cast.conversation(cast.writes("Hello", sender="third@mail.example")).customer_id
    first = merges(cast, cast.dana_id, twice)
    second = merges(cast, cast.dana_id, third)
    with pytest.raises(ValueError, match="Undo that first"):
        parts(cast, first)
    parts(cast, second)
    parts(cast, first)


def test_drafts_written_while_they_were_one_are_written_anew(cast, twice):
    key = merges(cast, cast.dana_id, twice)
    cast.writes("And the red one?", subject="Red")
    typed, plain = cast.draft(), None
    with cast.services.sessions.begin() as session:
        session.get_one(type(typed), typed.id).retype("Mine.", cast.clock())
    cast.writes("And the green one?", subject="Green", sender=f"Dana Ruiz <{OLD}>")
    plain = cast.draft()
    parts(cast, key)
    cast.works()
    with cast.services.sessions() as session:
        typed = session.get_one(type(typed), typed.id)
        assert typed.text == "Mine." and typed.leads() and merging.PARTED in typed.notes
        assert not session.get_one(type(plain), plain.id).leads()
        leading = session.get_one(Conversation, plain.conversation_id).leading_draft
        assert leading is not None and leading.id != plain.id


def test_what_was_put_down_with_the_merged_by_who_had_read_before_goes_along(cast, twice, clock):
    merges(cast, cast.dana_id, twice)
    with cast.services.sessions.begin() as session:
        of = {"store_id": cast.store_id, "customer_id": twice}
        session.add(Record(**of, kind=RecordKind.NOTE, at=clock(), text="late"))
        session.add(Identity(**of, kind=IdentityKind.PHONE, value=PHONE, since=clock()))
        session.add(Identity(**of, kind=IdentityKind.PHONE, value="+12065550199", since=clock()))
        session.add(
            Touch(
                **of, kind=TouchKind.DATE, matter=f"customer:{twice}:x", reason="r", owner_id=cast.sam.id,
                made_at=clock(), from_at=clock(), best_before=clock(),
            )
        )  # fmt: skip
    sweep(cast.services, clock())
    assert {row["customer_id"] for row in owned(cast).values()} == {cast.dana_id}


def test_search_and_the_dossier_know_who_was_merged(cast, twice, clock):
    with cast.services.sessions.begin() as session:
        session.get_one(Customer, twice).name = "Aurelia Quint"
    key = merges(cast, cast.dana_id, twice)
    with cast.services.sessions() as session:
        hits = search.find(session, [cast.store_id], "Quint")
        assert [hit.customer.id for hit in hits.customers] == [cast.dana_id]
        told = str(dossier.dossier(session, session.get_one(Customer, cast.dana_id), clock()))
        assert "Aurelia Quint" in told and "same" in told
    parts(cast, key)
    with cast.services.sessions() as session:
        assert [h.customer.id for h in search.find(session, [cast.store_id], "Quint").customers] == [twice]
        assert "Aurelia" not in str(
            dossier.dossier(session, session.get_one(Customer, cast.dana_id), clock())
        )


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_in_any_order_nothing_is_lost_and_every_row_has_one_living_customer(cast, twice, data):
    addresses = ["dana@mail.example", OLD, "third@mail.example"]
    for step in data.draw(st.lists(st.integers(0, 8), max_size=9)):
        sender = addresses[step % 3]
        with cast.services.sessions() as session:
            living = [c.id for c in session.query(Customer).order_by(Customer.id) if c.living]
            standing = [m.id for m in session.query(Merge).filter(Merge.undone_at.is_(None))]
        before = len(cast.all(Message))
        if step < 3:
            cast.arrives(mail(f"Hello {step} {before}", sender=sender, message_id=f"<{before}.{step}@x>"))
            assert len(cast.all(Message)) == before + 1
        elif step < 6 and len(living) > 1:
            merges(cast, living[step % len(living)], living[(step + 1) % len(living)])
        elif standing:
            try:
                parts(cast, standing[step % len(standing)])
            except ValueError as error:
                assert "Undo that first" in str(error)
        rows = owned(cast)
        with cast.services.sessions() as session:
            living = {c.id for c in session.query(Customer) if c.living}
            dead = {c.merged_into_id for c in session.query(Customer) if c.merged_into_id}
        assert {row["customer_id"] for row in rows.values()} <= living
        assert dead <= living
        assert len(cast.all(Message)) >= before
    for merge in reversed(cast.all(Merge)):
        if merge.undone_at is None:
            parts(cast, merge.id)
    values = [(i.value, i.verified) for i in cast.all(Identity) if i.value in (OLD, PHONE, addresses[0])]
    assert sorted(values) == [(PHONE, False), (PHONE, True), (OLD, True), (addresses[0], True)]
    assert WORD not in str(values)
