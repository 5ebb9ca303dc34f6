"""No form works without the token of its own browser; nothing that is only looked at changes anything."""

import hashlib

import pytest
from tests_walk import walk
from tests_web import PASSWORD, signed_in, token_of
from walking import is_strangers, routes

from assistant.records import Base

ELSEWHERE = {"Sec-Fetch-Site": "cross-site", "Origin": "https://evil.example"}


@pytest.fixture
def nora(app, parts, world):
    """An admin who has given her password just now: no role stands before the form's own token."""
    made = walk(app, parts.services, world)
    app.config["WTF_CSRF_ENABLED"] = True
    return made.browser("admin")


def posts(app, world, *, strangers=False):
    found = [
        path
        for rule, method, path in routes(app, world)
        if method != "GET" and is_strangers(rule) == strangers
    ]
    assert found
    return found


def state(parts, *, but=()):
    """A digest of every table, row by row."""
    whole = {}
    with parts.services.sessions() as session:
        for table in Base.metadata.sorted_tables:
            rows = session.execute(table.select()).all()
            kept = [{k: v for k, v in row._mapping.items() if f"{table.name}.{k}" not in but} for row in rows]
            whole[table.name] = hashlib.sha256(repr(sorted(map(repr, kept))).encode()).hexdigest()
    return {name: digest for name, digest in whole.items() if name not in {*but, "paces"}}


def test_every_form_is_refused_without_a_token(app, world, nora, parts):
    before = state(parts)
    for path in posts(app, world):
        assert nora.post(path, data={"text": "x", "why": "x"}).status_code == 400, path
    assert state(parts) == before


def test_every_form_is_refused_with_the_token_of_another_browser(app, world, nora, robin, parts):
    before, foreign = state(parts), token_of(robin.get("/today"))
    for path in posts(app, world):
        assert nora.post(path, data={"csrf_token": foreign, "text": "x", "why": "x"}).status_code == 400, path
    assert state(parts) == before


@pytest.mark.parametrize(
    "headers",
    [ELSEWHERE, {"Sec-Fetch-Site": "same-site"}, {"Origin": "null"}, {"Origin": "http://localhost:81"}],
)
def test_every_form_is_refused_when_it_comes_from_another_site_even_with_the_right_token(
    app, world, nora, parts, headers
):
    before, own = state(parts), token_of(nora.get("/today"))
    for path in posts(app, world):
        answer = nora.post(path, data={"csrf_token": own, "text": "x", "why": "x"}, headers=headers)
        assert (answer.status_code, "another site" in answer.text) == (400, True), path
    assert state(parts) == before


def test_the_same_form_is_taken_from_a_page_of_ours(dana, world):
    fields = {"csrf_token": token_of(dana.get("/today")), "text": "called him"}
    headers = {"Sec-Fetch-Site": "same-origin", "Origin": "http://localhost"}
    path = f"/conversations/{world.conversation}/notes"
    assert dana.post(path, data=fields, headers=headers).status_code == 303


def test_nobody_can_be_signed_in_by_another_sites_form(app, nobody):
    """Login CSRF: not by a page elsewhere, and not with a token that another browser was given."""
    fields = {"email": "mallory@lakeside.example", "password": PASSWORD}
    own, foreign = token_of(nobody.get("/sign-in")), token_of(app.test_client().get("/sign-in"))
    for token, headers in ((own, ELSEWHERE), (foreign, {})):
        answer = nobody.post("/sign-in", data={"csrf_token": token, **fields}, headers=headers)
        assert answer.status_code == 400
        assert nobody.get_cookie("rightback") is None


def test_what_strangers_may_post_rests_on_no_cookie(app, world, dana, nobody):
    """Exempt from form tokens: the same answer with a sign-in's cookies and without; none is set."""
    for path in posts(app, world, strangers=True):
        theirs, ours = nobody.post(path, data=b"x"), dana.post(path, data=b"x")
        assert (theirs.status_code, theirs.mimetype) == (ours.status_code, ours.mimetype), path
        assert not theirs.headers.getlist("Set-Cookie") and not ours.headers.getlist("Set-Cookie")
        assert "Access-Control-Allow-Credentials" not in ours.headers


def test_looking_changes_nothing(app, world, parts):
    clients = [signed_in(app, f"{who}.example") for who in ("dana@northgate", "robin@northgate")]
    seen = {"paces", "deed", "deeds", "audit", "sign_in.seen_at", "sign_ins.seen_at", "sign_in.last_seen_at"}
    before, walked = state(parts, but=seen), 0
    for client in (*clients, app.test_client()):
        for _, method, path in routes(app, world):
            if method == "GET" and not path.endswith(("/live", "/events")):
                client.get(path, headers={"Accept": "text/html"}).close()
                client.head(path).close()
                walked += 1
    assert walked > 50
    after = state(parts, but=seen)
    assert [name for name in before if before[name] != after[name]] == []


@pytest.mark.parametrize("dest", ["image", "script", "iframe", "empty", "object"])
def test_another_sites_page_cannot_embed_or_fetch_what_is_private(dana, world, dest):
    headers = {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "no-cors", "Sec-Fetch-Dest": dest}
    for path in ("/today", f"/messages/{world.message}/raw", f"/attachments/{world.attachment}"):
        assert dana.get(path, headers=headers).status_code == 403
    link = {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate", "Sec-Fetch-Dest": "document"}
    assert dana.get("/today", headers=link).status_code == 200
    framed = {**link, "Sec-Fetch-Dest": "iframe"}
    assert dana.get("/today", headers=framed).status_code == 403
