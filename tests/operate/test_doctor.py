"""Doctor: what it finds, how it says to mend it, and that it changes nothing."""

import json
import smtplib
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread
from types import SimpleNamespace

import pytest
from click.testing import CliRunner
from clocks import Clock
from sqlalchemy import text

from assistant.cli import cli
from assistant.cli.looks import data, here, outside
from assistant.records import proof, rows
from assistant.records.database import open_database, sessions_of
from assistant.settings import Settings
from assistant.tools import calling
from assistant.wiring import utc_now


@pytest.fixture
def clock():
    """The true time: PostgreSQL's own clock is compared with it."""
    return Clock(datetime.now(UTC))


def looks(looking, settings, clock):
    return {look.what: look for look in looking(settings, clock)}


def test_a_database_in_use_is_looked_at_and_left_as_it_is(cast, settings, clock):
    cast.writes("Is it there?")
    cast.approves()
    cast.works()
    engine = cast.services.sessions.kw["bind"]
    before = _all(engine)
    found = looks(data.database, settings, utc_now)
    if settings.database_file is None:
        del found["Engine"]  # no worker is there: see below
    assert {look.state for look in found.values()} == {"ok"}, found
    assert _all(engine) == before


def _all(engine):
    with engine.connect() as connection:
        return {k.name: list(rows.lines(connection, k)) for k in rows.tables(connection, at_head=True)}


def test_a_tampered_approval_is_found(cast, settings, clock):
    cast.writes("Is it there?")
    cast.approves()
    cast.works()
    with cast.services.sessions() as session:
        _without_triggers(session, "UPDATE approval SET digest = 'x'")
        assert any("digest" in sentence for sentence in proof.broken(session))
        _without_triggers(session, "UPDATE message SET text = 'other' WHERE direction = 'out'")
        assert any("without an approval" in sentence for sentence in proof.broken(session))
        _without_triggers(session, "UPDATE message SET entry_id = NULL")
        assert any("filed nowhere" in sentence for sentence in proof.broken(session))


def _without_triggers(session, statement):
    """As somebody with the file in hands would."""
    from assistant.records.aside import triggers_aside

    with triggers_aside(session.connection(), ["approval", "message"]):
        session.execute(text(statement))
    session.expire_all()


def test_a_job_that_nobody_works_on_is_told(cast, settings, clock):
    from tests_help import taken

    taken(cast, b"From: a@b.example\n\nHi")
    clock.forward(minutes=9)
    found = looks(data.database, settings, clock)["Engine"]
    assert (found.state, "9 minutes" in found.found) == ("broken", True)


def test_a_database_for_several_processes_without_a_worker_is_told(cast, settings, clock):
    found = looks(data.database, settings, clock)["Engine"]
    if settings.database_file is not None:  # the engine lives in `up`
        assert found.state == "ok"
        return
    assert (found.state, "rightback worker" in found.mend) == ("broken", True), found
    assert "no worker was seen" in found.found
    with cast.services.jobs.claiming(cast.services.sessions):
        found = looks(data.database, settings, clock)["Engine"]
        assert (found.state, "1 workers seen" in found.found) == ("ok", True), found


def test_an_entry_of_the_future_tells_that_the_clock_is_wrong(cast, settings, clock):
    cast.writes("Is it there?")
    clock.forward(hours=-3)
    assert (
        "in the future" in [look.found for look in data.database(settings, clock) if look.what == "Clock"][-1]
    )


class Relay:
    """An SMTP server as far as doctor asks it."""

    def __init__(self, *_where, **_how):
        self.done = []

    def __enter__(self):
        return self

    def __exit__(self, *_):
        pass

    def starttls(self, **_):
        if self.refuses == "tls":
            raise smtplib.SMTPNotSupportedError("STARTTLS extension not supported by server.")

    def login(self, *_):
        if self.refuses == "login":
            raise smtplib.SMTPAuthenticationError(535, b"no")

    def noop(self):
        pass


@pytest.mark.parametrize(
    ("refuses", "state", "says"),
    [
        ("", "ok", "sealed, signed in as sam"),
        ("tls", "broken", "STARTTLS"),
        ("login", "broken", "refuses the sign-in"),
    ],
)
def test_the_relay_is_greeted_sealed_and_signed_in_to(tmp_path, clock, monkeypatch, refuses, state, says):
    monkeypatch.setattr(outside, "smtplib", SimpleNamespace(**{**vars(smtplib), "SMTP": Relay}))
    monkeypatch.setattr(Relay, "refuses", refuses, raising=False)
    settings = Settings.read({}, data=tmp_path, gateway="smtp", smtp_user="sam", smtp_host="relay.example")
    found = looks(outside.mail_out, settings, clock)["Mail out"]
    assert (found.state, says in found.found) == (state, True), found


