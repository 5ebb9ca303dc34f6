"""Live: teammates hear of their own stores, at once, and never more than that."""

import threading
import time

import pytest
from tests_machines import CHAT, site, token

from assistant.records import Conversation, Role, SignIn, Store, Teammate
from assistant.web import gate, streams
from assistant.web.chat import key_of


@pytest.fixture
def app(cast):
    return site(cast)


@pytest.fixture
def sam(app, cast):
    """Sam's browser."""
    client = app.test_client()
    with app.app_context(), cast.services.sessions.begin() as session:
        value = gate.begin(session, session.merge(cast.sam), cast.clock())
        client.set_cookie(gate.cookie_name(), value)
    return client


def opened(client, path="/live"):
    answer = client.get(path, buffered=False)
    lines = iter(answer.response)
    assert next(lines).startswith(b"retry:")
    return answer, lines


def test_nobody_listens_without_a_sign_in(app):
    assert app.test_client().get("/live", headers={"Accept": "text/event-stream"}).status_code == 401


def test_a_change_in_a_store_reaches_its_teammates_page_within_a_moment(sam, cast):
    answer, lines = opened(sam)
    threading.Timer(0.1, cast.services.live.tell, [f"today:{cast.store_id}", "change"]).start()
    began = time.monotonic()
    assert next(lines) == f"event: change\ndata: today:{cast.store_id}\n\n".encode()
    assert time.monotonic() - began < 2
    answer.close()


def test_a_page_hears_of_its_conversation_and_not_of_another(sam, cast):
    cast.writes("One")
    cast.writes("Two", sender="Bo <bo@mail.example>")
    one, two = (conversation.id for conversation in cast.all(Conversation))
    answer, lines = opened(sam, f"/live?topics=conversation:{one}")
    cast.services.live.tell(f"conversation:{two}", "change")
    cast.services.live.tell(f"conversation:{one}", "change")
    assert next(lines) == f"event: change\ndata: conversation:{one}\n\n".encode()
    answer.close()


def test_an_event_carries_a_topic_and_no_words(sam, cast):
    answer, lines = opened(sam)
    cast.writes("My secret question about the van")
    heard = next(lines)
    assert heard == f"event: change\ndata: today:{cast.store_id}\n\n".encode()
    answer.close()


@pytest.mark.parametrize(
    "query",
    [
        "conversation=999",
        "topics=today:999",
        "topics=visitor:1:abc",
        "conversation=abc",
        "topics=conversation:²",
    ],
)
def test_what_belongs_to_another_store_is_not_there(sam, query):
    assert sam.get(f"/live?{query}").status_code == 404


def test_a_conversation_of_another_store_is_not_there(sam, cast):
    cast.writes("One")
    with cast.services.sessions.begin() as session:
        other = Store(slug="lakeside", name="Lakeside", zone="America/New_York")
        session.add(other)
        session.flush()
        session.get_one(Conversation, 1).store_id = other.id
    assert sam.get("/live?conversation=1").status_code == 404


def test_a_closed_page_leaves_nothing_behind(sam, cast):
    hub = cast.services.live
    answer, _ = opened(sam)
    assert (hub.listening(f"today:{cast.store_id}"), streams.teammates.taken) == (1, 1)
    answer.close()
    assert (hub.listening(f"today:{cast.store_id}"), streams.teammates.taken) == (0, 0)


def test_a_page_that_was_gone_before_the_first_word_leaves_nothing_either(sam, cast):
    sam.get("/live", buffered=False).close()
    assert (cast.services.live.listening(f"today:{cast.store_id}"), streams.teammates.taken) == (0, 0)


def test_beyond_the_cap_the_page_is_asked_to_come_later(sam, monkeypatch):
    monkeypatch.setattr(streams, "teammates", streams.Places(2))
    held = [opened(sam)[0] for _ in range(2)]
    full = sam.get("/live")
    assert full.status_code == 503 and int(full.headers["Retry-After"]) > 0
    held[0].close()
    again = opened(sam)[0]
    for answer in (held[1], again):
        answer.close()


