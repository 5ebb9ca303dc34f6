"""The secret addresses of inboxes on the settings page: shown to admins, locked by another key, made anew."""

import re

import pytest
from tests_web import post, signed_in

from assistant.core.audit import Did
from assistant.records import Deed, Inbox, Role, Teammate
from assistant.tools.sealing import sealer

MAIL = b"From: t@mail.example\r\nTo: sales@northgate.example\r\nSubject: s\r\n\r\nIs it there?"


@pytest.fixture
def ada(app, world, robin, parts):
    with parts.services.sessions.begin() as session:
        session.get_one(Teammate, world.robin).role = Role.ADMIN
    return robin


@pytest.fixture
def inbox(parts, world):
    with parts.services.sessions() as session:
        return session.scalars(Inbox.by_token("token-email")).one()


def another_key(parts):
    """As after a restore without the key file."""
    with parts.services.sessions.begin() as session:
        for inbox in session.query(Inbox):
            inbox.token_sealed = sealer([b"the key of then"]).seal("gone")


def shown(page):
    return re.findall(r' value="[^"]*/hooks/email/([\w-]+)"', page)


def test_an_admin_sees_the_addresses_and_a_manager_the_widget_only(ada, dana, app, world, parts):
    page = ada.get("/settings").text
    assert shown(page) == ["token-email"] and "token-chat" in page
    assert "another key" not in page


def test_sealed_with_another_key_they_go_on_letting_in_and_the_page_says_so(ada, nobody, parts):
    another_key(parts)
    page = ada.get("/settings").text
    assert "sealed with another key" in page and shown(page) == [] and "data-inbox" not in page
    assert nobody.post("/hooks/email/token-email", data=MAIL).status_code == 202


def test_a_new_address_takes_the_place_of_the_earlier_one(ada, nobody, parts, inbox):
    another_key(parts)
    answer = post(ada, f"/settings/inboxes/{inbox.id}/address")
    assert answer.status_code == 303
    (token,) = shown(ada.get("/settings").text)
    assert token != "token-email" and len(token) >= 32
    assert nobody.post(f"/hooks/email/{token}", data=MAIL).status_code == 202
    assert nobody.post("/hooks/email/token-email", data=MAIL).status_code == 404
    with parts.services.sessions() as session:
        (deed,) = session.query(Deed).filter(Deed.what == Did.NEW_ADDRESS)
        assert deed.about == {"inbox": inbox.address, "channel": "email"} and deed.teammate_id
    assert "made a new address for an inbox" in ada.get("/audit").text


def test_only_an_admin_of_the_store_makes_one(dana, robin, mallory, app, world, parts, inbox):
    path = f"/settings/inboxes/{inbox.id}/address"
    assert post(robin, path).status_code == 403 and post(dana, path).status_code == 403
    assert "Make a new address" not in robin.get("/settings").text
    with parts.services.sessions.begin() as session:
        session.get_one(Teammate, world.mallory).role = Role.ADMIN
    assert post(signed_in(app, "mallory@lakeside.example"), path).status_code == 404
    with parts.services.sessions() as session:
        assert session.scalars(Inbox.by_token("token-email")).one().id == inbox.id


def test_each_mail_service_has_its_addresses_and_steps_and_says_what_is_missing(ada, app, parts):
    page = ada.get("/settings").text
    for service in ("mailgun", "postmark", "sendgrid", "ses", "json"):
        assert f"/hooks/{service}/token-email" in page
    assert "Nothing is taken from here until RIGHTBACK_MAILGUN_SIGNING_KEY is set." in page
    assert "/hooks/mailgun/token-api" not in page and "/hooks/mailgun/token-form" not in page
    assert page.count("data-copy=") == 9
    taken = set(re.findall(r'data-copy="[^"]*(/hooks/[^"]+)"', page))
    rules = app.url_map.bind("localhost")
    assert all(rules.match(path, method="POST") for path in taken)


def test_who_may_not_see_keys_sees_no_address_of_a_mail_service(dana):
    assert "/hooks/" not in dana.get("/settings").text
