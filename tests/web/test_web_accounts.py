"""Links, second factor, sign-ins, tries and the team, as people use them in a browser."""

import re
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from email.parser import BytesParser
from email.policy import default

import pyotp
import pytest
from sqlalchemy import text
from sqlalchemy.exc import DatabaseError
from tests_walk import walk
from tests_web import PASSWORD, post, signed_in, token_of

from assistant.core.outcome import Accepted, Deferred
from assistant.core.roles import Role
from assistant.pipeline import accounts
from assistant.pipeline.account_mail import digest
from assistant.records import AccountLink, Conversation, Customer, Deed, Inbox, LinkKind, SignIn, Teammate
from assistant.tools import second_factor
from assistant.web import links
from assistant.wiring import build

NEW = "seven quiet herons upstairs"
DANA, ROBIN = "dana@northgate.example", "robin@northgate.example"


@pytest.fixture(autouse=True)
def _one_mail_after_another(monkeypatch):
    with ThreadPoolExecutor(1) as one:
        monkeypatch.setattr(links, "aside", one)
        yield


@pytest.fixture
def walked(app, parts, world):
    made = walk(app, parts.services, world)
    app.config["WTF_CSRF_ENABLED"] = True
    return made


@pytest.fixture
def nora(walked):
    """An admin who has given her password just now."""
    return walked.browser("admin")


@pytest.fixture
def rows(parts):
    def all_of(kind, **where):
        with parts.services.sessions() as session:
            return session.query(kind).filter_by(**where).order_by(kind.id).all()

    return all_of


@pytest.fixture
def mails(parts):
    def read():
        links.aside.submit(lambda: None).result()
        parts.engine.run_all()
        files = parts.services.settings.outbox_folder.glob("*.eml")
        found = [BytesParser(policy=default).parsebytes(file.read_bytes()) for file in files]
        return [mail for mail in found if "account-" in mail["Message-ID"]]

    return read


def ask(client, email, place="127.0.0.1"):
    fields = {"csrf_token": token_of(client.get("/forgotten")), "email": email}
    answer = client.post("/forgotten", data=fields, environ_base={"REMOTE_ADDR": place})
    links.aside.submit(lambda: None).result()
    return answer


def link_in(words):
    return re.search(r"/links/([\w-]{20,})", words)[1]


def chooses(client, secret, password=NEW):
    client.get(f"/links/{secret}")
    page = client.get("/links")
    if page.status_code == 410:
        return page
    return client.post("/links", data={"csrf_token": token_of(page), "password": password})


def enters(client, email, password, **more):
    fields = {"csrf_token": token_of(client.get("/sign-in")), "email": email, "password": password}
    return client.post("/sign-in", data={**fields, **more})


def invitation(**changed):
    return {
        "name": "Ines Park", "email": "ines@northgate.example", "role": "member", "department": "service",
        "title": "Adviser", "store": "1", **changed,
    }  # fmt: skip


# invitations


def test_an_invited_teammate_chooses_a_password_and_signs_in(app, nora, rows, mails):
    page = post(nora, "/settings/teammates/new", **invitation())
    assert page.status_code == 200
    secret = link_in(page.text)
    (mail,) = mails()
    assert mail["To"] == "Ines Park <ines@northgate.example>"
    assert mail["Auto-Submitted"] == "auto-generated"
    assert link_in(mail.get_content()) == secret
    assert all(secret not in row.secret_hash for row in rows(AccountLink))
    ines = app.test_client()
    assert chooses(ines, secret).status_code == 303
    assert enters(ines, "ines@northgate.example", NEW).status_code == 303
    assert "Ines" in ines.get("/today").text


def test_an_account_mail_says_nothing_that_anybody_typed(nora, mails):
    name = "Your car is ready https://evil.example pay <b>now</b>\r\nBcc: tom@mail.example"
    post(nora, "/settings/teammates/new", **invitation(name=name, title="Buy at www.evil.example"))
    (mail,) = mails()
    whole = mail.as_string()
    assert "evil" not in mail.get_content()
    assert "://evil" not in whole
    assert mail["Bcc"] is None
    assert [a.addr_spec for a in mail["To"].addresses] == ["ines@northgate.example"]


