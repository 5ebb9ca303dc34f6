"""Sales, repair orders and notes become records of the right customer."""

import pytest

from assistant.records import Customer, Record, Vehicle

SALE = "Deal #,Date,Customer,E-Mail,Phone,VIN,Year,Make,Model,Trim,Price,Salesperson\n{}\n"
TOM = "D1,3/24/2019,Tom Becker,tom@mail.example,,4S4BSANC5K3254871,2019,"
TOM += 'SUBARU,OUTBACK,Limited,"$31,450",Dana Ruiz'


def records(sessions) -> list[Record]:
    with sessions() as session:
        ids = [customer.id for customer in customers(sessions)]
        return [row for one in ids for row in session.scalars(Record.of_customer(one))]


def customers(sessions) -> list[Customer]:
    with sessions() as session:
        return list(session.scalars(Customer.whole().order_by(Customer.id)))


def test_a_sale_reads_as_a_sentence_and_makes_the_car_theirs(load, sessions):
    load("sales", SALE.format(TOM))
    (sale,), (tom,) = records(sessions), customers(sessions)
    assert sale.text == "Bought the 2019 Subaru Outback Limited on March 24, 2019 from Dana Ruiz for $31,450."
    assert (sale.teammate_id, sale.customer_id, sale.data["teammate"]) == (1, tom.id, "Dana Ruiz")
    with sessions() as session:
        assert session.scalars(Vehicle.owned_by(tom.id)).one().vin == "4S4BSANC5K3254871"


def test_a_sale_finds_its_customer_by_key_then_address_then_phone(load, sessions):
    load("customers", "Cust #,Name,E-Mail,Phone\n7,Tom Becker,tom@mail.example,614-555-0177\n")
    head = "Deal,Date,Cust #,Name,E-Mail,Phone,Model\n"
    load(
        "sales",
        head
        + "1,2019-01-02,7,,,,Outback\n2,2020-01-02,,,TOM@mail.example,,Legacy\n"
        + "3,2021-01-02,,,,(614) 555 0177,Ascent\n",
    )
    assert {row.customer_id for row in records(sessions)} == {1}
    assert len(customers(sessions)) == 1


def test_a_sale_again_changes_nothing(load, sessions):
    load("sales", SALE.format(TOM))
    again = load("sales", SALE.format(TOM))
    assert (again.same, len(records(sessions)), len(customers(sessions))) == (1, 1, 1)


def test_a_sale_without_key_is_known_by_what_it_says(load, sessions):
    row = SALE.format(TOM).replace("D1,", ",")
    load("sales", row)
    assert (load("sales", row).same, len(records(sessions))) == (1, 1)


def test_the_last_buyer_owns_the_car(load, sessions):
    load(
        "sales",
        SALE.format(
            TOM + "\nD2,5/1/2023,Ada Berg,ada@mail.example,,4S4BSANC5K3254871,2019,Subaru,Outback,,,"
        ),
    )
    load("sales", SALE.format(TOM))
    with sessions() as session:
        assert [len(session.scalars(Vehicle.owned_by(c.id)).all()) for c in customers(sessions)] == [0, 1]


def test_a_company_column_without_a_make_column_is_the_make(load, sessions):
    load("sales", "Date,Name,Phone,Company,Model\n1/4/2022,Ada Berg,614-555-0101,Dodge,Intrepid\n")
    assert records(sessions)[0].data["vehicle"] == "Dodge Intrepid"


@pytest.mark.parametrize(
    ("cells", "reason"),
    [
        ("D1,,Tom,t@mail.example,,,,,Outback,,,", "no date of the sale"),
        ("D1,13/45/2019,Tom,t@mail.example,,,,,Outback,,,", "the date '13/45/2019' cannot be read"),
        ("D1,1/2/2019,Tom,t@mail.example,,,,,,,,", "no VIN and no model; nothing says which car was sold"),
        ("D1,1/2/2019,,,,,,,Outback,,,", "no customer is named, and no known VIN; nobody to put it down for"),
    ],
)
def test_a_sale_that_cannot_be_put_down_says_why(load, cells, reason):
    (refused,) = load("sales", SALE.format(cells)).refused
    assert (refused.line, refused.reason) == (2, reason)


