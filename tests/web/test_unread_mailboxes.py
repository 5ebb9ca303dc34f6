"""A mailbox that cannot be read stands on Today: nobody sees who wrote there meanwhile."""

import pytest

from assistant.core.collecting import Tls, Wrong
from assistant.records import Inbox, MailAccount


@pytest.fixture
def account(parts, world, clock):
    with parts.services.sessions.begin() as session:
        inbox = session.query(Inbox).filter_by(store_id=world.store).first()
        made = MailAccount(
            store_id=world.store, inbox_id=inbox.id, host="imap.example", port=993, tls=Tls.TLS, user="sales",
            password_sealed="x", made_at=clock(), failures=0,
        )  # fmt: skip
        made.failed(Wrong.PASSWORD, "imap.example refuses the sign-in of sales.", clock())
        session.add(made)
    return made


def test_after_a_quarter_of_an_hour_whoever_leads_sees_it(account, dana, robin, clock):
    assert "was not read" not in robin.get("/today").text
    clock.forward(minutes=16)
    text = robin.get("/today").text
    assert "was not read since" in text and "refuses the sign-in of sales" in text
    assert "Nothing is lost" in text
    assert "was not read" not in dana.get("/today").text


def test_once_it_is_read_again_it_is_gone(account, parts, robin, clock):
    clock.forward(minutes=16)
    with parts.services.sessions.begin() as session:
        session.query(MailAccount).one().reached(clock())
    assert "was not read" not in robin.get("/today").text
    clock.forward(days=1)
    assert "was not read" not in robin.get("/today").text
