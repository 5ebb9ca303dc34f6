"""What every answer says to the browser, under which names we answer, and whose word on addresses counts."""

import gzip

import pytest
from tests_web import PASSWORD, post, token_of
from walking import routes

from assistant.settings import Settings
from assistant.web.app import create_app

TLS = {"base_url": "https://rightback.example"}


@pytest.fixture
def site(parts, world):
    """site(NAME=value, ...) gives an application with these settings."""
    from dataclasses import replace

    def made(**given):
        values = {"RIGHTBACK_" + name.upper(): value for name, value in given.items()}
        settings = Settings.read(values, data=parts.services.settings.data)
        return create_app(replace(parts.services, settings=settings))

    return made


def test_every_answer_has_every_header(app, world, dana, nobody):
    for client in (dana, nobody):
        for _, method, path in routes(app, world):
            if path.endswith(("/live", "/events")):
                continue
            answer = client.open(path, method=method)
            policy = answer.headers["Content-Security-Policy"]
            assert "default-src" in policy and "frame-ancestors" in policy and "unsafe" not in policy, path
            assert answer.headers["X-Content-Type-Options"] == "nosniff"
            assert answer.headers["Cross-Origin-Opener-Policy"] == "same-origin"
            assert answer.headers["Cross-Origin-Resource-Policy"] in ("same-origin", "cross-origin")
            assert answer.headers["Referrer-Policy"] in ("same-origin", "no-referrer")
            assert "camera=()" in answer.headers["Permissions-Policy"]
            if answer.data and answer.mimetype.startswith("text/"):
                assert "charset=utf-8" in answer.headers["Content-Type"], path
            if not path.startswith(("/static", "/assets", "/widget")):
                assert answer.headers["Cache-Control"] == "no-store", path
            answer.close()


def test_the_policy_allows_ourselves_alone(dana):
    rules = dict(
        rule.split(" ", 1) for rule in dana.get("/today").headers["Content-Security-Policy"].split("; ")
    )
    assert rules["object-src"] == rules["base-uri"] == rules["frame-ancestors"] == "'none'"
    assert rules["form-action"] == rules["script-src"] == rules["default-src"] == "'self'"
    assert rules["script-src-attr"] == "'none'"


def test_what_other_sites_may_load_is_the_widget_alone(app, nobody):
    others = [
        rule.rule
        for rule in app.url_map.iter_rules()
        if not rule.arguments
        and "GET" in rule.methods
        and rule.endpoint != "live.listen"
        and nobody.get(rule.rule).headers["Cross-Origin-Resource-Policy"] != "same-origin"
    ]
    assert others == ["/widget.js"]


def test_who_signs_out_leaves_nothing_behind_in_the_browser(dana):
    answer = post(dana, "/sign-out")
    assert answer.headers["Clear-Site-Data"] == '"cache"'
    assert any(c.startswith("rightback=;") for c in answer.headers.getlist("Set-Cookie"))


def test_behind_tls_every_cookie_is_secure_and_bound_to_this_host(site):
    client = site(**TLS).test_client()
    page = client.get("/sign-in", base_url=TLS["base_url"])
    fields = {"csrf_token": token_of(page), "email": "dana@northgate.example", "password": PASSWORD}
    answer = client.post(
        "/sign-in", data=fields, base_url=TLS["base_url"], headers={"Referer": f"{TLS['base_url']}/sign-in"}
    )
    assert answer.status_code == 303
    cookies = page.headers.getlist("Set-Cookie") + answer.headers.getlist("Set-Cookie")
    assert len(cookies) >= 2
    for cookie in cookies:
        name = cookie.partition("=")[0]
        assert (
            "Secure" in cookie and "HttpOnly" in cookie and "SameSite=" in cookie and "Domain" not in cookie
        )
        assert name.startswith("__Host-") and "Path=/;" in f"{cookie};"


def test_behind_tls_browsers_are_told_to_stay_there(site, nobody):
    answer = site(**TLS).test_client().get("/sign-in", base_url=TLS["base_url"])
    assert answer.headers["Strict-Transport-Security"] == "max-age=63072000; includeSubDomains"
    assert "upgrade-insecure-requests" in answer.headers["Content-Security-Policy"]
    assert "Strict-Transport-Security" not in nobody.get("/sign-in").headers


