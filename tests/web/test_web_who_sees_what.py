"""Every route by every method: as nobody, as a teammate of the other store, and as each role of this one."""

from datetime import timedelta

import pytest
from tests_walk import fields_read, walk

from assistant.core.roles import Action, Role
from assistant.records import Absence, Conversation, Draft, Handoff, Notice, Promise, Teammate
from assistant.web import doors

REFUSED = (401, 403)
YEAR = timedelta(days=365)
OF_OTHERS = {"deeds.assign", "away.end", "away.take_again"}  # what is a colleague's: for whoever leads
# What a view reads of a form or a query string that names a row; each has a test below, or says why not.
ROWS = {
    "teammate",
    "stand_in",
    "taker",
    "to_id",
    "heir",
    "store",
    "conversation",
    "topics",
    "who",
    "customer",
    "owner",
    "identity",
    "inbox",
}
# No row: words, choices, times, and ids that only say what the same page has shown.
PLAIN = {
    "name", "email", "title", "direct_line", "role", "department", "password", "current", "code", "sealed",
    "to", "text", "why", "how", "note", "reason", "due", "at", "until", "spoke", "needs", "sent", "statement",
    "what", "typed", "model_sees", "raw_days", "aside_days", "since", "before",
    "question", "promises", "wording", "version",
    "newest_seen_id", "shown_digest", "overrule", "show", "whose", "q",
    "summary", "cared",
    "regime", "share_link", "basis", "about",
    "ask", "days", "kind", "limit", "dollars", "tokens", "way",
    "again", "whom", "measure",  # and those of the clock, row by row
    "every", "quiet", "quiet_from", "quiet_until", "quiet_day", "breaks",
    "looking", "grace", "month", "for", "latest", "up_to",
    "lasts", "weekly", "on", "act", "scope", "yearly", "day",
    "host", "port", "tls", "user", "start", "marks",
    "stays", "state",
    "field", "key", "trap", "hosts",
    "where", "after", "answer", "line", "visitor", "page", "rating", "message", "phone",
}  # fmt: skip


@pytest.fixture
def walked(app, parts, world):
    return walk(app, parts.services, world)


def knock(client, method, path, **fields):
    """The status of an answer; a stream that opens is closed at once."""
    answer = client.open(path, method=method, data=fields or None)
    answer.close()
    return answer.status_code


def test_every_endpoint_is_open_or_names_its_action(app):
    endpoints = {rule.endpoint for rule in app.url_map.iter_rules()}
    assert {e for e in endpoints if not doors.is_open(e)} == set(doors.ACTIONS)


def test_an_endpoint_without_a_decision_opens_for_nobody(app, walked, monkeypatch):
    monkeypatch.setattr(doors, "ACTIONS", {k: v for k, v in doors.ACTIONS.items() if k != "today.page"})
    assert knock(walked.browser("admin"), "GET", "/today") == 403


def test_every_field_that_a_view_reads_is_known_to_name_a_row_or_none():
    unknown = {(file, name) for file, name in fields_read() if name not in ROWS | PLAIN}
    assert not unknown, "does it name a row? Then try it as a stranger below"


def test_nobody_gets_anything_but_the_way_to_sign_in(walked, nobody):
    closed = [one for one in walked.routes() if not doors.is_open(one[0])]
    assert len(closed) > 55
    for _, method, path, _ in closed:
        answer = nobody.open(path, method=method)
        assert answer.status_code in (302, 401), (method, path)
        assert "Tom Becker" not in answer.text


@pytest.mark.parametrize("who", ["stranger", "strange admin"])
def test_of_the_other_store_nothing_is_there(walked, who):
    client = walked.browser(who)
    role = Role.ADMIN if who == "strange admin" else Role.MEMBER
    named = [one for one in walked.routes() if one[3] and not doors.is_open(one[0])]
    assert len(named) > 40
    for endpoint, method, path, _ in named:
        allowed = doors.ACTIONS[endpoint] in _of(role)
        got = knock(client, method, path, **({"text": "x", "why": "x"} if method == "POST" else {}))
        assert got == (404 if allowed else 403), (endpoint, method, path)


