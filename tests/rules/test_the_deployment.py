"""What stands in .deploy holds together: commands, options, settings, files, ports; no secret is in it."""

import os
import re
import subprocess
import tomllib
from pathlib import Path

import click
import deployment
import pytest
from deployment import COMPOSE, DEPLOY, FILES, OURS, README, ROOT, UNITS, of, service

from assistant.cli import COMMANDS, cli
from assistant.settings import KNOWN, Settings
from assistant.web.server import GRACE_SECONDS

CALLED = list(deployment.called())
SETTINGS = {
    **{unit.name: deployment.settings_of_unit(unit) for unit in UNITS},
    **{f"compose {name}": one["environment"] for name, one in OURS.items()},
    "environment.example": deployment.settings_of_file(DEPLOY / "environment.example"),
    "Dockerfile": dict(pair.split("=", 1) for pair in " ".join(of("ENV")).split() if "RIGHTBACK" in pair),
}
by_name = pytest.mark.parametrize("unit", UNITS, ids=lambda path: path.name)


@pytest.mark.parametrize("where", SETTINGS)
def test_every_setting_that_is_given_is_one(where):
    assert SETTINGS[where]
    assert {name.removesuffix("_FILE") for name in SETTINGS[where]} <= KNOWN


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_every_setting_that_is_named_is_one(path):
    named = re.findall(r"\b(?:RIGHTBACK|OPENAI)_[A-Z_]+", path.read_text())
    assert {name.removesuffix("_FILE") for name in named} <= KNOWN


def test_the_example_lists_every_setting_and_no_other():
    text = (DEPLOY.parent / ".env.example").read_text()
    assert set(re.findall(r"^# (\w+)=", text, re.M)) == KNOWN


@pytest.mark.parametrize("where", ["compose web", "rightback.service"])
def test_behind_the_proxy_that_stands_before_it_browsers_are_told_apart(where):
    assert SETTINGS[where]["RIGHTBACK_PROXIES"] in ("1", "${RIGHTBACK_PROXIES:-1}")


@pytest.mark.parametrize("where", SETTINGS)
def test_the_values_that_are_given_are_taken(where, tmp_path):
    given = {n: v for n, v in SETTINGS[where].items() if not n.endswith("_FILE") and "$" not in v}
    Settings.read(given, data=tmp_path)


def test_the_example_sends_mail_once_it_is_filled_in(tmp_path):
    given = deployment.settings_of_file(DEPLOY / "environment.example", commented=False)
    assert Settings.read(given, data=tmp_path).gateway == "smtp"
    assert "RIGHTBACK_TRUSTED_AUTHSERV" in given


@pytest.mark.parametrize("where, words", CALLED, ids=lambda part: str(part))
def test_every_call_is_of_a_command_of_ours_with_options_that_it_knows(where, words):
    assert words[0] in COMMANDS
    command = cli.get_command(click.Context(cli), words[0])
    _, too_many, _ = command.make_parser(click.Context(command)).parse_args(list(words[1:]))
    assert too_many == []


def test_units_compose_file_image_and_readme_call_something_each():
    places = {where for where, _ in CALLED}
    assert places == {*(unit.name for unit in UNITS), "compose web", "compose worker", "Dockerfile", "README"}


@by_name
def test_a_unit_reads_credentials_that_it_loads_from_files_that_the_readme_makes(unit):
    loaded = dict(pair.split(":") for pair in service(unit)["LoadCredential"])
    read = [v for v in deployment.settings_of_unit(unit).values() if v.startswith("%d/")]
    assert {value.removeprefix("%d/") for value in read} == set(loaded)
    settings = [path.removeprefix("-") for path in service(unit)["EnvironmentFile"]]
    for path in [*loaded.values(), *settings]:
        assert re.search(rf"> {path}\)| {path}`", README), path


@by_name
def test_a_unit_has_its_data_in_the_folder_that_systemd_makes_for_it(unit):
    folder = f"/var/lib/{service(unit)['StateDirectory'][0]}"
    assert [folder] == service(unit)["WorkingDirectory"]
    assert folder == deployment.settings_of_unit(unit)["RIGHTBACK_DATA"]


@by_name
def test_a_unit_waits_longer_than_a_graceful_stop_takes_and_may_do_little(unit):
    found = service(unit)
    assert int(found["TimeoutStopSec"][0]) > 2 * GRACE_SECONDS
    assert (found["NoNewPrivileges"], found["ProtectSystem"]) == (["yes"], ["strict"])
    assert found["CapabilityBoundingSet"] == [""]


def test_the_wrapper_gives_a_command_what_the_service_has():
    """Else `init` would make a key of its own, and nobody would keep it."""
    unit, given = service(DEPLOY / "rightback.service"), deployment.wrapper()
    for key in ("User", "Group", "UMask", "WorkingDirectory", "EnvironmentFile", "LoadCredential"):
        assert given[key] == unit[key], key
    (data,) = given["Environment"]
    assert data in unit["Environment"]


