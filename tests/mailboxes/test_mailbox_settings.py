"""The settings page of a mailbox: in plain words what is wrong, and the password nowhere."""

import logging
from datetime import timedelta
from functools import partial

import pytest
from dovecot import PASSWORD
from rounds import connecting
from tests_web import build as build_world
from tests_web import post, signed_in

from assistant.channels.imap.connecting import Connecting
from assistant.channels.imap.line import ImapLine
from assistant.core.audit import Did
from assistant.core.collecting import Tls
from assistant.pipeline import accounts
from assistant.records import Deed, MailAccount, Role, Teammate
from assistant.web.app import create_app

PAGE = "/settings/inboxes/1/mailbox"


@pytest.fixture
def world(parts, clock):
    return build_world(parts.services.sessions, clock(), accounts.safe(parts.services).seal)


@pytest.fixture
def ada(parts, world):
    """An admin, at pages that reach servers of this machine."""
    object.__setattr__(parts.services, "open_mailbox", partial(ImapLine, reach=connecting()))
    with parts.services.sessions.begin() as session:
        session.get_one(Teammate, world.robin).role = Role.ADMIN
    return signed_in(create_app(parts.services), "robin@northgate.example")


def typed(server, **other):
    given = {"host": "127.0.0.1", "port": str(server.port), "tls": "none", "user": server.user}
    return {**given, "password": PASSWORD, "start": "all", **other}


def kept(parts):
    with parts.services.sessions() as session:
        return session.query(MailAccount).order_by(MailAccount.id).all()


def told(answer):
    return answer.text.split('id="tried"')[1].split("</section>")[0]


def test_the_test_says_what_it_found_and_keeps_nothing(ada, server, parts):
    said = told(post(ada, f"{PAGE}/trial", **typed(server)))
    assert "It works" in said and "Inbox: 0 mails" in said and "“Junk”" in said and "at once" in said
    assert kept(parts) == []


def test_it_says_that_there_is_no_junk_folder(ada, make_server, parts):
    said = told(post(ada, f"{PAGE}/trial", **typed(make_server(auto="no"))))
    assert "There is no Junk folder" in said and "There is no Sent folder" in said


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"host": "imap.nowhere.example"}, "There is no server of the name imap.nowhere.example"),
        ({"port": "1"}, "Nothing answers at 127.0.0.1, port 1"),
        ({"port": "x"}, "The port is a number"),
        ({"password": "not this"}, "refuses the sign-in"),
        ({"tls": "tls"}, "does not speak TLS this way"),
        ({"tls": "starttls"}, "The certificate of 127.0.0.1 does not hold"),
        ({"host": "https://x"}, "Type the name of the mail server"),
        ({"user": ""}, "Type the name that you sign in with"),
        ({"password": ""}, "Type the password"),
    ],
)
def test_what_is_wrong_is_said_in_plain_words(ada, server, wrong, words):
    said = told(post(ada, f"{PAGE}/trial", **typed(server, **wrong)))
    assert words in said and "Nothing was changed" in said
    assert "not this" not in said


@pytest.mark.parametrize("host", ["127.0.0.1", "10.0.0.1", "169.254.169.254", "localhost"])
def test_nobody_reaches_into_our_own_network_by_it(ada, server, parts, host):
    object.__setattr__(parts.services, "open_mailbox", partial(ImapLine, reach=Connecting()))
    said = told(post(ada, f"{PAGE}/trial", **typed(server, host=host, port="143")))
    assert "It is not called" in said


def test_it_is_kept_with_a_sealed_password_that_no_page_shows(ada, server, parts, caplog):
    caplog.set_level(logging.DEBUG)
    assert post(ada, PAGE, **typed(server)).status_code == 303
    (row,) = kept(parts)
    assert PASSWORD not in row.password_sealed
    assert accounts.safe(parts.services).unseal(row.password_sealed) == PASSWORD
    pages = [ada.get(path).text for path in (PAGE, "/settings", "/audit", "/ledger")]
    pages.append(post(ada, f"{PAGE}/trial", **typed(server)).text)
    secret = "a secret, with"
    assert not [page for page in pages if secret in page]
    assert secret not in caplog.text and secret not in repr(row.opened_with(PASSWORD))
    with parts.services.sessions() as session:
        deed = session.query(Deed).filter_by(what=Did.SET_MAILBOX).one()
    assert deed.about["user"] == server.user and secret not in str(deed.about)
    assert "0 seen = 0 filed" in pages[1] and "not reached yet" in pages[1]


def test_an_empty_password_is_the_kept_one_but_for_no_other_server(ada, server, parts):
    post(ada, PAGE, **typed(server))
    assert "It works" in told(post(ada, f"{PAGE}/trial", **typed(server, password="")))
    for other in ({"host": "localhost"}, {"port": "993"}, {"user": "eve"}, {"tls": "starttls"}):
        said = told(post(ada, f"{PAGE}/trial", **typed(server, password="", **other)))
        assert "Type the password again" in said
    assert post(ada, PAGE, **typed(server, password="", host="localhost")).status_code == 422
    assert post(ada, PAGE, **typed(server, password="", start="", marks="yes")).status_code == 303
    (row,) = kept(parts)
    assert row.marks_seen and row.version == 2


def test_another_user_is_another_account_and_the_earlier_one_ends(ada, server, parts):
    post(ada, PAGE, **typed(server))
    server.new_user()
    post(ada, PAGE, **typed(server, start="days", days="7"))
    first, second = kept(parts)
    assert first.ended_at and first.password_sealed == "" and second.ended_at is None
    assert second.from_at == second.made_at - timedelta(days=7)


def test_it_ends_and_the_password_is_forgotten(ada, server, parts):
    post(ada, PAGE, **typed(server))
    assert post(ada, f"{PAGE}/end").status_code == 303
    assert kept(parts)[0].password_sealed == ""
    assert "127.0.0.1 as" not in ada.get("/settings").text


def test_health_and_settings_say_since_when_it_was_not_reached(ada, server, parts, clock):
    post(ada, PAGE, **typed(server))
    assert ada.get("/readyz").json["mailboxes_not_reached"] == []
    clock.forward(minutes=20)
    answer = ada.get("/readyz")
    (one,) = answer.json["mailboxes_not_reached"]
    assert answer.status_code == 200 and one["since"].startswith("2026-") and server.user not in answer.text
    assert "not reached since" in ada.get("/settings").text


def test_a_member_and_a_manager_set_no_mailbox(parts, world, server):
    for who in ("dana", "robin"):
        client = signed_in(create_app(parts.services), f"{who}@northgate.example")
        assert client.get(PAGE).status_code == 403
        assert post(client, PAGE, **typed(server)).status_code == 403
    assert kept(parts) == []


def test_sealed_with_tls_by_the_name_in_the_certificate(server):
    from rounds import ALLOWED

    from assistant.core.collecting import Account

    reach = Connecting(ALLOWED)
    reach.context.load_verify_locations(server.folder / "cert.pem")
    for port, tls in ((server.tls_port, Tls.TLS), (server.port, Tls.STARTTLS)):
        line = ImapLine(Account("localhost", port, tls, server.user, PASSWORD), reach)
        assert line.open("INBOX", marks=False).exists == 0
        line.close()