def test_a_mail_service_is_named_and_no_relay_is_greeted(tmp_path, clock, monkeypatch):
    monkeypatch.setattr(outside, "smtplib", None)
    settings = Settings.read(
        {"RIGHTBACK_MAILGUN_DOMAIN": "mg.example", "RIGHTBACK_MAILGUN_KEY": "k"},
        data=tmp_path,
        gateway="mailgun",
    )
    found = looks(outside.mail_out, settings, clock)["Mail out"]
    assert (found.state, "Mailgun" in found.found) == ("note", True)


@pytest.mark.parametrize(
    ("secure", "base", "broken"), [(False, "https", True), (True, "http", True), (True, "https", False)]
)
def test_cookies_that_do_not_fit_the_address_are_told(tmp_path, clock, secure, base, broken):
    settings = Settings.read({}, data=tmp_path, base_url=f"{base}://127.0.0.1:1", secure_cookies=secure)
    found = looks(outside.address, settings, clock)
    assert ("Cookies" in found) is broken
    assert found["Reached"].state == "note"


@pytest.mark.parametrize(
    ("base", "proxies", "told"), [("https", 0, True), ("https", 1, False), ("http", 0, False)]
)
def test_an_address_with_tls_and_no_proxy_that_is_believed_is_told(tmp_path, clock, base, proxies, told):
    settings = Settings.read({}, data=tmp_path, base_url=f"{base}://127.0.0.1:1", proxies=proxies)
    look = looks(outside.address, settings, clock).get("Proxies")
    assert (look is not None) is told
    if look is not None:
        assert (look.state, "RIGHTBACK_PROXIES" in look.mend) == ("note", True)


@pytest.mark.parametrize(("says", "state"), [(b"alive", "ok"), (b"proxy", "note")])
def test_our_own_address_is_tried_inside_our_own_network_too(tmp_path, clock, says, state):
    seen = []

    class Server(BaseHTTPRequestHandler):
        def do_GET(self):  # noqa: N802
            seen.append(self.path)
            self.send_response(200)
            self.end_headers()
            self.wfile.write(says)

        def log_message(self, *_):
            """Quiet."""

    with HTTPServer(("127.0.0.1", 0), Server) as server:
        Thread(target=server.handle_request, daemon=True).start()
        settings = Settings.read({}, data=tmp_path, base_url=f"http://127.0.0.1:{server.server_port}")
        found = looks(outside.address, settings, clock)["Reached"]
    assert (found.state, seen) == (state, ["/healthz"]), found


def modelled(tmp_path, clock, url):
    """What is said of a model there; aside, since the browser tests keep a loop running in this thread."""
    settings = Settings.read(
        {}, data=tmp_path, model="stub", model_base_url=url, model_key="a key that is secret"
    )
    with ThreadPoolExecutor(1) as aside:
        return aside.submit(lambda: looks(outside.model, settings, clock)["Model"]).result()