def test_the_wrapper_passes_words_and_key_on(tmp_path):
    """systemd-run is ours here: it sets what systemd would, and runs the rest."""
    (tmp_path / "program").write_text('#!/bin/sh\nprintf "%s\\n" "$RIGHTBACK_SECRET_KEY_FILE" "$@"')
    fake = '#!/bin/sh\nwhile [ "${1#--}" != "$1" ]; do shift; done\nCREDENTIALS_DIRECTORY=/run/c exec "$@"'
    (tmp_path / "systemd-run").write_text(fake)
    script = (DEPLOY / "rightback").read_text().replace("/opt/rightback/bin/rightback", f"{tmp_path}/program")
    for name in ("program", "systemd-run"):
        (tmp_path / name).chmod(0o755)
    path = f"{tmp_path}:{os.environ['PATH']}"
    done = subprocess.run(
        ["sh", "-c", script, "rightback", "backup", "a b.zip"],
        env={"PATH": path},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.splitlines() == ["/run/c/key", "backup", "a b.zip"]


@pytest.mark.parametrize("name", OURS)
def test_a_container_reads_secrets_that_it_has_and_settings_that_an_example_shows(name):
    read = [v for n, v in OURS[name]["environment"].items() if n.endswith("_FILE")]
    assert {value.removeprefix("/run/secrets/") for value in read} == set(OURS[name]["secrets"])
    for file in OURS[name]["env_file"]:
        assert (DEPLOY / f"{file}.example").is_file()
        assert f"cp .deploy/{file}.example .deploy/{file}" in README


def test_the_readme_makes_every_secret_that_the_compose_file_names():
    for name, secret in COMPOSE["secrets"].items():
        assert secret["file"] == f"secrets/{name}"
        assert re.search(rf"> {name}\b", README), name


def test_whatever_the_readme_names_of_this_folder_is_there():
    named = set(re.findall(r"\.deploy/([\w@.-]+)", README)) | set(re.findall(r"`([\w@-]+\.service)`", README))
    made = {"secrets", "environment"}
    assert [name for name in named - made if not (DEPLOY / name).exists()] == []
    assert {"compose.yaml", "rightback", "environment.example", "rightback.service"} <= named


def test_the_ports_agree():
    port = str(Settings.read({}, data=ROOT).port)
    assert of("EXPOSE") == [port] and f"127.0.0.1:{port}/healthz" in of("HEALTHCHECK")[0]
    assert OURS["web"]["ports"] == [f"127.0.0.1:{port}:{port}"]
    smtp = OURS["worker"]["environment"]["RIGHTBACK_SMTP_IN_PORT"]
    assert OURS["worker"]["ports"] == [f"127.0.0.1:{smtp}:{smtp}"]


@pytest.mark.parametrize("name", OURS)
def test_a_container_is_waited_for_and_may_do_little(name):
    one = OURS[name]
    assert int(one["stop_grace_period"].removesuffix("s")) > 2 * GRACE_SECONDS
    assert one["read_only"] and one["cap_drop"] == ["ALL"]
    assert (DEPLOY / one["build"]["context"] / one["build"]["dockerfile"]).resolve().is_file()


def test_the_image_copies_what_is_there_and_all_that_the_wheel_takes():
    copied = {name for line in of("COPY") for name in line.split()[:-1]}
    assert [name for name in copied if not (ROOT / name).exists()] == []
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    wheel = project["tool"]["hatch"]["build"]["targets"]["wheel"]
    assert {*wheel["packages"], *wheel["force-include"], project["project"]["readme"]} <= copied


def test_the_image_runs_as_nobody_special_and_keeps_its_data_in_its_volume():
    assert of("USER") == ["rightback"]
    (volume,) = of("VOLUME")
    assert SETTINGS["Dockerfile"]["RIGHTBACK_DATA"] == volume
    assert all(f"data:{volume}" in one["volumes"] for one in OURS.values())


def test_every_metric_that_is_named_is_given():
    from assistant.web import metrics

    code = Path(metrics.__file__).read_text()
    named = re.findall(r"`rightback_([a-z_]+)", README)
    assert named
    assert [name for name in named if f'"{name}"' not in code and f'"rightback_{name}"' not in code] == []


def test_each_topic_is_told_in_ten_lines():
    topics = re.split(r"^## ", README, flags=re.M)[1:]
    assert [len(re.findall(r"^\d+\. ", topic, re.M)) for topic in topics] == [10] * len(topics)


def test_there_is_no_secret_in_it():
    text = "".join(path.read_text() for path in FILES)
    given = re.findall(r"(?:password|secret|token|key)\w*\s*[=:]\s*['\"]?([\w+/]{12,})", text, re.IGNORECASE)
    assert [value for value in given if not value.startswith(("/run/", "/etc/"))] == []