@pytest.mark.parametrize("who", ["member", "manager", "admin"])
def test_each_role_of_this_store_gets_what_the_table_says(walked, who):
    client = walked.browser(who)
    own = {
        "sign_in_id": walked.own_sign_in(who),
        "preference_id": walked.own_habit(who),
        "notice_id": walked.own_notice(who),
    }
    for endpoint, method, path, _ in walked.routes(**own):
        if doors.is_open(endpoint):
            continue
        got = knock(client, method, path, **({"text": "x"} if method == "POST" else {}))
        if doors.ACTIONS[endpoint] in _of(Role(who)):
            refused_inside = endpoint in OF_OTHERS and who == "member"
            assert (got in REFUSED) == refused_inside, (endpoint, method, got)
            assert got < 500 and got != 404, (endpoint, method, got)
        else:
            assert got == 403, (endpoint, method, got)


@pytest.mark.parametrize("who", ["member", "stranger", "admin"])
def test_what_a_route_does_not_know_is_not_there(walked, who):
    assert knock(walked.browser(who), "GET", "/no-such-page") == 404
    assert knock(walked.browser(who), "DELETE", "/today") == 405


# ids in query strings


@pytest.mark.parametrize(
    "query", ["conversation={conversation_id}", "topics=conversation:{conversation_id}", "topics=today:1"]
)
def test_a_stranger_does_not_listen_to_this_store(walked, query):
    path = "/live?" + query.format(**walked.ids)
    assert knock(walked.browser("stranger"), "GET", path) == 404
    assert knock(walked.browser("member"), "GET", path) == 200


@pytest.mark.parametrize("path", ["/today", "/customers?q=Tom", "/promises?whose=all", "/ledger?show=aside"])
def test_lists_hold_nothing_of_the_other_store(walked, path):
    there = walked.browser("strange admin").get(path).text
    for words in ("Tom Becker", "steering recall", "No sender could be read"):
        assert words not in there


@pytest.mark.parametrize("query", ["customer={customer_id}", "conversation={conversation_id}", "who=1", ""])
def test_the_audit_log_tells_a_stranger_nothing_of_this_store(walked, query):
    walked.browser("admin").get("/customers/{customer_id}".format(**walked.ids))
    path = "/audit?" + query.format(**walked.ids)
    there, here = walked.browser("strange admin").get(path).text, walked.browser("admin").get(path).text
    assert "Tom Becker" in here or "who=" in query
    assert "Tom Becker" not in there and "Dana Ruiz" not in there
    csv = walked.browser("strange admin").post("/audit/file?" + query.format(**walked.ids)).text
    assert "Dana Ruiz" not in csv and "Luis Ortega" not in csv


# ids in form fields


@pytest.mark.parametrize("taker", ["stranger", "strange admin"])
def test_no_conversation_goes_to_a_teammate_of_another_store(walked, world, parts, taker):
    path, other = f"/conversations/{world.conversation}", walked.people[taker]
    admin = walked.browser("admin")
    knock(admin, "POST", f"{path}/handoff", taker=other)
    knock(admin, "POST", f"{path}/owner", to_id=other)
    knock(admin, "POST", f"{path}/owner", taker=other)
    with parts.services.sessions() as session:
        assert session.get_one(Conversation, world.conversation).owner_id == world.dana
        assert not session.query(Handoff).filter_by(taker_id=other).all()


@pytest.mark.parametrize("field", ["teammate", "stand_in"])
def test_nobody_of_another_store_is_away_here_or_stands_in(walked, parts, field):
    given = {"since": "2030-01-02T10:00", "until": "2030-01-03T10:00", field: walked.people["stranger"]}
    assert knock(walked.browser("admin"), "POST", "/away", **given) == 404
    with parts.services.sessions() as session:
        assert not session.query(Absence).filter(Absence.since > walked.services.clock() + YEAR).all()


