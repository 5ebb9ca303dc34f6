"""Holes of a draft: I'll find out, or a colleague is asked, who sees it on Today and answers there."""

import re

import pytest
from tests_web import REPLY, post, signed_in, token_of

from assistant.records import Ask, Draft

DUE = "2026-11-23T11:30"
FIELDS = {"ask": 2, "ask-2-text": "Is Thursday after 4 free?", "ask-2-due": DUE}


@pytest.fixture
def luis(app):
    return signed_in(app, "luis@northgate.example")


def page(client, world):
    return client.get(f"/conversations/{world.conversation}").text


def asks(client, world, **fields):
    given = {**FIELDS, "ask-2-of": world.luis, **fields}
    return post(client, f"/drafts/{world.draft}/asks", text=REPLY, **given)


def rows(parts, kind):
    with parts.services.sessions() as session:
        return session.query(kind).order_by(kind.id).all()


def test_a_hole_offers_a_name_and_a_time(dana, world):
    text = page(dana, world)
    assert "I’ll find out" in text and "Ask a colleague" in text
    assert 'name="ask-2-due" value="2026-11-23T' in text
    assert 'name="ask-0-due"' not in text  # that one is answered


def test_i_will_find_out_stands_in_the_text_and_nothing_typed_is_lost(dana, world, parts):
    typed = REPLY.replace("Hi Tom", "Hello Tom")
    post(dana, f"/drafts/{world.draft}/finding-out", text=typed, question=2)
    (draft,) = rows(parts, Draft)
    assert draft.text.startswith("Hello Tom") and "I'll find out" in draft.text
    assert draft.text.index("I'll find out") < draft.text.index("Warmly")


def test_the_colleague_sees_it_on_today_and_answers_there(dana, luis, world, parts):
    asks(dana, world)
    assert "Luis is asked, by" in page(dana, world)
    today = luis.get("/today").text
    assert "Asked of you" in today and "Is Thursday after 4 free?" in today
    (ask,) = rows(parts, Ask)
    answer = post(luis, f"/asks/{ask.id}/answer", text="Thursday at 4:30 is free.", to="/today")
    assert answer.status_code == 303 and answer.location == "/today"
    assert "Asked of you" not in luis.get("/today").text
    assert "Thursday at 4:30 is free." in page(dana, world)
    assert "Thursday at 4:30 is free." in dana.get("/today").text


def test_who_asked_sees_that_it_is_late(dana, world, clock):
    asks(dana, world)
    clock.forward(hours=3)
    today = dana.get("/today").text
    assert "You asked" in today and "late" in today.partition("You asked")[2]
    assert "ask__who--late" in page(dana, world)


def test_what_was_typed_is_kept_when_a_colleague_is_asked(dana, world, parts):
    given = {**FIELDS, "ask-2-of": world.luis}
    post(dana, f"/drafts/{world.draft}/asks", **given, text="Hi Tom, half a thought")
    assert rows(parts, Draft)[0].text == "Hi Tom, half a thought"


@pytest.mark.parametrize("wrong", [{"ask-2-due": ""}, {"ask-2-due": "2026-11-23T03:00"}, {"ask-2-text": ""}])
def test_a_question_that_cannot_be_asked_is_not_kept(dana, world, parts, wrong):
    asks(dana, world, **wrong)
    assert not rows(parts, Ask)
    assert "Nothing was changed." in page(dana, world)


def test_nobody_of_another_store_is_asked(dana, world, parts):
    asks(dana, world, **{"ask-2-of": world.mallory})
    assert not rows(parts, Ask)


def test_a_question_about_anything_is_asked_from_the_conversation(robin, world, parts):
    fields = {"ask-of": world.luis, "ask-text": "Do you know Tom?", "ask-due": DUE}
    post(robin, f"/conversations/{world.conversation}/asks", **fields)
    (ask,) = rows(parts, Ask)
    assert (ask.asker_id, ask.of_id, ask.number) == (world.robin, world.luis, None)


def test_while_somebody_types_the_chips_still_offer_it(dana, world):
    token = token_of(dana.get("/today"))
    data = {"csrf_token": token, "text": REPLY, "newest_seen_id": world.message}
    parts = dana.post(f"/drafts/{world.draft}/check", data=data).get_json()["parts"]
    assert "Ask a colleague" in parts["asks"]


def test_the_time_that_is_offered_at_night_is_one_at_which_we_are_open(dana, world, parts, clock):
    clock.forward(hours=12)  # ten in the evening
    with parts.services.sessions.begin() as session:
        message = session.get_one(Draft, world.draft).message
        message.inquiry = {**message.inquiry, "pressure": "now"}
    offered = re.search(r'name="ask-2-due" value="([^"]*)"', page(dana, world))[1]
    asks(dana, world, **{"ask-2-due": offered})
    assert [ask.question for ask in rows(parts, Ask)] == ["Is Thursday after 4 free?"]
