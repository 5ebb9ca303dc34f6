"""How often who may do what: told in words, with the time to wait, and shared by all web processes."""

import pytest
from tests_web import post
from walking import routes

from assistant.records import Pace
from assistant.records.pace import Paces
from assistant.tools.pace import OwnPace
from assistant.web import pace, whence
from assistant.web.pace import LIMITS, Limit
from assistant.wiring import build

KEY = "k" * 64


@pytest.fixture(params=["own", "shared"])
def counter(request, parts):
    return OwnPace() if request.param == "own" else Paces(parts.services.sessions)


def test_the_first_ones_pass_then_the_rest_waits_for_the_next_stretch(counter, clock):
    waits = [counter.wait(KEY, most=3, seconds=60, now=clock()) for _ in range(5)]
    assert waits == [0, 0, 0, 60, 60]
    assert counter.wait("other", most=3, seconds=60, now=clock()) == 0
    clock.forward(seconds=59)
    assert counter.wait(KEY, most=3, seconds=60, now=clock()) == 1
    clock.forward(seconds=1)
    assert counter.wait(KEY, most=3, seconds=60, now=clock()) == 0


def test_two_web_processes_on_postgresql_count_together(parts, clock):
    other = build(parts.services.settings, clock=clock)
    both = (parts.services.pace, other.services.pace)
    waits = [both[n % 2].wait(KEY, most=4, seconds=60, now=clock()) for n in range(6)]
    alone = isinstance(both[0], OwnPace)  # SQLite: one process by construction
    assert waits == ([0] * 6 if alone else [0, 0, 0, 0, 60, 60])
    other.services.live.close()
    other.services.sessions.kw["bind"].dispose()


def test_counters_at_once_lose_none(parts, clock):
    from concurrent.futures import ThreadPoolExecutor

    shared = Paces(parts.services.sessions)
    with ThreadPoolExecutor(8) as threads:
        waits = list(threads.map(lambda _: shared.wait(KEY, most=20, seconds=600, now=clock()), range(32)))
    assert waits.count(0) == 20


def test_the_table_holds_only_what_counts_now(parts, clock):
    shared = Paces(parts.services.sessions)
    for n in range(30):
        shared.wait(f"{n}", most=5, seconds=60, now=clock())
    clock.forward(minutes=5)
    shared.wait("new", most=5, seconds=60, now=clock())
    with parts.services.sessions() as session:
        assert [row.key for row in session.query(Pace)] == ["new"]


def test_the_memory_holds_only_so_many(clock):
    own = OwnPace(most_keys=10)
    for n in range(100):
        own.wait(f"{n}", most=5, seconds=60, now=clock())
    assert len(own._counts) == 10


@pytest.mark.parametrize(
    ("address", "counted"),
    [
        ("203.0.113.9", "203.0.113.9"),
        ("2001:db8:1:2:3::4", "2001:db8:1:2::/64"),
        ("::ffff:203.0.113.9", "203.0.113.9"),
        ("", ""),
    ],
)
def test_a_household_is_one_place(app, address, counted):
    with app.test_request_context("/", environ_base={"REMOTE_ADDR": address}):
        assert whence.place() == counted


def test_too_many_exports_by_one_teammate_wait_and_others_do_not(app, dana, robin, world, monkeypatch):
    monkeypatch.setitem(LIMITS, "originals.raw", Limit(3, 60, "teammate"))
    path = f"/messages/{world.message}/raw"
    assert [dana.get(path).status_code for _ in range(4)] == [200, 200, 200, 429]
    assert robin.get(path).status_code == 200
    refused = dana.get(path)
    assert int(refused.headers["Retry-After"]) in range(1, 61)
    assert "Nothing is lost" in refused.text
    assert dana.get("/today").status_code == 200


def test_exports_of_customers_are_counted_for_each_teammate(robin, world, monkeypatch):
    assert LIMITS["exporting.export"].each == "teammate"
    monkeypatch.setitem(LIMITS, "exporting.export", Limit(2, 600, "teammate"))
    codes = [post(robin, f"/customers/{world.tom}/export").status_code for _ in range(3)]
    assert codes == [200, 200, 429]


def test_the_chat_and_the_feedback_page_say_how_long_to_wait(nobody, monkeypatch):
    monkeypatch.setitem(LIMITS, "feedback.send", Limit(1, 600, "place"))
    monkeypatch.setitem(LIMITS, "chat.write", Limit(0, 60, "place"))
    words = {"message": "My words", "email": "a@b.example"}
    assert nobody.post("/feedback/northgate", data=words).status_code == 303
    again = nobody.post("/feedback/northgate", data=words)
    assert (again.status_code, "My words" in again.text) == (429, True)
    assert int(again.headers["Retry-After"]) in range(1, 601)
    line = nobody.post("/chat/token-chat/lines", json={})
    assert (line.status_code, int(line.headers["Retry-After"]) <= 60) == (429, True)


def test_everything_else_shares_one_large_limit_for_each_place(app, dana, monkeypatch):
    monkeypatch.setattr(pace, "ALL_ELSE", Limit(5, 60, "place"))
    codes = [dana.get("/today", environ_base={"REMOTE_ADDR": "203.0.113.5"}).status_code for _ in range(7)]
    assert codes == [200] * 5 + [429] * 2
    assert dana.get("/today", environ_base={"REMOTE_ADDR": "203.0.113.6"}).status_code == 200
    assert dana.get("/healthz", environ_base={"REMOTE_ADDR": "203.0.113.5"}).status_code == 200


def test_every_line_of_the_table_names_a_route(app, world):
    endpoints = {rule.endpoint for rule, _, _ in routes(app, world)}
    assert set(LIMITS) | pace.FREE <= endpoints


def test_a_page_view_writes_no_counter(dana, parts):
    for path in ("/today", "/customers", "/promises"):
        dana.get(path)
    post(dana, "/sign-out")
    with parts.services.sessions() as session:
        assert {row.count for row in session.query(Pace)} <= {1}
        assert session.query(Pace).count() <= 1  # the search
