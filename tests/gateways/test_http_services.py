"""Mailgun and Postmark over their HTTP APIs: what each answer, and each way to get none, says of the mail."""

import base64
import json
import socket
import threading
import time
from datetime import UTC, datetime
from email.parser import BytesParser
from email.policy import default

import pytest
import requests
import responses
from werkzeug import Request, Response

from assistant.core.address import Mailbox
from assistant.core.message import Attachment, Channel, OutboundMessage
from assistant.core.outcome import Accepted, Deferred, Refused, Unsure
from assistant.gateways.mailgun import MailgunGateway
from assistant.gateways.postmark import PostmarkGateway

ID = "<rb.0123456789abcdef0123456789abcdef@northgate.example>"
MESSAGE = OutboundMessage(
    channel=Channel.EMAIL,
    sender=Mailbox('Sam "S" Whitfield', "sales@northgate.example"),
    to=(Mailbox("Dana, née Größe", "dana@mail.example"),),
    reply_to=Mailbox("Sam", "replies+token@northgate.example"),
    subject="Re: the van",
    text="Yes, it is here. Größe L.",
    footer="Northgate Motors",
    message_id=ID,
    in_reply_to="<van-1@mail.example>",
    references=("<van-0@mail.example>", "<van-1@mail.example>"),
    attachments=(Attachment("a.pdf", "application/pdf", b"%PDF"),),
    leave="https://northgate.example/leave/1",
)
GOOD = {
    "mailgun": {"id": ID, "message": "Queued. Thank you."},
    "postmark": {"ErrorCode": 0, "Message": "OK", "MessageID": "b7bc2f4a-e38e-4336-af7d-e6c392c2f817"},
}
SENDS = {
    "mailgun": "https://api.mailgun.net/v3/mg.northgate.example/messages.mime",
    "postmark": "https://api.postmarkapp.com/email",
}
BOTH = pytest.mark.parametrize("name", ["mailgun", "postmark"])


def gateway(name, **given):
    if name == "mailgun":
        return MailgunGateway("mg.northgate.example", "key-1", lambda: datetime.now(UTC), **given)
    return PostmarkGateway("token-1", **given)


@pytest.fixture
def service():
    with responses.RequestsMock() as mock:
        yield mock


@BOTH
def test_what_is_taken_is_taken_with_the_number_of_the_service(service, name):
    service.post(SENDS[name], json=GOOD[name])
    assert gateway(name).send(MESSAGE) == Accepted(str(GOOD[name].get("id") or GOOD[name]["MessageID"]))


def test_mailgun_gets_the_mail_exactly_as_it_was_made(service):
    service.post(SENDS["mailgun"], json=GOOD["mailgun"])
    gateway("mailgun").send(MESSAGE)
    asked = service.calls[0].request
    assert asked.headers["Authorization"] == "Basic " + base64.b64encode(b"api:key-1").decode()
    form = BytesParser(policy=default).parsebytes(
        f"Content-Type: {asked.headers['Content-Type']}\r\n\r\n".encode() + asked.body
    )
    parts = {part.get_param("name", header="content-disposition"): part for part in form.iter_parts()}
    assert parts["to"].get_content().strip() == "dana@mail.example"
    sent = parts["message"].get_content()
    assert (sent["Message-ID"], sent["In-Reply-To"]) == (ID, "<van-1@mail.example>")
    assert sent["References"] == "<van-0@mail.example> <van-1@mail.example>"
    assert sent["From"].addresses[0].display_name == 'Sam "S" Whitfield' and sent["Date"]
    assert (
        sent.get_body().get_content().replace("\r\n", "\n")
        == "Yes, it is here. Größe L.\n\n-- \nNorthgate Motors\n"
    )
    assert [one.get_content() for one in sent.iter_attachments()] == [b"%PDF"]


def test_postmark_gets_the_same_words_ids_and_ways_out(service):
    service.post(SENDS["postmark"], json=GOOD["postmark"])
    gateway("postmark").send(MESSAGE)
    asked = service.calls[0].request
    assert asked.headers["X-Postmark-Server-Token"] == "token-1"
    sent = json.loads(asked.body)
    assert sent["From"] == '"Sam \\"S\\" Whitfield" <sales@northgate.example>'
    assert sent["To"] == '"Dana, née Größe" <dana@mail.example>'
    assert sent["TextBody"] == "Yes, it is here. Größe L.\n\n-- \nNorthgate Motors"
    assert sent["ReplyTo"] == "Sam <replies+token@northgate.example>"
    headers = {one["Name"]: one["Value"] for one in sent["Headers"]}
    assert (headers["Message-ID"], headers["X-PM-KeepID"]) == (ID, "true")
    assert headers["References"] == "<van-0@mail.example> <van-1@mail.example>"
    assert headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert sent["Metadata"] == {"rightback": ID.strip("<>")} and sent["MessageStream"] == "outbound"
    assert base64.b64decode(sent["Attachments"][0]["Content"]) == b"%PDF"
    assert "HtmlBody" not in sent and (sent["TrackOpens"], sent["TrackLinks"]) == (False, "None")


@BOTH
@pytest.mark.parametrize(
    ("status", "kind"),
    [
        (400, Refused), (401, Refused), (403, Refused), (404, Refused), (413, Refused), (422, Refused),
        (429, Deferred), (500, Deferred), (503, Deferred), (502, Unsure), (504, Unsure), (408, Unsure),
        (202, Unsure), (301, Refused),
    ],
)  # fmt: skip
def test_what_a_service_says_decides(service, name, status, kind):
    service.post(SENDS[name], status=status, json={"message": "because", "Message": "because"})
    outcome = gateway(name).send(MESSAGE)
    assert isinstance(outcome, kind)
    assert "key-1" not in outcome.reason and "token-1" not in outcome.reason


