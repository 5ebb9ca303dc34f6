"""Which value of a setting counts: what is typed, then the environment, then `.env`."""

import pytest
from click.testing import CliRunner

from assistant.cli import cli, serving
from assistant.cli.common import settings_for
from assistant.core.errors import SettingsError
from assistant.settings import Settings, from_process


@pytest.fixture(autouse=True)
def here(tmp_path, monkeypatch):
    """An empty working folder, so that no `.env` but the test's own is read."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def elsewhere(here, monkeypatch):
    """The folder that the environment names."""
    monkeypatch.setenv("RIGHTBACK_DATA", str(here / "elsewhere"))
    return here / "elsewhere"


def test_what_is_given_wins_over_the_environment(tmp_path):
    environment = {"RIGHTBACK_DATA": "/env", "RIGHTBACK_PORT": "1", "RIGHTBACK_DATABASE": "sqlite:///env"}
    found = Settings.read(environment, data=tmp_path, port=9000, database="sqlite:///given")
    assert (found.data, found.port, found.database) == (tmp_path, 9000, "sqlite:///given")


def test_what_is_given_wins_over_a_file_that_the_environment_names(tmp_path):
    (tmp_path / "database").write_text("sqlite:///env")
    environment = {"RIGHTBACK_DATABASE_FILE": str(tmp_path / "database")}
    assert Settings.read(environment, database="sqlite:///given").database == "sqlite:///given"


def test_the_folder_that_is_typed_wins_over_the_environment(elsewhere, here):
    assert settings_for(here / "typed").database_url == f"sqlite:///{here / 'typed' / 'rightback.sqlite'}"


def test_a_restore_leaves_the_folder_of_the_environment_alone(elsewhere, here):
    for words in (
        ["sample", "--data", "old"],
        ["backup", "all.backup", "--data", "old"],
        ["restore", "all.backup", "--data", "new"],
    ):
        assert CliRunner().invoke(cli, words).exit_code == 0
    assert (here / "new" / "rightback.sqlite").exists()
    assert not elsewhere.exists()


def test_the_environment_wins_over_the_file_env(here, monkeypatch):
    (here / "below").write_text("sqlite:///below")
    (here / ".env").write_text(f"RIGHTBACK_DATABASE_FILE={here / 'below'}\nRIGHTBACK_PORT=8001\n")
    assert (from_process().database, from_process().port) == ("sqlite:///below", 8001)
    monkeypatch.setenv("RIGHTBACK_DATABASE", "sqlite:///above")
    monkeypatch.setenv("RIGHTBACK_PORT", "8002")
    assert (from_process().database, from_process().port) == ("sqlite:///above", 8002)
    assert from_process(port=8003).port == 8003


def test_the_server_process_takes_what_was_typed(elsewhere, here, monkeypatch):
    """gunicorn reads its settings anew, from the environment that it is given."""
    monkeypatch.setenv("RIGHTBACK_DATA_FILE", str(here / "no such file"))
    monkeypatch.setattr(serving.os, "execve", lambda _program, _words, environment: given.update(environment))
    given: dict[str, str] = {}
    serving.become_gunicorn(Settings.read({}, data=here / "typed", port=9000), "app", workers=1)
    found = Settings.read(given)
    assert (found.data, found.port) == (here / "typed", 9000)


def test_a_wrong_value_is_named_as_its_variable_and_never_shown():
    with pytest.raises(Exception, match="RIGHTBACK_PORT: ") as refused:
        Settings.read({}, port=70_123)
    assert "70123" not in str(refused.value)


@pytest.mark.parametrize(
    ("given", "missing"),
    [
        ({"RIGHTBACK_GATEWAY": "mailgun"}, "needs RIGHTBACK_MAILGUN_DOMAIN and RIGHTBACK_MAILGUN_KEY"),
        ({"RIGHTBACK_GATEWAY": "postmark"}, "needs RIGHTBACK_POSTMARK_TOKEN"),
        ({"RIGHTBACK_MAILGUN_URL": "http://api.mailgun.net"}, "RIGHTBACK_MAILGUN_URL"),
        ({"RIGHTBACK_POSTMARK_URL": "http://localhost.evil.example"}, "RIGHTBACK_POSTMARK_URL"),
    ],
)
def test_a_mail_service_is_set_up_whole_and_spoken_to_over_tls(given, missing):
    with pytest.raises(SettingsError, match=missing):
        Settings.read(given)
    whole = {
        "RIGHTBACK_MAILGUN_DOMAIN": "mg.a.example",
        "RIGHTBACK_MAILGUN_KEY": "k",
        "RIGHTBACK_POSTMARK_TOKEN": "t",
    }
    for name in ("mailgun", "postmark"):
        assert Settings.read({**whole, "RIGHTBACK_GATEWAY": name}).gateway == name
