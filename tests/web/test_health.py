"""Health: alive, and ready or why not."""

import resource
from types import SimpleNamespace

import pytest
from sqlalchemy import text
from tests_machines import EMAIL, site, token

from assistant.records import Sessions
from assistant.records.pace import Pace
from assistant.tools import room


@pytest.fixture
def app(cast):
    return site(cast)


@pytest.fixture
def client(app):
    return app.test_client()


def test_a_process_that_answers_is_alive(client):
    assert client.get("/healthz").text == "alive\n"


def test_a_quiet_process_is_ready(client):
    answer = client.get("/readyz")
    assert answer.status_code == 200
    quiet = {"ready": True, "engine": None, "oldest_waiting_seconds": None, "reasons": []}
    assert answer.json == {**quiet, "mailboxes_not_reached": []}


def test_a_job_that_nobody_works_on_is_told_with_its_age(client, cast):
    client.post(f"/hooks/email/{token(cast, EMAIL)}", data=b"From: a@b.example\n\nHi")
    cast.clock.forward(minutes=2)
    assert client.get("/readyz").json["oldest_waiting_seconds"] == 120
    cast.clock.forward(minutes=5)
    answer = client.get("/readyz")
    assert answer.status_code == 503 and "due for 7 minutes" in answer.json["reasons"][0]
    cast.works()
    assert client.get("/readyz").status_code == 200


@pytest.mark.parametrize(("alive", "code"), [(True, 200), (False, 503)])
def test_an_engine_that_died_is_told(app, client, alive, code):
    app.extensions["rightback.running"] = SimpleNamespace(engine=SimpleNamespace(alive=alive))
    answer = client.get("/readyz")
    assert (answer.status_code, answer.json["engine"]) == (code, alive)


def test_a_database_that_does_not_answer_is_told_and_the_process_is_alive_still(client, cast):
    with cast.services.sessions.begin() as session:
        table = "job" if session.get_bind().dialect.name == "sqlite" else "procrastinate_jobs"
        session.connection().exec_driver_sql(f"ALTER TABLE {table} RENAME TO lost")
    answer = client.get("/readyz")
    assert answer.status_code == 503 and "database does not answer" in answer.json["reasons"][0]
    assert client.get("/healthz").status_code == 200


@pytest.fixture
def full(cast):
    """Switches the disk to full: reading goes on, the next commit fails."""
    sessions: Sessions = cast.services.sessions
    if sessions.kw["bind"].dialect.name == "postgresql":
        yield lambda: _fails_at_commit(sessions)
        return
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    yield lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (4096, before[1]))
    resource.setrlimit(resource.RLIMIT_FSIZE, before)


def _fails_at_commit(sessions):
    with sessions.begin() as session:
        session.execute(text(
            "CREATE FUNCTION disk_is_full() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
            " RAISE EXCEPTION 'could not extend file' USING ERRCODE = 'disk_full'; END $$"
        ))  # fmt: skip
        session.execute(text(
            "CREATE CONSTRAINT TRIGGER full_disk AFTER INSERT ON paces DEFERRABLE INITIALLY DEFERRED"
            " FOR EACH ROW EXECUTE FUNCTION disk_is_full()"
        ))  # fmt: skip


def test_a_database_that_keeps_nothing_new_is_told(client, full):
    full()
    answer = client.get("/readyz")
    assert answer.status_code == 503 and "keeps nothing new" in answer.json["reasons"][0], answer.json


def test_it_is_tried_again_after_a_few_seconds_and_no_more_often(client, cast, full):
    assert client.get("/readyz").status_code == 200
    full()
    assert client.get("/readyz").status_code == 200
    cast.clock.forward(seconds=5)
    assert client.get("/readyz").status_code == 503


def test_nothing_is_left_of_the_try(client, cast):
    client.get("/readyz")
    with cast.services.sessions() as session:
        assert session.query(Pace).filter_by(stretch=0).count() == 0


def test_too_little_room_beside_a_file_is_told_before_it_is_full(client, cast, monkeypatch):
    monkeypatch.setattr(room, "TOO_LITTLE", 10**18)
    answer = client.get("/readyz")
    if cast.services.settings.database_file is None:  # the server's disk is not ours to look at
        assert answer.status_code == 200
    else:
        assert answer.status_code == 503 and "disk is full" in answer.json["reasons"][0]