def test_a_member_says_of_nobody_else_that_they_are_away(walked, world):
    given = {"since": "2030-01-02T10:00", "until": "2030-01-03T10:00", "teammate": world.luis}
    assert knock(walked.browser("member"), "POST", "/away", **given) == 403
    assert knock(walked.browser("luis"), "POST", "/away", **given) == 303


def test_a_promise_names_nobody_of_another_store(app, parts, world, clock):
    from tests_web import post, signed_in

    with parts.services.sessions() as session:
        text = session.get_one(Draft, world.draft).text
    fields = {"promise-0-what": "call", "promise-0-due": "2026-11-24T10:00", "promise-0-ticked": "1"}
    fields |= {"promise-0-who": world.mallory, "newest_seen_id": world.message, "text": text}
    post(signed_in(app, "dana@northgate.example"), f"/drafts/{world.draft}/approval", overrule="x", **fields)
    with parts.services.sessions() as session:
        assert not session.query(Promise).filter_by(who_id=world.mallory).all()


def test_an_admin_gives_nobody_a_store_that_is_not_theirs(walked, world, parts):
    lake = walked.ids["store"]
    given = {"name": "Luis Ortega", "role": "member", "department": "sales", "store": [str(lake)]}
    admin = walked.browser("admin")
    assert knock(admin, "POST", f"/settings/teammates/{world.luis}", **given) == 400
    assert knock(admin, "POST", "/settings/teammates/new", email="new@northgate.example", **given) == 400
    with parts.services.sessions() as session:
        assert session.get_one(Teammate, world.luis).store_ids == [world.store]
        assert not session.query(Teammate).filter_by(email="new@northgate.example").all()


def test_nobody_of_another_store_takes_over_from_who_leaves(walked, world, parts):
    heir = walked.people["stranger"]
    path = f"/settings/teammates/{world.dana}/leaving"
    assert knock(walked.browser("admin"), "POST", path, heir=heir) == 404
    with parts.services.sessions() as session:
        assert session.get_one(Teammate, world.dana).active


def test_whoever_works_elsewhere_too_is_not_managed_by_this_store_alone(walked, world, parts):
    with parts.services.sessions.begin() as session:
        luis, mallory = session.get_one(Teammate, world.luis), session.get_one(Teammate, world.mallory)
        luis.stores = [*luis.stores, *mallory.stores]
    assert knock(walked.browser("admin"), "GET", f"/settings/teammates/{world.luis}") == 404


def test_nobody_ends_the_sign_in_of_another(walked):
    path = f"/account/sign-ins/{walked.ids['sign_in_id']}/end"
    assert knock(walked.browser("admin"), "POST", path) == 404
    assert knock(walked.browser("luis"), "POST", path) == 303


def test_nobody_sees_the_notice_of_another_away(walked, parts):
    path = f"/notices/{walked.ids['notice_id']}/seen"
    assert knock(walked.browser("manager"), "POST", path) == 404
    assert knock(walked.browser("manager"), "POST", "/notices/seen", up_to=walked.ids["notice_id"]) == 303
    with parts.services.sessions() as session:
        assert session.get_one(Notice, walked.ids["notice_id"]).seen_at is None
    assert knock(walked.browser("luis"), "POST", path) == 303


def test_nobody_listens_to_what_another_is_told(walked):
    topic = "/live?topics=teammate:{}"
    assert knock(walked.browser("member"), "GET", topic.format(walked.people["member"])) == 200
    for other in ("manager", "stranger"):
        assert knock(walked.browser("member"), "GET", topic.format(walked.people[other])) == 404


def test_a_member_takes_a_conversation_but_gives_none_away(walked, world):
    path = f"/conversations/{world.conversation}/owner"
    assert knock(walked.browser("member"), "POST", path, to_id=world.luis) == 403
    assert knock(walked.browser("manager"), "POST", path, to_id=world.luis) == 303
    assert knock(walked.browser("member"), "POST", path, to_id=world.dana) == 303


def _of(role: Role) -> set[Action]:
    from assistant.core.roles import TABLE

    return TABLE[role]