@pytest.mark.parametrize(
    "host",
    [
        "evil.example",
        "localhost.evil.example",
        "evil.example:8025",
        "10.0.0.1.evil.example",
        "a b",
        "",
        "@localhost",
    ],
)
def test_under_a_name_that_is_not_ours_there_is_nothing(site, host):
    for app in (site(**TLS), site(hosts="desk.lan"), site()):
        answer = app.test_client().get("/sign-in", headers={"Host": host})
        assert answer.status_code == 400
        assert 'name="password"' not in answer.text


@pytest.mark.parametrize(
    ("given", "host"),
    [
        (TLS, "rightback.example"), (TLS, "rightback.example:443"), (TLS, "127.0.0.1:8025"),
        ({"hosts": "desk.lan, Desk.Example"}, "desk.example"), ({"hosts": "desk.lan"}, "desk.lan:8025"),
        ({}, "localhost:8025"), ({}, "[::1]:8025"), ({}, "192.168.1.7:8025"),
        ({"host": "desk.lan"}, "desk.lan"),
    ],
)  # fmt: skip
def test_our_own_names_are_answered(site, given, host):
    assert site(**given).test_client().get("/sign-in", headers={"Host": host}).status_code == 200


FORWARDED = {
    "X-Forwarded-For": "203.0.113.9",
    "X-Forwarded-Proto": "https",
    "X-Forwarded-Host": "rightback.example",
    "X-Forwarded-Prefix": "/evil",
    "Forwarded": "for=203.0.113.9;proto=https",
    "X-Real-IP": "203.0.113.9",
}


def seen_by(app, headers):
    from flask import request, url_for

    found = {}

    @app.before_request
    def note():
        found.update(address=request.remote_addr, link=url_for("sign_in.page", _external=True))

    app.test_client().get("/sign-in", headers=headers)
    return found["address"], found["link"]


def test_without_a_proxy_nobody_is_believed_about_their_address(site):
    assert seen_by(site(), FORWARDED) == ("127.0.0.1", "http://localhost/sign-in")


def test_behind_one_proxy_its_word_counts_and_the_one_before_does_not(site):
    spoofed = {
        **FORWARDED,
        "X-Forwarded-For": "10.9.9.9, 203.0.113.9",
        "X-Forwarded-Host": "evil.example, rightback.example",
    }
    assert seen_by(site(proxies="1", **TLS), spoofed) == ("203.0.113.9", "https://rightback.example/sign-in")


def test_even_a_proxy_cannot_make_us_answer_to_a_strange_name(site):
    client = site(proxies="1", **TLS).test_client()
    assert (
        client.get("/sign-in", headers={**FORWARDED, "X-Forwarded-Host": "evil.example"}).status_code == 400
    )


@pytest.mark.parametrize("method", ["TRACE", "CONNECT", "PROPFIND", "PUT", "DELETE", "FOO"])
def test_unknown_methods_are_refused(dana, method):
    answer = dana.open("/today", method=method, headers={"Cookie-Secret": "1"})
    assert answer.status_code in (400, 405)
    assert "Cookie-Secret" not in answer.text


def test_a_static_file_is_packed_for_who_unpacks_it_and_a_page_never(app, dana):
    name = f"/assets/{app.extensions['assets']}/editor.js"
    plain, packed = dana.get(name), dana.get(name, headers={"Accept-Encoding": "gzip"})
    assert "Content-Encoding" not in plain.headers and packed.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(packed.data) == plain.data and len(packed.data) < len(plain.data) / 2
    assert "Accept-Encoding" in plain.headers["Vary"] and "Accept-Encoding" in packed.headers["Vary"]
    refused = dana.get(name, headers={"Accept-Encoding": "gzip;q=0, br"})
    assert "Content-Encoding" not in refused.headers
    part = dana.get(name, headers={"Accept-Encoding": "gzip", "Range": "bytes=0-9"})
    assert (part.status_code, part.data) == (206, plain.data[:10])
    assert "Content-Encoding" not in dana.get("/today", headers={"Accept-Encoding": "gzip"}).headers
