"""A database that cannot be reached: the reason, what to do, and never the password."""

import sys

import pytest
from click.testing import CliRunner
from sqlalchemy import text

from assistant.cli import cli, main
from assistant.core.errors import Unreachable
from assistant.records import DataError
from assistant.records.database import open_database, sessions_of

SECRET = "never-to-be-shown"
NOBODY_LISTENS = f"postgresql://root:{SECRET}@127.0.0.1:1/x"


@pytest.fixture
def said(monkeypatch, capsys, tmp_path):
    """Runs one command as a person does; (exit code, standard error)."""
    monkeypatch.chdir(tmp_path)

    def run(url, *words):
        monkeypatch.setenv("RIGHTBACK_DATABASE", url)
        monkeypatch.setattr(sys, "argv", ["rightback", *words])
        with pytest.raises(SystemExit) as ended:
            main()
        return ended.value.code, capsys.readouterr().err

    return run


@pytest.mark.parametrize(
    "words",
    [
        ["up", "--port", "0"],
        ["web", "--port", "0"],
        ["worker"],
        ["backup", "new.backup"],
        ["ledger"],
        ["teammate", "list"],
    ],
    ids=" ".join,
)
def test_a_command_ends_with_the_reason_and_what_to_do(said, words):
    code, error = said(NOBODY_LISTENS, *words)
    assert (code, "Connection refused" in error, "RIGHTBACK_DATABASE" in error) == (2, True, True), error
    assert SECRET not in error and "Traceback" not in error


@pytest.mark.parametrize("who, mend", [("nobody@/postgres", "createuser"), ("/no_such_database", "createdb")])
def test_the_servers_own_reason_is_told(said, postgresql, who, mend):
    with postgresql.lent() as url:
        server = url.partition("?")[2]
    code, error = said(f"postgresql://{who}?{server}", "ledger")
    assert (code, "does not exist" in error, mend in error) == (2, True, True), error


def test_a_password_in_the_reason_is_covered():
    with pytest.raises(Unreachable) as refused:
        open_database(f"postgresql://root:{SECRET}@{SECRET}.invalid/x")
    assert SECRET not in str(refused.value) and "***" in str(refused.value)


@pytest.mark.parametrize("url", ["mysql://x", "nonsense", "sqlite://x"])
def test_another_kind_of_database_is_a_wrong_setting(said, url):
    code, error = said(url, "up")
    assert (code, "RIGHTBACK_DATABASE: " in error) == (2, True), error


def test_a_file_that_cannot_be_opened_is_told_too(said, tmp_path):
    code, error = said(f"sqlite:///{tmp_path}", "up", "--port", "0")
    assert (code, "unable to open" in error, "folder" in error) == (2, True, True), error


def test_doctor_tells_it_as_something_to_mend():
    done = CliRunner().invoke(cli, ["doctor"], env={"RIGHTBACK_DATABASE": NOBODY_LISTENS})
    found = done.output.partition("✗ Database: ")[2]
    assert done.exit_code == 1
    assert "Connection refused" in found and "See that the server runs" in found, done.output


def test_a_refused_row_still_shows_no_value(postgresql):
    with postgresql.lent() as url:
        engine = open_database(url)
        with pytest.raises(DataError) as refused, sessions_of(engine)() as session:
            session.execute(text("SELECT CAST(:words AS jsonb)"), {"words": "a customer's word"})
        engine.dispose()
    assert "customer" not in str(refused.value) and "None" not in str(refused.value)
