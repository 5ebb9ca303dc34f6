"""Logs hold ids and kinds, never a customer's words, whatever breaks on the way."""

import logging

import pytest
import structlog
from cast import mail
from tests_machines import site

from assistant.core.states import DeliveryState
from assistant.pipeline import draft, filing, send, understand
from assistant.records import Conversation, Delivery, LedgerEntry
from assistant.web import customers, gate
from assistant.wiring import set_up_logs, swept

WORDS = ("zebrawood", "dana.secret@mail.example", "555-010-7788")
TEXT = "Do you have zebrawood? Call 555-010-7788 or dana.secret@mail.example."


class Broken(Exception):
    """As a library fails: with what it was given in its message."""

    def __init__(self):
        super().__init__(f"cannot use {TEXT!r}")


def breaks(*_args, **_more):
    raise Broken


@pytest.fixture
def logged(settings, capfd):
    """All that standard error and every logger got."""
    before, level = structlog.get_config(), logging.root.level
    set_up_logs(settings.model_copy(update={"log_level": "debug"}))
    logging.root.setLevel(logging.DEBUG)
    handler = logging.StreamHandler()
    logging.root.addHandler(handler)
    yield lambda: "".join(capfd.readouterr())
    logging.root.removeHandler(handler)
    logging.root.setLevel(level)
    structlog.configure(**before)


def nothing_said(told):
    assert told, "something was logged"
    assert not [word for word in WORDS if word in told.lower()], told[-3000:]


def arrives(cast):
    raw = mail(TEXT, sender="Dana zebrawood <dana.secret@mail.example>", subject="On zebrawood")
    return cast.arrives(raw)


def again(cast):
    """The job of this step once more, as an engine does: it fails, and is tried anew."""
    for _ in range(8):
        cast.clock.forward(minutes=10)
        cast.works()


def test_the_whole_way_says_no_word_of_theirs(cast, logged):
    arrives(cast)
    cast.approves(text="Hi Dana,\n\nYes, zebrawood.", overrule="zebrawood")
    cast.clock.forward(minutes=1)
    cast.works()
    swept(cast.services, cast.clock())
    nothing_said(logged())


@pytest.mark.parametrize(
    ("module", "name"),
    [(filing, "parsed"), (understand, "turn"), (draft, "_asked"), (send, "_start")],
)
def test_a_step_that_fails_names_the_kind_of_error(cast, logged, monkeypatch, module, name):
    if module is send:
        arrives(cast)
        cast.approves(text="Hi Dana,\n\nYes, zebrawood.", overrule="zebrawood")
    monkeypatch.setattr(module, name, breaks)
    if module is not send:
        arrives(cast)
    again(cast)
    told = logged()
    assert "Broken" in told
    nothing_said(told)


def test_a_gateway_that_breaks_says_no_word(cast, logged, monkeypatch):
    arrives(cast)
    cast.approves(text="Hi Dana,\n\nYes, zebrawood.", overrule="zebrawood")
    for gateway in cast.services.gateways.values():
        monkeypatch.setattr(type(gateway), "send", breaks)
    again(cast)
    assert cast.all(Delivery)[0].state in (
        DeliveryState.SENDING,
        DeliveryState.UNCERTAIN,
        DeliveryState.QUEUED,
    )
    nothing_said(logged())


def test_a_database_error_shows_no_parameters(cast, logged):
    with pytest.raises(Exception, match="ledger") as caught, cast.services.sessions.begin() as session:
        session.add(LedgerEntry(form="email", message_id=TEXT, envelope={"from": TEXT}))
    assert not [word for word in WORDS if word in str(caught.value).lower()]


def test_a_page_that_fails_says_where_and_no_word(cast, logged, monkeypatch):
    arrives(cast)
    app = site(cast)
    app.testing = False
    client = app.test_client()
    with cast.services.sessions.begin() as session:
        token = gate.begin(session, cast.robin, cast.clock())
        key = session.query(Conversation).first().customer_id
    client.set_cookie("rightback", token)
    monkeypatch.setattr(customers, "customer_of", breaks)
    assert client.get(f"/customers/{key}?q=zebrawood").status_code == 500
    told = logged()
    assert "Broken" in told and "/customers/<int:customer_id>" in told
    nothing_said(told)
