"""Odd requests to every route: whatever is asked, the answer is no stack trace and no 500."""

# ruff: noqa: E501

import random
import re

import pytest
from tests_web import token_of
from walking import routes

ODD = [
    "", " ", "\x00", "a\x00b", "%00", "..%2f..%2fetc%2fpasswd", "-1", "0", "1e9", "99999999999999999999", "2147483648",
    "9223372036854775808", "NaN", "null", "true", "[]", "{}", "'; DROP TABLE teammate; --", "\" OR 1=1", "%", "_", "\\",
    "{{7*7}}", "${7*7}", "<script>alert(1)</script>", "\u202e", "😀", "é" * 500, "x" * 20_000, "\r\nX: y",
    "2026-13-45T99:99", "0001-01-01T00:00", "9999-12-31T23:59", "../../../etc/passwd", "1\x1f2\x1f3", "\x1f\x1f9" + "9" * 30,
]  # fmt: skip
FIELDS = (
    "text", "why", "reason", "note", "taker", "to_id", "until", "at", "due", "how", "needs", "spoke", "sent", "question",
    "newest_seen_id", "shown_digest", "overrule", "wording", "statement", "version", "to", "email", "password", "message",
    "rating", "name", "phone", "promise-0-what", "promise-0-due", "promise-0-who", "promise-0-ticked", "answer", "q",
    "topics", "conversation", "visitor", "after", "page", "show", "whose",
)  # fmt: skip
TELLS = re.compile(
    r"Traceback|File \"|werkzeug|sqlalchemy|psycopg|sqlite3|jinja2|Python/|line \d+, in", re.IGNORECASE
)


@pytest.fixture
def loud(app):
    """Errors become the error page, as in production."""
    app.testing = False
    app.config["PROPAGATE_EXCEPTIONS"] = False
    return app


def fine(answer, about):
    assert answer.status_code < 500, about
    if answer.status_code >= 400 and answer.mimetype in ("text/html", "application/json", "text/plain"):
        assert not TELLS.search(answer.text), about
    answer.close()


def test_no_odd_request_ends_in_an_error_of_ours(loud, world, dana, robin):
    """Seeded: every route, many times, with odd arguments, queries, fields, kinds and headers."""
    chance = random.Random(7)
    walked = [one for one in routes(loud, world) if not one[2].endswith(("/live", "/events"))]
    token, asked = token_of(robin.get("/today")), 0
    for rule, method, path in walked:
        if rule.endpoint in ("sign_in.leave", "sign_in.enter"):
            continue
        for _ in range(6):
            fields = {name: chance.choice(ODD) for name in chance.sample(FIELDS, 8)}
            query = {name: chance.choice(ODD) for name in chance.sample(FIELDS, 2)}
            if method == "GET":
                answer = robin.get(path, query_string=query)
            else:
                answer = robin.post(
                    path, data={"csrf_token": token, **fields}, query_string=chance.choice([{}, query])
                )
            fine(answer, (method, path, fields, query))
            asked += 1
    assert asked > 200


@pytest.mark.parametrize("odd", ODD[:22], ids=range(22))
def test_an_odd_id_or_name_in_the_address_is_nowhere(loud, world, robin, odd):
    from urllib.parse import quote

    for rule in {
        rule.rule for rule, method, _ in routes(loud, world) if method == "GET" and "<" in rule.rule
    }:
        if rule.endswith("/events"):
            continue
        path = re.sub(r"<[^>]+>", lambda _: quote(odd.encode("utf-8", "surrogatepass"), safe=""), rule)
        fine(robin.get(path), path)


@pytest.mark.parametrize("path", ["/customers?q=%00", "/customers?q=%ff%fe", "/%ff", "/%00", "/customers/%00", "/feedback/%c0%ae",
                                  "/chat/%00/lines?visitor=x", "/sign-in?to=%00", "/live?topics=conversation:%00"])  # fmt: skip
def test_bytes_that_are_no_words_are_refused(loud, robin, path):
    answer = robin.get(path)
    assert answer.status_code in (200, 302, 400, 404)
    fine(answer, path)


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        ("application/json", b"\xff\xfe"), ("application/json", b'{"message": "\\u0000 a\\ud800"}'),
        ("application/json", b"[" * 100_000), ("application/json", b"1e999999"), ("application/json", b'"' + b"9" * 9999 + b'"'),
        ("application/json", b"9" * 5000), ("application/x-www-form-urlencoded", b"a=%00&message=%ff"),
        ("multipart/form-data; boundary=x", b"--x\r\nbroken"), ("multipart/form-data", b"--x\r\n"),
        ("multipart/form-data; boundary=" + "x" * 5000, b""), ("text/plain; charset=nonsense", b"hello"),
        ("\x01", b"hello"), ("application/x-www-form-urlencoded; charset=utf-7", b"message=+ADw-"),
    ],
)  # fmt: skip
def test_odd_bodies_at_the_open_doors_end_in_a_sentence(loud, nobody, world, kind, body):
    for path in ("/hooks/form/token-form", "/hooks/adf/token-api", "/hooks/email/token-email", "/chat/token-chat/lines",
                 "/feedback/northgate", "/sign-in"):  # fmt: skip
        fine(nobody.post(path, data=body, content_type=kind), (path, kind))


@pytest.mark.parametrize(
    "headers",
    [
        {"Cookie": "rightback=" + "x" * 20_000}, {"Cookie": "rightback=\x00"}, {"Cookie": "rightback_form=.eJx;;;=="},
        {"Accept": "*/*;q=nonsense"}, {"Accept": "x" * 9000}, {"Accept-Language": "\xff"}, {"Origin": "http://[::1"},
        {"Referer": "http://[::1"}, {"If-None-Match": '"' * 99}, {"Range": "bytes=9-1,5-2,-"}, {"If-Modified-Since": "x"},
        {"Content-Length": "-1"}, {"Sec-Fetch-Site": "\xff"}, {"X-HTTP-Method-Override": "DELETE"},
    ],
)  # fmt: skip
def test_odd_headers_end_in_a_page(loud, robin, nobody, world, headers):
    for client in (robin, nobody):
        for path in (
            "/today",
            "/sign-in",
            f"/attachments/{world.attachment}",
            "/static/site.css",
            "/widget.js",
        ):
            fine(client.get(path, headers=headers), (path, headers))


def test_what_breaks_inside_is_told_without_its_inside(loud, robin, monkeypatch):
    from assistant.web import today

    def breaks(*_):
        raise RuntimeError("the secret inside")

    monkeypatch.setitem(loud.view_functions, "today.page", breaks)
    assert today
    answer = robin.get("/today")
    assert answer.status_code == 500
    assert "What was saved before is safe" in answer.text and "secret inside" not in answer.text
    assert "Content-Security-Policy" in answer.headers
