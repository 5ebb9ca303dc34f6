"""Hooks: 2xx only when it is safe, nothing lost, a plain sentence for whatever is wrong."""

import io
import json
from io import BytesIO

import pytest
from cast import mail
from tests_machines import API, CHAT, EMAIL, FORM, site, store, token

from assistant.core.states import InboundState
from assistant.records import LedgerEntry, Message

HTML = {"Accept": "text/html,application/xhtml+xml,*/*;q=0.8"}


@pytest.fixture
def client(cast):
    return site(cast).test_client()


def kept(cast):
    with cast.services.sessions() as session:
        return [
            json.loads(entry.raw.content) for entry in session.query(LedgerEntry).order_by(LedgerEntry.id)
        ]


def test_a_mail_is_on_disk_with_its_job_before_the_hook_says_so(client, cast):
    raw = mail("Is the van there?")
    answer = client.post(f"/hooks/email/{token(cast, EMAIL)}", data=raw, content_type="message/rfc822")
    assert answer.status_code == 202
    with cast.services.sessions() as session:
        entry = session.get_one(LedgerEntry, answer.json["entry"])
        assert (entry.raw.content, entry.entry, entry.form) == (raw, "hook", "email")
        assert ("file", entry.id) in cast.services.jobs.pending(session)


@pytest.mark.parametrize(
    "kind", ["application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "", "text/plain"]
)
def test_a_mail_arrives_byte_for_byte_whatever_it_is_called(client, cast, kind):
    raw = b"From: a@b.example\r\nSubject: =+%20&x=1\r\n\r\n--x\r\n\xff\x00 a&b=c"
    answer = client.post(f"/hooks/email/{token(cast, EMAIL)}", data=raw, content_type=kind)
    with cast.services.sessions() as session:
        assert session.get_one(LedgerEntry, answer.json["entry"]).raw.content == raw


def test_the_same_mail_again_is_a_normal_answer_and_filed_once(client, cast):
    raw = mail("Is the van there?")
    for _ in range(2):
        assert client.post(f"/hooks/email/{token(cast, EMAIL)}", data=raw).status_code == 202
    cast.works()
    assert [entry.state for entry in cast.all(LedgerEntry)] == [InboundState.FILED, InboundState.KNOWN]
    assert len(cast.all(Message)) == 1


@pytest.mark.parametrize("kind", ["email", "adf", "form"])
def test_a_wrong_token_is_told_in_a_sentence_and_keeps_nothing(client, cast, kind):
    answer = client.post(f"/hooks/{kind}/wrong", data=b"words")
    assert answer.status_code == 404
    assert "settings of the store" in answer.json["error"]
    assert cast.all(LedgerEntry) == []


def test_the_public_token_of_a_form_or_chat_takes_no_mail(client, cast):
    for channel in (FORM, CHAT):
        assert client.post(f"/hooks/email/{token(cast, channel)}", data=mail("x")).status_code == 404


@pytest.mark.parametrize(("kind", "channel"), [("email", EMAIL), ("adf", API), ("form", FORM)])
def test_nothing_sent_is_answered_with_what_to_send(client, cast, kind, channel):
    answer = client.post(f"/hooks/{kind}/{token(cast, channel)}", data=b" \n")
    assert answer.status_code == 400
    assert "Send " in answer.json["error"]


@pytest.mark.parametrize(("kind", "channel"), [("email", EMAIL), ("adf", API), ("form", FORM)])
@pytest.mark.parametrize("told", [True, False])
def test_what_is_too_large_is_refused_with_the_limit(client, cast, kind, channel, told, monkeypatch):
    monkeypatch.setattr("assistant.web.hooks.LARGEST_MAIL", 2 * 1024 * 1024)
    body = io.BytesIO(b"message=" + b"x" * (2 * 1024 * 1024 + 1))
    given = (
        {"content_length": len(body.getvalue())}
        if told
        else {"environ_overrides": {"wsgi.input_terminated": True}}
    )
    answer = client.post(
        f"/hooks/{kind}/{token(cast, channel)}", input_stream=body,
        content_type="application/x-www-form-urlencoded", **given,
    )  # fmt: skip
    assert answer.status_code == 413
    assert " MB" in answer.json["error"]
    assert cast.all(LedgerEntry) == []


def test_a_chunked_body_over_the_limit_is_refused_and_never_cut(client, cast):
    too_large = BytesIO(b"From: a@b.example\n\n" + b"x" * (26_300_000))
    answer = client.post(
        f"/hooks/email/{token(cast, EMAIL)}",
        input_stream=too_large,
        environ_overrides={"wsgi.input_terminated": True, "HTTP_TRANSFER_ENCODING": "chunked"},
    )
    assert answer.status_code == 413
    assert cast.all(LedgerEntry) == []


def test_a_lead_is_kept_as_it_came(client, cast):
    raw = b"<adf><prospect>broken"
    entry = client.post(f"/hooks/adf/{token(cast, API)}", data=raw).json["entry"]
    with cast.services.sessions() as session:
        assert session.get_one(LedgerEntry, entry).raw.content == raw


def test_every_field_of_a_form_is_kept_whatever_it_is_called(client, cast):
    data = {"name": "Ann", "Lieblingsfarbe": "Grün", "extras": ["tow", "rack"], "_at": "forged"}
    assert client.post(f"/hooks/form/{token(cast, FORM)}", data=data).status_code == 202
    found = kept(cast)[0]
    assert (found["name"], found["Lieblingsfarbe"], found["extras"]) == ("Ann", "Grün", ["tow", "rack"])
    assert found[" _at"] == "forged"


def test_nested_json_is_kept_and_filed_under_who_wrote_it(client, cast):
    data = {"customer": {"name": "Ann Lee", "email": "ann@mail.example"}, "message": "Is it there?", "n": 7}
    client.post(f"/hooks/form/{token(cast, FORM)}", json=data)
    cast.works()
    message = cast.all(Message)[0]
    assert (message.sender_name, message.sender_email) == ("Ann Lee", "ann@mail.example")
    assert message.visible_text == "Is it there?"
    assert "n: 7" in message.text


@pytest.mark.parametrize(
    "body", [b"{not json", b"Call me at 5", b'"just words"', b"[" * 100_000, b"caf\xe9?"]
)
def test_what_is_no_form_at_all_is_still_read_by_a_person(client, cast, body):
    answer = client.post(f"/hooks/form/{token(cast, FORM)}", data=body, content_type="application/json")
    assert answer.status_code == 202
    assert kept(cast)[0]["message"].strip('"')[:4] in body.decode("latin-1")


def test_an_old_page_that_posts_latin_1_keeps_its_letters(client, cast):
    kind = "application/x-www-form-urlencoded"
    client.post(f"/hooks/form/{token(cast, FORM)}", data=b"message=caf%E9+ol%e9", content_type=kind)
    assert kept(cast)[0]["message"] == "café olé"


def test_a_file_in_a_form_is_kept_with_it_and_told_of(client, cast):
    data = {"message": "Look", "photo": (io.BytesIO(b"\x00\xffpng"), "dent.png", "image/png")}
    client.post(f"/hooks/form/{token(cast, FORM)}", data=data, content_type="multipart/form-data")
    assert kept(cast)[0]["_files"][0]["base64"] == "AP9wbmc="
    cast.works()
    assert "dent.png" in cast.all(Message)[0].text


def test_the_same_form_pressed_twice_is_filed_once(client, cast):
    for _ in range(2):
        client.post(f"/hooks/form/{token(cast, FORM)}", data={"message": "Hi", "email": "a@mail.example"})
        cast.clock.forward(seconds=2)
    cast.works()
    assert len(cast.all(Message)) == 1


def test_a_browser_gets_a_page_that_promises_only_what_the_policy_says(client, cast):
    path = f"/hooks/form/{token(cast, FORM)}"
    bare = client.post(path, data={"message": "Hi"}, headers=HTML).text
    assert "Northgate Motors" in bare and "Open until 6 pm" in bare
    assert "answers" not in bare and "will not" not in bare
    store(cast, presence="Somebody answers by {answer_by}.")
    assert "Somebody answers by 10:15 am." in client.post(path, data={"message": "Hi"}, headers=HTML).text


@pytest.mark.parametrize(
    ("target", "followed"),
    [
        ("https://northgate.example/thanks", True),
        ("https://www.northgate.example/thanks", True),
        ("https://evil.example/", False),
        ("https://northgate.example.evil.example/", False),
        ("https://northgate.example@evil.example/", False),
        ("//evil.example/", False),
        ("javascript:alert(1)//northgate.example", False),
        ("https://evil.example\\.northgate.example/phish", False),
        ("https:\\\\evil.example\\@northgate.example/", False),
        ("https://evil.example\t@northgate.example/", False),
        ("https://user@northgate.example/", False),
        ("https://user:word@northgate.example/", False),
        ("https://north\tgate.example/", False),
        ("ht\ntps://northgate.example/", False),
        ("ftp://northgate.example/", False),
        ("https://northgate.example/a%20b?c=d e", True),
    ],
)
def test_a_form_leads_back_to_the_stores_own_sites_only(client, cast, target, followed):
    path = f"/hooks/form/{token(cast, FORM)}"
    answer = client.post(path, data={"message": "Hi", "redirect": target}, headers=HTML)
    assert (answer.status_code == 303) is followed
    assert len(cast.all(LedgerEntry)) == 1


def test_a_script_of_the_stores_own_site_may_read_the_answer_and_no_other(client, cast):
    path = f"/hooks/form/{token(cast, FORM)}"
    for origin, allowed in (("https://northgate.example", True), ("https://evil.example", False)):
        answer = client.post(path, json={"message": "Hi"}, headers={"Origin": origin})
        assert (answer.headers.get("Access-Control-Allow-Origin") == origin) is allowed
        assert "Access-Control-Allow-Credentials" not in answer.headers
