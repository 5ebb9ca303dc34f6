"""Handing over from the conversation page, what stands on Today for whom, and absences."""

import re

import pytest
from tests_web import post, signed_in

from assistant.core.states import ConversationState, HandoffState
from assistant.pipeline.sweep import sweep
from assistant.records import Absence, Conversation, Deed, Handoff, Lent, Promise, Teammate

OTHER = {"reason": "other", "note": " "}
GIVEN = {"reason": "to service", "note": "He knows the recall", "due": "2026-11-23T11:00"}


@pytest.fixture
def luis(app):
    return signed_in(app, "luis@northgate.example")


def rows(parts, kind):
    with parts.services.sessions() as session:
        return session.query(kind).order_by(kind.id).all()


def asks(client, world, **fields):
    return post(client, f"/conversations/{world.conversation}/handoff", taker=world.luis, **GIVEN | fields)


def page(client, world):
    return client.get(f"/conversations/{world.conversation}").text


def test_the_form_is_filled_with_what_is_on_record(dana, world):
    text = page(dana, world)
    summary = re.search(r'<textarea name="summary"[^>]*>\n([^<]*)</textarea>', text)[1]
    for words in (
        "Customer: Tom Becker, tom.becker@mail.example, with us since 2020",
        "Waiting since today at 9:49 am; wrote by e-mail",
        "- What would my 2019 bring?",
        "Vehicle: 2019 Subaru Outback Limited, 61,200 miles, plate KLM-4821",
        "Promised: Dana Ruiz: call about the steering recall, by today at noon",
        "Last contact by a person: none yet",
    ):
        assert words in summary
    assert 'name="due" value="2026-11-23T11:00"' in text  # a business hour
    assert '<optgroup label="Sales">' in text and "It is about service" in text


def test_who_takes_it_reads_the_summary_as_the_giver_left_it(dana, luis, world, parts):
    asks(dana, world, summary="Only this:\r\nhe waits since May.")
    (handoff,) = rows(parts, Handoff)
    assert handoff.summary == "Only this:\nhe waits since May."
    for text in (luis.get("/today").text, page(luis, world)):
        for words in ("He knows the recall", "It is about service", "he waits since May.", "by 11 am"):
            assert words in text
    assert "Luis was asked to take over" in page(dana, world)


@pytest.mark.parametrize("wrong", [{"reason": ""}, {"reason": "because"}, {"due": "2026-11-23T03:00"}, OTHER])
def test_what_cannot_be_asked_is_said_and_not_kept(dana, world, parts, wrong):
    asks(dana, world, **wrong)
    assert not rows(parts, Handoff)
    assert "Nothing was changed." in page(dana, world)


def test_given_back_with_a_word_its_giver_reads_it(dana, luis, world, parts):
    asks(dana, world)
    answer = post(luis, "/handoffs/1/decline", why="Robin knows him better", to="/today")
    assert answer.location == "/today"
    assert "Luis gave it back: Robin knows him better" in dana.get("/today").text
    assert "Not taken over" not in luis.get("/today").text


def test_not_taken_in_time_giver_and_manager_see_it(dana, luis, robin, world, parts, clock):
    asks(dana, world)
    clock.forward(hours=1, minutes=1)
    sweep(parts.services, clock())
    assert rows(parts, Handoff)[0].state is HandoffState.LAPSED
    assert "Luis did not take it in time" in dana.get("/today").text
    there = robin.get("/today").text
    assert "Luis did not take it in time" in there and "Dana has it still" in there
    assert "Handed to you" not in luis.get("/today").text


def test_the_giver_says_no_and_has_it_again(dana, luis, world, parts, clock):
    asks(dana, world)
    post(luis, "/handoffs/1/accept")
    clock.forward(days=2)
    sweep(parts.services, clock())
    assert "Was it taken care of?" in dana.get("/today").text
    assert "Was it taken care of?" not in luis.get("/today").text
    post(dana, "/handoffs/1/care", cared="no", why="")
    assert rows(parts, Handoff)[0].cared is None
    post(luis, "/handoffs/1/care", cared="yes")  # not theirs to say
    assert rows(parts, Handoff)[0].cared is None
    post(dana, "/handoffs/1/care", cared="no", why="He still has no figure")
    (conversation,) = rows(parts, Conversation)
    assert (conversation.owner_id, conversation.state) == (world.dana, ConversationState.WAITING)
    assert "Was it taken care of?" not in dana.get("/today").text


