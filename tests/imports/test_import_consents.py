"""A file of customers says who wants no mail and who agreed: honoured, with its source."""

import pytest

from assistant.core.consent import Scope, Way
from assistant.core.states import OptOutState
from assistant.records import Consent, OptOut, Teammate

HEAD = "Customer ID,Name,Email,Phone"
TOM = "7,Tom Becker,tom@mail.example,6145550177"


def rows(sessions, kind):
    with sessions() as session:
        return session.query(kind).order_by(kind.id).all()


@pytest.mark.parametrize(
    ("heading", "value", "left"),
    [
        ("Do Not Contact", "Yes", (Way.ALL, Scope.ALL)),
        ("Do Not Contact", "X", (Way.ALL, Scope.ALL)),
        ("DO_NOT_CONTACT", "per phone call", (Way.ALL, Scope.ALL)),
        ("Email Opt Out", "TRUE", (Way.EMAIL, Scope.COMMERCIAL)),
        ("Opted Out", "2025-03-01", (Way.EMAIL, Scope.COMMERCIAL)),
        ("Unsubscribed", "1", (Way.EMAIL, Scope.COMMERCIAL)),
        ("DNC", "y", (Way.PHONE, Scope.COMMERCIAL)),
        ("Do Not Solicit", "yes", (Way.ALL, Scope.COMMERCIAL)),
        ("Email Consent", "No", (Way.EMAIL, Scope.COMMERCIAL)),
        ("Email Consent", "opted out", (Way.EMAIL, Scope.COMMERCIAL)),
        ("SMS Consent", "declined", (Way.PHONE, Scope.COMMERCIAL)),
    ],
)
def test_whoever_opted_out_there_is_left_alone_here(load, sessions, heading, value, left):
    load("customers", f"{HEAD},{heading}\n{TOM},{value}\n")
    (row,) = rows(sessions, OptOut)
    assert (row.way, row.scope) == left
    assert (row.state, row.how) == (OptOutState.CONFIRMED, "import of customers.csv, 2026-11-24")


@pytest.mark.parametrize(
    ("heading", "value"),
    [
        ("Do Not Contact", "No"),
        ("Email Opt Out", "0"),
        ("DNC", ""),
        ("Email Consent", "Yes"),
        ("Consent", ""),
    ],
)
def test_a_no_and_an_empty_cell_opt_nobody_out(load, sessions, heading, value):
    load("customers", f"{HEAD},{heading}\n{TOM},{value}\n")
    assert not rows(sessions, OptOut)


def test_a_yes_is_consent_for_the_address_with_its_date(load, sessions):
    load("customers", f"{HEAD},Email Consent,Consent Date\n{TOM},Yes,2026-02-01\n")
    (row,) = rows(sessions, Consent)
    assert (row.basis, f"{row.since:%Y-%m-%d}", row.words) == (
        "express",
        "2026-02-01",
        "import of customers.csv, 2026-11-24",
    )
    assert row.identity_id is not None


def test_what_is_neither_yes_nor_no_is_said(load, sessions):
    report = load("customers", f"{HEAD},Email Consent\n{TOM},maybe\n")
    assert not rows(sessions, Consent) and "neither yes nor no" in str(report.remarks)


def test_the_same_file_again_adds_nothing_and_undoes_no_decision(load, sessions):
    text = f"{HEAD},Email Opt Out,SMS Consent\n{TOM},yes,yes\n"
    load("customers", text)
    with sessions.begin() as session:
        dana = session.query(Teammate).one()
        row = session.query(OptOut).one()
        row.withdraw(dana, "he called", row.said_at)
    again = load("customers", text)
    assert (again.same, len(rows(sessions, OptOut)), len(rows(sessions, Consent))) == (1, 1, 1)


def test_it_is_honoured_for_a_customer_who_is_known_already(load, sessions):
    load("customers", f"{HEAD}\n{TOM}\n")
    again = load("customers", f"{HEAD},Do Not Email\n{TOM},yes\n")
    assert (again.changed, len(rows(sessions, OptOut))) == (1, 1)
