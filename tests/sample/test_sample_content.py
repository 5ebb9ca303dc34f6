"""What stands in the sample."""

import re
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from assistant import sample
from assistant.channels import adf, email
from assistant.core.states import InboundState
from assistant.core.touches import TouchKind
from assistant.pipeline import touching
from assistant.records import (
    Customer,
    Direction,
    Draft,
    Identity,
    Inbox,
    IntegrityError,
    Knowledge,
    KnowledgeKind,
    LedgerEntry,
    Message,
    Record,
    Role,
    SignIn,
    StockState,
    Store,
    Teammate,
    Touch,
    Vehicle,
)
from assistant.sample.vins import check_digit

NOW = datetime(2026, 11, 24, 10, 30, tzinfo=ZoneInfo("America/New_York"))


@pytest.fixture(scope="module")
def made(make):
    return make(NOW)


def test_it_is_as_large_as_promised(made):
    with made.sessions() as session:
        in_stock = [car for car in session.query(Vehicle) if car.state is not StockState.OWNED]
        assert session.query(Store).count() == 2
        assert session.query(Customer).count() >= 60
        assert len(in_stock) >= 40
        assert {car.state for car in in_stock} == {
            StockState.HERE,
            StockState.HELD,
            StockState.COMING,
            StockState.SOLD,
        }


def test_the_team_has_every_role_and_department(made):
    with made.sessions() as session:
        team = session.query(Teammate).all()
        assert (len(team), {mate.role for mate in team}) == (8, set(Role))
        assert {mate.department for mate in team} == {"sales", "service", "parts", "finance"}
        assert all(mate.title and mate.direct_line and mate.voice for mate in team)


def test_three_sign_in_and_the_others_cannot(made):
    given = {one.email: one for one in made.credentials.sign_ins}
    assert [one.role for one in made.credentials.sign_ins] == ["member", "manager", "admin"]
    with made.sessions() as session:
        for mate in session.query(Teammate):
            one = given.get(mate.email)
            assert mate.password_hash == (f"hash of {one.password}" if one else "")


def test_repair_orders_are_in_every_state(made):
    with made.sessions() as session:
        states = {record.data.get("status") for record in session.query(Record).filter_by(kind="repair")}
    assert states == {"open", "waiting for parts", "ready", "done"}


def test_policies_options_and_knowledge_are_known_in_each_store(made):
    with made.sessions() as session:
        for store in session.query(Store):
            known = session.scalars(Knowledge.of_store(store.id)).all()
            assert {row.kind for row in known} == set(KnowledgeKind)
            assert all(row.limit_cents for row in known if row.kind is KnowledgeKind.OPTION)
            assert len(known) >= 20


def test_nobody_in_it_can_be_reached(made):
    with made.sessions() as session:
        for identity in session.query(Identity):
            assert re.fullmatch(r".+\.example|\+1\d{3}55501\d\d", identity.value), identity.value
        assert all(inbox.address.endswith(".example") for inbox in session.query(Inbox))


def test_customers_on_record_are_verified_by_their_import(made):
    with made.sessions() as session:
        assert all(
            identity.verified and "import of" in identity.basis for identity in session.query(Identity)
        )


def test_numbers_of_cars_have_true_check_digits(made):
    assert [check_digit(known) for known in ("1HGCM82633A004352", "1M8GDM9AXKP042788")] == ["3", "X"]
    with made.sessions() as session:
        numbers = [car.vin for car in session.query(Vehicle)]
    assert len(set(numbers)) == len(numbers)
    assert all(number[8] == check_digit(number) for number in numbers)


def test_earlier_answers_were_approved_and_sent(made):
    with made.sessions() as session:
        sent = session.query(Message).filter_by(direction=Direction.OUT).all()
        assert len(sent) >= 8
        for message in sent:
            assert message.approval.digest == message.approval.digest_now()
            assert message.references
        assert {draft.state for draft in session.query(Draft)} == {"sent"}
        assert all(sign_in.ended_at for sign_in in session.query(SignIn))
        assert {entry.state for entry in session.query(LedgerEntry)} == {InboundState.FILED}


