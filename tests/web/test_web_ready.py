"""What lies ready to be told of a promise near its time: a letter beside another, or a note for a call."""

from datetime import timedelta
from html import unescape

import pytest
from tests_web import post

from assistant.core.states import DraftState
from assistant.pipeline.news import news
from assistant.records import Conversation, Customer, Draft, IdentityKind, Promise


def promised(session, world, clock, customer_id, conversation_id=None):
    """By Dana, an hour late."""
    made = Promise(
        store_id=world.store, customer_id=customer_id, conversation_id=conversation_id, who_id=world.dana,
        what="the price of the second key", made_at=clock(), due=clock() - timedelta(hours=1),
    )  # fmt: skip
    session.add(made)
    session.flush()
    return made.id


@pytest.fixture
def late(parts, world, clock):
    """To Tom, in the conversation in which he waits for an answer."""
    with parts.services.sessions.begin() as session:
        return promised(session, world, clock, world.tom, world.conversation)


@pytest.fixture
def unreachable(parts, world, clock):
    """To Ines, on the phone; no address of hers is known. The promise and she."""
    with parts.services.sessions.begin() as session:
        ines = Customer(store_id=world.store, name="Ines Moreno", since=clock())
        session.add(ines)
        ines.claims(IdentityKind.PHONE, "+15550100177", "called", clock())
        session.flush()
        return promised(session, world, clock, ines.id), ines.id


def test_beside_an_answer_the_letter_is_shown_and_leads_at_a_press(dana, world, parts, clock, late):
    news(parts.services, late, clock())
    with parts.services.sessions() as session:
        beside = session.get_one(Promise, late).news
    assert beside.state is DraftState.WRITTEN
    page = dana.get(f"/conversations/{world.conversation}").text
    assert "What to tell them lies ready." in page
    assert "the price of the second key" in page
    post(dana, f"/drafts/{beside.id}/lead")
    with parts.services.sessions() as session:
        assert session.get_one(Conversation, world.conversation).leading_draft.id == beside.id
    assert "What to tell them lies ready." not in dana.get(f"/conversations/{world.conversation}").text


def test_by_phone_alone_the_list_and_the_customer_say_whom_to_call_and_what_to_say(dana, unreachable):
    for path in ("/promises", f"/customers/{unreachable[1]}"):
        page = unescape(dana.get(path).text)
        assert "(555) 010-0177" in page and "hat to say" in page, path
        assert "I promised you the price of the second key by" in page, path


def test_asked_to_tell_whom_no_letter_reaches_it_says_to_call(dana, parts, unreachable):
    key, whose = unreachable
    answer = post(dana, f"/promises/{key}/news")
    assert answer.headers["Location"] == f"/customers/{whose}"
    assert "Nothing can be written to them yet: call them" in dana.get(answer.headers["Location"]).text
    with parts.services.sessions() as session:
        assert session.query(Draft).count() == 1


def test_where_an_answer_leads_it_says_that_the_letter_stands_beside(dana, late):
    answer = post(dana, f"/promises/{late}/news")
    page = dana.get(answer.headers["Location"]).text
    assert "What to tell them stands beside it, under Other drafts." in page


def test_it_says_why_nothing_may_be_written_to_an_address_that_is_only_claimed(dana, world, parts, late):
    with parts.services.sessions.begin() as session:
        session.get_one(Conversation, world.conversation).recipient_email = "new@mail.example"
    answer = post(dana, f"/promises/{late}/news")
    assert "Their address is only claimed" in dana.get(answer.headers["Location"]).text


def test_written_anew_twice_the_second_time_nothing_new_is_known(dana, parts, late, world):
    news(parts.services, late, parts.services.clock())
    with parts.services.sessions() as session:
        beside = session.get_one(Promise, late).news_id
    post(dana, f"/drafts/{beside}/lead")
    post(dana, f"/drafts/{beside}/redraft")
    assert "Nothing new is known." in dana.get(f"/conversations/{world.conversation}").text


def test_a_promise_on_a_day_on_which_nobody_is_in_warns_at_the_tick(dana, parts, world):
    with parts.services.sessions() as session:
        draft = session.get_one(Conversation, world.conversation).leading_draft
    text = "Hi Tom,\n\nI'll write you the price on Sunday at 3 pm.\n\nDana"
    told = post(dana, f"/drafts/{draft.id}/check", text=text).json["parts"]["promised"]
    assert "Nobody is in then" in told
    later = post(dana, f"/drafts/{draft.id}/check", text=text.replace("Sunday", "Monday")).json
    assert "Nobody is in then" not in later["parts"]["promised"]
