"""The commands as a person types them: what they print, and how they end."""

import json

import pytest
from click.testing import CliRunner

from assistant.cli import cli

INIT = [
    "--store", "Northgate", "--zone", "America/New_York", "--inbox", "sales@northgate.example",
    "--phone", "555-0100",
    "--name", "Sam Whitfield", "--email", "sam@northgate.example", "--password", "correct horse battery",
]  # fmt: skip
MAIL = b"From: Zoe <zoe@mail.example>\nSubject: Van\nMessage-ID: <z@x>\n\nIs the van still here?\n"


@pytest.fixture
def run(tmp_path):
    """Runs one command on a data folder of its own; (exit code, output)."""

    def run(*words):
        done = CliRunner().invoke(cli, [*words, "--data", str(tmp_path / "data")])
        return done.exit_code, done.output

    return run


@pytest.fixture
def store(run):
    assert run("init", *INIT)[0] == 0


@pytest.fixture
def mail(tmp_path):
    path = tmp_path / "zoe.eml"
    path.write_bytes(MAIL)
    return str(path)


def test_init_again_changes_nothing(run, store):
    code, said = run("init", *INIT)
    assert code == 0
    assert "nothing was changed" in said


def test_a_short_password_and_a_wrong_zone_are_refused(run):
    assert run("init", *INIT[:-1], "short")[0] == 2
    assert run("init", *[word.replace("America/New_York", "Mars/Base") for word in INIT])[0] == 2


def test_a_mail_is_received_once_and_the_ledger_balances(run, store, mail):
    assert run("receive", mail)[0] == 0
    assert "1 known" in run("receive", mail)[1]
    told = json.loads(run("ledger", "--json")[1])
    (ways,) = told.pop("by")
    assert told.pop("mailboxes") == []
    assert told == {"seen": 2, "received": 0, "filed": 1, "known": 1, "set-aside": 0}
    assert ways["counts"] == {"filed": 1, "known": 1} and ways["way"] == "cli"


def test_what_is_set_aside_ends_with_one_and_a_reason(run, store, tmp_path):
    (tmp_path / "empty.eml").write_bytes(b"")
    code, said = run("receive", str(tmp_path / "empty.eml"))
    assert code == 1
    assert "set aside:" in said


def test_what_is_set_aside_is_listed_and_read_again(run, store, tmp_path):
    (tmp_path / "empty.eml").write_bytes(b"")
    run("receive", str(tmp_path / "empty.eml"))
    (one,) = json.loads(run("ledger", "--aside", "--json")[1])["aside"]
    assert json.loads(run("ledger", "--again", "--reason", "another", "--json")[1])["again"] == 0
    told = json.loads(run("ledger", "--again", "--reason", one["reason"], "--aside", "--json")[1])
    assert (told["again"], told["set-aside"], told["received"]) == (1, 1, 0)
    assert [row["entry"] for row in told["aside"]] == [one["entry"]]
    assert "1 set aside" in run("ledger")[1]


def test_read_gives_every_file_its_line_and_stores_nothing(run, store, mail, tmp_path):
    code, said = run("read", mail, str(tmp_path / "missing.eml"))
    first, second = map(json.loads, said.splitlines())
    assert (code, first["questions"], first["from"]["email"]) == (
        0,
        ["Is the van still here?"],
        "zoe@mail.example",
    )
    assert second["set_aside"]
    assert json.loads(run("ledger", "--json")[1])["seen"] == 0


def test_draft_answers_and_stores_nothing(run, store, mail):
    code, said = run("draft", mail, "--json")
    drafted = json.loads(said)
    assert code == 0
    assert drafted["drafter"] == "composer"
    assert "Sam Whitfield" in drafted["text"]
    assert [question["state"] for question in drafted["questions"]] == ["owned"]
    assert drafted["promises"][0]["due"]
    assert json.loads(run("ledger", "--json")[1])["seen"] == 0


def test_check_ends_with_one_where_a_finding_blocks(run, store, mail, tmp_path):
    reply = tmp_path / "reply.txt"
    reply.write_text("Dear customer,\n\nyou will not receive a reply to this message.")
    code, said = run("check", str(reply), "--inquiry", mail, "--json")
    found = {finding["rule"]: finding["severity"] for finding in json.loads(said)["findings"]}
    assert code == 1
    assert found["no-dead-end"] == "block"


def test_check_works_without_the_inquiry(run, store, tmp_path):
    reply = tmp_path / "reply.txt"
    reply.write_text("Hi Kevin,\n\nwe are open tomorrow.\n\nSam Whitfield · 555-0100")
    code, said = run("check", str(reply), "--json")
    assert (code, "findings" in json.loads(said)) == (0, True), said


def test_refused_rows_are_listed_with_line_and_reason(run, store, tmp_path):
    rows = tmp_path / "customers.csv"
    rows.write_text("Cust #,Name,E-Mail\n1,Ann Lee,ann@mail.example\n2,,\n3,Bob Ray,no-address\n")
    code, said = run("import", "customers", str(rows))
    assert code == 1
    assert "line 3: no name" in said
    assert "line 4 was taken, but:" in said


def test_doctor_says_what_works(run, store):
    code, said = run("doctor")
    assert code == 0
    assert "Database: " in said and "revision" in said
