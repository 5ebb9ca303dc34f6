"""Mail services post mails: genuine ones are on disk before the answer, others leave a line and no more."""

import io
import json
from dataclasses import replace

import pytest
from posts import KEY, RAW, as_json, coded, mailgun, path, postmark, signed
from tests_machines import FORM, site, token

from assistant.channels.mailgun import Mailgun
from assistant.channels.postmark import Postmark
from assistant.core.states import InboundState
from assistant.records import LedgerEntry, Message, UsedToken
from assistant.records.ledger import balance


@pytest.fixture
def client(cast):
    sources = {**cast.services.sources, "mailgun": Mailgun((KEY,)), "postmark": Postmark("us:secret")}
    cast.services = replace(cast.services, sources=sources)
    return site(cast).test_client()


LOGIN = {"Authorization": f"Basic {coded(b'us:secret')}"}


def ledger(cast):
    return [(entry.state, entry.reason) for entry in cast.all(LedgerEntry)]


def raw_of(cast, entry_id):
    with cast.services.sessions() as session:
        entry = session.get_one(LedgerEntry, entry_id)
        return entry.form, entry.raw.content


def test_a_raw_mail_by_mailgun_is_kept_byte_for_byte(client, cast):
    raw = RAW + b"caf\xe9 & +%20\r\n"
    answer = client.post(path(cast, "mailgun", "mime"), data=mailgun(cast, raw))
    assert answer.status_code == 200
    assert raw_of(cast, answer.json["entry"]) == ("email", raw)
    entry = cast.entry(answer.json["entry"])
    assert entry.envelope == {"from": "dana@mail.example", "to": "sales@northgate.example"}
    assert ("file", entry.id) in cast.services.jobs.pending(cast.services.sessions())


def test_a_mail_that_mailgun_took_apart_is_filed_whole(client, cast):
    headers = [
        ["Received", "from mail.example\r\n by mx"], ["Subject", "Der Lieferwagen – grün?"],
        ["From", "Dana Ruiz <dana@mail.example>"], ["To", "sales@northgate.example"],
        ["Message-Id", "<van-2@mail.example>"], ["In-Reply-To", "<van-1@mail.example>"],
        ["Content-Type", 'multipart/mixed; boundary="gone"'],
    ]  # fmt: skip
    data = {
        **signed(cast.clock), "recipient": "sales@northgate.example", "sender": "dana@mail.example",
        "body-plain": "Is the van there? Größe L", "body-html": "<p>Is the <b>van</b> there?</p>",
        "message-headers": json.dumps(headers), "content-id-map": json.dumps({"<pic>": "attachment-2"}),
        "attachment-1": (io.BytesIO(b"\x00\xff--x\r\n\r\n"), "C:\\mine\\dent.bin", "application/x-dent"),
        "attachment-2": (io.BytesIO(b"png"), "grün.png", "image/png"),
    }  # fmt: skip
    answer = client.post(path(cast, "mailgun"), data=data, content_type="multipart/form-data")
    assert answer.status_code == 200
    form, raw = raw_of(cast, answer.json["entry"])
    assert form == "mailgun" and b"attachment-count" not in raw and b"\x00\xff--x\r\n\r\n" in raw
    cast.works()
    with cast.services.sessions() as session:
        message = session.query(Message).one()
        assert (message.subject, message.sender_email) == ("Der Lieferwagen – grün?", "dana@mail.example")
        assert "Größe L" in message.text and "<b>van</b>" in message.html
        assert (message.message_id, message.references) == ("<van-2@mail.example>", ["<van-1@mail.example>"])
        files = [(a.name, a.content_type, a.content, a.inline) for a in message.attachments]
    assert files == [
        ("dent.bin", "application/x-dent", b"\x00\xff--x\r\n\r\n", False),
        ("grün.png", "image/png", b"png", True),
    ]  # fmt: skip


def test_files_that_mailgun_kept_for_itself_are_told_of(client, cast):
    data = {
        **signed(cast.clock), "from": "dana@mail.example", "subject": "The van", "body-plain": "See the file",
        "attachments": json.dumps([{"url": "https://store.example/1", "name": "van.pdf", "size": 5}]),
    }  # fmt: skip
    client.post(path(cast, "mailgun"), data=data)
    cast.works()
    assert any("van.pdf" in note and "forward()" in note for note in cast.all(Message)[0].notes)


@pytest.mark.parametrize("change", [
    {"signature": "0" * 64}, {"signature": "é"}, {"timestamp": "1"}, {"token": "other"}, {"signature": ""},
    {"timestamp": "x"}, {"timestamp": "9" * 30},
])  # fmt: skip
def test_a_wrong_signature_is_refused_with_a_line_and_not_a_byte_more(client, cast, change):
    answer = client.post(path(cast, "mailgun"), data={**mailgun(cast), **change})
    assert answer.status_code == (401 if change == {"signature": ""} else 403)
    assert "ignature" in answer.json["error"]
    [entry] = cast.all(LedgerEntry)
    assert entry.state is InboundState.SET_ASIDE and "Mailgun was refused" in entry.reason
    assert raw_of(cast, entry.id) == ("refused", b"")
    with cast.services.sessions() as session:
        counts = balance(list(session.execute(LedgerEntry.counts()).all()))
    assert counts["seen"] == counts["set-aside"] == 1


