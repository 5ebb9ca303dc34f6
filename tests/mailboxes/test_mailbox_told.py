"""What doctor and `rightback ledger` tell of a mailbox: whether it answers, and what became of each UID."""

import json

import pytest
from click.testing import CliRunner
from clocks import Clock
from rounds import asks

from assistant.cli import cli
from assistant.cli.looks import mailboxes
from assistant.pipeline.accounts import safe
from assistant.records import MailAccount, MailFolder
from assistant.wiring import utc_now


@pytest.fixture
def clock():
    return Clock(utc_now())


@pytest.fixture
def reached(settings):
    """Doctor's settings: this machine may be called."""
    return settings.model_copy(update={"may_call": "127.0.0.1"})


def looks(settings, now=utc_now):
    return [(look.state, look.found, look.mend) for look in mailboxes.mailboxes(settings, now)]


def test_a_mailbox_that_is_well_answers_and_balances(collect, server, reached, clock):
    server.holds(asks(1), asks(2))
    collect.round()
    answer, count = looks(reached, clock)
    assert answer[0] == count[0] == "ok"
    assert "takes the password" in answer[1] and "Inbox: 2 mails" in answer[1]
    assert count[1] == "2 seen = 2 filed + 0 known already + 0 set aside"


def test_it_says_since_when_it_was_not_read_and_why(collect, server, reached, clock):
    collect.round()
    with collect.services.sessions.begin() as session:
        session.get_one(MailAccount, collect.id).password_sealed = safe(collect.services).seal("another")
    clock.forward(minutes=20)
    answer, since, _ = looks(reached, clock)
    assert answer[0] == "broken" and "refuses the sign-in" in answer[1] and "another" not in str(answer)
    assert since[0] == "broken" and since[1].startswith("not read since ")


def test_what_is_missing_is_named(collect, server, reached, clock, settings):
    server.holds(asks(1))
    collect.round()
    with collect.services.sessions.begin() as session:
        session.query(MailFolder).filter_by(name="INBOX").one().missing = [7, 9]
    assert looks(reached, clock)[-1][0] == "broken" and "INBOX: 7, 9" in looks(reached, clock)[-1][2]
    where = {"RIGHTBACK_DATA": str(settings.data), "RIGHTBACK_DATABASE": settings.database}
    told = CliRunner().invoke(cli, ["ledger"], env=where)
    assert told.exit_code == 0, told.output
    assert "1 seen = 1 filed + 0 known already + 0 set aside · 2 missing" in told.output
    assert "there, but not here: INBOX: 7, 9" in told.output
    (one,) = json.loads(CliRunner().invoke(cli, ["ledger", "--json"], env=where).output)["mailboxes"]
    assert one["counts"]["filed"] == 1 and one["missing"] == ["INBOX: 7, 9"]