# absences

AWAY = {"since": "2026-11-23T10:00", "until": "2026-11-30T09:00", "why": "holiday"}


def test_who_goes_says_so_and_what_waits_is_looked_after(dana, robin, world, parts):
    assert "say from when until when" in dana.get("/account").text
    post(dana, "/away", **AWAY, stand_in=world.luis)
    (row,) = rows(parts, Absence)
    assert (row.teammate_id, row.by_id, row.stand_in_id) == (world.dana, world.dana, world.luis)
    assert rows(parts, Conversation)[0].owner_id == world.luis
    assert [one.to_id for one in rows(parts, Lent)] == [world.luis, world.luis]
    there = robin.get("/today").text
    assert "Dana Ruiz is away until Monday, November 30, Luis Ortega stands in" in there
    assert "Dana Ruiz · Sales · away until Monday, November 30" in page(robin, world)


def test_a_manager_enters_it_for_somebody(robin, dana, world, parts):
    post(robin, "/away", teammate=world.dana, **AWAY | {"why": "sick"})
    (row,) = rows(parts, Absence)
    assert (row.teammate_id, row.by_id, row.why.value) == (world.dana, world.robin, "sick")
    assert "Dana Ruiz" in robin.get("/away").text and "Sick" in dana.get("/away").text


@pytest.mark.parametrize("wrong", [{"until": "2026-11-22T09:00"}, {"since": ""}, {"why": "tired"}])
def test_what_is_no_absence_is_said_and_not_kept(dana, parts, wrong):
    post(dana, "/away", **AWAY | wrong)
    assert not rows(parts, Absence)
    assert "Nothing was changed." in dana.get("/away").text


def test_back_again_it_is_offered_and_taken_with_one_press(dana, luis, world, parts):
    post(dana, "/away", **AWAY, stand_in=world.luis)
    assert "While you were away" not in dana.get("/today").text  # not while they are away
    post(dana, "/away/1/end")
    for path in ("/today", "/away"):
        text = dana.get(path).text
        assert "While you were away" in text and "promise with Luis" in text
    post(dana, "/lent/1/back", to="/today")
    assert rows(parts, Conversation)[0].owner_id == world.dana
    assert rows(parts, Promise)[0].who_id == world.luis  # that one was not pressed
    assert "conversation with Luis" not in dana.get("/today").text
    assert [one.what for one in rows(parts, Deed) if "absence" in one.what] == [
        "handed over for an absence", "handed over for an absence", "ended an absence",
        "took again after an absence",
    ]  # fmt: skip


def test_the_audit_log_says_what_the_program_did_and_for_whom(dana, robin, world):
    post(dana, "/away", **AWAY, stand_in=world.luis)
    text = robin.get("/audit").text
    assert "The program" in text and "handed over what somebody had who is away" in text
    assert "from Dana Ruiz · to Luis Ortega" in text


def test_what_was_ended_meanwhile_is_not_offered(dana, world, parts, clock):
    post(dana, "/away", **AWAY, stand_in=world.luis)
    post(dana, "/away/1/end")
    with parts.services.sessions.begin() as session:
        luis = session.get_one(Teammate, world.luis)
        session.get_one(Promise, world.promise).keep(luis, "called", clock())
        session.get_one(Conversation, world.conversation).close(luis, "called")
    assert "While you were away" not in dana.get("/today").text


def test_nobody_away_is_chosen(dana, luis, world, parts):
    post(luis, "/away", **AWAY)
    option = re.search(rf'<option value="{world.luis}"([^>]*)>([^<]*)<', page(dana, world))
    assert "disabled" in option[1] and "away until" in option[2]
    asks(dana, world)
    assert not rows(parts, Handoff)
