"""Signing in: who gets in, who does not, and what the browser is told."""

import pytest
from tests_web import PASSWORD, post, signed_in, token_of

from assistant.records import SignIn
from assistant.tools import passwords
from assistant.web import gate


def test_the_right_password_opens_today(dana):
    answer = dana.get("/today")
    assert answer.status_code == 200
    assert "Dana" in answer.text


@pytest.mark.parametrize("email", ["dana@northgate.example", "nobody@northgate.example", ""])
def test_a_wrong_password_and_an_unknown_address_get_the_same_answer(nobody, email):
    token = token_of(nobody.get("/sign-in"))
    answer = nobody.post("/sign-in", data={"csrf_token": token, "email": email, "password": "wrong"})
    assert answer.status_code == 401
    assert "do not go together" in answer.text
    assert nobody.get("/today").status_code == 302


def test_without_a_form_token_nothing_is_tried(nobody):
    answer = nobody.post("/sign-in", data={"email": "dana@northgate.example", "password": PASSWORD})
    assert answer.status_code == 400


def test_the_cookie_is_kept_from_scripts_and_its_token_from_the_database(app, parts):
    client = app.test_client()
    token = token_of(client.get("/sign-in"))
    fields = {"csrf_token": token, "email": "dana@northgate.example", "password": PASSWORD}
    answer = client.post("/sign-in", data=fields)
    cookie = next(c for c in answer.headers.getlist("Set-Cookie") if c.startswith("rightback="))
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie
    value = client.get_cookie("rightback").value
    with parts.services.sessions() as session:
        newest = session.query(SignIn).order_by(SignIn.id.desc()).first()
    assert value != newest.token_hash == gate.token_digest(value)


def test_each_sign_in_has_a_token_of_its_own(app):
    first, second = (signed_in(app, "dana@northgate.example") for _ in range(2))
    assert first.get_cookie("rightback").value != second.get_cookie("rightback").value


@pytest.mark.parametrize("email", ["dana@northgate.example", "robin@northgate.example"])
def test_who_signs_in_anew_leaves_no_old_token_of_this_browser_alive(app, dana, email):
    old, elsewhere = dana.get_cookie("rightback").value, signed_in(app, "dana@northgate.example")
    fields = {"csrf_token": token_of(dana.get("/account")), "email": email, "password": PASSWORD}
    assert dana.post("/sign-in", data=fields).status_code == 303
    assert dana.get("/today").status_code == 200
    dana.set_cookie("rightback", old)
    assert dana.get("/today").status_code == 302
    assert elsewhere.get("/today").status_code == 200


def test_who_signs_out_is_out_even_with_the_old_cookie(dana):
    old = dana.get_cookie("rightback").value
    post(dana, "/sign-out")
    dana.set_cookie("rightback", old)
    assert dana.get("/today").status_code == 302


def test_a_sign_in_ends_by_itself(dana, clock):
    clock.forward(days=15)
    assert dana.get("/today").status_code == 302


def test_many_wrong_tries_stop_that_place_and_address_only(app):
    client = app.test_client()
    token = token_of(client.get("/sign-in"))

    def tries(email):
        return client.post(
            "/sign-in", data={"csrf_token": token, "email": email, "password": "x"}
        ).status_code

    assert [tries("dana@northgate.example") for _ in range(11)][-1] == 429
    assert tries("robin@northgate.example") == 401


def test_guessing_from_the_same_network_does_not_lock_the_owner_out(app, dana):
    other = app.test_client()
    token = token_of(other.get("/sign-in"))
    for _ in range(11):
        other.post("/sign-in", data={"csrf_token": token, "email": "dana@northgate.example", "password": "x"})
    post(dana, "/sign-out")
    fields = {"csrf_token": token_of(dana.get("/sign-in")), "email": "dana@northgate.example"}
    assert dana.post("/sign-in", data={**fields, "password": PASSWORD}).status_code == 303


ELSEWHERE = [
    *("https://evil.example/", "//evil.example", "/\\evil.example", " //evil.example", "\t//evil.example"),
    *("/\t/evil.example/phish", "/\r/evil.example/phish", "/\n/evil.example", "\\\\evil.example"),
]


@pytest.mark.parametrize("to", ELSEWHERE)
def test_after_signing_in_nobody_is_sent_to_another_site(nobody, to):
    token = token_of(nobody.get("/sign-in"))
    fields = {"csrf_token": token, "email": "dana@northgate.example", "password": PASSWORD, "to": to}
    assert nobody.post("/sign-in", data=fields).headers["Location"] == "/today"
    assert nobody.get("/sign-in", query_string={"to": to}).headers["Location"] == "/today"


@pytest.mark.parametrize("to", ELSEWHERE)
def test_after_a_deed_nobody_is_sent_to_another_site(dana, world, to):
    answer = post(dana, f"/promises/{world.promise}/kept", to=to)
    assert (answer.status_code, answer.headers["Location"]) == (303, "/promises")


@pytest.mark.parametrize("to", ["/today", "/customers?q=caf%C3%A9&n=1", "/customers?q=a b\\c"])
def test_after_signing_in_they_come_where_they_wanted_to_go(dana, to):
    answer = dana.get("/sign-in", query_string={"to": to})
    assert answer.headers["Location"].startswith(to.partition(" ")[0])


def test_pages_allow_no_script_but_their_own_and_no_frame(dana):
    headers = dana.get("/today").headers
    assert "default-src 'self'" in headers["Content-Security-Policy"]
    assert "frame-ancestors 'none'" in headers["Content-Security-Policy"]
    assert "unsafe" not in headers["Content-Security-Policy"]
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Cache-Control"] == "no-store"


def test_an_empty_hash_verifies_no_password():
    assert passwords.verify("", "") is False
    assert passwords.verify(passwords.hash("a"), "a") is True


def test_all_addresses_of_a_household_are_one_place_for_who_guesses(app, clock):
    """A new browser from another address of the same /64 for each try, as one machine can have."""

    def tries(network, n):
        client, here = app.test_client(), {"REMOTE_ADDR": f"{network}::{n:x}"}
        fields = {"email": "dana@northgate.example", "password": "x"}
        token = token_of(client.get("/sign-in", environ_base=here))
        return client.post("/sign-in", data={"csrf_token": token, **fields}, environ_base=here).status_code

    assert [tries("2001:db8:1:2", n) for n in range(1, 8)] == [401] * 5 + [429] * 2
    assert tries("2001:db8:1:3", 1) == 401


def test_many_addresses_from_one_place_are_slowed_too(nobody, monkeypatch):
    monkeypatch.setattr(passwords, "verify", lambda *_: False)
    token = token_of(nobody.get("/sign-in"))
    codes = [
        nobody.post(
            "/sign-in", data={"csrf_token": token, "email": f"p{n}@x.example", "password": "x"}
        ).status_code
        for n in range(62)
    ]
    assert codes[:60] == [401] * 60
    assert codes[60:] == [429, 429]
