"""News over several processes: two hubs on one PostgreSQL database, as two web processes have them."""

import psycopg
import pytest

from assistant.live.hub import SLOW
from assistant.live.postgresql import PostgresLive
from assistant.records.database import conninfo


@pytest.fixture
def url(postgresql):
    with postgresql.lent() as made:
        yield conninfo(made)


@pytest.fixture
def hubs(url):
    made = [PostgresLive(url), PostgresLive(url)]
    yield made
    for hub in made:
        hub.close()


def test_what_one_process_tells_the_other_hears(hubs):
    here, there = hubs
    with there.listen(["conversation:7"]) as listener, here.listen(["conversation:7"]) as own:
        here.tell("conversation:7", "change")
        assert listener.next(10) == own.next(10) == ("conversation:7", "change")
        here.tell("conversation:8", "change")
        assert listener.next(0.3) is None


def test_after_a_lost_connection_every_page_looks_again(hubs, url):
    here, there = hubs
    with there.listen(["today:1"]) as listener:
        with psycopg.connect(url, autocommit=True) as connection:
            connection.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                " WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )
        assert listener.next(20) == ("", SLOW)
        here.tell("today:1", "change")
        assert listener.next(20) == ("today:1", "change")


def test_telling_without_a_database_harms_nobody():
    PostgresLive("host=127.0.0.1 port=1 dbname=none connect_timeout=1").tell("today:1", "change")


def test_a_closed_hub_ends_its_listeners(hubs):
    listener = hubs[0].listen(["today:1"])
    hubs[0].close()
    assert listener.closed