RO = "RO Number,Open Date,Customer,E-Mail,VIN,Year,Make,Model,Status,Ready,Work,Part,Total\n{}\n"
READY = "48213,2026-11-20,Tom Becker,tom@mail.example,,2019,"
READY += "Subaru,Outback,Ready,2026-11-23 3:00 PM,30k service,,412.50"


def test_a_repair_order_says_where_it_stands(load, sessions):
    load("service", RO.format(READY))
    (order,) = records(sessions)
    assert order.text == (
        "Repair order 48213 of November 20, 2026: 30k service on the 2019 Subaru Outback; "
        "ready for pick-up since November 23, 2026 at 3 pm, $412.50."
    )
    assert order.data["status"] == "ready"
    assert order.data["ready_at"] == "2026-11-23T15:00:00-05:00"


def test_when_the_car_should_come_again_is_kept(load, sessions):
    load("service", "RO,Date,Name,Email,Work,Next Service Date,Next Service Mileage\n"
         '1,11/20/2026,Tom,t@mail.example,Brakes,5/20/2027,"60,000"\n')  # fmt: skip
    (order,) = records(sessions)
    assert (order.data["next_due"], order.data["next_due_miles"]) == ("2027-05-20", "60,000")


@pytest.mark.parametrize(
    ("theirs", "ours"),
    [
        ("In Progress", "open"), ("Completed", "ready"), ("CLOSED", "done"), ("Picked up", "done"),
        ("On order - parts", "waiting for parts"), ("", "open"), ("B/O", "waiting for parts"),
    ],
)  # fmt: skip
def test_status_words_of_other_programs_are_known(load, sessions, theirs, ours):
    load("service", RO.format(f"1,11/20/2026,Tom,t@mail.example,,,,Outback,{theirs},,Brakes,,"))
    assert records(sessions)[0].data["status"] == ours


def test_an_unknown_status_is_refused(load):
    report = load("service", RO.format("1,11/20/2026,Tom,t@mail.example,,,,Outback,purple,,Brakes,,"))
    assert "the status 'purple' is not known" in report.refused[0].reason


def test_a_repair_order_moves_on(load, sessions):
    load("service", RO.format(READY.replace("Ready", "Open").replace("2026-11-23 3:00 PM", "")))
    assert load("service", RO.format(READY)).changed == 1
    assert [row.data["status"] for row in records(sessions)] == ["ready"]


def test_a_repair_order_finds_its_customer_by_the_car(load, sessions):
    load("sales", SALE.format(TOM))
    load("service", RO.format("1,11/20/2026,,,4s4bsanc5k3254871,,,,open,,Brakes,,"))
    assert len(customers(sessions)) == 1
    assert len(records(sessions)) == 2


def test_a_call_notes_whether_they_spoke(load, sessions):
    load(
        "notes",
        "Date,Type,Note,E-Mail,Outcome\n"
        "11/20/2026 9:15 AM,Phone call,Asked for a callback,t@mail.example,Left voicemail\n",
    )
    (call,) = records(sessions)
    assert (call.kind, call.data["spoke"], call.at.minute) == ("call", "no", 15)


def test_a_note_for_nobody_is_refused(load):
    assert load("notes", "Date,Note\n11/20/2026,Hello\n").refused[0].reason.startswith("no customer is named")


def test_a_later_time_than_before_keeps_what_was_said(load, sessions):
    head = "RO,Open Date,Customer,Phone,Status,Ready,Work\n"
    row = "7,11/20/2026 9:00 AM,Ada Berg,614-555-0101,open,{},water pump\n"
    load("service", head + row.format("11/24/2026 10:00 AM"))
    assert "was" not in records(sessions)[0].data
    load("service", head + row.format("11/27/2026 10:00 AM"))
    (order,) = records(sessions)
    assert order.data["was"].startswith("2026-11-24T10:00")
    assert load("service", head + row.format("11/27/2026 10:00 AM")).same == 1
    load("service", head + row.format("11/25/2026 10:00 AM"))
    assert "was" not in records(sessions)[0].data


def test_a_day_of_arrival_that_moved_keeps_what_was_said_before(load, sessions):
    note = "Date,Type,Note,E-Mail,ETA\n11/20/2026,note,The Outback is on order,t@mail.example,{}\n"
    load("notes", note.format("12/1/2026"))
    load("notes", note.format("12/8/2026"))
    (kept,) = records(sessions)
    assert (kept.data["arrives"][:10], kept.data["was"][:10]) == ("2026-12-08", "2026-12-01")