@pytest.mark.parametrize(
    ("changed", "why"),
    [
        ({"email": DANA}, "already"),
        ({"email": "sales@northgate.example"}, "inbox"),
        ({"email": "no address"}, "Nobody was invited"),
        ({"store": ""}, "at least one store"),
        ({"role": "owner"}, "role"),
        ({"name": "  "}, "name"),
    ],
)
def test_an_invitation_that_cannot_be_says_why(nora, rows, changed, why):
    before = len(rows(Teammate))
    page = post(nora, "/settings/teammates/new", **invitation(**changed))
    assert page.status_code == 400
    assert why in page.text
    assert len(rows(Teammate)) == before


def test_where_mail_leaves_the_admin_never_sees_the_link(nora, parts, monkeypatch):
    monkeypatch.setattr(type(parts.services.gateways["email"]), "send", lambda *_: Accepted())
    object.__setattr__(parts.services.settings, "gateway", "smtp")
    assert "/links/" not in post(nora, "/settings/teammates/new", **invitation()).text


def test_a_mail_that_does_not_leave_is_told_and_the_link_is_shown(nora, parts, monkeypatch):
    monkeypatch.setattr(type(parts.services.gateways["email"]), "send", lambda *_: Deferred("no route."))
    page = post(nora, "/settings/teammates/new", **invitation())
    assert "did not leave: no route." in page.text
    assert link_in(page.text)


def test_teammates_are_managed_only_with_a_password_given_lately(walked, nora, clock):
    assert walked.browser("admin", proven=False).get("/settings/teammates").status_code == 303
    clock.forward(minutes=31)
    answer = post(nora, "/settings/teammates/new", **invitation())
    assert answer.headers["Location"].startswith("/account/proof")


@pytest.mark.parametrize(
    ("press", "back"),
    [
        ("/customers/{tom}/erasure", "/customers/{tom}/erasure"),
        ("/settings/inboxes/1/address", "/settings"),
    ],
)
def test_what_cannot_be_undone_wants_a_password_given_lately(robin, parts, rows, world, clock, press, back):
    press, back = press.format(tom=world.tom), back.format(tom=world.tom)
    with parts.services.sessions.begin() as session:
        session.get_one(Teammate, world.robin).role = Role.ADMIN
    before = rows(Inbox)[0].token_hash
    clock.forward(minutes=31)
    answer = post(robin, press, reason="asked", typed="Tom Becker")
    assert answer.headers["Location"] == f"/account/proof?to={back}"
    assert rows(Customer, id=world.tom)[0].erased_at is None
    assert rows(Inbox)[0].token_hash == before
    post(robin, "/account/proof", password=PASSWORD, to=back)
    assert post(robin, press, reason="asked", typed="Tom Becker").status_code == 303
    assert rows(Customer, id=world.tom)[0].erased_at or rows(Inbox)[0].token_hash != before


# links


def test_opening_a_link_changes_nothing_and_hides_its_secret(app, mails, rows):
    ask(app.test_client(), DANA)
    secret = link_in(mails()[0].get_content())
    scanner = app.test_client()
    for _ in range(3):
        answer = scanner.get(f"/links/{secret}")
        assert answer.headers["Location"] == "/links"
        assert answer.headers["Referrer-Policy"] == "no-referrer"
        assert secret not in scanner.get("/links").text
    assert rows(AccountLink)[-1].used_at is None
    assert chooses(app.test_client(), secret).status_code == 303


def test_a_link_works_once_and_a_newer_one_ends_it(app, mails):
    first = app.test_client()
    ask(first, DANA)
    old = link_in(mails()[0].get_content())
    ask(first, DANA)
    (new,) = {link_in(mail.get_content()) for mail in mails()} - {old}
    assert chooses(app.test_client(), old).status_code == 410
    assert chooses(app.test_client(), new).status_code == 303
    assert chooses(app.test_client(), new, "another nine blue chairs").status_code == 410


def test_who_asks_for_somebody_else_ends_no_invitation_and_sends_nothing(app, nora, mails, rows):
    secret = link_in(post(nora, "/settings/teammates/new", **invitation()).text)
    stranger = ask(app.test_client(), "ines@northgate.example")
    assert "on its way" in stranger.text, "as for anybody"
    assert len(mails()) == 1, "the invitation"
    assert chooses(app.test_client(), secret).status_code == 303


def test_who_asks_for_somebody_else_ends_no_link_that_an_admin_sent(app, nora, world):
    secret = link_in(post(nora, f"/settings/teammates/{world.dana}/link").text)
    ask(app.test_client(), DANA)
    assert chooses(app.test_client(), secret).status_code == 303


