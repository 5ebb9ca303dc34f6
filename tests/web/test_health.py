"""Health: alive, and ready or why not."""

from types import SimpleNamespace

import pytest
from tests_machines import EMAIL, site, token


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
    assert answer.json == {"ready": True, "engine": None, "oldest_waiting_seconds": None, "reasons": []}


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
