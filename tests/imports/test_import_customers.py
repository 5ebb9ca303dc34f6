"""Customers from other programs' exports."""

import io
from datetime import UTC, datetime

import pytest

from assistant.imports import LOADERS, ImportFailed
from assistant.imports.report import NoColumns
from assistant.records import Customer, IdentityKind

NOW = datetime(2026, 11, 24, 15, 0, tzinfo=UTC)  # as in conftest.py
TWO = "Cust #,First Name,Last Name,E-Mail,Mobile\n"
TWO += "7,Tom,Becker,Tom.Becker@Mail.example,(614) 555-0177\n"
TWO += "8,Ada,Lindqvist,ada@mail.example,\n"


def everyone(sessions) -> list[Customer]:
    with sessions() as session:
        return list(session.scalars(Customer.whole().order_by(Customer.id)))


def test_columns_are_known_by_their_usual_names(load, sessions):
    report = load("customers", TWO)
    tom = everyone(sessions)[0]
    assert (tom.key, tom.name, report.added) == ("7", "Tom Becker", 2)
    assert [(i.value, i.verified) for i in tom.identities] == [
        ("tom.becker@mail.example", True),
        ("+16145550177", True),
    ]


def test_an_identity_says_from_which_import_it_is(load, sessions):
    load("customers", TWO)
    assert everyone(sessions)[0].identities[0].basis == "import of customers.csv, 2026-11-24"


def test_the_same_file_again_changes_nothing(load, sessions):
    load("customers", TWO)
    again = load("customers", TWO)
    assert (again.added, again.changed, again.same, len(everyone(sessions))) == (0, 0, 2, 2)


def test_a_changed_row_changes_its_customer_only(load, sessions):
    load("customers", TWO)
    again = load("customers", TWO.replace("Lindqvist", "Berg"))
    assert (again.changed, again.same) == (1, 1)
    assert [c.name for c in everyone(sessions)] == ["Tom Becker", "Ada Berg"]


def test_what_a_row_leaves_empty_stays(load, sessions):
    load("customers", "Cust #,Name,City\n7,Tom Becker,Columbus\n")
    load("customers", "Cust #,Name,City\n7,Tom Becker,\n")
    assert everyone(sessions)[0].address == "Columbus"


def test_a_row_without_anything_to_know_them_by_is_refused_with_its_line(load):
    report = load(
        "customers", "Name,E-Mail,Phone,City\nTom,t@mail.example,,A\n,,,Dayton\nAda,a@mail.example,,C\n"
    )
    assert [str(r) for r in report.refused] == [
        "line 3: no name, e-mail or phone; nothing to know this customer by"
    ]
    assert report.added == 2


def test_a_bad_address_is_remarked_on_and_the_rest_is_taken(load, sessions):
    report = load("customers", "Name,E-Mail,Phone\nTom Becker,tom at mail,614-555-0177\n")
    assert [str(r) for r in report.remarks] == [
        "line 2: 'tom at mail' is no e-mail address; the rest of the row was taken"
    ]
    assert [i.kind for i in everyone(sessions)[0].identities] == [IdentityKind.PHONE]


def test_a_family_address_holds_two_customers(load, sessions):
    load("customers", "Name,E-Mail\nTom Becker,home@mail.example\nLena Becker,home@mail.example\n")
    assert [c.name for c in everyone(sessions)] == ["Tom Becker", "Lena Becker"]


def test_a_nickname_at_a_known_address_is_the_same_customer(load, sessions):
    load("customers", "Name,E-Mail\nThomas Becker,home@mail.example\n")
    load("customers", "Name,E-Mail\nTom Becker,home@mail.example\n")
    assert len(everyone(sessions)) == 1