@pytest.mark.parametrize(("age", "code"), [(11 * 3600, 200), (13 * 3600, 403), (-600, 200), (-3600, 403)])
def test_an_old_signature_is_refused_but_not_one_that_mailgun_still_tries(client, cast, age, code):
    assert client.post(path(cast, "mailgun"), data=mailgun(cast, age=age)).status_code == code


def test_a_mail_tried_again_with_its_signature_is_there_once(client, cast):
    data = mailgun(cast)
    first = client.post(path(cast, "mailgun"), data=data)
    packed = {**data, "body-mime": (io.BytesIO(RAW), "mail.mime")}
    again = client.post(path(cast, "mailgun"), data=packed, content_type="multipart/form-data")
    assert (first.status_code, again.status_code) == (200, 200)
    assert again.json == {"entry": first.json["entry"], "known": True}
    cast.works()
    assert len(cast.all(LedgerEntry)) == len(cast.all(Message)) == 1


def test_a_used_signature_lets_in_nothing_else(client, cast):
    data = mailgun(cast)
    client.post(path(cast, "mailgun"), data=data)
    forged = client.post(path(cast, "mailgun"), data={**data, "body-mime": RAW.replace(b"van", b"ship")})
    assert forged.status_code == 403
    assert [state for state, _ in ledger(cast)] == [InboundState.RECEIVED, InboundState.SET_ASIDE]


def test_used_signatures_are_forgotten_once_they_are_too_old_to_count(client, cast):
    client.post(path(cast, "mailgun"), data=mailgun(cast))
    cast.clock.forward(days=3)
    client.post(path(cast, "mailgun"), data=mailgun(cast, RAW + b"more"))
    assert len(cast.all(UsedToken)) == 1


def test_a_stranger_cannot_fill_the_ledger(client, cast):
    for _ in range(30):
        assert client.post(path(cast, "mailgun"), data={"token": "x"}).status_code == 401
    assert len(cast.all(LedgerEntry)) == 6
    cast.clock.forward(hours=1)
    client.post(path(cast, "mailgun"), data={"token": "x"})
    assert len(cast.all(LedgerEntry)) == 7
    assert client.post("/hooks/mailgun/guessed", data=mailgun(cast)).status_code == 404
    assert len(cast.all(LedgerEntry)) == 7


def test_without_a_key_nothing_is_taken_from_mailgun(cast):
    answer = site(cast).test_client().post(path(cast, "mailgun"), data=mailgun(cast))
    assert answer.status_code == 403
    assert "RIGHTBACK_MAILGUN_SIGNING_KEY" in ledger(cast)[0][1]


def test_while_a_key_changes_both_count(client, cast):
    cast.services.sources["mailgun"] = Mailgun(("new", KEY))
    for key in ("new", KEY):
        assert client.post(path(cast, "mailgun"), data=mailgun(cast, key=key)).status_code == 200


def test_a_mail_by_postmark_is_filed_whole(client, cast):
    answer = as_json(client, path(cast, "postmark"), postmark(), **LOGIN)
    assert answer.status_code == 200
    cast.works()
    with cast.services.sessions() as session:
        message = session.query(Message).one()
        assert (message.subject, message.sender_name) == ("The van", "Dana Ruiz")
        assert "Is the van there?" in message.text and message.html == "<p>Is the van there?</p>"
        assert message.message_id == "<van-1@mail.example>"
        assert [(a.name, a.content) for a in message.attachments] == [("van.txt", b"a van")]
    assert json.loads(raw_of(cast, answer.json["entry"])[1]) == postmark()


def test_the_raw_mail_in_a_post_by_postmark_is_what_is_kept(client, cast):
    answer = as_json(client, path(cast, "postmark"), postmark(RawEmail=RAW.decode()), **LOGIN)
    assert raw_of(cast, answer.json["entry"]) == ("email", RAW)


@pytest.mark.parametrize("charset", ["iso-8859-1", "utf-8"])
def test_letters_in_a_raw_mail_by_postmark_survive(client, cast, charset):
    raw = RAW.decode().replace("\r\n\r\n", f"\r\nContent-Type: text/plain; charset={charset}\r\n\r\nGrün? ")
    as_json(client, path(cast, "postmark"), postmark(RawEmail=raw, TextBody="Grün? There?"), **LOGIN)
    cast.works()
    assert cast.all(Message)[0].text.startswith("Grün? ")