def test_a_link_of_the_command_line_survives_whoever_asks_for_one(app, parts, world, clock):
    with parts.services.sessions.begin() as session:
        dana = session.get_one(Teammate, world.dana)
        made = accounts.new_link(session, dana, LinkKind.RECOVERY, None, clock())
    ask(app.test_client(), DANA)
    assert chooses(app.test_client(), made.secret).status_code == 303


def test_choosing_a_password_ends_every_other_link(app, nora, mails, world):
    secret = link_in(post(nora, f"/settings/teammates/{world.dana}/link").text)
    ask(app.test_client(), DANA)
    (asked,) = {link_in(mail.get_content()) for mail in mails()} - {secret}
    assert chooses(app.test_client(), secret).status_code == 303
    assert chooses(app.test_client(), asked).status_code == 410


def test_a_link_expires(app, mails, clock):
    ask(app.test_client(), DANA)
    secret = link_in(mails()[0].get_content())
    clock.forward(minutes=61)
    assert chooses(app.test_client(), secret).status_code == 410


def test_a_reset_ends_every_sign_in_and_the_old_password(app, dana, mails):
    ask(app.test_client(), DANA)
    chooses(app.test_client(), link_in(mails()[0].get_content()))
    assert dana.get("/today").status_code == 302
    assert enters(app.test_client(), DANA, PASSWORD).status_code == 401
    assert enters(app.test_client(), DANA, NEW).status_code == 303


def test_changing_the_password_ends_links(app, dana, mails):
    ask(app.test_client(), DANA)
    secret = link_in(mails()[0].get_content())
    post(dana, "/account/password", current=PASSWORD, password=NEW)
    assert chooses(app.test_client(), secret).status_code == 410


def test_known_and_unknown_addresses_get_the_same_answer(app, mails):
    known, unknown = (ask(app.test_client(), email) for email in (DANA, "who@northgate.example"))
    same = [
        re.sub(r"[\w.]+@northgate\.example|value=\"[^\"]+\"", "", answer.text) for answer in (known, unknown)
    ]
    assert same[0] == same[1]
    assert known.status_code == unknown.status_code == 200
    assert len(mails()) == 1


@pytest.fixture
def relay(parts, monkeypatch):
    """Says what it is told to, and keeps what it took."""
    said, took = [], []

    def send(_gateway, message):
        ended = said.pop(0) if said else Accepted()
        took.extend([message] if isinstance(ended, Accepted) else [])
        return ended

    monkeypatch.setattr(type(parts.services.gateways["email"]), "send", send)
    return said, took


def test_a_relay_that_says_later_gets_the_mail_again_and_again(app, parts, relay, clock):
    said, took = relay
    said += [Deferred("greylisted")] * 3
    ask(app.test_client(), DANA)
    for minutes in (0, 1, 2, 4):
        assert took == []
        clock.forward(minutes=minutes)
        parts.engine.run_all()
    (mail,) = took
    assert chooses(app.test_client(), link_in(mail.text)).status_code == 303
    clock.forward(minutes=30)
    parts.engine.run_all()
    assert len(took) == 1


def test_the_mail_survives_a_restart_and_its_secret_stands_nowhere(app, parts, relay, clock):
    _, took = relay
    ask(app.test_client(), DANA)
    again = build(parts.services.settings, clock=clock)
    again.engine.run_all()
    again.services.live.close()
    secret = link_in(took[0].text)
    with parts.services.sessions() as session:
        tables = session.scalars(text("SELECT secret_hash FROM account_link")).all()
        assert secret not in tables and digest(secret) in tables
    assert chooses(app.test_client(), secret).status_code == 303


def test_a_mail_that_never_leaves_is_set_aside_where_doctor_looks(app, parts, relay, clock):
    relay[0].extend([Deferred("closed")] * 99)
    ask(app.test_client(), DANA)
    for _ in range(90):
        parts.engine.run_all()
        clock.forward(seconds=40)
    with parts.services.sessions() as session:
        assert parts.services.jobs.set_aside(session) == 1


def test_a_newer_link_leaves_the_mail_of_the_older_unsent(app, parts, relay, clock):
    said, took = relay
    said += [Deferred("greylisted")]
    ask(app.test_client(), DANA)
    parts.engine.run_all()
    ask(app.test_client(), DANA)
    clock.forward(minutes=5)
    parts.engine.run_all()
    (mail,) = took
    assert chooses(app.test_client(), link_in(mail.text)).status_code == 303


def test_links_are_not_asked_for_without_end(app):
    client = app.test_client()
    assert [ask(client, DANA).status_code for _ in range(6)] == [200] * 5 + [429]