@pytest.mark.parametrize(
    ("code", "kind", "words"),
    [
        (406, Refused, "dana@mail.example"), (300, Refused, "because"), (412, Refused, "because"),
        (100, Deferred, "maintained"), (405, Refused, "because"),
    ],
)  # fmt: skip
def test_postmark_says_why_by_its_own_numbers(service, code, kind, words):
    service.post(SENDS["postmark"], status=422, json={"ErrorCode": code, "Message": "because"})
    outcome = gateway("postmark").send(MESSAGE)
    assert isinstance(outcome, kind) and words in outcome.reason


@BOTH
@pytest.mark.parametrize(
    "body", ["", "{", "<html>sign in to this network</html>", "[]", "null", "[" * 50_000]
)
def test_a_success_without_a_word_of_the_service_is_no_success(service, name, body):
    service.post(SENDS[name], status=200, body=body)
    assert isinstance(gateway(name).send(MESSAGE), Unsure)


@BOTH
@pytest.mark.parametrize(
    ("header", "seconds"),
    [
        ("120", 120),
        ("999999999", 4 * 3600),
        ("soon", 0),
        ("-5", 0),
        ("", 0),
        ("Wed, 21 Oct 2015 07:28:00 GMT", 0),
    ],
)
def test_how_long_to_wait_is_what_the_service_says_within_reason(service, name, header, seconds):
    service.post(SENDS[name], status=429, headers={"Retry-After": header}, json={})
    assert gateway(name).send(MESSAGE).seconds == seconds


@BOTH
def test_an_address_that_is_none_is_refused_without_a_call(service, name):
    for to in ((), (Mailbox("", "no address"),), (Mailbox("", "a@b.example\r\nBcc: c@d.example"),)):
        assert isinstance(gateway(name).send(MESSAGE.__class__(**{**vars(MESSAGE), "to": to})), Refused)


@BOTH
@pytest.mark.parametrize(("listed", "found"), [(1, True), (0, None)])
def test_a_mail_is_looked_up_by_our_id_and_only_a_find_counts(service, name, listed, found):
    mark = ID.strip("<>")
    if name == "mailgun":
        url, asked = (
            "https://api.mailgun.net/v3/mg.northgate.example/events",
            {"message-id": mark, "limit": "1"},
        )
        answer = {"items": [{"event": "accepted"}] * listed}
    else:
        url = "https://api.postmarkapp.com/messages/outbound"
        asked = {"count": "1", "offset": "0", "metadata_rightback": mark}
        answer = {"TotalCount": listed, "Messages": []}
    service.get(url, json=answer, match=[responses.matchers.query_param_matcher(asked)])
    assert gateway(name).sent(ID) is found


@BOTH
@pytest.mark.parametrize("broken", [requests.ReadTimeout(), {"status": 500}, {"body": "{"}])
def test_a_look_up_that_fails_tells_nothing(service, name, broken):
    url = SENDS[name].replace("messages.mime", "events").replace("/email", "/messages/outbound")
    service.get(url, **({"body": broken} if isinstance(broken, Exception) else broken))
    assert gateway(name).sent(ID) is None


@BOTH
def test_over_a_socket(httpserver, name):
    seen = []

    def answer(request: Request) -> Response:
        seen.append(request.path)
        return Response(json.dumps(GOOD[name]), content_type="application/json")

    httpserver.expect_request("/v3/mg.northgate.example/messages.mime").respond_with_handler(answer)
    httpserver.expect_request("/email").respond_with_handler(answer)
    assert isinstance(gateway(name, url=httpserver.url_for("").rstrip("/")).send(MESSAGE), Accepted)
    assert len(seen) == 1


def peer(behave):
    """Something at a free port that is no proper service; its URL."""
    server = socket.create_server(("127.0.0.1", 0))

    def serve():
        with server, server.accept()[0] as line:
            behave(line)

    threading.Thread(target=serve, daemon=True).start()
    return f"http://127.0.0.1:{server.getsockname()[1]}"


def takes(line):
    line.settimeout(2)
    heard = b""
    while not heard.endswith((b"--\r\n", b"}")):
        heard += line.recv(65536)


def breaks_off(line):
    takes(line)


def drips(line):
    takes(line)
    for _ in range(200):
        line.sendall(b"H")
        time.sleep(0.02)


def half_an_answer(line):
    takes(line)
    line.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n{")


@BOTH
@pytest.mark.parametrize("behave", [breaks_off, drips, half_an_answer])
def test_a_line_that_breaks_after_the_mail_was_given_leaves_it_unsure(name, behave):
    assert isinstance(gateway(name, url=peer(behave), wall=1.0).send(MESSAGE), Unsure)


@BOTH
def test_a_service_that_is_not_there_is_tried_later(name):
    with socket.create_server(("127.0.0.1", 0)) as closed:
        url = f"http://127.0.0.1:{closed.getsockname()[1]}"
    assert isinstance(gateway(name, url=url).send(MESSAGE), Deferred)
    assert isinstance(gateway(name, url="http://nowhere.invalid").send(MESSAGE), Deferred)


@BOTH
def test_no_proxy_of_the_environment_gets_a_mail(httpserver, name, monkeypatch):
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    httpserver.expect_request("/email").respond_with_json(GOOD[name])
    httpserver.expect_request("/v3/mg.northgate.example/messages.mime").respond_with_json(GOOD[name])
    assert isinstance(gateway(name, url=httpserver.url_for("").rstrip("/")).send(MESSAGE), Accepted)