def test_one_teammate_cannot_take_all_places():
    places = streams.Places(100, each=2)
    assert [places.take("sam") for _ in range(3)] == [True, True, False]
    assert places.take("robin")
    places.leave("sam")
    assert places.take("sam")


def test_one_household_cannot_take_all_places_of_visitors(app, cast, monkeypatch):
    monkeypatch.setattr(streams, "visitors", streams.Places(100, each=2))
    path = f"/chat/{token(cast, CHAT)}/events?visitor={'a' * 32}"

    def listens(address):
        return app.test_client().get(path, environ_base={"REMOTE_ADDR": address}, buffered=False)

    here = [listens(f"2001:db8:1:2::{n}") for n in range(1, 4)]
    there = listens("2001:db8:1:3::1")
    assert [answer.status_code for answer in (*here, there)] == [200, 200, 503, 200]
    for answer in (*here, there):
        answer.close()


def test_the_caps_leave_threads_for_pages():
    from assistant.web.server import THREADS

    assert streams.TEAMMATES_AT_MOST + streams.VISITORS_AT_MOST <= THREADS - 50


def test_a_stream_holds_no_database_session(sam, cast):
    pool = cast.services.sessions.kw["bind"].pool
    answer, _ = opened(sam)
    assert pool.checkedout() == 0
    answer.close()


def signs_out(session, sam, cast):
    session.query(SignIn).filter_by(teammate_id=sam.id).update({"ended_at": cast.clock()})


def deactivates(session, sam, _cast):
    sam.active = False


def changes_the_role(session, sam, _cast):
    sam.role = Role.MANAGER


def takes_a_store_away(session, sam, _cast):
    sam.stores = []


@pytest.mark.parametrize("change", [signs_out, deactivates, changes_the_role, takes_a_store_away])
def test_who_may_listen_no_more_hears_no_further_word(sam, cast, change):
    answer, lines = opened(sam)
    with cast.services.sessions.begin() as session:
        change(session, session.get_one(Teammate, cast.sam.id), cast)
    cast.services.live.tell(f"today:{cast.store_id}", "change")
    assert list(lines) == []
    answer.close()
    assert cast.services.live.listening(f"today:{cast.store_id}") == 0


def test_who_is_signed_out_on_a_quiet_day_is_let_go_at_the_next_sign_of_life(cast):
    listener, asked = cast.services.live.listen(["today:1"]), iter([True, True, False])
    said = list(streams.events(listener, lambda: next(asked), heartbeat=0.01, longest=60))
    listener.close()
    assert said[1:] == [": still here\n\n"] * 2


def test_while_the_database_is_away_nobody_is_sent_away(sam, cast, monkeypatch):
    answer, lines = opened(sam)
    monkeypatch.setattr(SignIn, "live", lambda *_: 1 / 0)
    cast.services.live.tell(f"today:{cast.store_id}", "change")
    assert next(lines).startswith(b"event: change")
    answer.close()


def test_a_silent_stream_gives_signs_of_life_and_ends_by_itself(cast):
    listener = cast.services.live.listen(["today:1"])
    said = list(streams.events(listener, heartbeat=0.01, longest=0.05))
    listener.close()
    assert len(said) > 2 and set(said[1:]) == {": still here\n\n"}


def test_a_visitors_stream_needs_the_right_chat_and_hears_only_its_own(app, cast):
    client, path = app.test_client(), f"/chat/{token(cast, CHAT)}/events"
    assert client.get(f"{path}?visitor=short").status_code == 404
    assert client.get(f"/chat/wrong/events?visitor={'a' * 32}").status_code == 404
    answer, lines = opened(client, f"{path}?visitor={'a' * 32}")
    inbox_id = cast.tokens[CHAT][0]
    cast.services.live.tell(f"visitor:{inbox_id}:{key_of('b' * 32)}", "line")
    cast.services.live.tell(f"visitor:{inbox_id}:{key_of('a' * 32)}", "line")
    assert key_of("a" * 32).encode() in next(lines)
    answer.close()
