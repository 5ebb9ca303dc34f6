"""A Dovecot for each test that wants one, and a mailbox of Northgate in it."""

import pytest
from dovecot import Dovecot, installed
from rounds import Collecting


@pytest.fixture
def make_server():
    """Any number of servers, of any kind; gone after the test."""
    if not installed():
        pytest.skip("no Dovecot here: apt-get install dovecot-imapd")
    made = []

    def make(**kinds):
        made.append(Dovecot(**kinds))
        return made[-1].start()

    yield make
    for server in made:
        server.remove()


@pytest.fixture(scope="session")
def _shared():
    if not installed():
        pytest.skip("no Dovecot here: apt-get install dovecot-imapd")
    server = Dovecot().start()
    yield server
    server.remove()


@pytest.fixture
def server(_shared):
    """With a mailbox of the test's own."""
    if _shared.process is None:
        _shared.start()
    return _shared.new_user()


@pytest.fixture
def collect(cast, server, clock):
    return Collecting(cast, server, clock)