def test_who_asks_without_end_makes_nobody_wait_elsewhere(app):
    assert [ask(app.test_client(), DANA, "203.0.113.9").status_code for _ in range(7)][-1] == 429
    assert ask(app.test_client(), DANA, "198.51.100.7").status_code == 200


def test_the_address_in_a_mail_is_never_the_one_that_a_request_names(app, mails):
    client = app.test_client()
    fields = {"csrf_token": token_of(client.get("/forgotten")), "email": DANA}
    client.post("/forgotten", data=fields, headers={"Host": "evil.example"})
    ask(client, DANA)
    assert all("evil" not in mail.get_content() for mail in mails())


@pytest.mark.parametrize(
    "weak",
    [
        "short",
        "password1234",
        "aaaaaaaaaaaaaaaa",
        "dana.ruiz.northgate",
        "dana@northgate.example",
        "qwertyuiop12",
    ],
)
def test_a_password_that_others_guess_is_refused_and_nothing_is_used_up(app, mails, weak):
    ask(app.test_client(), DANA)
    secret = link_in(mails()[0].get_content())
    assert chooses(app.test_client(), secret, weak).status_code == 400
    assert chooses(app.test_client(), secret).status_code == 303


# the second factor


@pytest.fixture
def secured(app, dana, clock):
    """Dana's browser, her secret and her recovery codes."""
    page = post(dana, "/account/second-factor/start", password=PASSWORD)
    secret = re.search(r'scan__key">([^<]+)<', page.text)[1].replace(" ", "")
    sealed = re.search(r'name="sealed" value="([^"]+)"', page.text)[1]
    assert "<svg" in page.text and "style=" not in page.text
    assert post(dana, "/account/second-factor", sealed=sealed, code="000000").status_code == 400
    code = pyotp.TOTP(secret).at(clock())
    page = post(dana, "/account/second-factor", sealed=sealed, code=code)
    codes = re.findall(r"<code>([\w-]+)</code>", page.text)
    assert len(codes) == 10
    clock.forward(seconds=30)
    return dana, secret, codes


def half(app):
    client = app.test_client()
    assert enters(client, DANA, PASSWORD).headers["Location"].startswith("/sign-in/code")
    return client


def gives(client, code, place="127.0.0.1"):
    token, here = token_of(client.get("/sign-in/code")), {"REMOTE_ADDR": place}
    return client.post("/sign-in/code", data={"csrf_token": token, "code": code}, environ_base=here)


def test_with_a_second_factor_the_password_alone_opens_nothing(app, secured, clock):
    _, secret, _ = secured
    client = half(app)
    assert client.get("/today").status_code == 302
    assert gives(client, pyotp.TOTP(secret).at(clock())).status_code == 303
    assert client.get("/today").status_code == 200


def test_no_code_is_taken_twice_and_none_from_too_long_ago(app, secured, clock):
    _, secret, _ = secured
    code = pyotp.TOTP(secret).at(clock())
    assert gives(half(app), pyotp.TOTP(secret).at(clock() - timedelta(minutes=2))).status_code == 401
    assert gives(half(app), code).status_code == 303
    assert gives(half(app), code).status_code == 401
    early = pyotp.TOTP(secret).at(clock() + timedelta(seconds=30))
    assert gives(half(app), early).status_code == 303
    assert gives(half(app), code).status_code == 401


def test_a_recovery_code_lets_in_once(app, secured):
    *_, codes = secured
    assert gives(half(app), codes[0].lower().replace("-", " ")).status_code == 303
    assert gives(half(app), codes[0]).status_code == 401
    assert gives(half(app), codes[1]).status_code == 303


def test_codes_are_tried_a_few_times_only(app, secured, clock):
    _, secret, _ = secured
    client = half(app)
    assert [gives(client, "111111").status_code for _ in range(6)][-1] == 429
    assert gives(client, pyotp.TOTP(secret).at(clock())).status_code == 429


def test_who_knows_the_password_and_guesses_codes_makes_nobody_wait_elsewhere(app, secured, clock):
    _, secret, codes = secured
    guesser = half(app)
    assert [gives(guesser, "111111", "203.0.113.9").status_code for _ in range(9)][-1] == 429
    assert gives(half(app), pyotp.TOTP(secret).at(clock()), "198.51.100.7").status_code == 303
    assert gives(half(app), codes[0], "198.51.100.8").status_code == 303


