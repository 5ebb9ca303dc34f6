"""/metrics: who may read it, what it counts, and that it says nothing of anybody; the log likewise."""

import re

import pytest
from tests_machines import EMAIL, site, token

from assistant.web import metrics as page
from assistant.web.metrics import Figures

TOKEN = "a-token-of-some-length"
SCRAPER = {"Authorization": f"Bearer {TOKEN}"}


@pytest.fixture
def settings(settings):
    return settings.model_copy(update={"metrics_token": type(settings.metrics_token)(TOKEN)})


@pytest.fixture
def client(cast):
    return site(cast).test_client()


def scrape(client):
    client.application.extensions["rightback.figures"]._at = float("-inf")
    answer = client.get("/metrics", headers=SCRAPER)
    assert answer.status_code == 200
    return dict(re.findall(r"^(rightback_\S+(?:\{.*\})?) (\S+)$", answer.text, re.M)), answer.text


def test_nobody_without_the_token(client):
    assert client.get("/metrics").status_code == 401
    assert client.get("/metrics", headers={"Authorization": "Bearer other"}).status_code == 401
    assert client.get("/metrics", headers={"Authorization": "Bearer ü"}).status_code == 401


def test_without_a_token_set_there_is_no_such_page_not_even_on_this_machine(sqlite_parts):
    from assistant.web.app import create_app

    client = create_app(sqlite_parts.services).test_client()
    assert client.get("/metrics", headers=SCRAPER).status_code == 404
    assert client.get("/metrics", headers={"Authorization": "Bearer "}).status_code == 404


def test_the_way_of_a_message_is_counted(client, cast):
    cast.writes("Is the blue van still for sale?")
    cast.clock.forward(minutes=20)
    values, _ = scrape(client)
    assert values['rightback_inbound{state="filed"}'] == "1.0"
    assert values['rightback_inbound_last_day{channel="email",state="filed"}'] == "1.0"
    assert values["rightback_waiting_conversations"] == "1.0"
    assert values["rightback_waiting_oldest_seconds"] == "1200.0"
    assert values['rightback_drafts_last_day{drafter="composer",state="awaiting-review"}'] == "1.0"
    cast.approves()
    cast.works()
    values, _ = scrape(client)
    assert values["rightback_waiting_conversations"] == "0.0"
    assert values['rightback_deliveries{state="sent"}'] == "1.0"
    assert values['rightback_clock_last_day{bucket="<=30m"}'] == "1.0"
    assert values['rightback_clock_last_day{bucket="<=5m"}'] == "0.0"
    assert values["rightback_queue_oldest_seconds"] == "0.0"


def test_an_answer_is_counted_from_the_first_word_that_had_none(client, cast):
    cast.writes("Is it there?", message_id="<1@x>")
    cast.approves()
    cast.works()
    cast.clock.forward(hours=2)
    cast.writes("And the other?", message_id="<2@x>", in_reply_to="<1@x>", references="<1@x>")
    cast.clock.forward(minutes=10)
    cast.writes("Hello?", message_id="<3@x>", in_reply_to="<1@x>", references="<1@x>")
    cast.clock.forward(minutes=50)
    cast.approves()
    cast.works()
    values, _ = scrape(client)
    assert values['rightback_clock_last_day{bucket="<=5m"}'] == "1.0"
    assert values['rightback_clock_last_day{bucket="<=60m"}'] == "1.0"


def test_who_waits_for_more_than_a_day_is_counted_as_never(client, cast):
    cast.writes("Is it there?")
    cast.clock.forward(hours=25)
    assert scrape(client)[0]['rightback_clock_last_day{bucket="never"}'] == "1.0"


def test_an_overruled_finding_is_counted(client, cast):
    cast.writes("Is the blue van still for sale?")
    dead_end = "Hi Dana,\n\nyou will not receive a reply to this message.\n\nSam Whitfield · 555-0142"
    cast.approves(text=dead_end, overrule="They know")
    values, _ = scrape(client)
    assert values['rightback_findings_last_day{rule="no-dead-end",severity="overruled"}'] == "1.0"


def test_a_job_that_was_given_up_is_counted(client, cast, monkeypatch):
    cast.writes("Is it there?")
    monkeypatch.setattr(type(cast.services.jobs), "set_aside", lambda self, session: 3)
    assert scrape(client)[0]["rightback_jobs_set_aside"] == "3.0"


def test_requests_are_counted_by_rule_never_by_address(client, cast):
    secret = token(cast, EMAIL)
    client.post(f"/hooks/email/{secret}", data=b"From: a@b.example\n\nHi")
    client.get("/nothing/here/zebra4711")
    client.open("/", method="PROPFIND")
    values, told = scrape(client)
    assert float(
        values['rightback_http_requests_total{method="POST",rule="/hooks/email/<token>",status="202"}']
    )
    assert 'method="other"' in told
    assert secret not in told and "zebra" not in told and "PROPFIND" not in told


def test_it_says_nothing_of_anybody(client, cast):
    cast.writes("My sister Rosalind wants the blue van", subject="Rosalind's van")
    cast.approves()
    cast.works()
    _, told = scrape(client)
    for word in ("Rosalind", "Dana", "Ruiz", "mail.example", "northgate", "Whitfield", "555-0142", "van"):
        assert word.lower() not in told.lower(), word


def test_several_scrapes_at_once_ask_the_database_once(cast):
    figures = Figures(cast.services)
    before = list(figures.collect())
    cast.writes("Is it there?")
    assert list(figures.collect()) == before
    figures._at -= page.KEPT_SECONDS
    assert list(figures.collect()) != before


def test_a_log_line_has_the_rule_the_status_and_the_time_and_no_token(client, cast, lines):
    secret = token(cast, EMAIL)
    client.post(f"/hooks/email/{secret}?q=Rosalind", data=b"From: rosalind@b.example\n\nHi")
    (line,) = [line for line in lines if line["event"] == "request"]
    assert line.pop("ms") >= 0
    assert (line["method"], line["rule"], line["status"]) == ("POST", "/hooks/email/<token>", 202)
    assert "Rosalind" not in str(line) and secret not in str(line)


def test_an_unexpected_error_is_logged_by_its_kind_and_place_only(cast, lines, caplog):
    app = site(cast)
    app.testing, app.config["PROPAGATE_EXCEPTIONS"] = False, False

    def fails(**_given):
        raise ZeroDivisionError("Rosalind")

    app.view_functions["hooks.email"] = fails
    assert app.test_client().post("/hooks/email/secret", data=b"x").status_code == 500
    (line,) = [line for line in lines if line["event"] == "request.failed"]
    assert (line["error"], line["rule"]) == ("ZeroDivisionError", "/hooks/email/<token>")
    assert "Rosalind" not in str(lines) + caplog.text and "secret" not in str(lines) + caplog.text