def test_the_model_is_asked_past_every_proxy_and_its_key_shown_to_nobody_else(tmp_path, clock, monkeypatch):
    there, proxy = [], []

    def server(seen, body):
        class Server(BaseHTTPRequestHandler):
            def do_GET(self):  # noqa: N802
                seen.append((self.path, self.headers["Authorization"]))
                self.send_response(200)
                self.send_header("Content-Type", "application/json")
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_):
                """Quiet."""

        made = HTTPServer(("127.0.0.1", 0), Server)
        Thread(target=made.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
        return made

    model, other = server(there, b'{"object": "list", "data": []}'), server(proxy, b"{}")
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"):
        monkeypatch.setenv(name, f"http://127.0.0.1:{other.server_port}")
    found = modelled(tmp_path, clock, f"http://127.0.0.1:{model.server_port}/v1")
    for made in (model, other):
        made.shutdown()
        made.server_close()
    assert (found.state, proxy) == ("ok", []), found
    assert there == [("/v1/models", "Bearer a key that is secret")]


@pytest.mark.parametrize(
    ("url", "says"),
    [
        ("http://8.8.8.8/v1", "use https"),
        ("http://169.254.169.254/v1", "never called"),
        ("http://127.0.0.1:1/v1", "no connection"),
    ],
)
def test_a_model_that_the_drafter_would_not_call_is_not_called_by_doctor(tmp_path, clock, url, says):
    found = modelled(tmp_path, clock, url)
    assert (found.state, says in found.found) == ("broken", True), found


def test_the_settings_name_who_may_be_called_inside_our_network():
    named = Settings.read({"RIGHTBACK_MAY_CALL": "Gateway.lan, 10.0.0.5,"})
    assert calling.of(named).allowed == {"gateway.lan", "10.0.0.5"}
    assert calling.of(Settings.read({})).allowed == frozenset()


def test_a_key_that_others_can_read_is_told(tmp_path, clock):
    (tmp_path / "form-key").write_bytes(b"k" * 32)
    (tmp_path / "form-key").chmod(0o644)
    found = looks(here.secrets, Settings.read({}, data=tmp_path), clock)["Key"]
    assert (found.state, "chmod 600" in found.mend) == ("broken", True)


@pytest.mark.parametrize(
    ("mode", "state"), [(0o755, "broken"), (0o711, "broken"), (0o750, "note"), (0o700, "")]
)
def test_a_folder_that_is_open_to_others_is_told(tmp_path, clock, mode, state):
    inside, outbox = tmp_path / "data", tmp_path / "outbox"
    for folder in (inside, outbox):
        folder.mkdir()
        folder.chmod(mode)
    settings = Settings.read({}, data=inside, outbox=outbox)
    told = [look for look in data.folder(settings, clock) if "open to" in look.found]
    assert [(look.what, look.state) for look in told] == [
        (n, state) for n in ("Data folder", "Outbox") if state
    ]
    assert all(look.mend.startswith("chmod -R go-rwx") for look in told)


def test_a_prompt_that_cannot_be_read_and_one_that_replaces_nothing_are_told(tmp_path, clock):
    own = tmp_path / "own"
    own.mkdir()
    (own / "reply.md").write_text("---\nvariables: [\n---\n")
    (own / "replly.md").write_text("Hello")
    said = [look.found for look in here.prompts(Settings.read({}, data=tmp_path, prompts=own), clock)]
    assert any(words.startswith("reply:") for words in said)
    assert any("replly.md" in words for words in said)


def test_an_old_backup_and_a_key_that_changed_are_told(tmp_path, clock):
    settings = Settings.read({}, data=tmp_path, secret_key="one key that is long enough")
    last = {"made_at": "2026-11-19T15:00:00+00:00", "rows": 3, "file": "/gone", "key": "other"}
    (tmp_path / "last-backup.json").write_text(json.dumps(last))
    found = looks(here.backups, settings, clock)
    assert (found["Backup"].state, found["Key"].state) == ("note", "broken")


def test_backup_restore_and_doctor_as_typed(tmp_path):
    def run(*words):
        done = CliRunner().invoke(cli, [*words])
        return done.exit_code, done.output

    first, second, file = str(tmp_path / "a"), str(tmp_path / "b"), str(tmp_path / "all.zip")
    assert run("sample", "--data", first)[0] == 0
    code, said = run("backup", file, "--data", first, "--json")
    counts = json.loads(said)["counts"]
    assert (code, counts["message"] > 0) == (0, True)
    code, said = run("restore", file, "--data", second, "--json")
    assert (code, json.loads(said)["counts"]) == (0, counts)
    lines = [json.loads(line) for line in run("doctor", "--data", second, "--json")[1].splitlines()]
    assert {line["state"] for line in lines if line["what"] in ("Database", "Tables", "Integrity")} == {"ok"}
    assert isinstance(CliRunner().invoke(cli, ["backup", file, "--data", first]).exception, Exception)
    assert isinstance(CliRunner().invoke(cli, ["restore", file, "--data", second]).exception, Exception)


def test_tampered_rows_are_backed_up_and_restored_with_an_exit_code_that_tells(tmp_path):
    def run(*words):
        done = CliRunner().invoke(cli, [*words])
        return done.exit_code, done.output

    folder, new, file = str(tmp_path / "a"), str(tmp_path / "b"), str(tmp_path / "all.zip")
    assert run("sample", "--data", folder)[0] == 0
    engine = open_database(f"sqlite:///{folder}/rightback.sqlite")
    with sessions_of(engine)() as session:
        _without_triggers(session, "UPDATE approval SET digest = 'x'")
        session.commit()
    engine.dispose()
    code, said = run("backup", file, "--data", folder)
    assert (code, "Not as it must be: approvals" in said, "--even-if-broken" in said) == (1, True, True), said
    assert run("restore", file, "--data", new)[0] != 0
    assert run("restore", file, "--data", new, "--even-if-broken", "--moved")[0] == 2
    code, said = run("restore", file, "--data", new, "--even-if-broken")
    assert (code, "rows of" in said, "not as it must be: approvals" in said) == (1, True, True), said