def test_codes_guessed_from_many_places_wait_together_but_a_recovery_code_lets_in(app, secured, clock):
    _, secret, codes = secured
    guesser = half(app)
    many = [gives(guesser, "111111", f"203.0.113.{n // 4}").status_code for n in range(60)]
    assert many[:50] == [401] * 50 and many[-1] == 429
    assert gives(half(app), pyotp.TOTP(secret).at(clock()), "198.51.100.7").status_code == 429
    assert gives(half(app), codes[0], "198.51.100.8").status_code == 303


def test_a_password_given_long_ago_is_no_half_way(app, secured, clock):
    _, secret, _ = secured
    client = half(app)
    token = token_of(client.get("/sign-in/code"))
    clock.forward(minutes=11)
    code = pyotp.TOTP(secret).at(clock())
    answer = client.post("/sign-in/code", data={"csrf_token": token, "code": code})
    assert answer.headers["Location"] == "/sign-in"


def test_the_database_holds_neither_the_secret_nor_a_code(parts, secured):
    _, secret, codes = secured
    with parts.services.sessions() as session:
        kept = [str(row) for table in ("teammate", "recovery_code") for row in
                session.execute(text(f"SELECT * FROM {table}"))]  # fmt: skip
    assert secret not in "".join(kept)
    assert not any(code.replace("-", "") in "".join(kept) for code in codes)


def test_switching_off_asks_for_the_password(secured, rows, world):
    dana, *_ = secured
    assert post(dana, "/account/second-factor/off", password="wrong").status_code == 400
    assert rows(Teammate, id=world.dana)[0].second_factor
    assert post(dana, "/account/second-factor/off", password=PASSWORD).status_code == 303
    assert not rows(Teammate, id=world.dana)[0].second_factor


def test_an_admin_switches_anothers_off_and_it_is_a_deed(secured, nora, rows, world):
    dana, *_ = secured
    post(nora, f"/settings/teammates/{world.dana}/second-factor-off")
    assert not rows(Teammate, id=world.dana)[0].second_factor
    assert dana.get("/today").status_code == 302
    (deed,) = rows(Deed, what="switched a second factor off")
    assert deed.about == {"teammate": world.dana}
    assert deed.teammate_id not in (None, world.dana)


def test_where_leads_must_have_one_they_go_nowhere_else_first(parts, walked):
    object.__setattr__(parts.services.settings, "second_factor", "leads")
    robin = walked.browser("manager")
    assert robin.get("/today").headers["Location"] == "/account/second-factor"
    assert robin.get("/account/second-factor").status_code == 200
    assert walked.browser("member").get("/today").status_code == 200


# sign-ins


def test_the_account_page_lists_browsers_and_ends_them(app, dana):
    other = signed_in(app, DANA)
    page = dana.get("/account").text
    assert page.count("row--device") == 2
    sign_in_id = re.search(r"/account/sign-ins/(\d+)/end", page)[1]
    post(dana, f"/account/sign-ins/{sign_in_id}/end")
    assert other.get("/today").status_code == 302
    third = signed_in(app, DANA)
    post(dana, "/account/sign-ins/end-others")
    assert third.get("/today").status_code == 302
    assert dana.get("/today").status_code == 200


def test_an_admin_ends_the_sign_ins_of_a_teammate_and_it_is_a_deed(app, dana, nora, robin, rows, world):
    other, path = signed_in(app, DANA), f"/settings/teammates/{world.dana}"
    assert "End their sign-ins" in nora.get(path).text
    assert post(robin, f"{path}/sign-ins/end").status_code == 403
    page = nora.get(post(nora, f"{path}/sign-ins/end").headers["Location"]).text
    assert "Signed out in 2 browsers" in page
    assert [client.get("/today").status_code for client in (dana, other, robin)] == [302, 302, 200]
    (deed,) = rows(Deed, what="ended a teammate's sign-ins")
    assert deed.about == {"teammate": world.dana}
    assert enters(app.test_client(), DANA, PASSWORD).status_code == 303


def test_a_browser_unseen_for_a_week_is_signed_out_and_one_in_use_after_two(dana, clock):
    for _ in range(2):
        clock.forward(days=6)
        assert dana.get("/today").status_code == 200
    clock.forward(days=3)
    assert dana.get("/today").status_code == 302  # 15 days


def test_unseen_for_a_week(dana, clock):
    clock.forward(days=7, minutes=1)
    assert dana.get("/today").status_code == 302


def test_a_new_password_signs_out_everywhere_else(app, dana):
    other = signed_in(app, DANA)
    assert post(dana, "/account/password", current="wrong", password=NEW).status_code == 400
    assert post(dana, "/account/password", current=PASSWORD, password=NEW).status_code == 303
    assert dana.get("/today").status_code == 200
    assert other.get("/today").status_code == 302


