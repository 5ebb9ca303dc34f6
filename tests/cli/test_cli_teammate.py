"""`rightback teammate …`, as typed."""

import json
import re

import pytest
from click.testing import CliRunner

from assistant.cli import cli
from assistant.records import AccountLink, Deed, Teammate
from assistant.settings import Settings
from assistant.wiring import build

GOOD = "seven quiet herons upstairs"
ADA, BEN = "ada@north.example", "ben@north.example"


@pytest.fixture
def typed(tmp_path):
    """Runs a command on a store whose admin is Ada."""

    def run(*words):
        return CliRunner().invoke(cli, [*words, "--data", str(tmp_path)], catch_exceptions=False)

    made = run(
        "init", "--store", "North", "--zone", "America/New_York", "--inbox", "sales@north.example",
        "--phone", "1", "--name", "Ada Lake", "--email", ADA, "--password", GOOD,
    )  # fmt: skip
    assert made.exit_code == 0, made.output
    return run


@pytest.fixture
def kept(typed, tmp_path):
    """Rows of the store, and Ben is a member of it."""
    given = ("--name", "Ben Ash", "--email", BEN, "--department", "sales", "--title", "Sales", "--phone", "")
    assert typed("teammate", "add", *given, "--password", GOOD).exit_code == 0

    def rows(kind):
        parts = build(Settings.read({}, data=tmp_path))
        with parts.services.sessions() as session:
            found = session.query(kind).order_by(kind.id).all()
        parts.services.sessions.kw["bind"].dispose()
        return found

    return rows


def test_an_invitation_prints_its_link_where_no_mail_leaves(typed, kept):
    given = ("--name", "Cy Oak", "--email", "cy@north.example", "--department", "parts", "--title", "Parts")
    done = typed("teammate", "invite", *given, "--phone", "")
    assert re.search(r"/links/[\w-]{40,}", done.output)
    assert "works once" in done.output


@pytest.mark.parametrize("weak", ["short", "password1234", "north-north-north", "ada lake ada lake"])
def test_a_weak_password_is_refused_in_words(typed, weak):
    done = typed("teammate", "password", ADA, "--password", weak)
    assert done.exit_code == 2
    assert "--password" in done.output


def test_the_list_says_who_is_there(typed, kept):
    rows = [json.loads(line) for line in typed("teammate", "list", "--json").output.splitlines()]
    assert {row["email"]: row["role"] for row in rows} == {ADA: "admin", BEN: "member"}
    assert "Ben Ash" in typed("teammate", "list").output


def test_recover_prints_a_link_that_is_kept_as_a_digest_only(typed, kept):
    secret = re.search(r"/links/([\w-]+)", typed("teammate", "recover", ADA).output)[1]
    newest = kept(AccountLink)[-1]
    assert newest.kind == "recovery"
    assert secret not in newest.secret_hash


def test_the_last_admin_is_neither_demoted_nor_deactivated(typed, kept):
    for words in (("role", ADA, "member"), ("deactivate", ADA, "--to", BEN)):
        done = typed("teammate", *words)
        assert (done.exit_code, "last admin" in done.output) == (2, True)
    assert typed("teammate", "role", BEN, "admin").exit_code == 0
    assert typed("teammate", "deactivate", ADA).exit_code == 2  # the inboxes are hers
    assert typed("teammate", "deactivate", ADA, "--to", BEN).exit_code == 0
    assert [mate.active for mate in kept(Teammate)] == [False, True]


def test_each_change_leaves_a_deed(typed, kept):
    typed("teammate", "password", BEN, "--password", "another nine blue chairs")
    typed("teammate", "recover", BEN)
    typed("teammate", "second-factor-off", BEN)
    typed("teammate", "role", BEN, "manager")
    done = [deed.what for deed in kept(Deed) if deed.about.get("teammate")]
    assert done[-4:] == [
        "set a password", "made a recovery link", "switched a second factor off",
        "changed a role",
    ]  # fmt: skip


def test_whom_nobody_knows_is_said_so(typed):
    assert "no active teammate" in typed("teammate", "recover", "who@north.example").output
