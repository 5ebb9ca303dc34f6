"""Forms of web sites: any field names, set right on the settings page; traps, paces, hosts and files."""

import io
import json

from tests_machines import FORM, site, token
from tests_web import post as press

from assistant.core.states import InboundState
from assistant.pipeline.receive import receive
from assistant.records import Inbox, LedgerEntry, Message
from assistant.web import pace

ODD = {"fld_1": "Ann Lee", "fld_2": "ann@mail.example", "fld_3": "Is it there?", "besuch": "Samstag"}


def ruled(cast, **rules):
    with cast.services.sessions.begin() as session:
        session.get_one(Inbox, cast.tokens[FORM][0]).form = rules


def post(cast, data, **more):
    return site(cast).test_client().post(f"/hooks/form/{token(cast, FORM)}", data=data, **more)


def test_fields_of_any_name_are_what_the_settings_say(cast):
    ruled(cast, fields={"fld_1": "name", "fld_2": "email", "fld_3": "message"})
    post(cast, ODD)
    cast.works()
    (message,) = cast.all(Message)
    assert (message.sender_name, message.sender_email) == ("Ann Lee", "ann@mail.example")
    assert message.visible_text == "Is it there?"
    assert "besuch: Samstag" in message.text


def test_what_fills_in_the_hidden_field_is_set_aside_and_kept(cast):
    ruled(cast, trap="website2")
    assert post(cast, {**ODD, "website2": "http://spam.example"}).status_code == 202
    assert post(cast, {**ODD, "website2": ""}).status_code == 202
    cast.works()
    first, second = cast.all(LedgerEntry)
    assert (first.state, second.state) == (InboundState.SET_ASIDE, InboundState.FILED)
    assert "website2" in first.reason


def test_uploaded_files_are_attachments(cast):
    files = {"message": "Look", "photo": (io.BytesIO(b"\x00\xffpng"), "dent.png", "image/png")}
    post(cast, files, content_type="multipart/form-data")
    cast.works()
    with cast.services.sessions() as session:
        (message,) = session.query(Message)
        assert [(one.name, one.content) for one in message.attachments] == [("dent.png", b"\x00\xffpng")]


def test_a_listed_host_may_post_from_a_script_and_be_led_back_to(cast):
    path = f"/hooks/form/{token(cast, FORM)}"
    client = site(cast).test_client()
    origin = {"Origin": "https://forms.builder.example"}
    back = {"message": "Hi", "redirect": "https://forms.builder.example/thanks"}
    page = {"Accept": "text/html"}
    assert "Access-Control-Allow-Origin" not in client.options(path, headers=origin).headers
    assert client.post(path, data=back, headers=page).status_code == 200
    ruled(cast, hosts=["forms.builder.example"])
    allowed = client.options(path, headers=origin).headers
    assert allowed["Access-Control-Allow-Origin"] == origin["Origin"]
    assert "POST" in allowed["Access-Control-Allow-Methods"]
    assert client.post(path, data=back, headers=page).status_code == 303
    assert (
        client.post(
            path, data={**back, "redirect": "https://x.forms.builder.example/"}, headers=page
        ).status_code
        == 200
    )


def test_too_many_posts_from_one_place_are_told_to_come_again_and_none_is_half_kept(cast, monkeypatch):
    monkeypatch.setitem(pace.LIMITS, "hooks.form", pace.Limit(2, 600, "form"))
    client = site(cast).test_client()
    path = f"/hooks/form/{token(cast, FORM)}"
    codes = [client.post(path, json={"message": f"no. {n}"}).status_code for n in range(3)]
    assert codes == [202, 202, 429]
    refused = client.post(path, json={"message": "again"})
    assert "was not kept" in refused.text and refused.headers["Retry-After"]
    assert len(cast.all(LedgerEntry)) == 2


def test_a_manager_sees_the_last_post_tries_another_reading_and_keeps_it(robin, parts, world):
    with parts.services.sessions() as session:
        inbox = session.query(Inbox).filter_by(store_id=world.store, channel=FORM).one().id
    receive(
        parts.services,
        inbox_id=inbox,
        form="form",
        entry="hook",
        raw=json.dumps(ODD).encode(),
        now=parts.services.clock(),
    )
    page = f"/settings/forms/{inbox}"
    assert all(words in robin.get(page).text for words in ("fld_1", "Ann Lee", "besuch"))
    asked = {
        "field": ["fld_1", "fld_3"],
        "key": ["name", "message"],
        "trap": "hp",
        "hosts": "www.builder.example",
    }
    tried = press(robin, page, act="preview", **asked)
    assert "Nothing is kept yet." in tried.text
    assert rules(parts, inbox) == {}
    assert press(robin, page, act="keep", **asked).status_code == 303
    assert rules(parts, inbox)["fields"] == {"fld_1": "name", "fld_3": "message"}
    assert press(robin, page, hosts="no host at all", act="keep").status_code == 422


def test_a_member_changes_no_form(dana, world):
    assert dana.get("/settings/forms/1").status_code == 403


def rules(parts, inbox):
    with parts.services.sessions() as session:
        return session.get_one(Inbox, inbox).form