# tries


def test_each_further_try_waits_longer_and_nobody_for_ever(app, clock):
    client = app.test_client()
    waits = []
    for _ in range(5):
        enters(client, DANA, "x")
    for _ in range(4):
        answer = enters(client, DANA, "x")
        waits.append(re.search(r"counts in ([\w ]+)\.", answer.text)[1])
        clock.forward(seconds=81)
        assert enters(client, DANA, "x").status_code == 401
    assert waits == ["10 seconds", "20 seconds", "40 seconds", "80 seconds"]
    clock.forward(minutes=15)
    assert enters(client, DANA, PASSWORD).status_code == 303


def test_the_owner_is_told_of_tries_that_failed(app):
    for _ in range(3):
        enters(app.test_client(), DANA, "x")
    client = app.test_client()
    enters(client, DANA, PASSWORD)
    assert "3 times since your last sign-in" in client.get("/today").text


def test_tries_are_counted_in_the_database_for_all_processes(app, parts, world):
    from assistant.web.app import create_app

    for n in range(5):
        enters((app if n % 2 else create_app(parts.services)).test_client(), DANA, "x")
    assert enters(create_app(parts.services).test_client(), DANA, "x").status_code == 429


# the team


def test_who_leaves_hands_over_first(nora, rows, world):
    path = f"/settings/teammates/{world.dana}"
    assert "open conversation" in nora.get(path).text
    assert post(nora, f"{path}/leaving").status_code == 400
    assert rows(Teammate, id=world.dana)[0].active
    assert post(nora, f"{path}/leaving", heir=world.luis).status_code == 303
    assert not rows(Teammate, id=world.dana)[0].active
    assert {c.owner_id for c in rows(Conversation)} == {world.luis}
    assert {i.owner_id for i in rows(Inbox)} == {world.luis}


def test_who_is_deactivated_is_out_at_once(dana, nora, world):
    post(nora, f"/settings/teammates/{world.dana}/leaving", heir=world.luis)
    assert dana.get("/today").status_code == 302


def test_who_comes_back_chooses_a_new_password(app, nora, world):
    post(nora, f"/settings/teammates/{world.dana}/leaving", heir=world.luis)
    secret = link_in(post(nora, f"/settings/teammates/{world.dana}/return").text)
    assert enters(app.test_client(), DANA, PASSWORD).status_code == 401
    assert chooses(app.test_client(), secret).status_code == 303


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE teammate SET active = (1 = 0) WHERE id = {dana}",
        "UPDATE conversation SET owner_id = {gone}",
        "DELETE FROM teammate WHERE id = {gone}",
    ],
)
def test_the_database_leaves_no_waiting_customer_alone(parts, world, statement):
    with parts.services.sessions.begin() as session:
        session.execute(text(f"UPDATE teammate SET active = (1 = 0) WHERE id = {world.luis}"))
    with pytest.raises(DatabaseError), parts.services.sessions.begin() as session:
        session.execute(text(statement.format(dana=world.dana, gone=world.luis)))


def test_the_last_admin_stays_one(nora, rows, walked):
    key = walked.people["admin"]
    given = {"name": "Nora Admin", "role": "member", "department": "sales", "store": "1"}
    page = post(nora, f"/settings/teammates/{key}", **given)
    assert page.status_code == 400
    assert "last admin" in page.text
    assert rows(Teammate, id=key)[0].role is Role.ADMIN
    assert post(nora, f"/settings/teammates/{key}/leaving").status_code == 400


def test_a_second_admin_lets_the_first_go(nora, parts, rows, walked, world):
    with parts.services.sessions.begin() as session:
        session.get_one(Teammate, world.robin).role = Role.ADMIN
    given = {"name": "Nora Admin", "role": "manager", "department": "sales", "store": "1"}
    assert post(nora, f"/settings/teammates/{walked.people['admin']}", **given).status_code == 303


def test_codes_are_eighty_bits_and_all_different():
    codes = second_factor.new_codes()
    assert len(set(codes)) == 10
    assert all(re.fullmatch(r"([A-Z2-9]{4}-){3}[A-Z2-9]{4}", code) for code in codes)


def test_sign_ins_say_where_and_with_what(dana, rows, world):
    newest = rows(SignIn, teammate_id=world.dana)[-1]
    assert newest.place == "127.0.0.1"
    assert newest.browser.startswith("Werkzeug")
