"""Today: who waits, for how long, and in what state the draft is."""

from datetime import timedelta

from tests_web import post

from assistant.core.waking import Until
from assistant.records import Conversation


def test_a_row_shows_who_waits_what_they_ask_and_how_long(dana, world):
    text = dana.get("/today").text
    assert "One person waits for you." in text
    assert "Tom Becker" in text
    assert "Is the 2022 Outback Touring you have on the site still there?" in text
    assert "11 min" in text
    assert "draft ready · 1 to look at" in text


def test_the_clock_is_at_risk_and_then_late_in_words_too(dana, clock):
    clock.forward(minutes=1)
    assert "clock--risk" in dana.get("/today").text
    clock.forward(minutes=30)
    text = dana.get("/today").text
    assert "clock--late" in text
    assert "data-clock-level>late:" in text


def test_a_promise_of_today_stands_under_you_promised(dana):
    assert "call about the steering recall" in dana.get("/today").text


def test_a_manager_sees_everyones_rows_and_the_ledgers_line(robin):
    text = robin.get("/today").text
    assert "Everybody has heard from you." in text
    assert "Waiting for others" in text
    assert "2 received · 1 filed · 1 set aside" in text


def test_a_handoff_is_accepted_from_today(dana, app, world, parts):
    from tests_web import signed_in

    luis = signed_in(app, "luis@northgate.example")
    post(dana, f"/conversations/{world.conversation}/handoff", taker=world.luis, note="He knows the recall")
    assert "He knows the recall" in luis.get("/today").text
    post(luis, "/handoffs/1/accept", to="/today")
    with parts.services.sessions() as session:
        assert session.get_one(Conversation, world.conversation).owner_id == world.luis


def test_the_number_of_queries_does_not_grow_with_the_rows(dana, parts, world):
    from sqlalchemy import event

    bind = parts.services.sessions.kw["bind"]
    seen = []
    event.listen(bind, "before_cursor_execute", lambda *args: seen.append(args[2]))
    dana.get("/today")
    assert len(seen) <= 40


def test_what_was_put_aside_is_folded_not_hidden(dana, robin, world, parts, clock):
    assert "Snoozed" not in dana.get("/today").text
    with parts.services.sessions.begin() as session:
        row = session.get_one(Conversation, world.conversation)
        row.snooze(clock() + timedelta(days=1), Until.TIME, clock())
    for client in (dana, robin):
        text = client.get("/today").text
        assert "Snoozed · 1" in text and "Tom Becker" in text.split("Snoozed · 1")[1]