def mails(made) -> dict[str, object]:
    read = [email.read(given["raw"]) for given in made.received if given["form"] == "email"]
    return {inbound.message_id: inbound for inbound in read}


def test_every_mail_can_be_read(made):
    found = mails(made)
    assert len(found) >= 15
    for inbound in found.values():
        assert (inbound.set_aside, bool(inbound.visible_text or inbound.bounce)) == (None, True), (
            inbound.subject
        )


def test_mails_are_what_they_are_meant_to_be(made):
    found = mails(made)
    assert found["<dsn-88213@mx.oldmail.example>"].bounce
    assert found["<nl-2214@shineworks.example>"].bulk
    (lead,) = found["<lead-771204@carfinder.example>"].leads
    assert (lead.customer.name, lead.vehicles[0].stock) == ("Marguerite Oyelaran", "P1222")


def test_the_thanks_answers_a_letter_that_was_sent(made):
    thanks = mails(made)["<nr-thanks@mail.example>"]
    with made.sessions() as session:
        answered = session.scalars(Message.with_message_id(1, list(thanks.in_reply_to))).one()
        assert answered.direction is Direction.OUT
        assert thanks.to[0].email == answered.conversation.reply_address


def test_the_lead_for_the_sold_car_is_one(made):
    raw = next(given["raw"] for given in made.received if given["form"] == "adf")
    stock = adf.read(raw).leads[0].vehicles[0].stock
    with made.sessions() as session:
        (car,) = session.query(Vehicle).filter_by(stock=stock)
        assert car.state is StockState.SOLD


def test_they_come_by_every_way(made):
    assert {given["form"] for given in made.received} == {"email", "adf", "form", "feedback", "chat"}
    assert {given["entry"] for given in made.received} == {"smtp", "hook", "page", "widget"}


def test_they_come_in_the_order_in_which_they_arrived(made):
    arrived = [given["now"] for given in made.received]
    assert arrived == sorted(arrived)


def rows(made) -> list[object]:
    with made.sessions() as session:
        return (
            [(c.key, c.name, sorted(i.value for i in c.identities)) for c in session.query(Customer)]
            + [(r.kind, r.key, r.at, r.text, r.data) for r in session.query(Record)]
            + [(v.stock, v.vin, v.name, v.price_cents) for v in session.query(Vehicle)]
        )


def test_it_is_the_same_each_time_but_for_its_secrets(made, make):
    again = make(NOW)
    assert rows(made) == rows(again)
    assert made.credentials != again.credentials
    with made.sessions() as one, again.sessions() as other:
        assert not {i.token_hash for i in one.query(Inbox)} & {i.token_hash for i in other.query(Inbox)}


def test_a_second_sample_is_refused(make):
    made = make(NOW)
    with pytest.raises(sample.NotASample, match="empty database only"):
        made.make(sample.make)


def test_renewing_brings_it_to_another_day(make):
    made = make(NOW)
    fresh = made.make(sample.renew, NOW + timedelta(days=40))
    assert fresh != made.credentials
    assert all(given["now"] > NOW + timedelta(days=39) for given in made.received)
    with made.sessions() as session:
        assert (session.query(Store).count(), session.query(Teammate).count()) == (2, 8)


def test_a_real_store_is_never_wiped(make):
    made = make(NOW)
    with made.sessions.begin() as session:
        session.add(Store(slug="real", name="Real Cars", zone="America/New_York"))
    before = rows(made)
    with pytest.raises(sample.NotASample, match="Nothing was changed"):
        made.make(sample.renew)
    assert rows(made) == before


def test_after_renewing_the_database_still_refuses_to_lose_a_message(make):
    made = make(NOW)
    made.make(sample.renew)
    with pytest.raises(IntegrityError, match="never deleted"), made.sessions.begin() as session:
        session.delete(session.query(Message).first())


def test_a_promise_that_was_kept_late_brings_up_a_small_gesture(made):
    with made.sessions() as session:  # nothing is kept
        store = session.query(Store).filter_by(slug="northgate").one()
        touching.propose(session, store, made.now)
        found = session.query(Touch).filter_by(kind=TouchKind.GESTURE).one()
        assert found.reason.startswith(
            "What Luis promised (an appointment for the timing cover) was kept late"
        )
