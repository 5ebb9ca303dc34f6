"""What stands in .deploy exists: commands, settings, files; no secret is in it."""

import re
from pathlib import Path

import pytest

from assistant.cli import COMMANDS
from assistant.settings import KNOWN

DEPLOY = Path(__file__).parents[2] / ".deploy"
FILES = sorted(path for path in DEPLOY.iterdir() if path.is_file())
UNITS = sorted(DEPLOY.glob("*.service"))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_every_setting_that_is_named_is_one(path):
    named = re.findall(r"\b(?:RIGHTBACK|OPENAI)_[A-Z_]+", path.read_text())
    assert {name.removesuffix("_FILE") for name in named} <= KNOWN


def test_the_example_lists_every_setting_and_no_other():
    text = (DEPLOY.parent / ".env.example").read_text()
    assert set(re.findall(r"^# (\w+)=", text, re.M)) == KNOWN


@pytest.mark.parametrize("name", ["compose.yaml", "rightback.service"])
def test_behind_the_proxy_that_stands_before_it_browsers_are_told_apart(name):
    assert re.search(r"^\s*(Environment=)?RIGHTBACK_PROXIES\b.*1", (DEPLOY / name).read_text(), re.M)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_every_command_that_is_called_is_one(path):
    text = path.read_text()
    called = re.findall(r"(?:`|bin/)rightback ([a-z]+)", text)
    called += re.findall(r"^(?:CMD|    command:) \[\"([a-z]+)\"", text, re.M)
    called += re.findall(r"run --rm (?:--volume \S+ )?web ([a-z]+)", text)
    assert set(called) <= set(COMMANDS)


def test_every_option_of_those_is_one():
    import click

    from assistant.cli import cli

    text = "".join(path.read_text() for path in FILES)
    context = click.Context(cli)
    for name, rest in re.findall(r"(?:`|bin/)rightback ([a-z]+)([^`\n|]*)", text):
        known = {o for p in cli.get_command(context, name).params for o in p.opts}
        assert set(re.findall(r"--[a-z-]+", rest)) <= known, name


def test_every_metric_that_is_named_is_given():
    from assistant.web import metrics

    code = Path(metrics.__file__).read_text()
    named = re.findall(r"`rightback_([a-z_]+)", (DEPLOY / "README.md").read_text())
    assert named
    assert [name for name in named if f'"{name}"' not in code and f'"rightback_{name}"' not in code] == []


def test_what_the_image_copies_is_there():
    for line in re.findall(r"^COPY (.*) \S+$", (DEPLOY / "Dockerfile").read_text(), re.M):
        assert all((DEPLOY.parent / name).exists() for name in line.split()), line


def test_the_image_runs_as_nobody_special_and_says_how_it_fares():
    text = (DEPLOY / "Dockerfile").read_text()
    assert re.search(r"^USER rightback$", text, re.M) and "HEALTHCHECK" in text


@pytest.mark.parametrize("path", UNITS, ids=lambda path: path.name)
def test_a_unit_waits_longer_than_a_graceful_stop_takes(path):
    from assistant.web.server import GRACE_SECONDS

    text = path.read_text()
    assert int(re.search(r"^TimeoutStopSec=(\d+)$", text, re.M)[1]) > 2 * GRACE_SECONDS
    for line in ("NoNewPrivileges=yes", "ProtectSystem=strict", "CapabilityBoundingSet="):
        assert line in text.splitlines()


def test_each_topic_is_told_in_ten_lines():
    topics = re.split(r"^## ", (DEPLOY / "README.md").read_text(), flags=re.M)[1:]
    assert [len(re.findall(r"^\d+\. ", topic, re.M)) for topic in topics] == [10] * len(topics)


def test_there_is_no_secret_in_it():
    text = "".join(path.read_text() for path in FILES)
    given = re.findall(r"(?:password|secret|token|key)\w*\s*[=:]\s*['\"]?([\w+/]{12,})", text, re.IGNORECASE)
    assert [value for value in given if not value.startswith(("/run/", "/etc/"))] == []