def test_a_merely_claimed_phone_does_not_give_somebodys_record_away(load, sessions):
    with sessions.begin() as session:
        stranger = Customer(store_id=1, name="", since=NOW)
        stranger.claims(IdentityKind.PHONE, "+16145550177", "claimed by form", NOW)
        session.add(stranger)
    load("customers", "Name,Phone\nTom Becker,614-555-0177\n")
    assert [c.name for c in everyone(sessions)] == ["", "Tom Becker"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16", "utf-16-le"])
@pytest.mark.parametrize("mark", [",", ";", "\t"])
def test_encoding_and_delimiter_are_found_out(load, sessions, encoding, mark):
    load(
        "customers",
        mark.join(["Name", "E-Mail"]) + "\n" + mark.join(["José Núñez", "j@mail.example"]),
        encoding=encoding,
    )
    assert everyone(sessions)[0].name == "José Núñez"


def test_a_byte_that_is_no_utf8_late_in_the_file_is_still_read_right(load, sessions):
    rows = "".join(f"Ann Lee,ann{i}@mail.example\n" for i in range(3000)).encode()
    text = b"Name,E-Mail\n" + rows + "Zoë Berg,z@mail.example\n".encode("cp1252")
    load("customers", text.decode("cp1252"), encoding="cp1252")
    assert everyone(sessions)[-1].name == "Zoë Berg"


def test_a_file_without_headings_is_read_by_numbers(load, sessions):
    load("customers", "CU1,Ada Lindqvist,6145550101\n", mapping={"1": "key", "2": "name", "3": "phone"})
    assert (everyone(sessions)[0].key, everyone(sessions)[0].name) == ("CU1", "Ada Lindqvist")


def test_a_mapping_names_what_nobody_could_guess(load, sessions):
    load("customers", "Kunde,Cell\nAda Lindqvist,6145550101\n", mapping={"Kunde": "name"})
    assert everyone(sessions)[0].name == "Ada Lindqvist"


def test_a_file_of_unknown_columns_is_refused_with_what_to_do(load):
    with pytest.raises(NoColumns, match="Nothing was taken. Give the first line") as refused:
        load("customers", "foo,bar\n1,2\n")
    assert "--map" not in str(refused.value)
    assert "--map" in refused.value.hint


def test_a_mapping_to_no_column_says_which_there_are(load):
    with pytest.raises(ImportFailed, match="The columns are: Name, Phone"):
        load("customers", "Name,Phone\nA,1\n", mapping={"Nmae": "name"})


def test_a_mapping_to_no_field_says_which_there_are(load):
    with pytest.raises(ImportFailed, match="customers have no field nmae"):
        load("customers", "Name\nA\n", mapping={"Name": "nmae"})


def test_an_empty_file_says_so(load):
    with pytest.raises(ImportFailed, match="empty"):
        load("customers", "\n\n")


def test_an_unquoted_comma_refuses_its_row_only(load, sessions):
    report = load("customers", "Name,E-Mail\nBecker, Tom,t@mail.example\nAda Berg,a@mail.example\n")
    assert (report.added, report.refused[0].line) == (1, 2)


def test_a_quotation_mark_that_never_closes_is_refused(load):
    text = 'Name,E-Mail\n"Tom,t@mail.example\n' + "Ada,a@mail.example\n" * 100
    assert "does not close" in load("customers", text).refused[0].reason


def test_lines_are_counted_as_an_editor_counts_them(load):
    report = load("customers", 'Name,E-Mail,City\n"Tom\nBecker",t@mail.example,A\n\n,,B\n')
    assert report.refused[0].line == 5


def test_capital_names_turned_around_are_turned_back(load, sessions):
    load("customers", 'Name,E-Mail\n"BECKER, TOM",t@mail.example\nACME TOWING LLC,a@mail.example\n')
    assert [c.name for c in everyone(sessions)] == ["Tom Becker", "ACME TOWING LLC"]


def test_a_stream_can_be_imported(sessions):
    report = LOADERS["customers"](sessions, 1, io.StringIO(TWO), now=NOW)
    assert report.added == 2


def test_progress_ends_at_the_end(load):
    seen = []
    load("customers", TWO, progress=lambda done, total: seen.append((done, total)))
    assert seen[-1] == (3, 3)


def test_the_report_balances(load):
    report = load("customers", TWO + ",,,,\n9,,,bad,\n7,Tom,Becker,tom.becker@mail.example,\n")
    assert report.read == report.taken + len(report.refused)


def test_a_store_that_is_not_there_is_refused(sessions, tmp_path):
    with pytest.raises(ImportFailed, match="no store"):
        LOADERS["customers"](sessions, 9, io.StringIO(TWO), now=NOW)