@pytest.mark.parametrize(
    "login",
    [{}, {"Authorization": "Basic eDp5"}, {"Authorization": "Bearer x"}, {"Authorization": "Basic é"}],
)
def test_without_the_login_postmark_is_asked_for_it_and_tries_again(client, cast, login):
    answer = as_json(client, path(cast, "postmark"), postmark(), **login)
    assert answer.status_code == 401  # at 403 Postmark would never try again
    assert answer.headers["WWW-Authenticate"].startswith("Basic")
    assert "Postmark was refused" in ledger(cast)[0][1]


def test_the_same_mail_by_two_services_is_filed_once(client, cast):
    client.post(path(cast, "mailgun"), data=mailgun(cast))
    as_json(client, path(cast, "postmark"), postmark(RawEmail=RAW.decode()), **LOGIN)
    as_json(client, path(cast, "json"), {"raw": RAW.decode()})
    client.post(f"/hooks/email/{token(cast, FORM.__class__.EMAIL)}", data=RAW)
    cast.works()
    states = [state for state, _ in ledger(cast)]
    assert states == [InboundState.FILED, *[InboundState.KNOWN] * 3]


def test_a_mail_as_json_of_any_program_is_filed_whole(client, cast):
    data = {
        "From": {"email": "dana@mail.example", "name": 'Dana "D" Ruiz'},
        "to": ["sales@northgate.example", "b@x.example"], "messageId": "<van-9@mail.example>",
        "Subject": "The van\r\nBcc: evil@evil.example", "text": "Is it there?",
        "html": "<p>Is it there?</p>", "references": ["<a@x.example>", "<b@x.example>"],
        "headers": {"X-Shop": "7", "X-Two": ["1", "2"]},
        "attachments": [{"filename": "a.pdf", "content_type": "application/pdf", "content": coded(b"%PDF")}],
    }  # fmt: skip
    answer = as_json(client, path(cast, "json"), data)
    assert answer.status_code == 200
    cast.works()
    with cast.services.sessions() as session:
        message = session.query(Message).one()
        assert (message.sender_email, message.sender_name) == ("dana@mail.example", "Dana 'D' Ruiz")
        assert message.recipients == ["sales@northgate.example", "b@x.example"]
        assert message.subject == "The van  Bcc: evil@evil.example"
        assert message.references == ["<a@x.example>", "<b@x.example>"]
        assert [(a.name, a.content) for a in message.attachments] == [("a.pdf", b"%PDF")]


@pytest.mark.parametrize("service", ["mailgun", "postmark", "json"])
@pytest.mark.parametrize(
    "body", [b"", b" ", b"{", b"{}", b"[]", b"[" * 100_000, b"\xff\xfe", b"null", b'{"a": 1}']
)
def test_what_is_no_mail_is_told_so_and_nothing_is_kept(client, cast, service, body):
    answer = client.post(path(cast, service), data=body, headers=LOGIN, content_type="application/json")
    assert answer.status_code in (400, 401)
    assert answer.json["error"]
    assert all(entry.form == "refused" for entry in cast.all(LedgerEntry))


def test_what_is_too_large_is_refused_with_a_line(client, cast, monkeypatch):
    monkeypatch.setattr("assistant.web.mail_hooks.LARGEST", 1000)
    for chunked in ({}, {"wsgi.input_terminated": True, "HTTP_TRANSFER_ENCODING": "chunked"}):
        answer = client.post(
            path(cast, "json"), input_stream=io.BytesIO(b"x" * 1001), environ_overrides=chunked,
            **({} if chunked else {"content_length": 1001}),
        )  # fmt: skip
        assert answer.status_code == 413 and "MB" in answer.json["error"]
    assert "too large" in ledger(cast)[0][1]


def test_the_tokens_of_forms_and_chats_take_no_mail_of_a_service(client, cast):
    assert as_json(client, f"/hooks/json/{token(cast, FORM)}", {"raw": RAW.decode()}).status_code == 404


def test_a_mail_set_aside_at_the_door_cannot_be_read_again(client, cast):
    client.post(path(cast, "mailgun"), data={"token": "x"})
    with cast.services.sessions() as session, pytest.raises(ValueError, match="nothing left to read"):
        session.query(LedgerEntry).one().read_again()


def test_no_secret_and_no_word_of_a_post_is_logged(client, cast, lines):
    as_json(client, path(cast, "postmark"), postmark(), **LOGIN)
    as_json(client, path(cast, "postmark"), postmark(), Authorization="Basic d3Jvbmc6bG9naW4=")
    client.post(path(cast, "mailgun"), data={**mailgun(cast), "token": "of-mallory"})
    said = json.dumps(lines, default=str)
    assert any(line["event"] == "post.refused" for line in lines)
    for secret in (
        "secret",
        KEY,
        "of-mallory",
        "d3Jvbmc6bG9naW4",
        "Is the van",
        "dana@mail",
        token(cast, FORM.__class__.EMAIL),
    ):
        assert secret not in said
