"""Whose a name, plate, VIN or number is: found however it is spelled, by indexes alone."""

import re

import pytest
from sqlalchemy import event, text

from assistant.records import (
    Customer,
    Identity,
    IdentityKind,
    Record,
    RecordKind,
    StockState,
    Store,
    Teammate,
    Vehicle,
)
from assistant.records.foreign import on_record_of_others


@pytest.fixture
def session(parts, clock):
    """Priya Nair and Tom Becker of one store; each has an address, a car and an order."""
    now = clock()
    with parts.services.sessions.begin() as session:
        store = Store(slug="north", name="North", zone="America/New_York", week={})
        session.add_all([store, Teammate(name="Sam Whitfield", email="sam@north.example")])
        session.flush()
        for number, name in enumerate(("Priya Nair", "Tom Becker")):
            one = Customer(store_id=store.id, name=name, since=now)
            session.add(one)
            session.flush()
            of = {"store_id": store.id, "customer_id": one.id}
            session.add_all(
                [
                    Identity(kind=IdentityKind.PHONE, value=f"+1206555014{number}", since=now, **of),
                    Vehicle(
                        state=StockState.OWNED, vin=f"4S4BSANC5K330000{number}", plate=f"KLM-482{number}",
                        seen_at=now, **of,
                    ),
                    Record(
                        kind=RecordKind.REPAIR, key=f"RO-77{number}", at=now, text="Oil.",
                        data={"number": f"RO-88{number}"}, **of,
                    ),
                ]
            )  # fmt: skip
        yield session


def asked(session, *named):
    priya, tom = session.query(Customer).order_by(Customer.id)
    return on_record_of_others(session, priya.store_id, priya.id, named)


@pytest.mark.parametrize(
    "named",
    ["Tom Becker", "TOM BECKER", "(206) 555-0141", "+1 206 555 0141", "4s4bsanc5k3300001", "KLM 4821",
     "klm4821", "RO-771", "ro-881", "RO 881"],
)  # fmt: skip
def test_what_is_another_customers_is_known_however_it_is_spelled(session, named):
    assert asked(session, named) == {named}


@pytest.mark.parametrize(
    "named",
    ["Priya Nair", "(206) 555-0140", "KLM-4820", "RO-770", "RO 880", "Tom", "Sam Whitfield", "RO-999", "RO"],
)
def test_ones_own_nobodys_and_a_teammates_are_not(session, named):
    assert asked(session, named) == frozenset()


def test_no_table_of_customers_is_read_row_by_row(session):
    """A text is looked up at every keystroke's rest, in a store of 200,000 customers too."""
    sent = []
    connection = session.connection()
    note = lambda _c, _cursor, statement, given, *_: sent.append((statement, given))  # noqa: E731
    event.listen(connection, "before_cursor_execute", note)
    asked(session, "Tom Becker", "KLM 4821")
    event.remove(connection, "before_cursor_execute", note)
    looked = [one for one in sent if "lower" in one[0] or "identity.value IN" in one[0]]
    assert len(looked) >= 6
    for statement, given in looked:
        if "FROM teammate" in statement:
            continue
        assert "by_" in plan(connection, statement, given), statement


def plan(connection, statement, given):
    if connection.dialect.name == "sqlite":
        rows = connection.exec_driver_sql("EXPLAIN QUERY PLAN " + statement, given)
        return " ".join(row[3] for row in rows)
    connection.execute(text("SET LOCAL enable_seqscan = off"))
    by_words = re.sub(r"\w+\.store_id = \S+ AND ", "", statement)  # with three rows any index is as good
    return " ".join(row[0] for row in connection.exec_driver_sql("EXPLAIN " + by_words, given))
